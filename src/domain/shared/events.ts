import type { Instant } from './time.ts'

/** Whom or what an event may be about; the main one of each kind stands in {@link EVENTS}. */
export type EventSubjects = {
  readonly siteId?: string
  readonly teamId?: string
  readonly memberId?: string
  readonly personId?: string
  readonly handleId?: string
  readonly householdId?: string
  readonly organisationId?: string
  readonly thingId?: string
  readonly conversationId?: string
  readonly messageId?: string
  readonly needId?: string
  readonly handoverId?: string
  readonly mailboxId?: string
  readonly formId?: string
  readonly promiseId?: string
  readonly linkId?: string
  readonly tagId?: string
  readonly viewId?: string
  readonly replyId?: string
  readonly nextContactId?: string
  readonly importId?: string
  readonly mistakeId?: string
  readonly gestureId?: string
}

/**
 * The closed list of what can happen, each with its main subject (`null`: the workspace itself). Kinds are never renamed once
 * released: they are read back for years.
 */
export const EVENTS = {
  // accounts
  'workspace.created': null,
  'workspace.changed': null,
  'invitation.revoked': null,
  'site.created': 'siteId',
  'site.changed': 'siteId',
  'team.created': 'teamId',
  'team.changed': 'teamId',
  'member.invited': 'memberId',
  'member.joined': 'memberId',
  'member.changed': 'memberId',
  'member.ended': 'memberId',
  'member.signed_in': 'memberId',
  'member.password_reset': 'memberId',
  'member.password_changed': 'memberId',
  'member.session_ended': 'memberId',
  'member.address_asked': 'memberId',
  'member.address_forgotten': 'memberId',
  'member.address_link': 'memberId',
  'member.address_changed': 'memberId',
  'member.address_stopped': 'memberId',
  'member.two_step_on': 'memberId',
  'member.two_step_off': 'memberId',
  'member.two_step_reset': 'memberId',
  'member.recovery_used': 'memberId',
  'member.recovery_renewed': 'memberId',
  'workspace.two_step': null,
  'workspace.erased': null,
  'token.made': 'memberId',
  'token.revoked': 'memberId',
  // people
  'person.created': 'personId',
  'person.changed': 'personId',
  'handle.added': 'personId',
  'handle.removed': 'personId',
  'handle.returned': 'personId',
  'handle.works': 'personId',
  'household.created': 'householdId',
  'household.changed': 'householdId',
  'organisation.created': 'organisationId',
  'organisation.changed': 'organisationId',
  'thing.created': 'thingId',
  'thing.changed': 'thingId',
  'person.merged': 'personId',
  'person.unmerged': 'personId',
  'duplicates.dismissed': 'personId',
  'duplicates.restored': 'personId',
  'speaks_for.added': 'personId',
  'speaks_for.ended': 'personId',
  'page.link_made': 'personId',
  'page.link_revoked': 'personId',
  'page.opened': 'personId',
  // conversations
  'conversation.started': 'conversationId',
  'conversation.changed': 'conversationId',
  'conversation.greeted': 'conversationId',
  'conversation.heard_back': 'conversationId',
  'conversation.heard_back_confirmed': 'conversationId',
  'conversation.assigned': 'conversationId',
  'conversation.snoozed': 'conversationId',
  'conversation.woken': 'conversationId',
  'conversation.closed': 'conversationId',
  'conversation.junked': 'conversationId',
  'conversation.not_junk': 'conversationId',
  'conversation.reopened': 'conversationId',
  'conversation.split': 'conversationId',
  'conversation.tagged': 'conversationId',
  'tag.created': 'tagId',
  'tag.changed': 'tagId',
  'tag.merged': 'tagId',
  'view.made': 'viewId',
  'view.changed': 'viewId',
  'view.deleted': 'viewId',
  'view.restored': 'viewId',
  'saved_reply.made': 'replyId',
  'saved_reply.changed': 'replyId',
  'saved_reply.deleted': 'replyId',
  'saved_reply.restored': 'replyId',
  'conversation.merged': 'conversationId',
  'conversation.unmerged': 'conversationId',
  'message.refiled': 'conversationId',
  'arrival.left': 'conversationId',
  'arrival.wants_no_help': 'conversationId',
  'arrival.wants_help': 'conversationId',
  'message.received': 'conversationId',
  'message.sent': 'conversationId',
  'note.written': 'conversationId',
  'reply.held': 'conversationId',
  'call.logged': 'conversationId',
  'need.written': 'conversationId',
  'need.changed': 'conversationId',
  'need.accounted': 'conversationId',
  'handover.offered': 'conversationId',
  'handover.accepted': 'conversationId',
  'handover.declined': 'conversationId',
  // channels
  'mailbox.added': 'mailboxId',
  'mailbox.changed': 'mailboxId',
  'mailbox.signed_in': 'mailboxId',
  'mailbox.failed': 'mailboxId',
  'mailbox.recovered': 'mailboxId',
  'mail_app.changed': null,
  'mail_app.removed': null,
  'mail_app.restored': null,
  'mail.filed': 'messageId',
  'mail.unreadable': null,
  'mail.junked': 'mailboxId',
  'mail.breaker_opened': 'mailboxId',
  'mail.fetched_back': 'mailboxId',
  'junk.erased': null,
  'block.made': null,
  'block.removed': null,
  'receipts.check_asked': 'mailboxId',
  'receipts.checked': 'mailboxId',
  'receipts.differ': 'mailboxId',
  'receipts.agree': 'mailboxId',
  'mail.sent': 'messageId',
  'mail.delayed': 'messageId',
  'mail.failed': 'messageId',
  'mail.bounced': 'messageId',
  'mail.bounce_said': 'messageId',
  'letter.failed': 'mailboxId',
  'form.created': 'formId',
  'form.changed': 'formId',
  'form.held': 'formId',
  'look_back.asked': 'mailboxId',
  'look_back.stopped': 'mailboxId',
  'look_back.finished': 'mailboxId',
  'look_back.settled': 'mailboxId',
  // promises
  'promise.made': 'promiseId',
  'promise.updated': 'promiseId',
  'promise.moved': 'promiseId',
  'promise.reassigned': 'promiseId',
  'promise.promisee_left': 'promiseId',
  'promise.kept': 'promiseId',
  'promise.keep_undone': 'promiseId',
  'promise.broken': 'promiseId',
  'promise.released': 'promiseId',
  'promise.alerted': 'promiseId',
  'ask.made': 'memberId',
  'ask.accepted': 'memberId',
  'ask.declined': 'memberId',
  'ask.withdrawn': 'memberId',
  'ask.returned': 'memberId',
  'ask.taken_over': 'memberId',
  'mistake.noted': 'mistakeId',
  'mistake.mended': 'mistakeId',
  // contact
  'next_contact.set': 'conversationId',
  'next_contact.done': 'conversationId',
  'next_contact.missed': 'nextContactId',
  'next_contact.reopened': 'nextContactId',
  'consent.given': 'personId',
  'consent.withdrawn': 'personId',
  'contact.changed': 'personId',
  'contact.held': 'personId',
  'contact.not_told': 'personId',
  // goodwill
  'authority.granted': null,
  'authority.ended': null,
  'authority.asked': 'gestureId',
  'authority.passed': 'gestureId',
  'authority.allowed': 'gestureId',
  'authority.refused': 'gestureId',
  'authority.withdrawn': 'gestureId',
  'authority.unanswered': 'gestureId',
  'gesture.given': 'gestureId',
  'gesture.reversed': 'gestureId',
  'gesture.learnt': 'gestureId',
  'gesture.looked_at': 'gestureId',
  'cause.opened': 'gestureId',
  'cause.given': null,
  'cause.mended': null,
  'recovery.opened': 'personId',
  'recovery.changed': 'personId',
  'recovery.closed': 'personId',
  'recovery.withdrawn': 'personId',
  'friction.noted': 'memberId',
  'friction.answered': 'memberId',
  'friction.withdrawn': 'memberId',
  'house_rule.changed': 'memberId',
  // imports: what is brought along from before has kinds of its own, so that nobody is told of it
  'import.begun': 'importId',
  'import.changed': 'importId',
  'import.moved': 'importId',
  'import.finished': 'importId',
  'import.undone': 'importId',
  'conversation.brought': 'conversationId',
  'message.brought': 'conversationId',
  // notices
  'notice.told': 'memberId',
  // the demo
  'clock.turned': null,
} as const satisfies Record<string, keyof EventSubjects | null>

