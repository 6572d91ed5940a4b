import type { EventData, EventKind } from '../shared/events.ts'
import type { MemberId, PromiseId } from '../shared/ids.ts'
import type { Instant } from '../shared/time.ts'
import type { NoticeKind } from './notice.ts'
import {
  GOODWILL_TOLD_OF,
  type GoodwillAround,
  type HearsOf,
  hearersOfGoodwill,
  isSaidByAsk,
} from './told-goodwill.ts'

/** An event, as far as it decides who is to hear of it. */
export type Heard = {
  readonly id: string
  readonly kind: EventKind
  readonly actorId: string | null
  readonly at: Instant
  readonly data: EventData
}

/** What stands behind an event: the promise, conversation, hand-over or message it is about, as they are now. */
export type Around = {
  readonly promise: {
    readonly id: PromiseId
    readonly ownerId: MemberId
    readonly toMemberId: MemberId | null
    readonly open: boolean
  } | null
  readonly assigneeId: MemberId | null
  /** When somebody of ours last answered in the conversation. */
  readonly lastOutAt: Instant | null
  readonly handover: {
    readonly fromMemberId: MemberId
    /** Whom it was offered to: one colleague, or all of a team. */
    readonly askedIds: readonly MemberId[]
    readonly waiting: boolean
  } | null
  /** Who wrote the message the event is about; null where it is told elsewhere that it did not arrive. */
  readonly authorId: MemberId | null
  /** Who asked for what has come to its end. */
  readonly askedBy: MemberId | null
  readonly mailboxId: string | null
  /** Those who look after mailboxes. */
  readonly keepers?: readonly MemberId[]
  /** Whose a promise was when it was made; of whom something is asked, or who is answered. */
  readonly madeFor?: MemberId | null
  readonly goodwill?: GoodwillAround
}

/** A notice to one member, before it is known how it leaves. `key` is the same for the same thing told. */
export type Told = {
  readonly memberId: MemberId
  readonly kind: NoticeKind
  readonly key: string
  readonly data: EventData
  readonly hides?: HearsOf['hides']
}

/** The kinds of events somebody may be told of. */
export const TOLD_OF = [
  'promise.alerted',
  'promise.made',
  'ask.made',
  'ask.declined',
  'ask.withdrawn',
  'ask.returned',
  'ask.taken_over',
  'promise.reassigned',
  'promise.updated',
  'promise.moved',
  'promise.kept',
  'promise.broken',
  'promise.released',
  'promise.promisee_left',
  'contact.not_told',
  'mail.failed',
  'mail.bounced',
  'mail.bounce_said',
  'conversation.assigned',
  'message.received',
  'handover.offered',
  'handover.accepted',
  'handover.declined',
  'note.written',
  'reply.held',
  'look_back.finished',
  'receipts.differ',
  'mailbox.failed',
  'letter.failed',
  'mail.breaker_opened',
  ...GOODWILL_TOLD_OF,
] as const satisfies readonly EventKind[]

const CHANGES: Partial<Record<EventKind, string>> = {
  'promise.updated': 'updated',
  'promise.moved': 'moved',
  'promise.kept': 'kept',
  'promise.broken': 'broken',
  'promise.released': 'released',
}

/** Who is to be told of what happened: never those who did it. */
export function toldOf(event: Heard, around: Around): Told[] {
  // What a machine did for somebody is no act of theirs.
  const actor = event.kind === 'look_back.finished' ? null : event.actorId
  return hearers(event, around).filter((told) => told.memberId !== actor)
}

