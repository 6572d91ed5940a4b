/** How a share of `n` may be shown: not at all, as counts, or in per cent. */
export type ShownAs = 'nothing' | 'counts' | 'percent'

/** Fewer than five say nothing; up to 29 stand as counts; from 30 on per cent say something (DOMAIN 3.4, display rule). */
export function shownAs(n: number): ShownAs {
  return n < 5 ? 'nothing' : n < 30 ? 'counts' : 'percent'
}
