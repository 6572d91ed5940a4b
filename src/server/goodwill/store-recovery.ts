import { type RawBuilder, sql } from 'kysely'
import type { Next, RecoveryCase, Side, SideWords } from '../../domain/goodwill/recovery.ts'
import type { CustomerPromise } from '../../domain/promises/promise.ts'
import type { MemberId, PersonId, WorkspaceId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { compiler, type Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'

type Back = Pick<CustomerPromise, 'id' | 'due' | 'ownerId' | 'keptAt' | 'brokenAt' | 'releasedAt' | 'movedAt'>
export type StoredCase = RecoveryCase & {
  readonly version: number
  /** The promise to check back as it stands now: of one that was moved, the one it was moved to. */
  readonly back: Back | null
}
type CaseId = RecoveryCase['id']
type After = { at: Instant; id: string } | null

const CASES = sql`recovery_cases c left join lateral (
    with recursive line as (
      select p.*, 0 as turn from promises p where p.id = c.check_back_id
      union all
      select n.*, l.turn + 1 from line l join promises n on n.successor_of = l.id
    )
    select id as back_id, due as back_due, owner_id as back_owner_id, kept_at, broken_at, released_at, moved_at
    from line order by turn desc limit 1
  ) b on true`

/** Twins of `nextOf`. */
const NEXT: Record<Next, RawBuilder<unknown>> = {
  date: sql`(back_id is null or broken_at is not null or released_at is not null)`,
  look: sql`(back_id is not null and kept_at is null and broken_at is null and released_at is null)`,
  close: sql`(kept_at is not null)`,
}

type Row = Omit<StoredCase, 'back'> &
  Pick<Back, 'keptAt' | 'brokenAt' | 'releasedAt' | 'movedAt'> & {
    readonly backId: Back['id'] | null
    readonly backDue: Instant
    readonly backOwnerId: MemberId
  }

function asCase({
  backId,
  backDue,
  backOwnerId,
  keptAt,
  brokenAt,
  releasedAt,
  movedAt,
  ...one
}: Row): StoredCase {
  const ended = { keptAt, brokenAt, releasedAt, movedAt }
  return { ...one, back: backId && { id: backId, due: backDue, ownerId: backOwnerId, ...ended } }
}

/** A case; null if there is none, or its beginning was taken back. */
export async function findCase(db: Reader, id: CaseId): Promise<StoredCase | null> {
  const { rows } = await sql<Row>`
    select c.*, b.* from ${CASES} where c.id = ${id} and c.withdrawn_at is null`.execute(db)
  return rows[0] ? asCase(rows[0]) : null
}

/**
 * A page of cases, the latest first, of those to look after again the earliest date first (`momentOf`); of one person (all their
 * records) or of everybody, of all of us or of who began it or looks after it.
 */
export async function listCases(
  db: Reader,
  filter: {
    open: boolean
    personIds: readonly PersonId[] | null
    memberId: MemberId | null
    next: Next | null
  },
  after: After,
  limit: number,
): Promise<StoredCase[]> {
  const { memberId, personIds, next } = filter
  const wanted = [
    sql`c.withdrawn_at is null`,
    ...(filter.open || next ? [sql`c.closed_at is null`] : []),
    ...(personIds ? [sql`c.person_id = any(${personIds as PersonId[]}::uuid[])`] : []),
    ...(memberId ? [sql`(c.opened_by = ${memberId} or b.back_owner_id = ${memberId})`] : []),
    ...(next ? [NEXT[next]] : []),
  ]
  if (after && next === 'look') wanted.push(sql`(b.back_due, c.id) > (${after.at}, ${after.id})`)
  else if (after) wanted.push(sql`(c.opened_at, c.id) < (${after.at}, ${after.id})`)
  const { rows } = await sql<Row>`
    select c.*, b.* from ${CASES} where ${sql.join(wanted, sql` and `)}
    order by ${next === 'look' ? sql`b.back_due, c.id` : sql`c.opened_at desc, c.id desc`} limit ${limit}`.execute(
    db,
  )
  return rows.map(asCase)
}

/** The moment by which a list of cases is ordered. */
export function momentOf(one: StoredCase, next: Next | null): Instant {
  return next === 'look' ? one.back!.due : one.openedAt
}

/** Tells whether anything was written down of a case. */
export async function hasWords(db: Reader, id: CaseId): Promise<boolean> {
  const row = await db
    .selectFrom('recoveryWords')
    .select('id')
    .where('caseId', '=', id)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Adds a case. */
export function insertCase(workspaceId: WorkspaceId, one: RecoveryCase): Write {
  const steps = JSON.stringify(one.steps)
  return { query: compiler.insertInto('recoveryCases').values({ ...one, steps, workspaceId, version: 1 }) }
}

/** Saves how far it came; whom it is for and when it began stay. */
export function updateCase(
  { id, steps, checkBackId, closedAt, withdrawnAt }: RecoveryCase,
  version: number,
): Write {
  return {
    query: compiler
      .updateTable('recoveryCases')
      .set({ steps: JSON.stringify(steps), checkBackId, closedAt, withdrawnAt, version: version + 1 })
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
