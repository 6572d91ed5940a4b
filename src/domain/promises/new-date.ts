import type { CustomerPromise, ProgressUpdate } from './promise.ts'

/** Tells whether a word on the way is the one with which a promise took the place of another: that a new date holds, and why. */
export function tellsNewDate(
  p: Pick<CustomerPromise, 'successorOf' | 'madeAt'>,
  word: Pick<ProgressUpdate, 'kind' | 'at'>,
): boolean {
  return p.successorOf !== null && word.kind === 'delay' && word.at === p.madeAt
}
