import { sql } from 'kysely'
import type { Ask } from '../../domain/promises/asking.ts'
import type { MemberId, WorkspaceId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { compiler, type Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'

export type StoredAsk = Ask & { readonly version: number }

/** An ask; null if there is none. */
export async function findAsk(db: Reader, id: Ask['id']): Promise<StoredAsk | null> {
  const row = await db.selectFrom('promiseAsks').selectAll().where('id', '=', id).executeTakeFirst()
  return (row as unknown as StoredAsk) ?? null
}

/** Who asks for these now: whoever took an ask over asks from then on. */
export async function listAskers(db: Reader, ids: readonly Ask['id'][]): Promise<Map<Ask['id'], MemberId>> {
  if (ids.length === 0) return new Map()
  const rows = await db.selectFrom('promiseAsks').select(['id', 'askedBy']).where('id', 'in', ids).execute()
  return new Map((rows as unknown as Pick<Ask, 'id' | 'askedBy'>[]).map((ask) => [ask.id, ask.askedBy]))
}

/** A page of what waits for a member's answer, the oldest first. */
export async function listAsksOf(
  db: Reader,
  me: MemberId,
  after: { at: Instant; id: string } | null,
  limit: number,
): Promise<StoredAsk[]> {
  let query = db
    .selectFrom('promiseAsks')
    .selectAll()
    .where('askedOf', '=', me)
    .where('settledAt', 'is', null)
    .where('returnedAt', 'is', null)
    .orderBy('askedAt')
    .orderBy('id')
    .limit(limit)
  if (after) query = query.where(sql<boolean>`(asked_at, id) > (${after.at}, ${after.id})`)
  return (await query.execute()) as unknown as StoredAsk[]
}

/** What waits for a member: what is asked of them, and what they asked of colleagues who have left since; the oldest first. */
export async function listAsksWaiting(db: Reader, me: MemberId, limit: number): Promise<StoredAsk[]> {
  const rows = await db
    .selectFrom('promiseAsks')
    .selectAll()
    .where('settledAt', 'is', null)
    .where((e) =>
      e.or([
        e.and([e('askedOf', '=', me), e('returnedAt', 'is', null)]),
        e.and([e('askedBy', '=', me), e('returnedAt', 'is not', null)]),
      ]),
    )
    .orderBy('askedAt')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows as unknown as StoredAsk[]
}

/** What waits of somebody who leaves: what they asked, and what was asked of them and did not come back yet. */
export async function listAsksOfLeaver(db: Reader, id: MemberId, limit: number): Promise<StoredAsk[]> {
  const rows = await db
    .selectFrom('promiseAsks')
    .selectAll()
    .where('settledAt', 'is', null)
    .where((e) => e.or([e('askedBy', '=', id), e.and([e('askedOf', '=', id), e('returnedAt', 'is', null)])]))
    .orderBy('askedAt')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows as unknown as StoredAsk[]
}

/** A page of what a member asked of others, the latest first, with what became of it. */
export async function listAsksBy(
  db: Reader,
  me: MemberId,
  after: { at: Instant; id: string } | null,
  limit: number,
): Promise<StoredAsk[]> {
  let query = db
    .selectFrom('promiseAsks')
    .selectAll()
    .where('askedBy', '=', me)
    .orderBy('askedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
  if (after) query = query.where(sql<boolean>`(asked_at, id) < (${after.at}, ${after.id})`)
  return (await query.execute()) as unknown as StoredAsk[]
}

/** Adds an ask. */
export function insertAsk(workspaceId: WorkspaceId, ask: Ask): Write {
  return { query: compiler.insertInto('promiseAsks').values({ ...ask, workspaceId, version: 1 }) }
}

/** Saves what became of an ask, and between whom it is; its words stay. */
export function updateAsk(
  { id, askedBy, askedOf, returnedAt, settledAt, outcome, why, promiseId }: Ask,
  version: number,
): Write {
  return {
    query: compiler
      .updateTable('promiseAsks')
      .set({ askedBy, askedOf, returnedAt, settledAt, outcome, why, promiseId, version: version + 1 })
      .where('id', '=', id)
      .where('version', '=', version),
    must: 'changed_meanwhile',
  }
}
