import { sql } from 'kysely'
import type { PromiseAlert, Standing } from '../../domain/promises/alerts.ts'
import type { ProgressUpdate } from '../../domain/promises/promise.ts'
import type { PromiseId, WorkspaceId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { compiler, type Database, type Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'
import type { DueIn } from '../jobs/tick.ts'

/** The workspaces in which somebody is to be told by now that something falls due, each at its own clock. */
export async function workspacesWithAlerts(db: Database, now: Instant): Promise<readonly DueIn[]> {
  const { rows } = await sql<DueIn>`
    select workspace_id, clock_ahead_seconds from jobs.workspaces_with_alerts(${now})`.execute(db.system)
  return rows
}

/** Whose turn it is to be told by now, of what: the twin of `alertsDue` over all open promises. */
export async function listAlertsDue(
  db: Reader,
  workspaceId: WorkspaceId,
  now: Instant,
  limit: number,
): Promise<PromiseAlert[]> {
  const { rows } = await sql<PromiseAlert>`
    select promise_id, about, due, step, member_id from app.alerts_due(${workspaceId}, ${now})
    union all select promise_id, about, due, step, member_id from app.untold_alerts_due(${workspaceId}, ${now})
    order by due, promise_id limit ${limit}`.execute(db)
  return rows
}

/** What was told of these promises already, and who was passed over. */
export async function listAlerts(db: Reader, ids: readonly PromiseId[]): Promise<PromiseAlert[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('promiseAlerts')
    .select(['promiseId', 'about', 'due', 'step', 'memberId'])
    .where('promiseId', 'in', ids)
    .execute()
  return rows as unknown as PromiseAlert[]
}

/** Since when it is known of these that a word on the way has not reached them. */
export async function listUntold(
  db: Reader,
  workspaceId: WorkspaceId,
  ids: readonly PromiseId[],
  now: Instant,
): Promise<ReadonlyMap<PromiseId, Instant>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ promiseId: PromiseId; since: Instant }>`
    select promise_id, since from app.untold(${workspaceId}, ${now}) where promise_id = any(${ids}::uuid[])`.execute(
    db,
  )
  return new Map(rows.map((r) => [r.promiseId, r.since]))
}

/** Keeps that a word did not reach them, once. */
export function insertUntold(workspaceId: WorkspaceId, update: ProgressUpdate, at: Instant): Write {
  const { id: updateId, promiseId } = update
  return {
    query: compiler
      .insertInto('untoldWords')
      .values({ workspaceId, updateId, promiseId, at })
      .onConflict((c) => c.doNothing()),
  }
}

/** Those who serve, as far as it decides who stands behind whom. */
export async function listStanding(db: Reader): Promise<Standing[]> {
  const rows = await db.selectFrom('members').select(STANDING).execute()
  return rows.map(standingOf)
}

/** The same while anybody rests; nobody while nobody does. */
export async function listStandingInBreaks(db: Reader): Promise<Standing[]> {
  const rows = await db
    .selectFrom('members')
    .select(STANDING)
    .where((e) =>
      e.exists(e.selectFrom('members as r').select('r.id').where('r.onBreakSince', 'is not', null)),
    )
    .execute()
  return rows.map(standingOf)
}

const STANDING = ['id', 'siteId', 'role', 'endsAt', 'backupId', 'onBreakSince', 'standInId'] as const

function standingOf({ onBreakSince, ...m }: { onBreakSince: unknown }): Standing {
  return { ...m, rests: onBreakSince !== null } as unknown as Standing
}

/** Keeps who was told (or passed over: `told` false), each once for a due moment. */
export function insertAlerts(
  workspaceId: WorkspaceId,
  alerts: readonly (PromiseAlert & { told: boolean })[],
  at: Instant,
): Write {
  return {
    query: compiler.insertInto('promiseAlerts').values(alerts.map((a) => ({ ...a, workspaceId, at }))),
  }
}
