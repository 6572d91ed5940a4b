import { type Compilable, sql } from 'kysely'
import { AWAY_DAYS } from '../../domain/away/put-away.ts'
import type { Instant } from '../../domain/shared/time.ts'
import type { Database, Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'
import type { DueIn } from '../jobs/tick.ts'

/** The workspaces in which something was put away so long ago that it is erased, each at its own clock. */
export async function workspacesToErase(db: Database, now: Instant): Promise<readonly DueIn[]> {
  const { rows } = await sql<DueIn>`select workspace_id, clock_ahead_seconds
    from jobs.workspaces_to_erase(${now}, make_interval(days => ${AWAY_DAYS}))`.execute(db.system)
  return rows
}

/** What was put away before a moment and is erased now, by id; at most `most` of each kind. */
export type ToErase = {
  readonly views: readonly string[]
  readonly replies: readonly string[]
  readonly handles: readonly string[]
  /** Of a thing only what somebody was to it, where somebody has it again. */
  readonly things: readonly string[]
}

/** Finds what is to be erased. */
export async function listToErase(db: Reader, before: Instant, most: number): Promise<ToErase> {
  const [views, replies, handles, things] = await Promise.all([
    sql<{ id: string }>`select id from inbox_views where deleted_at < ${before} limit ${most}`.execute(db),
    sql<{ id: string }>`select id from saved_replies where deleted_at < ${before} limit ${most}`.execute(db),
    sql<{ id: string }>`select id from handles where removed_at < ${before} limit ${most}`.execute(db),
    sql<{ id: string }>`
      select distinct thing_id as id from things_let_go where let_go_at < ${before} limit ${most}`.execute(
      db,
    ),
  ])
  const ids = ({ rows }: { rows: readonly { id: string }[] }) => rows.map((row) => row.id)
  return { views: ids(views), replies: ids(replies), handles: ids(handles), things: ids(things) }
}

/** Erases it, if it is away still. */
export function erase({ views, replies, handles, things }: ToErase, before: Instant): Write[] {
  return [
    sql`delete from inbox_views where id = any(${views}::uuid[]) and deleted_at < ${before}`,
    sql`delete from saved_replies where id = any(${replies}::uuid[]) and deleted_at < ${before}`,
    sql`delete from handles where id = any(${handles}::uuid[]) and removed_at < ${before}`,
    sql`delete from things_let_go where thing_id = any(${things}::uuid[]) and let_go_at < ${before}`,
    sql`delete from things t where id = any(${things}::uuid[])
      and not exists (select from thing_holders h where h.workspace_id = t.workspace_id and h.thing_id = t.id)
      and not exists (select from things_let_go l where l.workspace_id = t.workspace_id and l.thing_id = t.id
        and l.let_go_at >= ${before})`,
  ].map((query) => ({ query: query as unknown as Compilable }))
}
