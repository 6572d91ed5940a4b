import { sql } from 'kysely'
import type { CustomerPromise, ProgressUpdate } from '../../domain/promises/promise.ts'
import type {
  ConversationId,
  MemberId,
  MessageId,
  PersonId,
  PromiseId,
  WorkspaceId,
} from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { compiler, type Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'

export type StoredPromise = CustomerPromise & {
  readonly messageId: MessageId | null
  readonly version: number
}

export async function findPromise(db: Reader, id: PromiseId): Promise<StoredPromise | null> {
  const row = await db.selectFrom('promises').selectAll().where('id', '=', id).executeTakeFirst()
  return (row as unknown as StoredPromise) ?? null
}

type Filter = {
  owners: readonly MemberId[] | null
  state: 'open' | 'settled'
  personId?: PersonId | undefined
  conversationId?: ConversationId | undefined
}

/** A page of promises: open ones by due, the earliest first; settled ones by original due, the latest first. */
export async function listPromises(
  db: Reader,
  filter: Filter,
  after: { at: Instant; id: string } | null,
  limit: number,
): Promise<StoredPromise[]> {
  let query = db.selectFrom('promises').selectAll().limit(limit)
  const open = sql<boolean>`(kept_at is null and broken_at is null and released_at is null and moved_at is null)`
  query = filter.state === 'open' ? query.where(open) : query.where(sql<boolean>`not ${open}`)
  if (filter.owners) query = query.where('ownerId', 'in', filter.owners)
  if (filter.personId) query = query.where('toPersonId', '=', filter.personId)
  if (filter.conversationId) query = query.where('conversationId', '=', filter.conversationId)
  if (filter.state === 'open') {
    query = query.orderBy('due').orderBy('id')
    if (after) query = query.where(sql<boolean>`(due, id) > (${after.at}, ${after.id})`)
  } else {
    query = query.orderBy('originalDue', 'desc').orderBy('id', 'desc')
    if (after) query = query.where(sql<boolean>`(original_due, id) < (${after.at}, ${after.id})`)
  }
  return (await query.execute()) as unknown as StoredPromise[]
}

/** Everything ever promised to a person, open first by due, then the latest settled. */
export async function listPromisesTo(
  db: Reader,
  personId: PersonId,
  limit: number,
): Promise<StoredPromise[]> {
  const open = await listPromises(db, { owners: null, state: 'open', personId }, null, limit)
  const settled = await listPromises(db, { owners: null, state: 'settled', personId }, null, limit)
  return [...open, ...settled]
}

/** Open promises of these members whose date or next word falls before a moment, the soonest first. */
export async function listDueBefore(
  db: Reader,
  owners: readonly MemberId[],
  until: Instant,
  limit: number,
): Promise<StoredPromise[]> {
  if (owners.length === 0) return []
  const rows = await db
    .selectFrom('promises')
    .selectAll()
    .where('ownerId', 'in', owners)
    .where('keptAt', 'is', null)
    .where('brokenAt', 'is', null)
    .where('releasedAt', 'is', null)
    .where('movedAt', 'is', null)
    .where((e) => e.or([e('due', '<=', until), e('nextUpdateDue', '<=', until)]))
    .orderBy(sql`least(due, next_update_due)`)
    .limit(limit)
    .execute()
  return rows as unknown as StoredPromise[]
}

export async function listUpdates(db: Reader, ids: readonly PromiseId[]): Promise<ProgressUpdate[]> {
  if (ids.length === 0) return []
  return (await db
    .selectFrom('progressUpdates')
    .selectAll()
    .where('promiseId', 'in', ids)
    .orderBy('at')
    .orderBy('id')
    .execute()) as unknown as ProgressUpdate[]
}

export async function findUpdate(db: Reader, id: string): Promise<ProgressUpdate | null> {
  const row = await db.selectFrom('progressUpdates').selectAll().where('id', '=', id).executeTakeFirst()
  return (row as unknown as ProgressUpdate) ?? null
}

/** Which promises took the place of these. */
export async function listSuccessors(db: Reader, ids: readonly PromiseId[]) {
  if (ids.length === 0) return []
  return await db
    .selectFrom('promises')
    .select(['id', 'successorOf'])
    .where('successorOf', 'in', ids)
    .execute()
}

/** Subjects of the conversations promises were made in. */
export async function listSubjects(db: Reader, ids: readonly ConversationId[]) {
  if (ids.length === 0) return []
  return await db
    .selectFrom('conversations')
    .select(['id', 'subject', 'sensitive'])
    .where('id', 'in', ids)
    .execute()
}

export function insertPromise(
  workspaceId: WorkspaceId,
  p: CustomerPromise,
  messageId: MessageId | null,
): Write {
  return { query: compiler.insertInto('promises').values({ ...p, workspaceId, messageId, version: 1 }) }
}

/** Saves what may change of a promise; text and original due are not among it (P1, P2). */
export function updatePromise(p: CustomerPromise, version: number): Write {
  const { ownerId, nextUpdateDue, keptAt, brokenAt, brokenWhy, releasedAt, releasedWords, movedAt } = p
  return {
    query: compiler
      .updateTable('promises')
      .set({
        ownerId,
        nextUpdateDue,
        keptAt,
        brokenAt,
        brokenWhy,
        releasedAt,
        releasedWords,
        movedAt,
        version: version + 1,
      })
      .where('id', '=', p.id)
      .where('version', '=', version),
    must: 'changed_meanwhile',
  }
}

export function insertUpdate(workspaceId: WorkspaceId, u: ProgressUpdate): Write {
  return { query: compiler.insertInto('progressUpdates').values({ ...u, workspaceId, messageId: null }) }
}
