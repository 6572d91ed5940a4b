import { sql } from 'kysely'
import type { RecoveryCase, Side, SideWords } from '../../domain/goodwill/recovery.ts'
import type { PersonId, WorkspaceId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { compiler, type Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'

export type StoredCase = RecoveryCase & { readonly version: number }
type CaseId = RecoveryCase['id']
type After = { at: Instant; id: string } | null

/** A case; null if there is none. */
export async function findCase(db: Reader, id: CaseId): Promise<StoredCase | null> {
  const row = await db.selectFrom('recoveryCases').selectAll().where('id', '=', id).executeTakeFirst()
  return (row as unknown as StoredCase) ?? null
}

/** A page of cases, the latest first; of one person (all their records), or of everybody. */
export async function listCases(
  db: Reader,
  filter: { open: boolean; personIds: readonly PersonId[] | null },
  after: After,
  limit: number,
): Promise<StoredCase[]> {
  let query = db
    .selectFrom('recoveryCases')
    .selectAll()
    .orderBy('openedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
  if (filter.open) query = query.where('closedAt', 'is', null)
  if (filter.personIds) query = query.where('personId', 'in', filter.personIds)
  if (after) query = query.where(sql<boolean>`(opened_at, id) < (${after.at}, ${after.id})`)
  return (await query.execute()) as unknown as StoredCase[]
}

/** Adds a case. */
export function insertCase(workspaceId: WorkspaceId, one: RecoveryCase): Write {
  const steps = JSON.stringify(one.steps)
  return { query: compiler.insertInto('recoveryCases').values({ ...one, steps, workspaceId, version: 1 }) }
}

/** Saves how far it came; whom it is for and when it began stay. */
export function updateCase({ id, steps, checkBackId, closedAt }: RecoveryCase, version: number): Write {
  return {
    query: compiler
      .updateTable('recoveryCases')
      .set({ steps: JSON.stringify(steps), checkBackId, closedAt, version: version + 1 })
      .where('id', '=', id)
      .where('version', '=', version),
    must: 'changed_meanwhile',
  }
}

/** Adds words of a side. */
export function insertWords(workspaceId: WorkspaceId, words: SideWords): Write {
  return { query: compiler.insertInto('recoveryWords').values({ ...words, workspaceId }) }
}

/** A page of what was written down of both sides of a case, the latest first. */
export async function listWords(db: Reader, id: CaseId, after: After, limit: number): Promise<SideWords[]> {
  let query = db
    .selectFrom('recoveryWords')
    .select(['id', 'caseId', 'side', 'text', 'saidBy', 'at'])
    .where('caseId', '=', id)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
  if (after) query = query.where(sql<boolean>`(at, id) < (${after.at}, ${after.id})`)
  return (await query.execute()) as unknown as SideWords[]
}

/** What stands of each side of these cases now. */
export async function latestWords(
  db: Reader,
  ids: readonly CaseId[],
): Promise<Map<CaseId, Record<Side, string>>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ caseId: CaseId; side: Side; text: string }>`
    select distinct on (case_id, side) case_id, side, text from recovery_words
    where case_id = any(${ids as CaseId[]}) order by case_id, side, at desc, id desc`.execute(db)
  const all = new Map<CaseId, Record<Side, string>>()
  for (const { caseId, side, text } of rows)
    all.set(caseId, { ...(all.get(caseId) ?? ({} as Record<Side, string>)), [side]: text })
  return all
}
