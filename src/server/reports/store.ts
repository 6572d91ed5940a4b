import { sql } from 'kysely'
import type { MemberId, PromiseId, SiteId, TeamId } from '../../domain/shared/ids.ts'
import type { Instant, TimeZone } from '../../domain/shared/time.ts'
import type { Reader } from '../db/database.ts'
import { toldAt } from '../promises/store-told.ts'

/** A promise as measures need it. */
export type CountedPromise = {
  readonly id: PromiseId
  readonly ownerId: MemberId
  readonly originalDue: Instant
  readonly madeAt: Instant
  readonly keptAt: Instant | null
  readonly brokenAt: Instant | null
  readonly releasedAt: Instant | null
  readonly movedAt: Instant | null
  readonly successorOf: PromiseId | null
  readonly firstUpdateDue: Instant | null
  /** The place of the conversation it was made in, else its owner's. */
  readonly siteId: SiteId
}

/**
 * Promises a period is measured by: those whose original date, or a word on the way, fell into it, with the promises they
 * were moved from and to (these share the original date).
 */
export async function listCounted(
  db: Reader,
  from: Instant,
  to: Instant,
  madeTo: 'customers' | 'colleagues',
): Promise<CountedPromise[]> {
  const made = sql.raw(madeTo === 'customers' ? 'p.to_person_id' : 'p.to_member_id')
  const { rows } = await sql<CountedPromise>`
    select p.id, p.owner_id, p.original_due, p.made_at, p.kept_at, p.broken_at, p.released_at, p.moved_at, p.successor_of,
      p.first_update_due, coalesce((select c.site_id from conversations c
        where c.workspace_id = p.workspace_id and c.id = p.conversation_id), m.site_id) as site_id
    from promises p
    join members m on m.workspace_id = p.workspace_id and m.id = p.owner_id
    where ${made} is not null and p.id in (
      select id from promises where original_due >= ${from} and original_due < ${to}
      union
      select id from promises where first_update_due >= ${from} and first_update_due < ${to}
      union
      select promise_id from progress_updates where next_update_due >= ${from} and next_update_due < ${to})`.execute(
    db,
  )
  return rows
}

/** A word on the way as measures need it; `toldAt` tells when it reached them as far as anybody knows, null for never. */
export type CountedUpdate = {
  readonly promiseId: PromiseId
  readonly kind: 'progress' | 'no_progress' | 'delay' | 'ready'
  readonly at: Instant
  readonly nextUpdateDue: Instant | null
  readonly toldAt: Instant | null
}

/** Every word said about these promises, and when it reached them. */
export async function listCountedUpdates(db: Reader, ids: readonly PromiseId[]): Promise<CountedUpdate[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<CountedUpdate>`
    select u.promise_id, u.kind, u.at, u.next_update_due, ${toldAt} as told_at
    from progress_updates u where u.promise_id = any(${ids})`.execute(db)
  return rows
}

/** Who serves in which team. */
export async function listTeamMembers(db: Reader): Promise<{ teamId: TeamId; memberId: MemberId }[]> {
  const rows = await db.selectFrom('teamMembers').select(['teamId', 'memberId']).execute()
  return rows as { teamId: TeamId; memberId: MemberId }[]
}

/** The time zone of a place; weeks begin by it. */
export async function findZone(db: Reader, siteId: SiteId): Promise<TimeZone> {
  const site = await db.selectFrom('sites').select('timeZone').where('id', '=', siteId).executeTakeFirst()
  return (site?.timeZone ?? 'UTC') as TimeZone
}
