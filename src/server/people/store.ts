import { type Compilable, sql } from 'kysely'
import type { HandleKind, HandleTrust } from '../../domain/people/handles.ts'
import { unite } from '../../domain/people/merge.ts'
import type { Person } from '../../domain/people/person.ts'
import type { HandleId, PersonId, ThingId, WorkspaceId } from '../../domain/shared/ids.ts'
import type { Instant, LocalDate } from '../../domain/shared/time.ts'
import { compiler, type Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'
import { findGroups, listRecordIds, type StoredPerson } from './store-merge.ts'

export type StoredHandle = {
  readonly id: HandleId
  readonly personId: PersonId
  readonly kind: HandleKind
  readonly value: string
  readonly shown: string
  readonly label: string | null
  readonly trust: HandleTrust
  /** When it was brought along from before; null where one of us typed it or a message came from it. */
  readonly broughtAt: Instant | null
  /** Since when mail to it comes back, and why as the other server said. */
  readonly returnedAt: Instant | null
  readonly returnedWhy: string | null
}
export type StoredThing = {
  readonly id: ThingId
  readonly kind: string
  readonly name: string
  readonly vin: string | null
  readonly plate: string | null
  readonly note: string | null
  readonly version: number
}
/** With which record of a person something was noted. */
export type Noted = { readonly notedWith: PersonId }

const handleColumns = [
  'id',
  'personId',
  'kind',
  'value',
  'shown',
  'label',
  'trust',
  'broughtAt',
  'returnedAt',
  'returnedWhy',
] as const
const thingColumns = ['things.id', 'kind', 'things.name', 'vin', 'plate', 'note', 'things.version'] as const

/** The people these ids mean, in no order, each under the id that was asked for: of several records of one person what they are together. */
export async function findPersons(
  db: Reader,
  ids: readonly PersonId[],
): Promise<(StoredPerson & { readonly rootId: PersonId })[]> {
  return [...(await findGroups(db, ids))].map(([id, [root, ...others]]) => ({ ...unite(root, others), id }))
}

/**
 * The ways to reach these people, without those taken away, each under the id that was asked for and each once: what was noted with that
 * very record first, then with the one that stays.
 */
export async function listHandles(
  db: Reader,
  personIds: readonly PersonId[],
): Promise<(StoredHandle & Noted)[]> {
  const groups = await listRecordIds(db, personIds)
  const noted = await listHandlesNotedWith(db, [...new Set([...groups.values()].flat())])
  return [...groups].flatMap(([personId, ids]) => {
    const theirs = ids.flatMap((id) => noted.filter((h) => h.personId === id))
    const each = Map.groupBy(theirs, (h) => `${h.kind} ${h.value}`)
    return [...each.values()].map(([h]) => ({ ...h!, personId, notedWith: h!.personId }))
  })
}

/** The ways to reach noted with these very records. */
export async function listHandlesNotedWith(db: Reader, ids: readonly PersonId[]): Promise<StoredHandle[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('handles')
    .select(handleColumns)
    .where('personId', 'in', ids)
    .where('removedAt', 'is', null)
    .orderBy('createdAt')
    .orderBy('id')
    .execute()
  return rows as unknown as StoredHandle[]
}

/** Others who share a handle's value, by value. */
export async function listSharers(db: Reader, rootId: PersonId, values: readonly string[]) {
  if (values.length === 0) return []
  const rows = await db
    .selectFrom('handles')
    .innerJoin('persons as p', (j) =>
      j.onRef('p.id', '=', 'handles.personId').onRef('p.workspaceId', '=', 'handles.workspaceId'),
    )
    .innerJoin('persons as root', (j) =>
      j.onRef('root.id', '=', 'p.rootId').onRef('root.workspaceId', '=', 'p.workspaceId'),
    )
    .select(['handles.value', 'root.id', 'root.name', 'handles.shown'])
    .distinct()
    .where('handles.value', 'in', values)
    .where('handles.removedAt', 'is', null)
    .where('p.rootId', '<>', rootId)
    .limit(50)
    .execute()
  return rows as { value: string; id: PersonId; name: string; shown: string }[]
}

/** A thing, whoever has it. */
export async function findThing(db: Reader, id: ThingId): Promise<StoredThing | null> {
  const row = await db.selectFrom('things').select(thingColumns).where('id', '=', id).executeTakeFirst()
  return (row as StoredThing | undefined) ?? null
}

/** The things of people, each under the id that was asked for and each once. */
export async function listThings(db: Reader, personIds: readonly PersonId[]) {
  const groups = await listRecordIds(db, personIds)
  const ids = [...new Set([...groups.values()].flat())]
  if (ids.length === 0) return []
  const rows = (await db
    .selectFrom('thingHolders')
    .innerJoin('things', (j) =>
      j
        .onRef('things.id', '=', 'thingHolders.thingId')
        .onRef('things.workspaceId', '=', 'thingHolders.workspaceId'),
    )
    .select([...thingColumns, 'thingHolders.personId', 'thingHolders.role'])
    .where('thingHolders.personId', 'in', ids)
    .orderBy('things.createdAt')
    .execute()) as unknown as (StoredThing & { personId: PersonId; role: string | null })[]
  return [...groups].flatMap(([personId, same]) => {
    const theirs = same.flatMap((id) => rows.filter((t) => t.personId === id))
    const each = Map.groupBy(theirs, (t) => t.id)
    return [...each.values()].map(([t]) => ({ ...t!, personId, notedWith: t!.personId }))
  })
}

/** Adds a person. */
export function insertPerson(
  workspaceId: WorkspaceId,
  p: Person,
  more: { knownSince: LocalDate | null; seenAt: Instant | null; now: Instant },
): Write {
  const row = {
    ...personRow(p),
    workspaceId,
    id: p.id,
    knownSince: more.knownSince,
    lastSeenAt: more.seenAt,
    createdAt: more.now,
    version: 1,
  }
  return { query: compiler.insertInto('persons').values(row) }
}

/** Changes a person if nobody did since they were read. */
export function updatePerson(
  p: Person,
  knownSince: LocalDate | null,
  version: number,
  seenAt?: Instant,
): Write {
  return {
    query: compiler
      .updateTable('persons')
      .set({ ...personRow(p), knownSince, version: version + 1, ...(seenAt ? { lastSeenAt: seenAt } : {}) })
      .where('id', '=', p.id)
      .where('version', '=', version),
    must: 'changed_meanwhile',
  }
}

/** Remembers when a person was last here, also with the record that stays; never goes back. */
export function sawPerson(id: PersonId, at: Instant): Write {
  return {
    query: compiler
      .updateTable('persons')
      .set({
        lastSeenAt: sql<Instant>`case when id = ${id} then greatest(last_seen_at, ${at}) else last_seen_at end`,
        mergedSeenAt: sql<Instant>`case when id = ${id} then merged_seen_at else greatest(merged_seen_at, ${at}) end`,
      })
      .where(sql<boolean>`id = any(array[${id}, (select root_id from persons where id = ${id})]::uuid[])`),
  }
}

/** Remembers with the record that stays when one merged into it was last here; changes nothing for one that stays itself. */
export function sawMerged(id: PersonId, at: Instant): Write {
  return {
    query: compiler
      .updateTable('persons')
      .set({ mergedSeenAt: sql<Instant>`greatest(merged_seen_at, ${at})` })
      .where(sql<boolean>`id = (select root_id from persons where id = ${id} and merged_into is not null)`),
  }
}

function personRow(p: Person) {
  const { name, sayName, approach, goodToKnow, accessNeeds, sensitive } = p
  return { name, sayName, approach, goodToKnow, accessNeeds, sensitive, languages: [...p.languages] }
}

/** Adds a way to reach a person. */
export function insertHandle(
  workspaceId: WorkspaceId,
  h: Omit<StoredHandle, 'broughtAt' | 'returnedAt' | 'returnedWhy'> & Partial<StoredHandle>,
  createdAt: Instant,
): Write {
  const brought = { broughtAt: h.broughtAt ?? null }
  return {
    query: compiler.insertInto('handles').values({ ...h, ...brought, workspaceId, createdAt, version: 1 }),
  }
}

/** Says how sure we are that a handle is theirs. */
export function trustHandle(id: HandleId, trust: HandleTrust): Write {
  return { query: compiler.updateTable('handles').set({ trust }).where('id', '=', id) }
}

/** Takes a handle away; it stays written down that it was theirs. */
export function removeHandle(id: HandleId, removedAt: Instant): Write {
  return {
    query: compiler
      .updateTable('handles')
      .set({ removedAt })
      .where('id', '=', id)
      .where('removedAt', 'is', null),
    must: 'not_found',
  }
}

/** Puts a handle back that was taken away. */
export function restoreHandle(id: HandleId): Write {
  return {
    query: compiler
      .updateTable('handles')
      .set({ removedAt: null })
      .where('id', '=', id)
      .where('removedAt', 'is not', null),
    must: 'not_found',
  }
}

/** One handle, one that was taken away too. */
export async function findHandle(db: Reader, id: HandleId): Promise<StoredHandle | null> {
  const row = await db.selectFrom('handles').select(handleColumns).where('id', '=', id).executeTakeFirst()
  return (row as unknown as StoredHandle | undefined) ?? null
}

/** Replaces what a person is found by: takes away what is no key any more, adds what is new. */
export function changeKeys(workspaceId: WorkspaceId, personId: PersonId, keys: readonly string[]): Write[] {
  const gone: Write = {
    query: compiler
      .deleteFrom('personKeys')
      .where('personId', '=', personId)
      .where('key', 'not in', keys.length > 0 ? keys : ['']),
  }
  if (keys.length === 0) return [gone]
  const added: Write = {
    query: compiler
      .insertInto('personKeys')
      .values(keys.map((key) => ({ workspaceId, personId, key })))
      .onConflict((c) => c.doNothing()),
  }
  return [gone, added]
}

/** Adds a thing that somebody has. */
export function insertThing(workspaceId: WorkspaceId, t: StoredThing, createdAt: Instant): Write {
  return { query: compiler.insertInto('things').values({ ...t, workspaceId, createdAt }) }
}

/** Changes a thing if nobody did since it was read. */
export function updateThing(t: StoredThing): Write {
  const { id, version, ...row } = t
  return {
    query: compiler
      .updateTable('things')
      .set({ ...row, version: version + 1 })
      .where('id', '=', id)
      .where('version', '=', version),
    must: 'changed_meanwhile',
  }
}

/** Says that a person has a thing, and as what. */
export function holdThing(
  workspaceId: WorkspaceId,
  thingId: ThingId,
  personId: PersonId,
  role: string | null,
): Write {
  return {
    query: compiler
      .insertInto('thingHolders')
      .values({ workspaceId, thingId, personId, role })
      .onConflict((c) => c.columns(['workspaceId', 'thingId', 'personId']).doUpdateSet({ role })),
  }
}

/** Says that a person has a thing no longer; what they were to it is kept as long as it can be fetched back. */
export function releaseThing(thingId: ThingId, personId: PersonId, now: Instant): Write[] {
  return [
    {
      query: sql`insert into things_let_go (workspace_id, thing_id, person_id, role, let_go_at)
        select workspace_id, thing_id, person_id, role, ${now} from thing_holders
        where thing_id = ${thingId} and person_id = ${personId}
        on conflict (workspace_id, thing_id, person_id) do update
          set role = excluded.role, let_go_at = excluded.let_go_at` as unknown as Compilable,
    },
    {
      query: compiler
        .deleteFrom('thingHolders')
        .where('thingId', '=', thingId)
        .where('personId', '=', personId),
      must: 'not_found',
    },
  ]
}

/** Who let go of a thing of those records, and what they were to it. */
export async function listLetGo(db: Reader, thingId: ThingId, ids: readonly PersonId[]) {
  return await db
    .selectFrom('thingsLetGo')
    .select(['personId', 'role'])
    .where('thingId', '=', thingId)
    .where('personId', 'in', ids)
    .execute()
}

/** Says that nobody let go of a thing: somebody has it again. */
export function forgetLetGo(thingId: ThingId): Write {
  return { query: compiler.deleteFrom('thingsLetGo').where('thingId', '=', thingId) }
}
