import { sql } from 'kysely'
import type { Comparable, DuplicateReason, Likely } from '../../domain/people/duplicates.ts'
import { keysOfHandle, keysOfMark, searchWords, similarKeys } from '../../domain/people/search-keys.ts'
import type { MemberId, PersonId, WorkspaceId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { compiler, type Database, type Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'
import type { DueIn } from '../jobs/tick.ts'

/** How many are looked at closer for one key: a name that more have says little, and what else they share finds them too. */
const EACH = 60

/** Workspaces in which somebody has not been compared yet. */
export async function workspacesToCompare(db: Database): Promise<readonly DueIn[]> {
  const { rows } = await sql<DueIn>`
    select workspace_id, clock_ahead_seconds from jobs.workspaces_to_compare()`.execute(db.system)
  return rows
}

/** Records that have not been compared with the others since they were added. */
export async function listToCompare(db: Reader, limit: number): Promise<PersonId[]> {
  const rows = await db
    .selectFrom('persons')
    .select('id')
    .where('comparedAt', 'is', null)
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map((r) => r.id)
}

/** What of records is compared, by their own ids. */
export async function findComparable(db: Reader, ids: readonly PersonId[]): Promise<Comparable[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<Omit<Comparable, 'handles'> & { handles: Comparable['handles'] | null }>`
    select p.id, p.name,
      (select jsonb_agg(jsonb_build_object('kind', h.kind, 'value', h.value)) from handles h
        where h.workspace_id = p.workspace_id and h.person_id = p.id and h.removed_at is null) as handles,
      array(select mark from thing_holders t join things x on x.workspace_id = t.workspace_id and x.id = t.thing_id,
        unnest(array[x.plate, x.vin]) mark
        where t.workspace_id = p.workspace_id and t.person_id = p.id and mark is not null) as marks,
      array(select m.household_id::text from household_members m
        where m.workspace_id = p.workspace_id and m.person_id = p.id) as household_ids
    from persons p where p.id = any(${[...ids]}::uuid[])`.execute(db)
  return rows.map((r) => ({ ...r, handles: r.handles ?? [] }))
}

/** Records of others that share an address, a number, a plate, a household or a word of the name with this one: to be looked at closer. */
export async function listMaybeSame(db: Reader, of: Comparable): Promise<PersonId[]> {
  const keys = [
    ...searchWords(of.name).flatMap((word) => (word.length > 1 ? [word, ...similarKeys(word)] : [])),
    ...of.handles.flatMap((h) => (h.kind === 'email' ? [h.value] : keysOfHandle(h))),
    ...of.marks.flatMap((m) => keysOfMark(m).slice(0, 1)),
  ]
  const { rows } = await sql<{ personId: PersonId }>`
    select found.person_id from unnest(${[...new Set(keys)]}::text[]) asked (key)
    cross join lateral (
      select person_id from person_keys where key = asked.key collate "C" and person_id <> ${of.id} limit ${EACH}
    ) found
    union
    select found.person_id from unnest(${of.householdIds}::uuid[]) home (id)
    cross join lateral (
      select person_id from household_members where household_id = home.id and person_id <> ${of.id} limit ${EACH}
    ) found`.execute(db)
  return rows.map((r) => r.personId)
}

export type StoredDuplicate = Likely & {
  readonly firstId: PersonId
  readonly secondId: PersonId
  readonly foundAt: Instant
}

/** A page of those who may be one person, of whom nobody said that they are two; the surest first. */
export async function listDuplicates(
  db: Reader,
  after: { sureness: number; firstId: string; secondId: string } | null,
  limit: number,
): Promise<StoredDuplicate[]> {
  const later = after
    ? sql`and (d.sureness, d.first_id, d.second_id) < (${after.sureness}, ${after.firstId}, ${after.secondId})`
    : sql``
  const { rows } = await sql<StoredDuplicate>`
    select d.first_id, d.second_id, d.sureness, d.reasons, d.found_at from duplicates d
    join persons a on a.workspace_id = d.workspace_id and a.id = d.first_id
    join persons b on b.workspace_id = d.workspace_id and b.id = d.second_id
    where d.dismissed_at is null and d.sureness > 0 and a.root_id <> b.root_id ${later}
      and not app.made_by_junk(a) and not app.made_by_junk(b)
    order by d.sureness desc, d.first_id desc, d.second_id desc limit ${limit}`.execute(db)
  return rows
}

/** Who may be the same as the person these records are, the surest first. */
export async function listDuplicatesOf(db: Reader, same: readonly PersonId[]) {
  const { rows } = await sql<{ rootId: PersonId; sureness: number; reasons: DuplicateReason[] }>`
    select p.root_id, d.sureness, d.reasons from (
      select second_id as other, sureness, reasons from duplicates
        where first_id = any(${[...same]}::uuid[]) and dismissed_at is null and sureness > 0
      union all
      select first_id, sureness, reasons from duplicates
        where second_id = any(${[...same]}::uuid[]) and dismissed_at is null and sureness > 0
    ) d join persons p on p.id = d.other
    where p.root_id <> all(${[...same]}::uuid[]) and not app.made_by_junk(p)
    order by d.sureness desc, p.root_id limit 20`.execute(db)
  return [...new Map(rows.toReversed().map((r) => [r.rootId, r])).values()].reverse()
}

/** The two ids of a pair in the order in which they are stored. */
export function inPair(a: PersonId, b: PersonId): readonly [PersonId, PersonId] {
  return a < b ? [a, b] : [b, a]
}

/** Proposes who a record may be one person with, and takes back what speaks for it no more; what somebody said are two stays said. */
export function changeDuplicates(
  workspaceId: WorkspaceId,
  id: PersonId,
  found: readonly (Likely & { otherId: PersonId })[],
  now: Instant,
): Write[] {
  const others = found.map((f) => f.otherId)
  const gone: Write = {
    query: compiler
      .deleteFrom('duplicates')
      .where((e) =>
        e.or([
          e.and([e('firstId', '=', id), ...(others.length > 0 ? [e('secondId', 'not in', others)] : [])]),
          e.and([e('secondId', '=', id), ...(others.length > 0 ? [e('firstId', 'not in', others)] : [])]),
        ]),
      )
      .where('dismissedAt', 'is', null),
  }
  const compared: Write = {
    query: compiler.updateTable('persons').set({ comparedAt: now }).where('id', '=', id),
  }
  if (found.length === 0) return [gone, compared]
  const rows = found.map(({ otherId, sureness, reasons }) => {
    const [firstId, secondId] = inPair(id, otherId)
    return { workspaceId, firstId, secondId, sureness, reasons: [...reasons], foundAt: now }
  })
  const put: Write = {
    query: compiler
      .insertInto('duplicates')
      .values(rows)
      .onConflict((c) =>
        c.columns(['workspaceId', 'firstId', 'secondId']).doUpdateSet((e) => ({
          sureness: e.ref('excluded.sureness'),
          reasons: e.ref('excluded.reasons'),
        })),
      ),
  }
  return [gone, put, compared]
}

/** Says that two are two, or takes that back; also of two that nothing was found of. */
export function dismissDuplicates(
  workspaceId: WorkspaceId,
  pairs: readonly (readonly [PersonId, PersonId])[],
  at: { by: MemberId; now: Instant } | null,
  now: Instant,
): Write {
  const said = { dismissedAt: at?.now ?? null, dismissedBy: at?.by ?? null }
  const rows = pairs.map(([firstId, secondId]) => ({
    ...{ workspaceId, firstId, secondId, sureness: 0, reasons: [] as string[], foundAt: now },
    ...said,
  }))
  return {
    query: compiler
      .insertInto('duplicates')
      .values(rows)
      .onConflict((c) => c.columns(['workspaceId', 'firstId', 'secondId']).doUpdateSet(said)),
  }
}
