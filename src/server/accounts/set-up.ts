import { sql } from 'kysely'
import type { Database } from '../db/database.ts'

/** Tells whether a workspace of somebody’s own exists yet; a demo does not count. */
export async function isSetUp(db: Database): Promise<boolean> {
  const { rows } = await sql<{ yes: boolean }>`select auth.is_set_up() as yes`.execute(db.system)
  return rows[0]?.yes ?? false
}
