import { type Access, cannotKeep, leads } from '../accounts/permissions.ts'
import type { ConversationId, MemberId, PersonId, SiteId } from '../shared/ids.ts'
import { type Refusal, refuse } from '../shared/refusal.ts'
import { type Instant, later } from '../shared/time.ts'

export const CHANNELS = ['email', 'form', 'phone', 'walk_in', 'page', 'chat'] as const
export type Channel = (typeof CHANNELS)[number]
/** What brings somebody here (S4-12). */
export const INTENTS = ['exploring', 'first_visit', 'specific', 'sensitive'] as const
export type Intent = (typeof INTENTS)[number]

/** What happened in a conversation. Its states (greeted, waiting, asleep, its stage) are worked out from this. */
export type Conversation = {
  readonly id: ConversationId
  readonly reference: string
  readonly personId: PersonId | null
  readonly siteId: SiteId
  readonly subject: string
  readonly channel: Channel
  readonly intent: Intent | null
  /** Only those who help here may read it. */
  readonly sensitive: boolean
  readonly arrivedAt: Instant
  readonly greetedAt: Instant | null
  readonly greetedBy: MemberId | null
  /** "No thanks, just looking": greeted and left alone for this visit (S4-14, S4-29). */
  readonly helpDeclinedAt: Instant | null
  readonly leftAt: Instant | null
  /** What we understood, said back to them. */
  readonly heardBack: string | null
  readonly heardBackAt: Instant | null
  readonly heardConfirmedAt: Instant | null
  readonly assigneeId: MemberId | null
  readonly snoozedUntil: Instant | null
  readonly snoozedBy: MemberId | null
  readonly wokeAt: Instant | null
  readonly closedAt: Instant | null
  readonly closedBy: MemberId | null
  /** The closed conversation this one carries on. */
  readonly reopensId: ConversationId | null
  readonly lastInAt: Instant | null
  readonly lastOutAt: Instant | null
}

type Beginning = Pick<Conversation, 'id' | 'reference' | 'siteId' | 'channel' | 'arrivedAt'> &
  Partial<Pick<Conversation, 'personId' | 'subject' | 'intent' | 'sensitive' | 'assigneeId' | 'reopensId'>>

/** A conversation begins, for a person known or not. */
export function startConversation(beginning: Beginning): Conversation {
  return {
    personId: null,
    subject: '',
    intent: null,
    greetedAt: null,
    greetedBy: null,
    helpDeclinedAt: null,
    leftAt: null,
    heardBack: null,
    heardBackAt: null,
    heardConfirmedAt: null,
    assigneeId: null,
    snoozedUntil: null,
    snoozedBy: null,
    wokeAt: null,
    closedAt: null,
    closedBy: null,
    reopensId: null,
    lastInAt: null,
    lastOutAt: null,
    ...beginning,
    sensitive: beginning.sensitive === true || beginning.intent === 'sensitive',
  }
}

/** Somebody greets; the first greeting stays. Refuses in a closed conversation. */
export function greet(c: Conversation, by: MemberId, now: Instant): Conversation | Refusal {
  if (c.closedAt !== null) return refuse('conversation_closed')
  return c.greetedAt === null ? { ...c, greetedAt: now, greetedBy: by } : c
}

/** "No thanks, just looking": greeted, nobody serves, nobody approaches again during this visit (S4-14, S4-29). */
export function declineHelp(c: Conversation, by: MemberId, now: Instant): Conversation | Refusal {
  const greeted = greet(c, by, now)
  return 'refused' in greeted ? greeted : { ...greeted, helpDeclinedAt: now, assigneeId: null }
}

/** They went before they were served; kept, because it teaches us something. */
export function leave(c: Conversation, now: Instant): Conversation | Refusal {
  return c.closedAt !== null ? refuse('conversation_closed') : { ...c, leftAt: c.leftAt ?? now }
}

/**
 * Takes one's own greeting back, with what came by it: nobody has greeted them yet, nobody is with them, nobody leaves them in peace.
 * Refuses (`changed_meanwhile`) a colleague's, and once a colleague is with them or they are gone.
 */
export function ungreet(c: Conversation, by: MemberId): Conversation | Refusal {
  const stands = c.greetedBy === by && c.leftAt === null && c.closedAt === null
  if (!stands || (c.assigneeId !== null && c.assigneeId !== by)) return refuse('changed_meanwhile')
  return { ...c, greetedAt: null, greetedBy: null, helpDeclinedAt: null, assigneeId: null }
}

/** They are here after all. Refuses in a closed conversation. */
export function stayHere(c: Conversation): Conversation | Refusal {
  return c.closedAt !== null ? refuse('conversation_closed') : { ...c, leftAt: null }
}

/** Gives the conversation to somebody with access, or to nobody. */
export function assign(
  c: Conversation,
  to: (Access & { readonly id: MemberId }) | null,
  now: Instant,
): Conversation | Refusal {
  if (c.closedAt !== null) return refuse('conversation_closed')
  if (to !== null && cannotKeep(to, now)) {
    return refuse('access_ended', { field: 'assigneeId' })
  }
  return { ...c, assigneeId: to?.id ?? null }
}

/** Changes the subject, the person or what brings them; a sensitive intent makes the conversation sensitive. */
export function changeConversation(
  c: Conversation,
  change: Partial<Pick<Conversation, 'subject' | 'personId' | 'intent' | 'sensitive'>>,
): Conversation {
  const next = { ...c, ...change }
  return { ...next, sensitive: next.sensitive || change.intent === 'sensitive' }
}

/** Says back what we understood (S1-13); new words want a new confirmation. */
export function hearBack(c: Conversation, words: string, now: Instant): Conversation | Refusal {
  if (c.closedAt !== null) return refuse('conversation_closed')
  const heardBack = words.trim()
  if (heardBack === '') return refuse('invalid_input', { field: 'words' })
  return { ...c, heardBack, heardBackAt: now, heardConfirmedAt: null }
}

/** They said: yes, that is it. */
export function confirmHeardBack(c: Conversation, now: Instant): Conversation | Refusal {
  if (c.heardBack === null) return refuse('invalid_input', { field: 'heardBack' })
  return { ...c, heardConfirmedAt: now }
}

/** A message from them came in: it wakes a snoozed conversation, unless a machine wrote it (an absence note). */
export function receive(c: Conversation, at: Instant, automatic: boolean): Conversation {
  if (automatic) return c
  const woken = c.snoozedUntil === null ? {} : { snoozedUntil: null, snoozedBy: null, wokeAt: at }
  return { ...c, ...woken, lastInAt: c.lastInAt === null ? at : later(c.lastInAt, at) }
}

/** We answered; the first answer of a person is their greeting too. `by` is null for what goes out by itself. */
export function answer(c: Conversation, at: Instant, by: MemberId | null): Conversation {
  if (by === null) return c
  const greeted = c.greetedAt === null ? { greetedAt: at, greetedBy: by } : {}
  return { ...c, ...greeted, lastOutAt: c.lastOutAt === null ? at : later(c.lastOutAt, at) }
}

/**
 * Tells whether somebody may read it. A sensitive one is for those who help in it (assignee, greeter, whoever wrote in it or
 * had it handed over), and for owners and managers only while it is nobody's, lest it be lost (S4-12).
 */
export function mayRead(
  c: Pick<Conversation, 'sensitive' | 'assigneeId' | 'greetedBy'>,
  member: Access & { readonly id: MemberId },
  helpers: readonly MemberId[],
): boolean {
  if (!c.sensitive || [c.assigneeId, c.greetedBy, ...helpers].includes(member.id)) return true
  return c.assigneeId === null && leads(member)
}
