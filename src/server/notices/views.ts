import type { Member } from '../../domain/accounts/membership.ts'
import { NOTICE_KINDS } from '../../domain/notices/notice.ts'
import { wordsNow } from '../../domain/promises/said-of.ts'
import type { MemberId, PromiseId } from '../../domain/shared/ids.ts'
import { findStanding } from '../accounts/store-breaks.ts'
import { listReadable } from '../conversations/store-views.ts'
import { memberNames } from '../conversations/views.ts'
import type { Reader } from '../db/database.ts'
import type { Asked } from '../http/route.ts'
import { findSender } from '../jobs/outbox.ts'
import { namesOf } from '../people/views.ts'
import { findPromises } from '../promises/store.ts'
import { readablePromises } from '../promises/views.ts'
import * as store from './store.ts'
import { listDevices, type StoredDevice } from './store-devices.ts'
import { listHabits } from './store-habits.ts'
import { namesOfWho } from './views-by.ts'
import { aboutGoodwill } from './views-goodwill.ts'

/** How far unread notices are counted. */
const MOST_COUNTED = 100

type About = Pick<store.StoredNotice, 'promiseId' | 'conversationId'>

/** Of notices, those about nothing their reader may no longer read. */
export async function readableNotices<T extends About>(
  db: Reader,
  rows: readonly T[],
  viewer: Pick<Member, 'id' | 'role'>,
): Promise<T[]> {
  const talks = await listReadable(
    db,
    rows.map((n) => n.conversationId),
    viewer,
  )
  const promises = await findPromises(db, idsOf(rows))
  const owed = new Set((await readablePromises(db, promises, viewer)).map((p) => p.id))
  return rows.filter((n) =>
    n.promiseId ? owed.has(n.promiseId) : n.conversationId === null || talks.has(n.conversationId),
  )
}

/** Notices as the panel shows them. */
export async function showNotices(db: Reader, rows: readonly store.StoredNotice[], viewer: Member) {
  const readable = await readableNotices(db, rows, viewer)
  const members = await memberNames(db)
  const who = await namesOfWho(db, readable)
  const persons = await namesOf(
    db,
    readable.map((n) => n.personId),
  )
  const promises = await findPromises(db, idsOf(readable))
  const talks = await listReadable(
    db,
    readable.map((n) => n.conversationId),
    viewer,
  )
  const goodwill = await aboutGoodwill(db, readable, viewer)
  return readable.map((n) => {
    const promise = promises.find((p) => p.id === n.promiseId)
    const talk = n.conversationId ? talks.get(n.conversationId) : undefined
    return {
      ...{ id: n.id, kind: n.kind, at: n.at, readAt: n.readAt, data: n.data },
      leaver: members((n.data.leaver as MemberId | undefined) ?? null) ?? null,
      by: who(n),
      person: n.personId ? { id: n.personId, name: persons.get(n.personId) ?? '' } : null,
      promise: promise
        ? {
            id: promise.id,
            // What somebody promised one stays as they said it, in whose hands it may be now.
            text: n.data.as === 'promisee' ? promise.text : wordsNow(promise, members(promise.ownerId)!.name),
            owner: members(promise.ownerId)!,
          }
        : null,
      conversation: talk ? { id: talk.id, subject: talk.subject } : null,
      goodwill: goodwill(n),
    }
  })
}

/** What stands on the bell. */
export async function showBell(asked: Asked) {
  return await asked.db.read(asked.workspaceId, async (db) => {
    const rows = await store.listUnread(db, asked.member.id, MOST_COUNTED)
    const unread = (await readableNotices(db, rows, asked.member)).length
    return { unread, onBreak: (await findStanding(db, asked.member.id)).rests }
  })
}

/** How the one who asks wants to be told. */
export async function showSettings(asked: Asked) {
  return await asked.db.read(asked.workspaceId, async (db) => {
    const { id } = asked.member
    const { choices, times, version } = (await listHabits(db, [id])).get(id)!
    const { backupId } = await findStanding(db, id)
    return {
      choices: NOTICE_KINDS.map((kind) => ({ kind, ...choices[kind] })),
      ...times,
      version,
      backupId,
      canMail: (await findSender(db)) !== null,
      devices: (await listDevices(db, [id])).map(showDevice),
    }
  })
}

/** A device as its owner sees it; its keys stay here. */
export function showDevice({ id, label, endpoint, createdAt, lastOkAt }: StoredDevice) {
  return { id, label, endpoint, createdAt, lastOkAt }
}

function idsOf(rows: readonly About[]): PromiseId[] {
  return [...new Set(rows.flatMap((n) => n.promiseId ?? []))]
}
