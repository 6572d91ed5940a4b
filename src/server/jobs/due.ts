import { sql } from 'kysely'
import type { WorkspaceId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import type { Database } from '../db/database.ts'
import type { DueIn } from './tick.ts'

/** The workspaces in which a conversation has slept long enough, each at its own clock. */
export async function workspacesToWake(db: Database, now: Instant): Promise<readonly DueIn[]> {
  const { rows } = await sql<DueIn>`
    select workspace_id, clock_ahead_seconds from jobs.workspaces_to_wake(${now})`.execute(db.system)
  return rows
}

/** Every workspace there is, for whoever looks the whole installation over. */
export async function everyWorkspace(db: Database): Promise<WorkspaceId[]> {
  const { rows } = await sql<{ workspaceId: WorkspaceId }>`
    select workspace_id from jobs.workspaces()`.execute(db.system)
  return rows.map((r) => r.workspaceId)
}
