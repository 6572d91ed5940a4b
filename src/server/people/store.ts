import { sql } from 'kysely'
import type { HandleKind, HandleTrust } from '../../domain/people/handles.ts'
import type { Person } from '../../domain/people/person.ts'
import type { Candidate } from '../../domain/people/recognise.ts'
import type { HandleId, PersonId, ThingId, WorkspaceId } from '../../domain/shared/ids.ts'
import type { Instant, LocalDate } from '../../domain/shared/time.ts'
import { compiler, type Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'

export type StoredPerson = Person & {
  readonly knownSince: LocalDate | null
  readonly lastSeenAt: Instant | null
  readonly createdAt: Instant
  readonly version: number
}
export type StoredHandle = {
  readonly id: HandleId
  readonly personId: PersonId
  readonly kind: HandleKind
  readonly value: string
  readonly shown: string
  readonly label: string | null
  readonly trust: HandleTrust
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
export type GroupKind = 'household' | 'organisation'

const handleColumns = ['id', 'personId', 'kind', 'value', 'shown', 'label', 'trust'] as const
const thingColumns = ['things.id', 'kind', 'things.name', 'vin', 'plate', 'note', 'things.version'] as const

/** Persons by their ids, in no order. */
export async function findPersons(db: Reader, ids: readonly PersonId[]): Promise<StoredPerson[]> {
  if (ids.length === 0) return []
  return (await db
    .selectFrom('persons')
    .selectAll()
    .where('id', 'in', ids)
    .execute()) as unknown as StoredPerson[]
}

/** The ways to reach these persons, without those taken away. */
export async function listHandles(db: Reader, personIds: readonly PersonId[]): Promise<StoredHandle[]> {
  if (personIds.length === 0) return []
  const rows = await db
    .selectFrom('handles')
    .select(handleColumns)
    .where('personId', 'in', personIds)
    .where('removedAt', 'is', null)
    .orderBy('createdAt')
    .orderBy('id')
    .execute()
  return rows as unknown as StoredHandle[]
}

/** Everybody who has any of these handles, with all their handles: those who might be meant. */
export async function listCandidates(
  db: Reader,
  handles: readonly { kind: HandleKind; value: string }[],
): Promise<Candidate[]> {
  if (handles.length === 0) return []
  const found = await db
    .selectFrom('handles')
    .select('personId')
    .where((e) => e.or(handles.map((h) => e.and([e('kind', '=', h.kind), e('value', '=', h.value)]))))
    .where('removedAt', 'is', null)
    .limit(50)
    .execute()
  const ids = [...new Set(found.map((f) => f.personId))]
  const [persons, all] = [await findPersons(db, ids), await listHandles(db, ids)]
  return persons.map((p) => ({ ...p, handles: all.filter((h) => h.personId === p.id) }))
}

/** Others who share a handle's value, by value. */
export async function listSharers(db: Reader, personId: PersonId, values: readonly string[]) {
  if (values.length === 0) return []
  return await db
    .selectFrom('handles')
    .innerJoin('persons', (j) =>
      j.onRef('persons.id', '=', 'handles.personId').onRef('persons.workspaceId', '=', 'handles.workspaceId'),
    )
    .select(['handles.value', 'persons.id', 'persons.name', 'handles.shown'])
    .where('handles.value', 'in', values)
    .where('handles.removedAt', 'is', null)
    .where('handles.personId', '<>', personId)
    .limit(50)
    .execute()
}

// As the index has it.
const seenOrNever = sql`case when last_seen_at is null then '-infinity'::timestamptz else last_seen_at end`

/** A page of people, the last seen first; when asked, only those who have every key of any alternative as a prefix. */
export async function listPeople(
  db: Reader,
  asked: readonly (readonly string[])[],
  after: { seen: Instant | null; id: string } | null,
  limit: number,
): Promise<StoredPerson[]> {
  let query = db
    .selectFrom('persons')
    .selectAll()
    .orderBy(sql`${seenOrNever} desc`)
    .orderBy('id', 'desc')
    .limit(limit)
  if (asked.length > 0) {
    const having = (key: string) =>
      sql`select person_id from person_keys where key >= ${key} and key < ${`${key}\u{10ffff}`}`
    const all = asked.map((keys) => sql`(${sql.join(keys.map(having), sql` intersect `)})`)
    query = query.where(sql<boolean>`id in (${sql.join(all, sql` union `)})`)
  }
  if (after)
    query = query.where(sql<boolean>`(${seenOrNever}, id) < (${after.seen ?? '-infinity'}, ${after.id})`)
  return (await query.execute()) as unknown as StoredPerson[]
}

/** A thing, whoever has it. */
export async function findThing(db: Reader, id: ThingId): Promise<StoredThing | null> {
  const row = await db.selectFrom('things').select(thingColumns).where('id', '=', id).executeTakeFirst()
  return (row as StoredThing | undefined) ?? null
}

/** The things of people, each with whose it is. */
export async function listThings(db: Reader, personIds: readonly PersonId[]) {
  if (personIds.length === 0) return []
  const rows = await db
    .selectFrom('thingHolders')
    .innerJoin('things', (j) =>
      j
        .onRef('things.id', '=', 'thingHolders.thingId')
        .onRef('things.workspaceId', '=', 'thingHolders.workspaceId'),
    )
    .select([...thingColumns, 'thingHolders.personId', 'thingHolders.role'])
    .where('thingHolders.personId', 'in', personIds)
    .orderBy('things.createdAt')
    .execute()
  return rows as unknown as (StoredThing & { personId: PersonId; role: string | null })[]
}

/** The households or organisations a person belongs to, each with everybody in it. */
export async function listGroupsOf(db: Reader, kind: GroupKind, personId: PersonId) {
  const [groups, links] =
    kind === 'household'
      ? (['households', 'household_members'] as const)
      : (['organisations', 'affiliations'] as const)
  const column = `${kind}_id`
  const { rows } = await sql<{
    id: string
    name: string
    personId: PersonId
    personName: string
    role: string | null
  }>`
    select g.id, g.name, l.person_id, p.name as person_name, l.role
    from ${sql.table(links)} mine
    join ${sql.table(groups)} g on g.workspace_id = mine.workspace_id and g.id = mine.${sql.ref(column)}
    join ${sql.table(links)} l on l.workspace_id = g.workspace_id and l.${sql.ref(column)} = g.id
    join persons p on p.workspace_id = l.workspace_id and p.id = l.person_id
    where mine.person_id = ${personId}
    order by g.name, p.name limit 200`.execute(db)
  return rows
}

/** Groups by the beginning of their name, to choose from. */
export async function searchGroups(db: Reader, kind: GroupKind, question: string) {
  const table = kind === 'household' ? 'households' : 'organisations'
  const asked = question.trim().toLowerCase()
  return await db
    .selectFrom(table)
    .select(['id', 'name'])
    .where('nameKey', '>=', asked)
    .where('nameKey', '<', `${asked}\u{10ffff}`)
    .orderBy('nameKey')
    .orderBy('id')
    .limit(20)
    .execute()
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

/** Remembers when a person was last here; never goes back. */
export function sawPerson(id: PersonId, at: Instant): Write {
  return {
    query: compiler
      .updateTable('persons')
      .set({ lastSeenAt: sql<Instant>`greatest(last_seen_at, ${at})` })
      .where('id', '=', id),
  }
}

function personRow(p: Person) {
  const { name, sayName, approach, goodToKnow, accessNeeds, sensitive } = p
  return { name, sayName, approach, goodToKnow, accessNeeds, sensitive, languages: [...p.languages] }
}

/** Adds a way to reach a person. */
export function insertHandle(workspaceId: WorkspaceId, h: StoredHandle, createdAt: Instant): Write {
  return { query: compiler.insertInto('handles').values({ ...h, workspaceId, createdAt, version: 1 }) }
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

/** Adds a household or an organisation. */
export function insertGroup(
  workspaceId: WorkspaceId,
  kind: GroupKind,
  id: string,
  name: string,
  createdAt: Instant,
): Write {
  const row = { workspaceId, id: id as never, name, createdAt, version: 1 }
  return {
    query:
      kind === 'household'
        ? compiler.insertInto('households').values(row)
        : compiler.insertInto('organisations').values(row),
  }
}

/** Puts a person into a household or organisation, or changes as what they are in it. */
export function joinGroup(
  workspaceId: WorkspaceId,
  kind: GroupKind,
  groupId: string,
  personId: PersonId,
  role: string | null,
): Write {
  if (kind === 'household')
    return {
      query: compiler
        .insertInto('householdMembers')
        .values({ workspaceId, householdId: groupId as never, personId, role })
        .onConflict((c) => c.columns(['workspaceId', 'householdId', 'personId']).doUpdateSet({ role })),
    }
  return {
    query: compiler
      .insertInto('affiliations')
      .values({ workspaceId, organisationId: groupId as never, personId, role })
      .onConflict((c) => c.columns(['workspaceId', 'organisationId', 'personId']).doUpdateSet({ role })),
  }
}

/** Takes a person out of a household or organisation. */
export function leaveGroup(kind: GroupKind, groupId: string, personId: PersonId): Write {
  const query =
    kind === 'household'
      ? compiler
          .deleteFrom('householdMembers')
          .where('householdId', '=', groupId as never)
          .where('personId', '=', personId)
      : compiler
          .deleteFrom('affiliations')
          .where('organisationId', '=', groupId as never)
          .where('personId', '=', personId)
  return { query, must: 'not_found' }
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

/** Says that a person has a thing no longer. */
export function releaseThing(thingId: ThingId, personId: PersonId): Write {
  return {
    query: compiler
      .deleteFrom('thingHolders')
      .where('thingId', '=', thingId)
      .where('personId', '=', personId),
    must: 'not_found',
  }
}
