import type { UpdateKind } from '../promises/promise.ts'
import type { Instant } from '../shared/time.ts'

/**
 * Tells whether a word on the way that had to wait should leave no more: its promise was released, it names a next word that has
 * come by now, or it says "no news yet" and there was news since.
 */
export function isOutdated(
  word: { readonly kind: UpdateKind; readonly nextUpdateDue: Instant | null },
  since: { readonly released: boolean; readonly laterWord: boolean },
  now: Instant,
): boolean {
  const namesThePast = word.nextUpdateDue !== null && word.nextUpdateDue <= now
  const overtaken = since.laterWord && (word.kind === 'no_progress' || word.kind === 'delay')
  return since.released || namesThePast || overtaken
}
