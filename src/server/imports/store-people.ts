import { sql } from 'kysely'
import type { HandleKind } from '../../domain/people/handles.ts'
import type { PersonId, ThingId, WorkspaceId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { compiler, type Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'
import type { GroupKind } from '../people/store-groups.ts'
import type { ImportId } from './store.ts'

/** Whose these addresses and telephones are. */
export async function ownersOf(
  db: Reader,
  handles: readonly { kind: HandleKind; value: string }[],
): Promise<PersonId[]> {
  if (handles.length === 0) return []
  const { rows } = await sql<{ personId: PersonId }>`
    select distinct h.person_id from handles h
    join unnest(${handles.map((h) => h.value)}::text[], ${handles.map((h) => h.kind)}::text[]) as a(value, kind)
      on h.value = a.value and h.kind = a.kind
    where h.removed_at is null`.execute(db)
  return rows.map((r) => r.personId)
}

/** Who was brought under these keys before. */
export async function broughtUnder(db: Reader, keys: readonly string[]): Promise<Map<string, PersonId>> {
  if (keys.length === 0) return new Map()
  const { rows } = await sql<{ key: string; personId: PersonId }>`
    select key, person_id from import_keys where key = any(${keys}::text[])`.execute(db)
  return new Map(rows.map((r) => [r.key, r.personId]))
}

/** Households or organisations by their names in lower case; of several of one name the oldest. */
export async function groupsCalled(
  db: Reader,
  kind: GroupKind,
  names: readonly string[],
): Promise<Map<string, string>> {
  if (names.length === 0) return new Map()
  const table = kind === 'household' ? 'households' : 'organisations'
  const { rows } = await sql<{ id: string; nameKey: string }>`
    select distinct on (name_key) name_key, id from ${sql.table(table)} where name_key = any(${names}::text[])
    order by name_key, id`.execute(db)
  return new Map(rows.map((r) => [r.nameKey, r.id]))
}

/** In which households or organisations these records are, each pair of the record that stays and the group. */
export async function membershipsIn(
  db: Reader,
  kind: GroupKind,
  rootOf: ReadonlyMap<PersonId, PersonId>,
): Promise<Set<string>> {
  if (rootOf.size === 0) return new Set()
  const [table, column] =
    kind === 'household' ? ['household_members', 'household_id'] : ['affiliations', 'organisation_id']
  const { rows } = await sql<{ personId: PersonId; groupId: string }>`
    select person_id, ${sql.ref(column!)} as group_id from ${sql.table(table!)}
    where person_id = any(${[...rootOf.keys()]}::uuid[])`.execute(db)
  return new Set(rows.map((r) => `${rootOf.get(r.personId)} ${r.groupId}`))
}

/** Adds by what persons are found. */
export function insertKeys(
  workspaceId: WorkspaceId,
  keys: readonly { personId: PersonId; key: string }[],
): Write[] {
  if (keys.length === 0) return []
  return [
    {
      query: sql`insert into person_keys (workspace_id, person_id, key)
        select ${workspaceId}::uuid, * from unnest(${keys.map((k) => k.personId)}::uuid[], ${keys.map((k) => k.key)}::text[])
        on conflict do nothing`,
    } as unknown as Write,
  ]
}

/** Remembers by what lines are known again; whoever was brought first under a key keeps it. */
export function insertBrought(
  workspaceId: WorkspaceId,
  id: ImportId,
  brought: readonly { key: string; personId: PersonId }[],
): Write[] {
  if (brought.length === 0) return []
  return [
    {
      query: sql`insert into import_keys (workspace_id, import_id, key, person_id)
        select ${workspaceId}::uuid, ${id}::uuid, * from unnest(${brought.map((b) => b.key)}::text[], ${brought.map((b) => b.personId)}::uuid[])
        on conflict do nothing`,
    } as unknown as Write,
  ]
}

/** Says that somebody has a thing made in the same flush. */
export function insertHolding(
  workspaceId: WorkspaceId,
  thingId: ThingId,
  personId: PersonId,
  role: string | null,
): Write {
  return { query: compiler.insertInto('thingHolders').values({ workspaceId, thingId, personId, role }) }
}

/** Puts somebody into a household or organisation they are not in. */
export function insertMembership(
  workspaceId: WorkspaceId,
  kind: GroupKind,
  group: string,
  personId: PersonId,
  role: string | null,
): Write {
  const row = { workspaceId, personId, role }
  return {
    query:
      kind === 'household'
        ? compiler.insertInto('householdMembers').values({ ...row, householdId: group as never })
        : compiler.insertInto('affiliations').values({ ...row, organisationId: group as never }),
  }
}

/** Remembers when a record was last here, then; never goes back. */
export function sawRecord(id: PersonId, at: Instant): Write {
  return {
    query: compiler
      .updateTable('persons')
      .set({ lastSeenAt: sql<Instant>`greatest(last_seen_at, ${at})` })
      .where('id', '=', id),
  }
}

/** Writes a person's fields that were empty until now, and when they were last here. */
export function fillFields(id: PersonId, fields: Readonly<Record<string, unknown>>, version: number): Write {
  const sets = Object.entries(fields).map(([field, value]) => sql`${sql.ref(snake(field))} = ${value}`)
  return {
    query: sql`update persons set ${sql.join([...sets, sql`version = ${version + 1}`])} where id = ${id}::uuid and version = ${version}`,
    must: 'changed_meanwhile',
  } as unknown as Write
}

function snake(field: string): string {
  return field.replace(/[A-Z]/g, (l) => `_${l.toLowerCase()}`)
}
