import type { Instant } from '../shared/time.ts'
import type { Conversation } from './conversation.ts'
import { isAsleep } from './snooze.ts'
import { waiting } from './waiting.ts'

/** Whose turn it is, in one word. `held`: held back, as it may be no real message. */
export const STANDINGS = ['waiting', 'answered', 'snoozed', 'closed', 'held'] as const
export type Standing = (typeof STANDINGS)[number]

/** A conversation with why it is held back, if it is: a code. */
export type Held = Conversation & { readonly heldBecause: string | null }

/** How a conversation stands now: it waits for us, is answered (or nobody waits), sleeps, is closed, or is held back. */
export function standingOf(c: Held, now: Instant): Standing {
  if (c.closedAt !== null || c.leftAt !== null) return 'closed'
  if (c.heldBecause !== null) return 'held'
  if (isAsleep(c, now)) return 'snoozed'
  return waiting(c, now).for === 'us' ? 'waiting' : 'answered'
}
