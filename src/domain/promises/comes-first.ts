import type { Instant } from '../shared/time.ts'
import type { CustomerPromise } from './promise.ts'

/** The moment somebody waits for, and what it is: the promise itself, or a word on the way to it. */
export type ComesFirst = { readonly at: Instant; readonly is: 'due' | 'word' }

/**
 * What comes first of an open promise. A word named for after the date was told together with why it takes longer: whoever
 * waits now waits for that word. A word before the date comes first until the date itself has passed. Being overdue and what
 * is measured stay with the date either way (P5, P8).
 */
export function comesFirst(
  p: Pick<CustomerPromise, 'due' | 'nextUpdateDue'>,
  isOverdue: boolean,
): ComesFirst {
  const word = p.nextUpdateDue
  const waits = word !== null && (word > p.due || (word < p.due && !isOverdue))
  return waits ? { at: word, is: 'word' } : { at: p.due, is: 'due' }
}
