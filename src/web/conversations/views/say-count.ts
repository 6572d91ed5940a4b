import { MOST_COUNTED } from '../../../domain/conversations/views.ts'

/** A count as it is said: no further than it was counted. */
export function sayCount(count: number): string {
  return count > MOST_COUNTED ? `${MOST_COUNTED}+` : String(count)
}
