import { sql } from 'kysely'
import type { PersonId } from '../../domain/shared/ids.ts'
import type { Reader } from '../db/database.ts'

/** People who have of each word one of its keys (see `askedSimilar`), in no order, at most so many; of records merged the one that stays. */
export async function listSimilar(
  db: Reader,
  asked: readonly (readonly string[])[],
  limit: number,
): Promise<PersonId[]> {
  if (asked.length === 0) return []
  const having = (keys: readonly string[]) =>
    sql`select person_id from person_keys where key in (${sql.join(keys)})`
  const { rows } = await sql<{
    personId: PersonId
  }>`select distinct p.root_id as person_id
    from (select person_id from (${sql.join(asked.map(having), sql` intersect `)}) found limit ${limit}) found
    join persons p on p.id = found.person_id where not app.made_by_junk(p)`.execute(db)
  return rows.map((r) => r.personId)
}