export type EventKind = keyof typeof EVENTS

/** Every kind, in the order of the rooms. */
export const EVENT_KINDS = Object.keys(EVENTS) as readonly EventKind[]

export type EventValue = string | number | boolean | null | readonly (string | number)[]
/** Ids, codes, moments and numbers: never a body, an address or a name (they could not be erased from the log). */
export type EventData = Readonly<Record<string, EventValue>>

type MainSubject<K extends EventKind> = (typeof EVENTS)[K] extends infer S extends keyof EventSubjects
  ? { readonly [key in S]: string }
  : unknown

/** One thing that happened, as a decision tells it; the server adds id, actor and time. */
export type DomainEvent<K extends EventKind = EventKind> = {
  readonly kind: K
  readonly subjects: EventSubjects & MainSubject<K>
  readonly data: EventData
  /** When it happened, where that was not now: what was brought along from before. */
  readonly at?: Instant
}

/** Makes an event; the compiler demands the main subject of its kind. */
export function happened<K extends EventKind>(
  kind: K,
  subjects: EventSubjects & MainSubject<K>,
  data: EventData = {},
): DomainEvent<K> {
  return { kind, subjects, data }
}

/** Tells whether data could go into the log: short, and without the blanks and @ that words and addresses have. */
export function isLoggable(data: EventData): boolean {
  return Object.values(data).every((value) => [value].flat().every(isCode))
}

function isCode(value: unknown): boolean {
  return typeof value !== 'string' || /^[\w.:+/-]{0,64}$/.test(value)
}
