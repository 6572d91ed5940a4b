import { partialMatchKey, type Query, type QueryClient, type QueryKey } from '@tanstack/react-query'
import type { Endpoint, InputOf, ReplyOf } from '../../contract/endpoint.ts'

/** What an act makes of what stands on the screen: of which readings, and what becomes of what one shows. */
export type Showing = { readonly of: QueryKey; readonly as: (shown: unknown) => unknown }

/** Something that stands on the screen before the server has answered: it was done, or it came to nothing. */
export type Standing = { readonly done: () => void; readonly failed: () => void }

type Pages = { pages: { items: { id: string }[] }[] }

/** What becomes of one reading: `shows(readConversation, { params }, (talk) => ({ ...talk, assignee }))`. */
export function shows<E extends Endpoint>(
  endpoint: E,
  input: InputOf<E> | undefined,
  as: (shown: ReplyOf<E>) => ReplyOf<E>,
): Showing {
  const of = input === undefined ? [endpoint.name] : [endpoint.name, input]
  return { of, as: as as Showing['as'] }
}

/** What becomes of one item of a list, in every reading of it: page by page, or whole. */
export function showsItem<E extends Endpoint>(
  endpoint: E,
  id: string,
  as: (item: ReplyOf<E> extends { items: (infer T)[] } ? T : never) => unknown,
): Showing {
  const change = <T extends { items: { id: string }[] }>(page: T): T => {
    if (!page.items.some((item) => item.id === id)) return page
    return { ...page, items: page.items.map((item) => (item.id === id ? as(item as never) : item)) } as T
  }
  const all = (shown: unknown) => {
    if (!(shown as Pages).pages) return change(shown as { items: { id: string }[] })
    const data = shown as Pages
    const pages = data.pages.map(change)
    return pages.some((page, n) => page !== data.pages[n]) ? { ...data, pages } : data
  }
  return { of: [endpoint.name], as: all }
}

/** What the server said of a reading over which something stands, and when it last said it in answer to an act. */
type Base = { data: unknown; answered: number }

/** Keeps what the server said apart from what is shown over it, so that one act taken back leaves all others as they are. */
function openBook(queryClient: QueryClient) {
  const cache = queryClient.getQueryCache()
  const bases = new Map<string, Base>()
  let standing: { showings: readonly Showing[]; since: number }[] = []
  let drawing = false
  let step = 0
  const over = (query: Query) =>
    standing.flatMap((s) => s.showings.filter(({ of }) => partialMatchKey(query.queryKey, of)))

  const draw = (query: Query) => {
    const base = bases.get(query.queryHash)
    if (!base) return
    const showings = over(query)
    const data = showings.reduce((shown, { as }) => as(shown), base.data)
    if (showings.length === 0) bases.delete(query.queryHash)
    if (data === query.state.data) return
    drawing = true
    // Not `setQueryData`, after which the reading would count as fresh.
    query.setState({ data })
    drawing = false
  }
  cache.subscribe((event) => {
    if (drawing || standing.length === 0) return
    if (event.type === 'removed') bases.delete(event.query.queryHash)
    if (event.type !== 'updated' || over(event.query).length === 0) return
    const { action, query } = event
    if (action.type === 'success') {
      const former = bases.get(query.queryHash)
      bases.set(query.queryHash, {
        data: query.state.data,
        answered: action.manual ? ++step : (former?.answered ?? 0),
      })
    }
    // A reading given up puts back what stood there when it began.
    if (action.type === 'success' || action.type === 'setState') draw(query)
  })

  const concerned = (showings: readonly Showing[]) =>
    cache.getAll().filter((query) => showings.some(({ of }) => partialMatchKey(query.queryKey, of)))

  const stand = (showings: readonly Showing[]): Standing => {
    const mine = { showings, since: ++step }
    for (const query of concerned(showings))
      if (query.state.data !== undefined && !bases.has(query.queryHash))
        bases.set(query.queryHash, { data: query.state.data, answered: 0 })
    standing = [...standing, mine]
    for (const query of concerned(showings)) draw(query)
    const end = (cameTrue: boolean) => {
      if (!standing.includes(mine)) return
      for (const query of concerned(showings)) {
        const base = bases.get(query.queryHash)
        // What the server answered to the act itself is truer than what was shown.
        if (!base || !cameTrue || base.answered > mine.since) continue
        const data = showings
          .filter(({ of }) => partialMatchKey(query.queryKey, of))
          .reduce((shown, { as }) => as(shown), base.data)
        bases.set(query.queryHash, { ...base, data })
      }
      standing = standing.filter((s) => s !== mine)
      for (const query of concerned(showings)) draw(query)
    }
    return { done: () => end(true), failed: () => end(false) }
  }
  return { stand, said: (query: Query): unknown => (bases.get(query.queryHash) ?? query.state).data }
}

const books = new WeakMap<QueryClient, ReturnType<typeof openBook>>()

/**
 * Shows at once what an act will make of what stands on the screen. What the server says meanwhile is taken in below it; when the
 * act comes to nothing only its own part goes back, to what the server last said.
 */
export function showAtOnce(queryClient: QueryClient, showings: readonly Showing[]): Standing {
  const book = books.get(queryClient) ?? openBook(queryClient)
  books.set(queryClient, book)
  return book.stand(showings)
}

/** What the server last said of a reading, without what is shown over it. */
export function saidByServer(queryClient: QueryClient, query: Query): unknown {
  return books.get(queryClient)?.said(query) ?? query.state.data
}
