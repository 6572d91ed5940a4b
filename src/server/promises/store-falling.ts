import { type RawBuilder, sql } from 'kysely'
import type { MemberId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import type { Reader } from '../db/database.ts'
import type { PromiseLine } from './store.ts'

/** Some of what was asked for, and how many there are in all. */
export type Some = { readonly rows: readonly PromiseLine[]; readonly total: number }

type Part = 'late' | 'soon' | 'ahead'
type Counted = PromiseLine & { total: number }

/** Whose promises, and, of those of others, without what they owe the one who looks. */
export type Whose = { readonly owners: readonly MemberId[]; readonly except?: MemberId }
/** Until when what comes soon and what comes ahead of it reach, and how many of each are wanted. */
export type Reach = {
  readonly now: Instant
  readonly soon: Instant
  readonly late: number
  readonly most: number
  readonly ahead?: { readonly until: Instant; readonly most: number }
}

const NONE: Some = { rows: [], total: 0 }

const LINE = sql`p.id, p.text, p.frame, p.made_by, p.due, p.next_update_due, p.to_person_id, p.to_member_id, p.conversation_id,
  p.owner_id, p.version, p.kept_at, p.broken_at, p.released_at, p.moved_at, count(*) over () as total`

function openOf({ owners, except }: Whose): RawBuilder<boolean> {
  return sql`p.owner_id = any(${[...owners]}::uuid[])
    and p.kept_at is null and p.broken_at is null and p.released_at is null and p.moved_at is null
    ${except ? sql`and p.to_member_id is distinct from ${except}` : sql``}`
}

/**
 * Open promises by what comes first of them, the soonest first: what has passed (`late`), what comes until `soon`, and what comes
 * after it (`ahead`). Each part has its own bound, so that what is long late hides nothing of what falls due now. Twin of
 * `comesFirst` and `fallsBefore`.
 */
export async function listFalling(
  db: Reader,
  whose: Whose,
  reach: Reach,
): Promise<Readonly<Record<Part, Some>>> {
  if (whose.owners.length === 0) return { late: NONE, soon: NONE, ahead: NONE }
  const { now, soon, ahead } = reach
  const first = sql`(case when p.next_update_due > p.due or (p.next_update_due < p.due and p.due >= ${now}::timestamptz)
    then p.next_update_due else p.due end)`
  // The bounds of both columns lead to their indexes; what comes first is one of the two.
  const part = (name: Part, limit: number, falls: (at: RawBuilder<unknown>) => RawBuilder<boolean>) => sql`(
    select ${sql.lit(name)} as part, ${LINE} from promises p
    where ${openOf(whose)} and (${falls(sql`p.due`)} or ${falls(sql`p.next_update_due`)}) and ${falls(first)}
    order by ${first}, p.id limit ${limit})`
  const parts = [
    part('late', reach.late, (at) => sql`${at} < ${now}`),
    part('soon', reach.most, (at) => sql`(${at} >= ${now} and ${at} <= ${soon})`),
    ...(ahead ? [part('ahead', ahead.most, (at) => sql`(${at} > ${soon} and ${at} <= ${ahead.until})`)] : []),
  ]
  const { rows } = await sql<Counted & { part: Part }>`${sql.join(parts, sql` union all `)}`.execute(db)
  const of = (name: Part) => someOf(rows.filter((r) => r.part === name))
  return { late: of('late'), soon: of('soon'), ahead: of('ahead') }
}

/** Of each span of time, the open promises whose date or next word falls into it (from, and before until), the soonest first, no more than `most`. */
export async function listFallingIn(
  db: Reader,
  whose: Whose,
  spans: readonly { readonly from: Instant; readonly until: Instant }[],
  most: number,
): Promise<readonly Some[]> {
  if (whose.owners.length === 0) return spans.map(() => NONE)
  const within = (at: RawBuilder<unknown>) => sql`(${at} >= d.since and ${at} < d.until)`
  const { rows } = await sql<Counted & { n: number }>`
    select p.*, d.n::int from unnest(${spans.map((s) => s.from)}::timestamptz[], ${spans.map((s) => s.until)}::timestamptz[])
      with ordinality d (since, until, n)
    cross join lateral (
      select ${LINE} from promises p where ${openOf(whose)} and (${within(sql`p.due`)} or ${within(sql`p.next_update_due`)})
      order by least(case when ${within(sql`p.due`)} then p.due end,
        case when ${within(sql`p.next_update_due`)} then p.next_update_due end), p.id limit ${most}
    ) p`.execute(db)
  return spans.map((_, n) => someOf(rows.filter((r) => r.n === n + 1)))
}

function someOf(rows: readonly Counted[]): Some {
  return { rows, total: rows[0]?.total ?? 0 }
}
