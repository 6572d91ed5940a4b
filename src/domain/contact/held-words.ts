import type { UpdateKind } from '../promises/promise.ts'
import type { Instant } from '../shared/time.ts'

/**
 * Tells whether a word on the way that had to wait should leave no more: its promise was released, it names a next word that has
 * come by now, or it says "no news yet" or that it takes longer and there was news since: a word, another date, or the end of it.
 */
export function isOutdated(
  word: { readonly kind: UpdateKind; readonly nextUpdateDue: Instant | null },
  since: { readonly released: boolean; readonly settled: boolean; readonly laterWord: boolean },
  now: Instant,
): boolean {
  const namesThePast = word.nextUpdateDue !== null && word.nextUpdateDue <= now
  const overtaken =
    (since.laterWord || since.settled) && (word.kind === 'no_progress' || word.kind === 'delay')
  return since.released || namesThePast || overtaken
}
