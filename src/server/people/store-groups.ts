import { sql } from 'kysely'
import type { PersonId, WorkspaceId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { compiler, type Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'
import { listSame } from './store-merge.ts'

export type GroupKind = 'household' | 'organisation'

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
    notedWith: PersonId
    role: string | null
  }>`
    select distinct g.id, g.name, root.id as person_id, root.name as person_name, l.person_id as noted_with, l.role
    from ${sql.table(links)} mine
    join ${sql.table(groups)} g on g.workspace_id = mine.workspace_id and g.id = mine.${sql.ref(column)}
    join ${sql.table(links)} l on l.workspace_id = g.workspace_id and l.${sql.ref(column)} = g.id
    join persons p on p.workspace_id = l.workspace_id and p.id = l.person_id
    join persons root on root.workspace_id = p.workspace_id and root.id = p.root_id
    where mine.person_id = any(${await listSame(db, personId)}::uuid[])
    order by g.name, root.name limit 200`.execute(db)
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
