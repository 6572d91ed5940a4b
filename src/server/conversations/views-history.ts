import { wordsNow } from '../../domain/promises/said-of.ts'
import type { EventKind } from '../../domain/shared/events.ts'
import type { ConversationId, MemberId, MessageId, PersonId, PromiseId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import type { Reader } from '../db/database.ts'
import { latestFirst, pageOf, pageOfEach, writeKey } from '../db/keyset.ts'
import { type LoggedEvent, listEvents } from '../events/log.ts'
import { namesOfSubjects, subjectName } from '../events/subjects.ts'
import type { Asked } from '../http/route.ts'
import { listSame } from '../people/store-merge.ts'
import { namesOf, namesOfRecords } from '../people/views.ts'
import { listGroup } from './store.ts'
import { listJunkedAmong } from './store-junk.ts'
import * as messages from './store-messages.ts'
import { listPromised } from './store-promised.ts'
import * as store from './store-views.ts'
import { memberNames, showMessages } from './views.ts'

type Key = { at: Instant; id: string } | null

/** What belongs on a person's timeline; the rest is for the audit trail. */
const TOLD: readonly EventKind[] = [
  'person.created',
  'person.merged',
  'person.unmerged',
  'speaks_for.added',
  'speaks_for.ended',
  'conversation.started',
  'conversation.greeted',
  'message.received',
  'message.sent',
  'message.brought',
  'note.written',
  'call.logged',
  'conversation.heard_back_confirmed',
  'need.written',
  'need.accounted',
  'handover.accepted',
  'conversation.closed',
  'conversation.merged',
  'conversation.unmerged',
  'arrival.wants_no_help',
  'arrival.left',
  'promise.made',
  'promise.updated',
  'promise.moved',
  'promise.kept',
  'promise.keep_undone',
  'promise.broken',
  'promise.released',
  'promise.reassigned',
  'promise.promisee_left',
  'recovery.opened',
  'recovery.closed',
  'recovery.withdrawn',
  'next_contact.set',
  'next_contact.done',
  'next_contact.missed',
  'next_contact.reopened',
  'thing.created',
  'page.opened',
  'consent.given',
  'consent.withdrawn',
  'contact.changed',
  'contact.held',
  'contact.not_told',
  'gesture.given',
  'gesture.reversed',
]

/** The audit trail: who did what, when, the latest first. Sensitive conversations tell nothing to those who may not read them. */
export async function showHappenings(
  asked: Asked,
  filter: {
    personId?: PersonId | undefined
    conversationId?: ConversationId | undefined
    promiseId?: PromiseId | undefined
  },
  after: Key,
  limit: number,
) {
  const { personId, conversationId, promiseId } = filter
  return await asked.db.read(asked.workspaceId, async (db) => {
    const wanted = {
      ...(conversationId ? { conversationIds: await listGroup(db, conversationId) } : {}),
      ...(promiseId ? { promiseId } : {}),
    }
    const rows = personId
      ? await listEventsOf(db, personId, wanted, after, limit + 1)
      : await listEvents(db, wanted, after, limit + 1)
    const { items, next } = pageOf(rows, limit, (e) => writeKey(e.at, e.id))
    const talks = await store.listReadable(
      db,
      items.map((e) => e.conversationId),
      asked.member,
    )
    const hidden = (e: LoggedEvent) => isHidden(e, talks, asked.member.id)
    // The whole trail says that somebody did something there, and nothing more.
    const whole = !personId && Object.keys(wanted).length === 0
    const shown = whole
      ? items.map((e) => (hidden(e) ? { ...e, personId: null, memberId: null, subjects: {}, data: {} } : e))
      : items.filter((e) => !hidden(e))
    return { items: await happenings(db, shown), next }
  })
}

// Of a person, in whichever record of theirs it stands.
async function listEventsOf(
  db: Reader,
  personId: PersonId,
  filter: Omit<Parameters<typeof listEvents>[1], 'personId'>,
  after: Key,
  limit: number,
) {
  return await pageOfEach(
    await listSame(db, personId),
    (id: PersonId) => listEvents(db, { ...filter, personId: id }, after, limit),
    latestFirst((e) => e.at),
    limit,
  )
}

// What happened in a sensitive conversation is for those who help in it; what one did or owes oneself one knows.
function isHidden(e: LoggedEvent, readable: ReadonlyMap<ConversationId, unknown>, me: MemberId): boolean {
  const mine = e.actorId === me || (e.promiseId !== null && e.memberId === me)
  return e.conversationId !== null && !readable.has(e.conversationId) && !mine
}

/** Everything with one person over every channel, the latest first (S0-06, S1-26). */
export async function showTimeline(asked: Asked, personId: PersonId, after: Key, limit: number) {
  return await asked.db.read(asked.workspaceId, async (db) => {
    const rows = await listEventsOf(db, personId, { kinds: TOLD }, after, limit + 1)
    const { items, next } = pageOf(rows, limit, (e) => writeKey(e.at, e.id))
    const talks = await store.listReadable(
      db,
      items.map((e) => e.conversationId),
      asked.member,
    )
    const junked = await listJunkedAmong(db, [...talks.keys()])
    // What was said in a sensitive conversation is for those who help in it; of what is junk only what was promised stands here.
    const readable = items.filter(
      (e) =>
        !e.conversationId ||
        (talks.has(e.conversationId) && (e.promiseId !== null || !junked.has(e.conversationId))),
    )
    const said = readable
      .map((e) => e.subjects.messageId as MessageId | undefined)
      .filter((id): id is MessageId => id !== undefined)
    const found = await messages.findMessages(db, said)
    // It may stand elsewhere by now: in one split off, or merged and taken apart again.
    const theirs = await store.listReadable(
      db,
      found.map((m) => m.conversationId),
      asked.member,
    )
    const open = found.filter((m) => theirs.has(m.conversationId))
    const texts = new Map(
      (await showMessages(db, open, asked.now, asked.language.words, asked.member)).map((m) => [m.id, m]),
    )
    const promised = await promisedIn(asked, db, readable)
    return {
      items: (await happenings(db, readable)).map((h, i) => ({
        ...h,
        message: texts.get(readable[i]!.subjects.messageId as MessageId) ?? null,
        conversation: readable[i]!.conversationId ? (talks.get(readable[i]!.conversationId!) ?? null) : null,
        promise: promised.get(readable[i]!.promiseId) ?? null,
      })),
      next,
    }
  })
}

// Which promise an entry tells of, in its words; one that stands in a sensitive conversation by now is for those who help there.
async function promisedIn(asked: Asked, db: Reader, events: readonly LoggedEvent[]) {
  const found = await listPromised(
    db,
    events.flatMap((e) => e.promiseId ?? []),
  )
  const talks = await store.listReadable(
    db,
    found.map((p) => p.conversationId),
    asked.member,
  )
  const members = await memberNames(db)
  return new Map(
    found
      .filter((p) => p.conversationId === null || talks.has(p.conversationId))
      .map((p) => [
        p.id as PromiseId | null,
        { id: p.id, text: wordsNow(p, members(p.ownerId)?.name ?? '') },
      ]),
  )
}

async function happenings(db: Reader, events: readonly LoggedEvent[]) {
  const members = await memberNames(db)
  const actors = events.map((e) => (e.actorKind === 'person' ? (e.actorId as PersonId) : null))
  const names = await namesOf(db, [...actors, ...events.map((e) => e.personId)])
  const house = await namesOfSubjects(db, events)
  const others = await namesOfRecords(
    db,
    events.flatMap((e) => (e.data.other as PersonId | undefined) ?? []),
  )
  return events.map((e) => ({
    id: e.id,
    kind: e.kind,
    at: e.at,
    actor: {
      kind: e.actorKind,
      name:
        e.actorKind === 'member'
          ? (members(e.actorId as never)?.name ?? null)
          : e.actorKind === 'person'
            ? (names.get(e.actorId as PersonId) ?? null)
            : null,
    },
    subjects: e.subjects,
    data: e.data,
    about: e.personId
      ? (names.get(e.personId) ?? null)
      : e.memberId
        ? (members(e.memberId)?.name ?? null)
        : subjectName(e, house),
    other: others.get(e.data.other as PersonId) ?? null,
  }))
}
