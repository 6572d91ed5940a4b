import { sql } from 'kysely'
import type { OrganisationId, PersonId, WorkspaceId } from '../../domain/shared/ids.ts'
import type { Instant, LocalDate } from '../../domain/shared/time.ts'
import { compiler, type Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'
import { sameAs } from './store-merge.ts'

/** That somebody speaks for a person or an organisation, as what, and from when to when (days, both included; null for open). */
export type StoredSpeaksFor = {
  readonly id: string
  readonly speakerId: PersonId
  readonly forPersonId: PersonId | null
  readonly forOrganisationId: OrganisationId | null
  readonly role: string
  readonly since: LocalDate | null
  readonly until: LocalDate | null
  readonly version: number
}

/** For whom a person speaks, and who speaks for them; without what was taken back. No more than 100. */
export async function listSpeaksFor(db: Reader, personId: PersonId) {
  const { rows } = await sql<
    StoredSpeaksFor & {
      speakerRoot: PersonId
      speakerName: string
      forRoot: PersonId | null
      forName: string
      mine: boolean
    }
  >`
    select s.id, s.speaker_id, s.for_person_id, s.for_organisation_id, s.role, s.since, s.until, s.version,
      sr.id as speaker_root, sr.name as speaker_name, fr.id as for_root, coalesce(fr.name, o.name) as for_name,
      s.speaker_id = ${sameAs(personId)} as mine
    from (
      select * from speaks_for where speaker_id = ${sameAs(personId)} and ended_at is null
      union all
      select * from speaks_for where for_person_id = ${sameAs(personId)} and ended_at is null
    ) s
    join persons sp on sp.workspace_id = s.workspace_id and sp.id = s.speaker_id
    join persons sr on sr.workspace_id = sp.workspace_id and sr.id = sp.root_id
    left join persons fp on fp.workspace_id = s.workspace_id and fp.id = s.for_person_id
    left join persons fr on fr.workspace_id = fp.workspace_id and fr.id = fp.root_id
    left join organisations o on o.workspace_id = s.workspace_id and o.id = s.for_organisation_id
    order by s.created_at, s.id limit 100`.execute(db)
  return rows
}

/** One of them, also one taken back; null if there is none. */
export async function findSpeaksFor(db: Reader, id: string): Promise<StoredSpeaksFor | null> {
  const row = await db.selectFrom('speaksFor').selectAll().where('id', '=', id).executeTakeFirst()
  return (row as unknown as StoredSpeaksFor | undefined) ?? null
}

/** Writes down that somebody speaks for another. */
export function insertSpeaksFor(
  workspaceId: WorkspaceId,
  s: Omit<StoredSpeaksFor, 'version'>,
  createdAt: Instant,
): Write {
  return { query: compiler.insertInto('speaksFor').values({ ...s, workspaceId, createdAt, version: 1 }) }
}

/** Writes down that they do no more, or takes that back. */
export function endSpeaksFor(s: Pick<StoredSpeaksFor, 'id' | 'version'>, endedAt: Instant | null): Write {
  return {
    query: compiler
      .updateTable('speaksFor')
      .set({ endedAt, version: s.version + 1 })
      .where('id', '=', s.id)
      .where('version', '=', s.version),
    must: 'changed_meanwhile',
  }
}
