import { type Instant, plus } from '../shared/time.ts'
import type { Conversation } from './conversation.ts'

export type ArrivalState = 'waiting' | 'greeted' | 'being_served' | 'looking' | 'left' | 'closed'

/**
 * How somebody at the counter stands. Who is just looking stays so until they turn to us themselves: then somebody serves
 * them. No time anybody took is worked out from it (S4-25).
 */
export function arrivalState(
  c: Pick<Conversation, 'greetedAt' | 'helpDeclinedAt' | 'assigneeId' | 'leftAt' | 'closedAt'>,
): ArrivalState {
  if (c.closedAt !== null) return 'closed'
  if (c.leftAt !== null) return 'left'
  if (c.assigneeId !== null) return 'being_served'
  if (c.helpDeclinedAt !== null) return 'looking'
  return c.greetedAt === null ? 'waiting' : 'greeted'
}

/** Tells whether we may walk up to somebody: not while they are just looking, nor to those who ask when they need us (S4-29). */
export function mayApproach(
  c: Parameters<typeof arrivalState>[0],
  approach: 'welcome' | 'greet_only' | 'ask',
): boolean {
  return arrivalState(c) !== 'looking' && approach === 'welcome'
}

/** Tells whether somebody has stood here ungreeted for the minutes a site allows: then all nearby are told (S4-10). */
export function isOverlooked(
  c: Parameters<typeof arrivalState>[0] & Pick<Conversation, 'arrivedAt'>,
  greetWithinMinutes: number,
  now: Instant,
): boolean {
  return arrivalState(c) === 'waiting' && plus(c.arrivedAt, { minutes: greetWithinMinutes }) <= now
}
