/**
 * A timeline, the latest first, with what was promised in one moment in the order in which it was said: a message that promises a
 * call and then a car is not read backwards. Everything else keeps its place.
 */
export function asPromised<E extends { readonly kind: string; readonly at: string }>(
  entries: readonly E[],
): E[] {
  const told: E[] = []
  let from = 0
  while (from < entries.length) {
    const first = entries[from]!
    let to = from + 1
    if (first.kind === 'promise.made')
      while (entries[to]?.kind === 'promise.made' && entries[to]!.at === first.at) to += 1
    told.push(...entries.slice(from, to).reverse())
    from = to
  }
  return told
}
