import { type Access, cannotKeep } from '../accounts/permissions.ts'
import type { ConversationId, HandoverId, MemberId, TeamId } from '../shared/ids.ts'
import { type Refusal, refuse } from '../shared/refusal.ts'
import type { Instant } from '../shared/time.ts'
import type { Conversation } from './conversation.ts'

/** A warm hand-over: it ends only when the other accepts; until then it stays with who offered it (S4-15). */
export type Handover = {
  readonly id: HandoverId
  readonly conversationId: ConversationId
  readonly fromMemberId: MemberId
  /** To one colleague, or to whoever of a team takes it. */
  readonly toMemberId: MemberId | null
  readonly toTeamId: TeamId | null
  /** What the other needs to know, so that nobody is asked twice. */
  readonly told: string
  readonly offeredAt: Instant
  readonly acceptedAt: Instant | null
  readonly acceptedBy: MemberId | null
  readonly declinedAt: Instant | null
  readonly declinedWhy: string | null
}

/** Somebody of the team, with the teams they belong to. */
export type Colleague = Access & { readonly id: MemberId; readonly teamIds: readonly TeamId[] }
type Offer = Pick<Handover, 'id' | 'fromMemberId' | 'toMemberId' | 'toTeamId' | 'told'>

/** Tells whether a hand-over still waits for a word. */
export function isWaiting(handover: Pick<Handover, 'acceptedAt' | 'declinedAt'>): boolean {
  return handover.acceptedAt === null && handover.declinedAt === null
}

/**
 * Offers a conversation to one colleague or one team. It becomes the offering member's until somebody accepts, so that it is
 * never nobody's. Refuses when it is closed, another offer waits, it goes to nobody, both or oneself, or nothing is told.
 */
export function offerHandover(
  conversation: Conversation,
  offer: Offer,
  others: readonly Handover[],
  now: Instant,
): { readonly handover: Handover; readonly conversation: Conversation } | Refusal {
  if (conversation.closedAt !== null) return refuse('conversation_closed')
  if (others.some(isWaiting)) return refuse('handover_waiting')
  if ((offer.toMemberId === null) === (offer.toTeamId === null))
    return refuse('invalid_input', { field: 'to' })
  if (offer.toMemberId === offer.fromMemberId) return refuse('invalid_input', { field: 'toMemberId' })
  const told = offer.told.trim()
  if (told === '') return refuse('reason_missing', { field: 'told' })
  const open = { acceptedAt: null, acceptedBy: null, declinedAt: null, declinedWhy: null }
  return {
    handover: { ...offer, told, conversationId: conversation.id, offeredAt: now, ...open },
    conversation: { ...conversation, assigneeId: conversation.assigneeId ?? offer.fromMemberId },
  }
}

/** Accepts: from now on the conversation is theirs. Refuses others than those asked, and a second answer. */
export function acceptHandover(
  handover: Handover,
  conversation: Conversation,
  by: Colleague,
  now: Instant,
): { readonly handover: Handover; readonly conversation: Conversation } | Refusal {
  const no = mayNotAnswer(handover, by, now)
  if (no) return no
  if (conversation.closedAt !== null) return refuse('conversation_closed')
  return {
    handover: { ...handover, acceptedAt: now, acceptedBy: by.id },
    conversation: { ...conversation, assigneeId: by.id },
  }
}

/** Declines with a reason; the conversation stays where it was. Refuses others than those asked, and a second answer. */
export function declineHandover(
  handover: Handover,
  by: Colleague,
  why: string,
  now: Instant,
): Handover | Refusal {
  const no = mayNotAnswer(handover, by, now)
  if (no) return no
  const declinedWhy = why.trim()
  return declinedWhy === ''
    ? refuse('reason_missing', { field: 'why' })
    : { ...handover, declinedAt: now, declinedWhy }
}

/** Takes back what one offered oneself and nobody answered yet. Refuses others than who offered it, and once there is an answer. */
export function withdrawHandover(handover: Handover, by: MemberId, now: Instant): Handover | Refusal {
  if (handover.fromMemberId !== by) return refuse('not_allowed')
  return isWaiting(handover) ? { ...handover, declinedAt: now } : refuse('handover_answered')
}

/** Ends a hand-over whose colleague leaves before they answered; the conversation stays where it was, and no words are put in their mouth. */
export function returnHandover(handover: Handover, now: Instant): Handover | Refusal {
  return isWaiting(handover) ? { ...handover, declinedAt: now } : refuse('handover_answered')
}

function mayNotAnswer(handover: Handover, by: Colleague, now: Instant): Refusal | null {
  if (!isWaiting(handover)) return refuse('handover_answered')
  const asked =
    handover.toMemberId === by.id || (handover.toTeamId !== null && by.teamIds.includes(handover.toTeamId))
  if (asked && !cannotKeep(by, now)) return null
  return refuse('handover_not_yours')
}
