import type { ConversationId, Id, MemberId, PromiseId } from '../shared/ids.ts'
import { type Refusal, refuse } from '../shared/refusal.ts'
import type { Instant } from '../shared/time.ts'

/** What became of an ask: the colleague named a day, declined with a reason, or it was not needed any more. */
export type AskOutcome = 'accepted' | 'declined' | 'withdrawn'

/**
 * What one colleague asks of another (S3-24, DOMAIN 8.6). It binds nobody: it becomes a promise once the one who was asked
 * names a day. Nothing deletes an ask, and its text never changes.
 */
export type Ask = {
  readonly id: Id<'ask'>
  readonly askedBy: MemberId
  readonly askedOf: MemberId
  readonly text: string
  /** By when it would be wanted, as said and as a moment. */
  readonly wishedAs: string | null
  readonly wishedBy: Instant | null
  readonly conversationId: ConversationId | null
  readonly askedAt: Instant
  /** When it came back to who asked, because who was asked has left; null while it is with somebody. */
  readonly returnedAt: Instant | null
  readonly settledAt: Instant | null
  readonly outcome: AskOutcome | null
  /** Why it was declined. */
  readonly why: string | null
  /** What it became. */
  readonly promiseId: PromiseId | null
}

type Making = Pick<Ask, 'id' | 'askedBy' | 'askedOf' | 'text' | 'wishedAs' | 'wishedBy' | 'conversationId'>

/** Asks a colleague for something. Refuses empty words, oneself, and a wish for what has passed. */
export function makeAsk(making: Making, now: Instant): Ask | Refusal {
  const text = making.text.trim()
  if (text === '') return refuse('invalid_input', { field: 'text' })
  if (making.askedOf === making.askedBy) return refuse('invalid_input', { field: 'askedOf' })
  if (making.wishedBy !== null && making.wishedBy <= now) return refuse('due_in_past', { field: 'wishedBy' })
  return {
    ...making,
    text,
    askedAt: now,
    returnedAt: null,
    settledAt: null,
    outcome: null,
    why: null,
    promiseId: null,
  }
}

/** It is promised: by the one it was asked of, and nobody else. */
export function acceptAsk(ask: Ask, by: MemberId, promiseId: PromiseId, now: Instant): Ask | Refusal {
  return mayNotSettle(ask, by, ask.askedOf) ?? { ...ask, settledAt: now, outcome: 'accepted', promiseId }
}

/** It cannot be promised: by the one it was asked of, with a reason. */
export function declineAsk(ask: Ask, by: MemberId, reason: string, now: Instant): Ask | Refusal {
  const why = reason.trim()
  const no = mayNotSettle(ask, by, ask.askedOf)
  if (no) return no
  return why === ''
    ? refuse('reason_missing', { field: 'why' })
    : { ...ask, settledAt: now, outcome: 'declined', why }
}

/** It is not needed any more: by the one who asked. */
export function withdrawAsk(ask: Ask, by: MemberId, now: Instant): Ask | Refusal {
  return mayNotSettle(ask, by, ask.askedBy) ?? { ...ask, settledAt: now, outcome: 'withdrawn' }
}

/** Who was asked has left: it comes back to who asked, and stays open. Refuses what is settled or came back before. */
export function returnAsk(ask: Ask, now: Instant): Ask | Refusal {
  return ask.outcome === null && ask.returnedAt === null ? { ...ask, returnedAt: now } : refuse('ask_settled')
}

/** Asks somebody else for what came back: by the one who asked. */
export function passAsk(ask: Ask, by: MemberId, to: MemberId): Ask | Refusal {
  if (by !== ask.askedBy) return refuse('not_allowed')
  if (ask.outcome !== null || ask.returnedAt === null) return refuse('ask_settled')
  if (to === ask.askedBy) return refuse('invalid_input', { field: 'askedOf' })
  return { ...ask, askedOf: to, returnedAt: null }
}

/**
 * Who asked leaves: whoever takes over what they owed asks from now on, and hears the answer; where there is nobody, it is needed
 * no more. Refuses what is settled.
 */
export function takeOverAsk(ask: Ask, to: MemberId | null, now: Instant): Ask | Refusal {
  if (ask.outcome !== null) return refuse('ask_settled')
  return to === null || to === ask.askedOf
    ? { ...ask, settledAt: now, outcome: 'withdrawn' }
    : { ...ask, askedBy: to }
}

function mayNotSettle(ask: Ask, by: MemberId, whose: MemberId): Refusal | null {
  if (by !== whose) return refuse('not_allowed')
  // What came back is with nobody: only who asked settles it.
  const waits = ask.outcome === null && (ask.returnedAt === null || by === ask.askedBy)
  return waits ? null : refuse('ask_settled')
}
