import type { Query, QueryClient } from '@tanstack/react-query'

/** Readings that are read once more when they have come. */
const again = new WeakSet<Query>()

/**
 * Has readings read anew of which something happened. One that is on its way is not broken off, else a slow line would never bring it
 * while more happens, and is not taken for new, as it may have been answered before: it is read once more when it has come.
 */
export function readAgain(queryClient: QueryClient, touched: (query: Query) => boolean): void {
  const onTheirWay = queryClient.getQueryCache().findAll({ fetchStatus: 'fetching', predicate: touched })
  void queryClient.invalidateQueries({ predicate: (query) => touched(query) && !onTheirWay.includes(query) })
  for (const query of onTheirWay) {
    if (again.has(query)) continue
    again.add(query)
    const came = () => {
      again.delete(query)
      void queryClient.invalidateQueries({ predicate: (one) => one === query })
    }
    void query.promise?.then(came, came)
  }
}
