import { sql } from 'kysely'
import type { Instant } from '../../domain/shared/time.ts'
import type { Reader } from '../db/database.ts'
import { latestFirst, readablePage } from '../db/keyset.ts'
import type { StoredPerson } from './store-merge.ts'

type Listed = StoredPerson & { readonly listedAt: Instant }

/**
 * A page of people, the last seen first; when asked, only those who have every key of any alternative as a prefix. Nobody who is only
 * there because of junk: that is asked of those found alone, for within one question it would be asked of a whole workspace.
 */
export async function listPeople(
  db: Reader,
  asked: readonly (readonly string[])[],
  after: { seen: Instant | null; id: string } | null,
  limit: number,
): Promise<Listed[]> {
  return await readablePage(
    after && { at: after.seen ?? ('-infinity' as Instant), id: after.id },
    limit,
    (from, most) => listFound(db, asked, from && { seen: from.at, id: from.id }, most),
    (p) => p.listedAt,
    (rows) => withoutJunk(db, rows),
  )
}

async function withoutJunk(db: Reader, rows: readonly Listed[]): Promise<readonly Listed[]> {
  // Whoever was changed is known for more than that.
  const asked = rows.filter((p) => p.version === 1).map((p) => p.id)
  if (asked.length === 0) return rows
  const junk = await db
    .selectFrom('persons')
    .select('id')
    .where('id', 'in', asked)
    .where(sql<boolean>`app.made_by_junk(persons)`)
    .execute()
  const ids = new Set(junk.map((p) => p.id))
  return rows.filter((p) => !ids.has(p.id))
}

async function listFound(
  db: Reader,
  asked: readonly (readonly string[])[],
  after: { seen: Instant | null; id: string } | null,
  limit: number,
): Promise<Listed[]> {
  const having = (key: string) =>
    sql`select person_id from person_keys where key >= ${key} and key < ${`${key}\u{10ffff}`}`
  const own = await listPeopleIn(db, asked, having, after, limit)
  if (asked.length === 0) return own
  // What was noted with a record that was merged finds the one that stays; apart, for all the others would be read anew.
  const merged = (key: string) => sql`select one.root_id from persons m
    join persons one on one.workspace_id = m.workspace_id and one.root_id = m.root_id
    join person_keys k on k.workspace_id = one.workspace_id and k.person_id = one.id
    where m.merged_into is not null and k.key >= ${key} and k.key < ${`${key}\u{10ffff}`}`
  const found = [...own, ...(await listPeopleIn(db, asked, merged, after, limit))]
  const each = [...new Map(found.map((p) => [p.id, p])).values()]
  return each.sort(latestFirst((p) => p.listedAt.replace('-infinity', ''))).slice(0, limit)
}

async function listPeopleIn(
  db: Reader,
  asked: readonly (readonly string[])[],
  having: (key: string) => ReturnType<typeof sql>,
  after: { seen: Instant | null; id: string } | null,
  limit: number,
): Promise<Listed[]> {
  let query = db
    .selectFrom('persons')
    .selectAll()
    .where('mergedInto', 'is', null)
    .orderBy('listedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
  if (asked.length > 0) {
    const all = asked.map((keys) => sql`(${sql.join(keys.map(having), sql` intersect `)})`)
    query = query.where(sql<boolean>`id in (${sql.join(all, sql` union `)})`)
  }
  if (after) query = query.where(sql<boolean>`(listed_at, id) < (${after.seen ?? '-infinity'}, ${after.id})`)
  return (await query.execute()) as never
}
