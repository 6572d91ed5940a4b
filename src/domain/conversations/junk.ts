import type { MemberId } from '../shared/ids.ts'
import { isRefusal, type Refusal, refuse } from '../shared/refusal.ts'
import type { Instant } from '../shared/time.ts'
import { holdsClose, type Loose } from './closing.ts'
import type { Channel, Conversation } from './conversation.ts'

/** Why a conversation is held back that somebody marked as junk. */
export const JUNK = 'junk'

/** On these ways strangers write by themselves; whoever stands here, calls, or has a link to their page is no junk. */
const WAYS: readonly Channel[] = ['email', 'form', 'chat']

/** What is held back with a conversation, and was before it was marked. */
export type Junkable = Pick<Conversation, 'channel'> & {
  readonly heldBecause: string | null
  readonly heldBefore: string | null
  readonly junkedAt: Instant | null
  readonly junkedBy: MemberId | null
}

/** All that marking as junk asks about beside what a close does. */
export type Bound = Loose & {
  /** Something is agreed with them here, to look forward to. */
  readonly expected: boolean
  /** How many open promises we have made to them elsewhere. */
  readonly promisedElsewhere: number
}

/**
 * Puts a conversation into junk: it stands in no list any more, and comes back as it was. Refuses what holds a close (a promise, a need
 * nobody accounted for), what is agreed with them, and ways strangers do not write on; whom something is promised elsewhere only
 * `anyway`, by a press of its own. In junk already it stays as it is.
 */
export function markJunk<C extends Junkable>(
  c: C,
  bound: Bound,
  by: MemberId,
  now: Instant,
  anyway = false,
): C | Refusal {
  if (c.junkedAt !== null) return c
  if (!WAYS.includes(c.channel)) return refuse('junk_not_here')
  const held = holdsClose(bound, false)
  if (isRefusal(held)) return held
  if (bound.expected) return refuse('junk_expected')
  if (bound.promisedElsewhere > 0 && !anyway)
    return refuse('junk_promised', { field: 'anyway', values: { count: bound.promisedElsewhere } })
  return { ...c, junkedAt: now, junkedBy: by, heldBefore: c.heldBecause, heldBecause: JUNK }
}

/** Takes a conversation out of junk: whole, as it was. What is in none stays as it is. */
export function notJunk<C extends Junkable>(c: C): C {
  return c.junkedAt === null
    ? c
    : { ...c, junkedAt: null, junkedBy: null, heldBecause: c.heldBefore, heldBefore: null }
}
