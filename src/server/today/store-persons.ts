import { sql } from 'kysely'
import { displayName } from '../../domain/people/person.ts'
import type { PersonId } from '../../domain/shared/ids.ts'
import type { Reader } from '../db/database.ts'
import { listHandles } from '../people/store.ts'

type Shown = { name: string; telephone: string | null }

/**
 * People by id with what a line calls them and the first telephone they have, of whichever record of theirs: the twin of `findPersons`
 * with `listHandles`, without what no line shows.
 */
export async function listShownPersons(
  db: Reader,
  ids: readonly PersonId[],
): Promise<ReadonlyMap<PersonId, Shown>> {
  if (ids.length === 0) return new Map()
  const wanted = [...new Set(ids)]
  const [persons, phones] = await Promise.all([listNames(db, wanted), listPhones(db, wanted)])
  const several = await listUnited(
    db,
    persons.flatMap((p) => (p.several ? p.id : [])),
  )
  const rows = persons.map(
    ({ id, name }) => several.get(id) ?? { id, name, telephone: phones.get(id) ?? null },
  )
  const unnamed = rows.flatMap((r) => (r.name.trim() === '' ? r.id : []))
  const handles = Map.groupBy(await listHandles(db, unnamed), (h) => h.personId)
  return new Map(rows.map(({ id, ...r }) => [id, { ...r, name: displayName(r, handles.get(id) ?? [], '') }]))
}

// Nearly everybody has one record: theirs is read by the index as it stands, and only of the others more is asked.
async function listNames(db: Reader, ids: readonly PersonId[]) {
  const { rows } = await sql<{ id: PersonId; name: string; several: boolean }>`
    select id, name, root_id <> id or coalesce((select true from persons one
      where one.workspace_id = persons.workspace_id and one.root_id = persons.root_id and one.merged_into is not null
      limit 1), false) as several
    from persons where id = any(${ids}::uuid[])`.execute(db)
  return rows
}

async function listPhones(db: Reader, ids: readonly PersonId[]): Promise<ReadonlyMap<PersonId, string>> {
  const { rows } = await sql<{ personId: PersonId; shown: string }>`
    select distinct on (person_id) person_id, shown from handles
    where person_id = any(${ids}::uuid[]) and kind = 'phone' and removed_at is null
    order by person_id, created_at, id`.execute(db)
  return new Map(rows.map((r) => [r.personId, r.shown]))
}

async function listUnited(db: Reader, ids: readonly PersonId[]) {
  if (ids.length === 0) return new Map<PersonId, Shown & { id: PersonId }>()
  // One after the other: joined at once, all people there are would be read.
  const { rows } = await sql<Shown & { id: PersonId }>`
    select who.id, coalesce(own.name, '') as name, own.telephone
    from unnest(${ids}::uuid[]) who (id)
    cross join lateral (select workspace_id, root_id from persons where id = who.id limit 1) asked
    cross join lateral (
      select (array_agg(one.name order by one.merged_at nulls first, one.id) filter (where one.name <> ''))[1] as name,
        (array_agg(h.shown order by one.id <> who.id, one.merged_at nulls first, one.id, h.created_at, h.id)
          filter (where h.shown is not null))[1] as telephone
      from persons one left join lateral (
        select shown, created_at, id from handles
        where workspace_id = one.workspace_id and person_id = one.id and kind = 'phone' and removed_at is null
      ) h on true
      where one.workspace_id = asked.workspace_id and one.root_id = asked.root_id
    ) own`.execute(db)
  return new Map(rows.map((r) => [r.id, r]))
}
