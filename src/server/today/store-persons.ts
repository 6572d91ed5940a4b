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
  // Each by the index, one after the other: joined at once, all people there are would be read.
  const { rows } = await sql<Shown & { id: PersonId }>`
    select who.id, coalesce(own.name, '') as name, own.telephone
    from unnest(${[...new Set(ids)]}::uuid[]) who (id)
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
  const unnamed = rows.flatMap((r) => (r.name.trim() === '' ? r.id : []))
  const handles = Map.groupBy(await listHandles(db, unnamed), (h) => h.personId)
  return new Map(rows.map(({ id, ...r }) => [id, { ...r, name: displayName(r, handles.get(id) ?? [], '') }]))
}
