import { sql } from 'kysely'
import type { PersonId, WorkspaceId } from '../../domain/shared/ids.ts'
import type { Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'
import type { ImportId } from './store.ts'

export const MADE_KINDS = [
  'household',
  'organisation',
  'person',
  'handle',
  'thing',
  'in_household',
  'in_organisation',
  'field',
  'conversation',
  'talk',
  'message',
] as const
/** One thing an import made, or added to what was there; `about`: the person or conversation it was added to. */
export type Made = {
  readonly kind: (typeof MADE_KINDS)[number]
  readonly id: string
  readonly about: string | null
  readonly data: Readonly<Record<string, unknown>> | null
}
export type Entry = Made & { readonly nth: number; readonly stays: string | null }

/** Writes down what was made, behind the `before` entries the ledger has had. */
export function insertMade(
  workspaceId: WorkspaceId,
  id: ImportId,
  before: number,
  made: readonly Made[],
): Write[] {
  if (made.length === 0) return []
  const rows = JSON.stringify(made.map((m, i) => ({ ...m, nth: before + i + 1 })))
  return [
    written(sql`insert into import_made (workspace_id, import_id, nth, kind, id, about, data)
      select ${workspaceId}::uuid, ${id}::uuid, nth, kind, id, about, data
      from jsonb_to_recordset(${rows}::jsonb) as m(nth int, kind text, id uuid, about uuid, data jsonb)`),
  ]
}

/** The latest entries up to `upTo`, the latest first. */
export async function listMadeDown(db: Reader, id: ImportId, upTo: number, limit: number): Promise<Entry[]> {
  const rows = await db
    .selectFrom('importMade')
    .select(['nth', 'kind', 'id', 'about', 'data', 'stays'])
    .where('importId', '=', id)
    .where('nth', '<=', upTo)
    .orderBy('nth', 'desc')
    .limit(limit)
    .execute()
  return rows as unknown as Entry[]
}

/** A page of what stayed after an import was taken back. */
export async function listStaying(db: Reader, id: ImportId, after: number, limit: number): Promise<Entry[]> {
  const rows = await db
    .selectFrom('importMade')
    .select(['nth', 'kind', 'id', 'about', 'data', 'stays'])
    .where('importId', '=', id)
    .where('stays', 'is not', null)
    .where('nth', '>', after)
    .orderBy('nth')
    .limit(limit)
    .execute()
  return rows as unknown as Entry[]
}

/** How many entries stayed. */
export async function countStaying(db: Reader, id: ImportId): Promise<number> {
  const row = await db
    .selectFrom('importMade')
    .select((e) => e.fn.countAll<number>().as('n'))
    .where('importId', '=', id)
    .where('stays', 'is not', null)
    .executeTakeFirst()
  return row?.n ?? 0
}

/** Which of these ids any import made as a thing of that kind. */
export async function madeByImports(
  db: Reader,
  kind: Made['kind'],
  ids: readonly string[],
  importId?: ImportId,
) {
  if (ids.length === 0) return new Set<string>()
  let query = db
    .selectFrom('importMade')
    .select('id')
    .where('kind', '=', kind)
    .where('id', 'in', ids as never[])
  if (importId) query = query.where('importId', '=', importId)
  return new Set((await query.execute()).map((r) => r.id as string))
}

// What another import did that was taken back since is as if it never was; and so is a merge that was undone.
function foreign(importId: ImportId) {
  return sql`e.data->>'import' is distinct from ${importId} and not exists (select from imports i
    where i.workspace_id = e.workspace_id and i.id::text = e.data->>'import' and i.state = 'undone')
    and not (e.kind in ('person.merged', 'person.unmerged') and exists (select from person_merges m
      where m.workspace_id = e.workspace_id and m.id::text = e.data->>'mergeId' and m.undone_at is not null))
    and e.kind not in ('conversation.merged', 'conversation.unmerged')`
}

/**
 * Of persons, those with whom something happened that this import did not do, or with whom something stands that does not go now.
 */
export async function touchedPersons(
  db: Reader,
  importId: ImportId,
  ids: readonly string[],
  going: { messages: readonly string[]; talks: readonly string[] },
): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const { rows } = await sql<{ id: string }>`
    select p.id from unnest(${ids}::uuid[]) p(id) where exists (select from events e where e.person_id = p.id
      and ${foreign(importId)})
    union
    select person_id from messages where person_id = any(${ids}::uuid[]) and not id = any(${going.messages}::uuid[])
    union
    select person_id from conversations where person_id = any(${ids}::uuid[]) and not id = any(${going.talks}::uuid[])
    union
    select unnest(array[survivor_id, merged_id]) from person_merges
      where undone_at is null and (survivor_id = any(${ids}::uuid[]) or merged_id = any(${ids}::uuid[]))`.execute(
    db,
  )
  return new Set(rows.map((r) => r.id))
}

