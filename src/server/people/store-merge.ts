import { sql } from 'kysely'
import type { Merged } from '../../domain/people/merge.ts'
import type { Person } from '../../domain/people/person.ts'
import type { MemberId, PersonId, WorkspaceId } from '../../domain/shared/ids.ts'
import type { Instant, LocalDate } from '../../domain/shared/time.ts'
import { compiler, type Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'

export type StoredPerson = Person & {
  readonly knownSince: LocalDate | null
  readonly lastSeenAt: Instant | null
  readonly createdAt: Instant
  readonly version: number
}
/** One record of a person as it is stored, whatever it was merged into. */
export type StoredRecord = StoredPerson &
  Merged & {
    readonly rootId: PersonId
    /** When any of those merged into it was last here. */
    readonly mergedSeenAt: Instant | null
  }

/** Every record of the people these ids mean, by the id that was asked for; each time the one that stays first, then in the order they were merged. */
export async function findGroups(
  db: Reader,
  ids: readonly PersonId[],
): Promise<Map<PersonId, [StoredRecord, ...StoredRecord[]]>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('persons as asked')
    .innerJoin('persons as one', (j) =>
      j.onRef('one.workspaceId', '=', 'asked.workspaceId').onRef('one.rootId', '=', 'asked.rootId'),
    )
    .selectAll('one')
    .select('asked.id as askedId')
    .where('asked.id', 'in', [...new Set(ids)])
    .orderBy(sql`one.merged_at nulls first`)
    .orderBy('one.id')
    .execute()
  const groups = Map.groupBy(rows as unknown as (StoredRecord & { askedId: PersonId })[], (r) => r.askedId)
  return groups as unknown as Map<PersonId, [StoredRecord, ...StoredRecord[]]>
}

// A read sees one moment of the database, so what is one person stays so as long as it lasts.
const known = new WeakMap<Reader, Map<PersonId, ReturnType<typeof findRecords>>>()

/** Every record of the person an id means, the one that stays first; null for nobody. Asked for once in a read. */
export async function findRecords(
  db: Reader,
  id: PersonId,
): Promise<[StoredRecord, ...StoredRecord[]] | null> {
  const here = known.get(db) ?? new Map()
  known.set(db, here)
  if (!here.has(id))
    here.set(
      id,
      findGroups(db, [id]).then((groups) => groups.get(id) ?? null),
    )
  return await here.get(id)
}

/** The ids of every record of a person, the one that stays first; only the id itself for nobody. */
export async function listSame(db: Reader, id: PersonId): Promise<[PersonId, ...PersonId[]]> {
  const [first, ...others] = (await findRecords(db, id)) ?? []
  return [first?.id ?? id, ...others.map((r) => r.id)]
}

/** Of each of these people the ids of their records: the one that was asked for first, then the one that stays. */
export async function listRecordIds(
  db: Reader,
  ids: readonly PersonId[],
): Promise<Map<PersonId, PersonId[]>> {
  const [only] = ids
  const groups =
    only && ids.length === 1
      ? [[only, await findRecords(db, only)] as const]
      : [...(await findGroups(db, ids))]
  const idsOf = (id: PersonId, records: readonly StoredRecord[]) => [
    ...new Set([id, ...records.map((r) => r.id)]),
  ]
  return new Map(groups.flatMap(([id, records]) => (records ? [[id, idsOf(id, records)] as const] : [])))
}

/** Every record of the person an id means, for conditions on one column. */
export function sameAs(id: PersonId) {
  return sql<PersonId>`any(array(select one.id from persons asked join persons one
    on one.workspace_id = asked.workspace_id and one.root_id = asked.root_id where asked.id = ${id}))`
}

/** Points a record at another, or, with null, at nothing any more; refused where somebody else changed it meanwhile. */
export function pointRecord(
  record: Pick<StoredRecord, 'id' | 'version'>,
  to: { into: PersonId; root: PersonId; at: Instant } | null,
  seen: Instant | null,
): Write {
  return {
    query: compiler
      .updateTable('persons')
      .set({
        ...{ mergedInto: to?.into ?? null, mergedRoot: to?.root ?? null, mergedAt: to?.at ?? null },
        ...{ version: record.version + 1, mergedSeenAt: seen },
      })
      .where('id', '=', record.id)
      .where('version', '=', record.version)
      .where('mergedInto', to ? 'is' : 'is not', null),
    must: 'changed_meanwhile',
  }
}

/** Gives records that move along with another their new root. */
export function rerootRecords(ids: readonly PersonId[], rootId: PersonId): Write[] {
  if (ids.length === 0) return []
  return [{ query: compiler.updateTable('persons').set({ mergedRoot: rootId }).where('id', 'in', ids) }]
}

/** Counts a change of whom the record that stays is made of, and says when any of those merged into it was last here. */
export function touchRoot(root: Pick<StoredRecord, 'id' | 'version'>, mergedSeenAt: Instant | null): Write {
  return {
    query: compiler
      .updateTable('persons')
      .set({ version: root.version + 1, mergedSeenAt })
      .where('id', '=', root.id)
      .where('version', '=', root.version)
      .where('mergedInto', 'is', null),
    must: 'changed_meanwhile',
  }
}

export type StoredMerge = {
  readonly id: string
  readonly survivorId: PersonId
  readonly mergedId: PersonId
  readonly reasons: readonly string[]
  readonly at: Instant
  readonly mergedBy: MemberId
}

/** Writes a merge down. */
export function insertMerge(workspaceId: WorkspaceId, m: StoredMerge): Write {
  return { query: compiler.insertInto('personMerges').values({ ...m, workspaceId, reasons: [...m.reasons] }) }
}

/** Writes down that a merge was undone, once. */
export function undoMerge(id: string, undoneAt: Instant, undoneBy: MemberId): Write {
  return {
    query: compiler
      .updateTable('personMerges')
      .set({ undoneAt, undoneBy })
      .where('id', '=', id)
      .where('undoneAt', 'is', null),
    must: 'not_merged',
  }
}

/** A merge, undone or not; null if there is none. */
export async function findMerge(db: Reader, id: string) {
  const row = await db.selectFrom('personMerges').selectAll().where('id', '=', id).executeTakeFirst()
  return (row as (StoredMerge & { undoneAt: Instant | null }) | undefined) ?? null
}

/** The merges that made one person of these records, the latest first. */
export async function listStandingMerges(db: Reader, ids: readonly PersonId[]): Promise<StoredMerge[]> {
  const rows = await db
    .selectFrom('personMerges')
    .selectAll()
    .where('mergedId', 'in', ids)
    .where('undoneAt', 'is', null)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows as unknown as StoredMerge[]
}
