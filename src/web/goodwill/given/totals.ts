/** So often something was given, of one site, cause, kind and currency. */
type Total = {
  readonly currency: string | null
  readonly count: number
  readonly minor: number | null
}

/** How often, how much in each currency for itself, and how often what is not paid. */
export type Sum = {
  readonly count: number
  readonly money: readonly { readonly currency: string; readonly minor: number }[]
  readonly unpaid: number
}

/** Adds up; what is of different currencies is never added to each other. */
export function sumOf(totals: readonly Total[]): Sum {
  const money = new Map<string, number>()
  let [count, unpaid] = [0, 0]
  for (const one of totals) {
    count += one.count
    if (one.currency === null) unpaid += one.count
    else money.set(one.currency, (money.get(one.currency) ?? 0) + (one.minor ?? 0))
  }
  const sorted = [...money].map(([currency, minor]) => ({ currency, minor }))
  return { count, unpaid, money: sorted.toSorted((a, b) => (a.currency < b.currency ? -1 : 1)) }
}

/** The same by something of each, the most often first. */
export function sumsBy<T extends Total, Key>(
  totals: readonly T[],
  keyOf: (total: T) => Key,
): { key: Key; sum: Sum }[] {
  const groups = Map.groupBy(totals, keyOf)
  return [...groups]
    .map(([key, some]) => ({ key, sum: sumOf(some) }))
    .toSorted((a, b) => b.sum.count - a.sum.count)
}