/** Of conversations, those in which something happened that this import did not do, or that stand merged. */
export async function touchedTalks(
  db: Reader,
  importId: ImportId,
  ids: readonly string[],
): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const { rows } = await sql<{ id: string }>`
    select c.id from unnest(${ids}::uuid[]) c(id) where exists (select from events e where e.conversation_id = c.id
      and ${foreign(importId)})
    union
    select unnest(array[survivor_id, merged_id]) from conversation_merges
      where undone_at is null and (survivor_id = any(${ids}::uuid[]) or merged_id = any(${ids}::uuid[]))`.execute(
    db,
  )
  return new Set(rows.map((r) => r.id))
}

/** Of things an import made, those somebody wrote on since: it writes each once. */
export async function touchedThings(db: Reader, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await db
    .selectFrom('things')
    .select('id')
    .where('id', 'in', ids as never[])
    .where('version', '>', 1)
    .execute()
  return new Set(rows.map((r) => r.id as string))
}

/** Of households or organisations an import made, those somebody wrote on since, as by another name. */
export async function touchedGroups(
  db: Reader,
  kind: 'household' | 'organisation',
  ids: readonly string[],
): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const { rows } = await sql<{ id: string }>`
    select id from ${sql.table(`${kind}s`)} where id = any(${ids}::uuid[]) and version > 1`.execute(db)
  return new Set(rows.map((r) => r.id))
}

/** Handles as they are now, by id. */
export async function findTrust(db: Reader, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('handles')
    .select(['id', 'trust', 'removedAt'])
    .where('id', 'in', ids as never[])
    .execute()
  return new Map(rows.map((r) => [r.id as string, r.removedAt ? 'removed' : r.trust]))
}

/** Households or organisations somebody is in, apart from persons and memberships that go now. */
export async function groupsInUse(
  db: Reader,
  ids: readonly string[],
  going: { persons: readonly string[]; pairs: readonly { group: string; person: string }[] },
): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const { persons } = going
  const [groups, members] = [going.pairs.map((p) => p.group), going.pairs.map((p) => p.person)]
  const { rows } = await sql<{ id: string }>`
    select distinct id from (
      select household_id as id, person_id from household_members where household_id = any(${ids}::uuid[])
      union all select organisation_id, person_id from affiliations where organisation_id = any(${ids}::uuid[])) m
    where not person_id = any(${persons}::uuid[])
      and (id, person_id) not in (select * from unnest(${groups}::uuid[], ${members}::uuid[]))`.execute(db)
  return new Set(rows.map((r) => r.id))
}

/** Persons' own things that nobody else has. */
export async function thingsOnlyOf(db: Reader, persons: readonly string[]): Promise<string[]> {
  if (persons.length === 0) return []
  const { rows } = await sql<{ id: string }>`
    select distinct thing_id as id from thing_holders t where person_id = any(${persons}::uuid[])
      and not exists (select from thing_holders o where o.workspace_id = t.workspace_id and o.thing_id = t.thing_id
        and not o.person_id = any(${persons}::uuid[]))`.execute(db)
  return rows.map((r) => r.id)
}

/** Takes persons away with all that hangs on them alone. */
export function deletePersons(ids: readonly string[], things: readonly string[]): Write[] {
  if (ids.length === 0) return []
  const of = (table: string) =>
    written(sql`delete from ${sql.table(table)} where person_id = any(${ids}::uuid[])`)
  return [
    // Who might be one with them was worked out, and touches nobody.
    written(
      sql`delete from duplicates where first_id = any(${ids}::uuid[]) or second_id = any(${ids}::uuid[])`,
    ),
    ...['person_keys', 'import_keys', 'household_members', 'affiliations', 'thing_holders', 'handles'].map(
      of,
    ),
    ...deleteById('things', things),
    ...deleteById('persons', ids),
  ]
}

/** Takes messages away with what was attached to them. */
export function deleteMessages(ids: readonly string[]): Write[] {
  if (ids.length === 0) return []
  return [
    written(sql`delete from attachments where message_id = any(${ids}::uuid[])`),
    ...deleteById('messages', ids),
  ]
}

