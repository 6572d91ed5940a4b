import { sql } from 'kysely'
import type { Member } from '../../domain/accounts/membership.ts'
import { LEAVES_MINUTES } from '../../domain/promises/succession.ts'
import type { MemberId } from '../../domain/shared/ids.ts'
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

/** Open promises of one member, the earliest due first. */
export async function listOpenOf(db: Reader, ownerId: MemberId, limit: number): Promise<StoredPromise[]> {
  const rows = await db
    .selectFrom('promises')
    .selectAll()
    .where('ownerId', '=', ownerId)
    .where(sql<boolean>`kept_at is null and broken_at is null and released_at is null and moved_at is null`)
    .orderBy('due')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows as unknown as StoredPromise[]
}
