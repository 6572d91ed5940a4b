import type { Member } from '../../domain/accounts/membership.ts'
import { hasAccess, may, PERMISSIONS } from '../../domain/accounts/permissions.ts'
import { leaving } from '../../domain/notices/notice.ts'
import { type Around, TOLD_OF, type Told, toldOf } from '../../domain/notices/told.ts'
import { settledBy } from '../../domain/notices/told-goodwill.ts'
import { isOpen } from '../../domain/promises/overdue.ts'
import type { EventData, EventKind } from '../../domain/shared/events.ts'
import type { HandoverId, MemberId, MessageId } from '../../domain/shared/ids.ts'
import { type Instant, plus, type TimeZone } from '../../domain/shared/time.ts'
import * as accounts from '../accounts/store.ts'
import { findConversation, findHandover } from '../conversations/store.ts'
import { findMessages } from '../conversations/store-messages.ts'
import type { Reader } from '../db/database.ts'
import { type Act, flush } from '../db/flush.ts'
import type { LoggedEvent } from '../events/log.ts'
import type { Reaction } from '../events/reactions.ts'
import { actIn } from '../http/who.ts'
import { realNow } from '../jobs/real-time.ts'
import { findPromise, findUpdate } from '../promises/store.ts'
import * as store from './store.ts'
import { listUnreadOf, markSettled } from './store-goodwill.ts'
import { listHabits } from './store-habits.ts'
import { readableNotices } from './views.ts'
import { goodwillAround } from './views-goodwill.ts'

/** What those who look after mailboxes hear of. */
const KEEPERS_HEAR: readonly EventKind[] = [
  'receipts.differ',
  'mailbox.failed',
  'letter.failed',
  'mail.breaker_opened',
]

/** What happened longer ago than this is no news: a worker that was away for weeks rouses nobody for it (days). */
const NEWS_DAYS = 2
/** What happened longer ago than this is told in the app and by mail, and rings on no telephone (minutes). */
const RINGS_MINUTES = 60

/** Tells those who serve what concerns them: in the app at once, by mail and push as they chose. */
export const tellMembers: Reaction = {
  name: 'tell members',
  kinds: TOLD_OF,
  react: async (services, event) => {
    const act = await actIn(services, event.workspaceId, { kind: 'system', id: null })
    if (event.at < plus(act.now, { days: -NEWS_DAYS })) return
    const { notices, settled } = await act.db.read(event.workspaceId, (db) =>
      plan(act, db, event, realNow(services)),
    )
    if (notices.length === 0 && !settled) return
    const older = notices.filter((n) => n.kind === 'answered' && n.conversationId)
    await flush(act, {
      writes: [
        // The newest answer stands for the ones before it.
        ...older.map(({ memberId, kind, conversationId }) =>
          store.markRead(memberId, { conversationId: conversationId!, kind }, act.now),
        ),
        ...(settled ? [markSettled(settled.members, settled, act.now)] : []),
        ...(notices.length > 0 ? [store.insertNotices(event.workspaceId, notices)] : []),
      ],
      events: [...new Set([...notices.map((n) => n.memberId), ...(settled?.members ?? [])])].map(
        (memberId) => ({ kind: 'notice.told', subjects: { memberId }, data: {} }),
      ),
    })
  },
}

/** Whom an event is to be told, and who needs to read no more what it settled. */
async function plan(act: Act, db: Reader, event: LoggedEvent, real: Instant) {
  const around = await aroundOf(act, db, event)
  const settles = around.goodwill && settledBy({ ...event, data: event.data as EventData }, around.goodwill)
  const members = settles ? await listUnreadOf(db, settles.members, settles) : []
  return {
    notices: await planNotices(act, db, event, around, real),
    settled: settles && members.length > 0 ? { ...settles, members } : null,
  }
}

