import { sql } from 'kysely'
import type { Mistake } from '../../domain/promises/mistakes.ts'
import type { SiteId, WorkspaceId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { compiler, type Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'

export type StoredMistake = Mistake & { readonly version: number }

/** A mistake; null if there is none. */
export async function findMistake(db: Reader, id: Mistake['id']): Promise<StoredMistake | null> {
  const row = await db.selectFrom('mistakes').selectAll().where('id', '=', id).executeTakeFirst()
  return (row as unknown as StoredMistake) ?? null
}

/** A page of mistakes, the latest found first; `open`: those not put right yet. */
export async function listMistakes(
  db: Reader,
  open: boolean,
  after: { at: Instant; id: string } | null,
  limit: number,
): Promise<StoredMistake[]> {
  let query = db
    .selectFrom('mistakes')
    .selectAll()
    .orderBy('foundAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
  if (open) query = query.where('mendedAt', 'is', null)
  if (after) query = query.where(sql<boolean>`(found_at, id) < (${after.at}, ${after.id})`)
  return (await query.execute()) as unknown as StoredMistake[]
}

/** What is counted of the mistakes found in a period, of the house or a site. */
export async function listCountedMistakes(
  db: Reader,
  from: Instant,
  to: Instant,
  siteId?: SiteId,
): Promise<Pick<Mistake, 'foundBy' | 'foundAt' | 'mendedAt'>[]> {
  let query = db
    .selectFrom('mistakes')
    .select(['foundBy', 'foundAt', 'mendedAt'])
    .where('foundAt', '>=', from)
    .where('foundAt', '<', to)
  if (siteId) query = query.where('siteId', '=', siteId)
  return (await query.execute()) as unknown as Pick<Mistake, 'foundBy' | 'foundAt' | 'mendedAt'>[]
}

/** Adds a mistake. */
export function insertMistake(workspaceId: WorkspaceId, mistake: Mistake): Write {
  return { query: compiler.insertInto('mistakes').values({ ...mistake, workspaceId, version: 1 }) }
}

/** Saves how it was put right; what was found stays as it was said. */
export function updateMistake({ id, cause, fix, mendedAt }: Mistake, version: number): Write {
  return {
    query: compiler
      .updateTable('mistakes')
      .set({ cause, fix, mendedAt, version: version + 1 })
      .where('id', '=', id)
      .where('version', '=', version),
    must: 'changed_meanwhile',
  }
}