/** Takes rows away by their ids. */
export function deleteById(
  table: 'things' | 'persons' | 'messages' | 'conversations' | 'households' | 'organisations' | 'handles',
  ids: readonly string[],
): Write[] {
  return ids.length === 0
    ? []
    : [written(sql`delete from ${sql.table(table)} where id = any(${ids}::uuid[])`)]
}

/** Takes a thing from its holders, and away. */
export function deleteThings(ids: readonly string[]): Write[] {
  if (ids.length === 0) return []
  return [
    written(sql`delete from thing_holders where thing_id = any(${ids}::uuid[])`),
    ...deleteById('things', ids),
  ]
}

const FIELDS: Readonly<Record<string, string>> = {
  name: 'name',
  sayName: 'say_name',
  languages: 'languages',
  goodToKnow: 'good_to_know',
  accessNeeds: 'access_needs',
  knownSince: 'known_since',
  lastSeenAt: 'last_seen_at',
}
const TYPES: Readonly<Record<string, string>> = {
  languages: '::text[]',
  last_seen_at: '::timestamptz',
  known_since: '::date',
}

/** One field as it was before an import filled it, and as the import left it. */
export type FilledField = { readonly field: string; readonly was: unknown; readonly is: unknown }

/** Puts fields of a person back to what they were, apart from those where somebody wrote something else since. */
export function restoreFields(personId: string, filled: readonly FilledField[]): Write[] {
  const sets = filled.flatMap(({ field, was, is }) => {
    const column = FIELDS[field]
    if (!column) return []
    const { ref } = sql
    const as = (value: unknown) => sql`${value}${sql.raw(TYPES[column] ?? '::text')}`
    return [
      sql`${ref(column)} = case when ${ref(column)} is not distinct from ${as(is)} then ${as(was)} else ${ref(column)} end`,
    ]
  })
  if (sets.length === 0) return []
  return [
    written(sql`update persons set ${sql.join(sets)}, version = version + 1 where id = ${personId}::uuid`),
  ]
}

/** Puts a conversation's facts back to what they were before mails of then were added, unless it went on since. */
export function restoreTalk(id: string, { was, is }: { was: Facts; is: Facts }): Write {
  return written(sql`update conversations set arrived_at = ${was.arrivedAt}, last_in_at = ${was.lastInAt},
      last_out_at = ${was.lastOutAt}, closed_at = ${was.closedAt}, last_activity_at = ${was.lastActivityAt},
      last_line = ${was.lastLine}, person_id = ${was.personId}::uuid, version = version + 1
    where id = ${id}::uuid and closed_at is not distinct from ${is.closedAt}::timestamptz
      and last_activity_at = ${is.lastActivityAt}::timestamptz`)
}
export type Facts = {
  arrivedAt: string
  lastInAt: string | null
  lastOutAt: string | null
  closedAt: string | null
  lastActivityAt: string
  lastLine: string
  personId: PersonId | null
}

/** Takes persons out of households or organisations. */
export function leaveGroups(
  kind: 'household' | 'organisation',
  pairs: readonly { group: string; person: string }[],
): Write[] {
  if (pairs.length === 0) return []
  const [table, column] =
    kind === 'household' ? ['household_members', 'household_id'] : ['affiliations', 'organisation_id']
  const [groups, persons] = [pairs.map((p) => p.group), pairs.map((p) => p.person)]
  return [
    written(sql`delete from ${sql.table(table!)} where (${sql.ref(column!)}, person_id) in
      (select * from unnest(${groups}::uuid[], ${persons}::uuid[]))`),
  ]
}

/** Forgets by what an import knew lines again. */
export function deleteKeys(id: ImportId): Write {
  return written(sql`delete from import_keys where import_id = ${id}::uuid`)
}

/** Settles entries of the ledger: what went is struck out, what stayed says why. */
export function settleMade(
  id: ImportId,
  gone: readonly number[],
  stays: readonly { nth: number; why: string }[],
): Write[] {
  const strike = sql`delete from import_made where import_id = ${id}::uuid and nth = any(${gone}::int[])`
  const keep = sql`update import_made m set stays = s.why from unnest(${stays.map((s) => s.nth)}::int[], ${stays.map((s) => s.why)}::text[])
    as s(nth, why) where m.import_id = ${id}::uuid and m.nth = s.nth`
  return [...(gone.length > 0 ? [written(strike)] : []), ...(stays.length > 0 ? [written(keep)] : [])]
}

// Every builder is also an expression; its type only says it compiles.
function written(query: ReturnType<typeof sql>): Write {
  return { query: query as unknown as Write['query'] }
}