function hearers(event: Heard, around: Around): Told[] {
  const { promise, handover, assigneeId, lastOutAt, authorId } = around
  const madeFor = around.madeFor ?? null
  const { data } = event
  if (isSaidByAsk(event, around.goodwill?.ask, promise?.ownerId ?? null)) return []
  if (around.goodwill && (GOODWILL_TOLD_OF as readonly EventKind[]).includes(event.kind))
    return hearersOfGoodwill(event.kind, data, around.goodwill).map((h) => ({
      ...h,
      key: `${h.kind}:${event.id}`,
    }))
  // Who can keep nothing any more is named: nobody has to guess who that is.
  const leaver: EventData = data.leaver ? { leaver: data.leaver } : {}
  const tell = (kind: NoticeKind, ids: readonly (MemberId | null)[], more: EventData = {}): Told[] =>
    [...new Set(ids)].flatMap((memberId) =>
      memberId ? [{ memberId, kind, key: `${kind}:${event.id}`, data: more }] : [],
    )
  const to = typeof data.to === 'string' ? (data.to as MemberId) : null
  switch (event.kind) {
    case 'promise.alerted':
      return promise?.open && to ? [alert(promise, to, data)] : []
    case 'promise.made':
      // A date that moved made this one: its owner hears of the move.
      if (!promise || data.successorOf) return []
      return [
        // In other hands since: whoever has it now hears of that.
        ...tell(
          'promise_given',
          [promise.ownerId === (around.madeFor ?? promise.ownerId) ? promise.ownerId : null],
          { as: 'owner' },
        ),
        ...tell('promise_given', [other(promise)], { as: 'promisee' }),
      ]
    case 'promise.reassigned':
      // What somebody who leaves owes goes over by itself: nobody gave it.
      return tell('promise_given', [to], event.actorId ? { as: 'owner' } : { as: 'left', ...leaver })
    case 'promise.promisee_left':
      return [
        ...tell('promise_changed', [promise?.ownerId ?? null], {
          as: 'promisee_left',
          mine: true,
          ...leaver,
        }),
        ...tell('promise_given', [to], { as: 'stands_for', ...leaver }),
      ]
    case 'promise.updated':
    case 'promise.moved':
    case 'promise.kept':
    case 'promise.broken':
    case 'promise.released':
      if (!promise) return []
      if (data.leaver)
        return tell('promise_changed', [promise.ownerId], { as: 'left_let_off', mine: true, ...leaver })
      return [
        ...tell('promise_changed', [promise.ownerId], { as: CHANGES[event.kind]!, mine: true }),
        ...tell('promise_changed', [other(promise)], { as: CHANGES[event.kind]!, mine: false }),
      ]
    case 'ask.made':
      return tell('promise_given', [madeFor], { as: 'asked', ask: data.ask ?? null })
    case 'ask.declined':
    case 'ask.withdrawn': {
      const as = event.kind === 'ask.declined' ? 'declined' : 'withdrawn'
      return tell('promise_changed', [madeFor], { as, mine: false, ask: data.ask ?? null })
    }
    case 'ask.returned':
      return tell('promise_changed', [madeFor], {
        as: 'returned',
        mine: false,
        ask: data.ask ?? null,
        ...leaver,
      })
    case 'ask.taken_over':
      return tell('promise_given', [madeFor], { as: 'asks', ask: data.ask ?? null, ...leaver })
    case 'contact.not_told':
      return tell('not_told', [promise?.ownerId ?? to])
    case 'mail.failed':
    case 'mail.bounced':
      return tell('not_told', [authorId])
    case 'mail.bounce_said':
      // Nobody was there when what leaves by itself was written.
      return tell('not_told', [authorId ?? assigneeId], { as: 'said' })
    case 'conversation.assigned':
      return assigneeId === to ? tell('assigned', [to]) : []
    case 'message.received':
      // Whoever has answered by now has read it.
      return data.automatic || (lastOutAt !== null && lastOutAt > event.at)
        ? []
        : tell('answered', [assigneeId])
    case 'handover.offered':
      return handover?.waiting ? tell('handover', handover.askedIds, { as: 'offered' }) : []
    case 'handover.accepted':
    case 'handover.declined':
      return tell('handover', [handover?.fromMemberId ?? null], {
        as: event.kind === 'handover.accepted' ? 'accepted' : data.leaver ? 'left' : 'declined',
      })
    case 'note.written':
      return tell('mention', Array.isArray(data.mentions) ? (data.mentions as MemberId[]) : [])
    case 'reply.held':
      return tell('not_told', [madeFor], { as: 'held' })
    case 'look_back.finished':
      return tell('look_back', [around.askedBy], {
        as: data.state ?? 'done',
        mailbox: around.mailboxId,
      })
    case 'mailbox.failed':
      // A line that is down mends itself; a password that is refused, or a sign-in that has ended, does not.
      return data.state === 'refused' || data.state === 'sign_in'
        ? tell('mail_amiss', around.keepers ?? [], { as: data.state, book: around.mailboxId })
        : []
    case 'letter.failed':
      // Once a day: the word of it is a letter too, and may fail like the first.
      return (around.keepers ?? []).map((memberId) => ({
        memberId,
        kind: 'mail_amiss',
        key: `letter:${around.mailboxId}:${event.at.slice(0, 10)}`,
        data: { as: 'letter', outbox: around.mailboxId },
      }))
    case 'mail.breaker_opened':
      return tell('mail_amiss', around.keepers ?? [], { as: 'loop', outbox: around.mailboxId })
    case 'receipts.differ':
      return tell('mail_amiss', around.keepers ?? [], { book: around.mailboxId })
    default:
      return []
  }
}

function other(promise: NonNullable<Around['promise']>): MemberId | null {
  return promise.toMemberId === promise.ownerId ? null : promise.toMemberId
}

function alert(promise: NonNullable<Around['promise']>, to: MemberId, data: EventData): Told {
  const about = String(data.about)
  const due = String(data.due) as Instant
  return {
    memberId: to,
    kind: to === promise.ownerId ? 'promise_due' : 'promise_backup',
    key: `due:${promise.id}:${about}:${due}`,
    data: { about, due, step: data.step ?? 'owner' },
  }
}
