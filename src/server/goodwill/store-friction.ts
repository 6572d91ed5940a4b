import { sql } from 'kysely'
import type { Friction, HouseRule } from '../../domain/goodwill/friction.ts'
import type { MemberId, WorkspaceId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { compiler, type Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'

export type StoredRule = HouseRule & { readonly version: number; readonly createdAt: Instant }
export type StoredFriction = Friction & { readonly version: number }
export type Counted = Record<'all' | 'open' | 'kept' | 'changed' | 'exception', number>

const RULE = ['id', 'name', 'ownerId', 'retiredAt', 'version', 'createdAt'] as const

/** A rule; null if there is none. */
export async function findRule(db: Reader, id: HouseRule['id']): Promise<StoredRule | null> {
  const row = await db.selectFrom('houseRules').select(RULE).where('id', '=', id).executeTakeFirst()
  return (row as unknown as StoredRule) ?? null
}

/** Rules by their ids, in no order. */
export async function findRules(db: Reader, ids: readonly HouseRule['id'][]): Promise<StoredRule[]> {
  if (ids.length === 0) return []
  const rows = await db.selectFrom('houseRules').select(RULE).where('id', 'in', ids).execute()
  return rows as unknown as StoredRule[]
}

/** The rule in force of a name, whatever its case; null if there is none. */
export async function findRuleByName(db: Reader, name: string): Promise<StoredRule | null> {
  const row = await db
    .selectFrom('houseRules')
    .select(RULE)
    .where(sql<boolean>`lower(name) = lower(${name})`)
    .where('retiredAt', 'is', null)
    .executeTakeFirst()
  return (row as unknown as StoredRule) ?? null
}

export type CountedRule = StoredRule & { readonly count: Counted }

/** A page of rules with how often each kept somebody from helping, the most often first; those with words in their name, or one. */
export async function listRules(
  db: Reader,
  filter: { active: boolean; q?: string | undefined; id?: HouseRule['id'] },
  after: { all: number; name: string; id: string } | null,
  limit: number,
): Promise<CountedRule[]> {
  const { active, q, id } = filter
  const { rows } = await sql<StoredRule & Counted>`
    select * from (
      select r.id, r.name, r.owner_id, r.retired_at, r.version, r.created_at, count(f.id)::int as all,
        (count(f.id) filter (where f.answer is null))::int as open,
        (count(f.id) filter (where f.answer = 'kept'))::int as kept,
        (count(f.id) filter (where f.answer = 'changed'))::int as changed,
        (count(f.id) filter (where f.answer = 'exception'))::int as exception
      from house_rules r left join frictions f
        on f.workspace_id = r.workspace_id and f.rule_id = r.id and f.withdrawn_at is null
      where ${active ? sql`r.retired_at is null` : sql`true`}
        and ${q ? sql`strpos(lower(r.name), lower(${q})) > 0` : sql`true`}
        and ${id ? sql`r.id = ${id}` : sql`true`}
      group by r.workspace_id, r.id) counted
    where ${after ? sql`(-counted.all, lower(name), id) > (${-after.all}, ${after.name}, ${after.id}::uuid)` : sql`true`}
    order by -counted.all, lower(name), id limit ${limit}`.execute(db)
  return rows.map(({ all, open, kept, changed, exception, ...rule }) => ({
    ...rule,
    count: { all, open, kept, changed, exception },
  }))
}

/** Adds a rule. */
export function insertRule(workspaceId: WorkspaceId, rule: HouseRule & { createdAt: Instant }): Write {
  return { query: compiler.insertInto('houseRules').values({ ...rule, workspaceId, version: 1 }) }
}

/** Saves a rule. */
export function updateRule({ id, name, ownerId, retiredAt }: HouseRule, version: number): Write {
  return {
    query: compiler
      .updateTable('houseRules')
      .set({ name, ownerId, retiredAt, version: version + 1 })
      .where('id', '=', id)
      .where('version', '=', version),
    must: 'changed_meanwhile',
  }
}

/** What kept somebody from helping; null if there is none, or it was taken back. */
export async function findFriction(db: Reader, id: Friction['id']): Promise<StoredFriction | null> {
  const row = await db
    .selectFrom('frictions')
    .selectAll()
    .where('id', '=', id)
    .where('withdrawnAt', 'is', null)
    .executeTakeFirst()
  return (row as unknown as StoredFriction) ?? null
}

/** A page of what kept us from helping, the latest first; `open`: not answered yet. Of rules one answers for, or noted by one. */
export async function listFrictions(
  db: Reader,
  filter: {
    open: boolean
    ownerId: MemberId | null
    by: MemberId | null
    ruleId: HouseRule['id'] | null
  },
  after: { at: Instant; id: string } | null,
  limit: number,
): Promise<StoredFriction[]> {
  let query = db
    .selectFrom('frictions')
    .selectAll()
    .where('withdrawnAt', 'is', null)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
  const { ownerId, by, ruleId } = filter
  if (ownerId)
    query = query.where('ruleId', 'in', (e) =>
      e.selectFrom('houseRules').select('id').where('ownerId', '=', ownerId),
    )
  if (by) query = query.where('by', '=', by)
  if (ruleId) query = query.where('ruleId', '=', ruleId)
  if (filter.open) query = query.where('answeredAt', 'is', null)
  if (after) query = query.where(sql<boolean>`(at, id) < (${after.at}, ${after.id})`)
  return (await query.execute()) as unknown as StoredFriction[]
}

/** Adds what kept somebody from helping. */
export function insertFriction(workspaceId: WorkspaceId, friction: Friction): Write {
  return { query: compiler.insertInto('frictions').values({ ...friction, workspaceId, version: 1 }) }
}

/** Saves the answer, or that it was taken back. */
export function updateFriction(
  { id, answer, answerWords, answeredBy, answeredAt, withdrawnAt }: Friction,
  version: number,
): Write {
  return {
    query: compiler
      .updateTable('frictions')
      .set({ answer, answerWords, answeredBy, answeredAt, withdrawnAt, version: version + 1 })
      .where('id', '=', id)
      .where('version', '=', version),
    must: 'changed_meanwhile',
  }
}
