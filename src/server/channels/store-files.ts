import { sql } from 'kysely'
import type { Instant } from '../../domain/shared/time.ts'
import { compiler, type Database, type Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'
import type { DueIn } from '../jobs/tick.ts'

/** The workspaces in which uploads lay unused for so many days, each at its own clock. */
export async function workspacesWithUnused(db: Database, now: Instant, days: number): Promise<DueIn[]> {
  const { rows } = await sql<DueIn>`select workspace_id, clock_ahead_seconds
    from jobs.workspaces_with_unused_uploads(${now}, make_interval(days => ${days}))`.execute(db.system)
  return rows
}

const nobodyHasIt = sql<boolean>`not app.is_planned(attachments.workspace_id, attachments.id)`

/** Uploads since before a moment that no message has, nor a reply that waits for its hour. */
export async function listUnused(db: Reader, before: Instant, most: number): Promise<string[]> {
  const rows = await db
    .selectFrom('attachments')
    .select('id')
    .where('messageId', 'is', null)
    .where('createdAt', '<', before)
    .where(nobodyHasIt)
    .limit(most)
    .execute()
  return rows.map((row) => row.id)
}

/** Lets uploads go, unless a message or a reply that waits took them meanwhile. */
export function deleteUnused(ids: readonly string[]): Write {
  return {
    query: compiler
      .deleteFrom('attachments')
      .where('id', 'in', ids)
      .where('messageId', 'is', null)
      .where(nobodyHasIt),
  }
}

/** Lets uploads wait for a message anew, as if they had been made now. */
export function waitAnew(ids: readonly string[], now: Instant): Write[] {
  if (ids.length === 0) return []
  return [
    {
      query: compiler
        .updateTable('attachments')
        .set({ createdAt: now })
        .where('id', 'in', ids)
        .where('messageId', 'is', null),
    },
  ]
}

/** Which of these bytes (SHA-256, hex) any workspace of the house still has. */
export async function keptAmong(db: Database, wanted: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{
    one: string
  }>`select one from jobs.kept_among(${[...wanted]}::text[]) as one`.execute(db.system)
  return new Set(rows.map((row) => row.one))
}
