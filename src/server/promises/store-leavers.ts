import { sql } from 'kysely'
import type { Member } from '../../domain/accounts/membership.ts'
import { LEAVES_MINUTES } from '../../domain/promises/succession.ts'
import type { MemberId, PromiseId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import type { Database, Reader } from '../db/database.ts'
import type { DueIn } from '../jobs/tick.ts'
import type { StoredPromise } from './store.ts'

/** Workspaces in which somebody leaves who still owes something or has a conversation, each at its own clock. */
export async function workspacesWithLeavers(db: Database, now: Instant): Promise<readonly DueIn[]> {
  const { rows } = await sql<DueIn>`
    select workspace_id, clock_ahead_seconds
    from jobs.workspaces_with_leavers(${now}, make_interval(mins => ${LEAVES_MINUTES}))`.execute(db.system)
  return rows
}

/** Everybody who serves or served, with who stands in for them. */
export async function listColleagues(db: Reader) {
  const rows = await db
    .selectFrom('members')
    .select(['id', 'role', 'siteId', 'endsAt', 'backupId'])
    .orderBy('createdAt')
    .orderBy('id')
    .execute()
  return rows as unknown as (Pick<Member, 'id' | 'role' | 'siteId' | 'endsAt'> & {
    backupId: MemberId | null
  })[]
}

/** A page of the open promises of one member, the earliest due first. */
export async function listOpenOf(
  db: Reader,
  ownerId: MemberId,
  limit: number,
  after?: Pick<StoredPromise, 'due' | 'id'>,
): Promise<StoredPromise[]> {
  return await listOpenBy(db, 'ownerId', ownerId, limit, after)
}

/** Open promises made to one colleague, the earliest due first. */
export async function listOpenToMember(db: Reader, to: MemberId, limit: number): Promise<StoredPromise[]> {
  return await listOpenBy(db, 'toMemberId', to, limit)
}

async function listOpenBy(
  db: Reader,
  role: 'ownerId' | 'toMemberId',
  id: MemberId,
  limit: number,
  after?: Pick<StoredPromise, 'due' | 'id'>,
) {
  let query = db
    .selectFrom('promises')
    .selectAll()
    .where(role, '=', id)
    .where(sql<boolean>`kept_at is null and broken_at is null and released_at is null and moved_at is null`)
    .orderBy('due')
    .orderBy('id')
    .limit(limit)
  if (after) query = query.where(sql<boolean>`(due, id) > (${after.due}, ${after.id})`)
  return (await query.execute()) as unknown as StoredPromise[]
}

/** How many rules in force somebody answers for, and how many causes that wait to be mended they see to. */
export async function countAnsweredFor(db: Reader, id: MemberId) {
  const { rows } = await sql<{ rules: number; causes: number }>`
    select (select count(*)::int from house_rules where owner_id = ${id} and retired_at is null) as rules,
      (select count(*)::int from causes
        where owner_id = ${id} and opened_at is not null and (mended_at is null or mended_at < opened_at)) as causes`.execute(
    db,
  )
  return rows[0]!
}

/** Of promises, in whose place whom they are made to stands: the colleague they were made to, who has left. */
export async function listStoodFor(
  db: Reader,
  ids: readonly PromiseId[],
): Promise<{ promiseId: PromiseId; leaver: MemberId }[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<{ promiseId: PromiseId; leaver: MemberId }>`
    select distinct on (promise_id) promise_id, data ->> 'leaver' as leaver from events
    where kind = 'promise.promisee_left' and promise_id = any(${[...ids]}::uuid[])
    order by promise_id, at, id`.execute(db)
  return rows
}