async function planNotices(
  act: Act,
  db: Reader,
  event: LoggedEvent,
  around: Around,
  real: Instant,
): Promise<store.StoredNotice[]> {
  const heard = { ...event, data: event.data as EventData }
  const all = toldOf(heard, around)
  const known = await store.listKnown(db, all)
  const fresh = all.filter((t) => !known.some((k) => k.memberId === t.memberId && k.key === t.key))
  if (fresh.length === 0) return []
  const members = new Map((await accounts.listMembers(db)).map((m) => [m.id, m]))
  const sites = await accounts.listSites(db)
  const habits = await listHabits(
    db,
    fresh.map((t) => t.memberId),
  )
  // Of many things done in one act a few ring for all.
  const rings = event.at >= plus(act.now, { minutes: -RINGS_MINUTES }) && event.data.quiet !== true
  const notices: store.StoredNotice[] = []
  for (const told of fresh) {
    const member = members.get(told.memberId)
    if (!member || !hasAccess(member, act.now) || !(await mayKnow(db, event, told, member))) continue
    const zone = (sites.find((s) => s.id === member.siteId) ?? sites[0])!.timeZone as TimeZone
    const { choices, times } = habits.get(member.id)!
    const { inApp, mailAt, digest, pushAt } = leaving(choices[told.kind], times, zone, real)
    if (!inApp && !mailAt && !pushAt) continue
    notices.push({
      ...written(act, event, told),
      ...{ inApp, mailDue: mailAt, mailDigest: digest, pushDue: rings ? pushAt : null },
    })
  }
  return notices
}

function written(act: Act, event: LoggedEvent, told: Told) {
  const { memberId, kind, key, data } = told
  return {
    ...{ id: act.newId<'notice'>(), memberId, kind, key, data },
    promiseId: event.promiseId,
    conversationId: told.hides ? null : event.conversationId,
    personId: told.hides === 'all' ? null : event.personId,
    byMemberId: event.actorKind === 'member' ? (event.actorId as MemberId) : null,
    ...{ at: event.at, readAt: null },
  }
}

async function mayKnow(db: Reader, event: LoggedEvent, { hides }: Told, member: Member): Promise<boolean> {
  return hides !== undefined || (await readableNotices(db, [event], member)).length > 0
}

/** What stands behind an event, as it is now. */
async function aroundOf(act: Act, db: Reader, event: LoggedEvent): Promise<Around> {
  const { handoverId, messageId } = event.subjects as { handoverId?: HandoverId; messageId?: MessageId }
  const promise = event.promiseId ? await findPromise(db, event.promiseId) : null
  const talk = event.conversationId ? await findConversation(db, event.conversationId) : null
  const handover = handoverId ? await findHandover(db, handoverId) : null
  const team = handover?.toTeamId
    ? (await accounts.listTeams(db)).find((t) => t.id === handover.toTeamId)
    : undefined
  // That a word on the way did not arrive is told of its promise; that somebody says so is not.
  const isWord =
    event.kind !== 'mail.bounce_said' && messageId ? (await findUpdate(db, messageId)) !== null : false
  const [message] = messageId && !isWord ? await findMessages(db, [messageId]) : []
  return {
    promise: promise && {
      ...{ id: promise.id, ownerId: promise.ownerId, toMemberId: promise.toMemberId },
      open: isOpen(promise),
    },
    assigneeId: talk?.assigneeId ?? null,
    lastOutAt: talk?.lastOutAt ?? null,
    handover: handover && {
      fromMemberId: handover.fromMemberId,
      askedIds: handover.toMemberId ? [handover.toMemberId] : ((team?.memberIds ?? []) as MemberId[]),
      waiting: handover.acceptedAt === null && handover.declinedAt === null,
    },
    authorId: message?.memberId ? await whoHears(act, db, message.memberId, talk?.assigneeId ?? null) : null,
    askedBy: event.memberId,
    mailboxId: event.subjects.mailboxId ?? null,
    keepers: KEEPERS_HEAR.includes(event.kind)
      ? (await accounts.listMembers(db))
          .filter((m) => (PERMISSIONS['mailboxes.manage'] as readonly string[]).includes(m.role))
          .map((m) => m.id)
      : [],
    madeFor: event.memberId,
    goodwill: await goodwillAround(db, act.now, event),
  }
}

/** Who hears that a mail did not arrive: its writer; if they have left, who has its conversation; else who sees to the mailboxes. */
async function whoHears(act: Act, db: Reader, writer: MemberId, assignee: MemberId | null) {
  const members = await accounts.listMembers(db)
  const here = (id: MemberId | null) => members.find((m) => m.id === id && hasAccess(m, act.now))
  const found = here(writer) ?? here(assignee) ?? members.find((m) => may(m, 'mailboxes.manage', act.now))
  return found?.id ?? null
}
