import { sql } from 'kysely'
import type { NoticeKind } from '../../domain/notices/notice.ts'
import type { EventData } from '../../domain/shared/events.ts'
import type {
  ConversationId,
  Id,
  MemberId,
  PersonId,
  PromiseId,
  WorkspaceId,
} from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { compiler, type Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'

export type NoticeId = Id<'notice'>

/** Something a member is told. What it is about is read when it is shown. */
export type StoredNotice = {
  readonly id: NoticeId
  readonly memberId: MemberId
  readonly kind: NoticeKind
  readonly key: string
  readonly promiseId: PromiseId | null
  readonly conversationId: ConversationId | null
  readonly personId: PersonId | null
  readonly byMemberId: MemberId | null
  readonly data: EventData
  readonly at: Instant
  readonly inApp: boolean
  readonly readAt: Instant | null
  readonly mailDue: Instant | null
  readonly mailDigest: boolean
  readonly pushDue: Instant | null
}

const columns = [
  'id',
  'memberId',
  'kind',
  'key',
  'promiseId',
  'conversationId',
  'personId',
  'byMemberId',
  'data',
  'at',
  'inApp',
  'readAt',
  'mailDue',
  'mailDigest',
  'pushDue',
] as const

/** A page of what a member was told in the app, the latest first. */
export async function listNotices(
  db: Reader,
  memberId: MemberId,
  after: { at: Instant; id: string } | null,
  limit: number,
): Promise<StoredNotice[]> {
  let query = db
    .selectFrom('notices')
    .select(columns)
    .where('memberId', '=', memberId)
    .where('inApp', '=', true)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
  if (after) query = query.where(sql<boolean>`(at, id) < (${after.at}, ${after.id})`)
  return (await query.execute()) as unknown as StoredNotice[]
}

/** What a member was told in the app and has not read, no more than `most`. */
export async function listUnread(db: Reader, memberId: MemberId, most: number): Promise<StoredNotice[]> {
  const rows = await db
    .selectFrom('notices')
    .select(columns)
    .where('memberId', '=', memberId)
    .where('inApp', '=', true)
    .where('readAt', 'is', null)
    .orderBy('at', 'desc')
    .limit(most)
    .execute()
  return rows as unknown as StoredNotice[]
}

/** Which of these was told already: to whom, by key. */
export async function listKnown(db: Reader, told: readonly Pick<StoredNotice, 'memberId' | 'key'>[]) {
  if (told.length === 0) return []
  return await db
    .selectFrom('notices')
    .select(['memberId', 'key'])
    .where('memberId', 'in', [...new Set(told.map((t) => t.memberId))])
    .where('key', 'in', [...new Set(told.map((t) => t.key))])
    .execute()
}

/** A notice of a member; null for that of somebody else. */
export async function findNotice(db: Reader, memberId: MemberId, id: string): Promise<StoredNotice | null> {
  const row = await db
    .selectFrom('notices')
    .select(columns)
    .where('id', '=', id)
    .where('memberId', '=', memberId)
    .executeTakeFirst()
  return (row as unknown as StoredNotice) ?? null
}

/** Keeps notices, each once for what it tells: another of the same key is refused (`changed_meanwhile`). */
export function insertNotices(workspaceId: WorkspaceId, notices: readonly StoredNotice[]): Write {
  return {
    query: compiler.insertInto('notices').values(
      notices.map((n) => ({
        ...n,
        workspaceId,
        data: JSON.stringify(n.data),
        mailedAt: null,
        pushedAt: null,
        pushedTo: [],
        pushAttempts: 0,
        pushProblem: null,
      })),
    ),
  }
}

/** Of what a member has not read: one notice, all up to one, all about one thing, or what a newer one stands for. */
export type Which =
  | { readonly id: string }
  | { readonly upTo: { at: Instant; id: string } }
  | { readonly conversationId: ConversationId }
  | { readonly promiseId: PromiseId }
  | { readonly conversationId: ConversationId; readonly kind: NoticeKind }

/** Tells whether a member has not read something of that. */
export async function isUnread(db: Reader, memberId: MemberId, which: Which): Promise<boolean> {
  let query = db
    .selectFrom('notices')
    .select('id')
    .where('memberId', '=', memberId)
    .where('readAt', 'is', null)
    .limit(1)
  if ('id' in which) query = query.where('id', '=', which.id)
  if ('upTo' in which) query = query.where(sql<boolean>`(at, id) <= (${which.upTo.at}, ${which.upTo.id})`)
  if ('conversationId' in which) query = query.where('conversationId', '=', which.conversationId)
  if ('promiseId' in which) query = query.where('promiseId', '=', which.promiseId)
  return (await query.executeTakeFirst()) !== undefined
}

/** Says that a member has read. What was read leaves on no other way. */
export function markRead(memberId: MemberId, which: Which, now: Instant): Write {
  let query = compiler
    .updateTable('notices')
    .set({ readAt: now })
    .where('memberId', '=', memberId)
    .where('readAt', 'is', null)
  if ('id' in which) query = query.where('id', '=', which.id)
  if ('upTo' in which) query = query.where(sql<boolean>`(at, id) <= (${which.upTo.at}, ${which.upTo.id})`)
  if ('conversationId' in which) query = query.where('conversationId', '=', which.conversationId)
  if ('promiseId' in which) query = query.where('promiseId', '=', which.promiseId)
  if ('kind' in which) query = query.where('kind', '=', which.kind)
  return { query }
}
