import { type Compilable, sql } from 'kysely'
import type { MemberId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { compiler, type Database, type Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'

/** Who has the second step, of everybody whose access has not ended; the first thousand by name. */
export async function listTwoStep(
  db: Reader,
  now: Instant,
): Promise<{ memberId: MemberId; twoStep: boolean }[]> {
  const { rows } = await sql<{ memberId: MemberId; twoStep: boolean }>`
    select m.id as member_id, u."twoFactorEnabled" as two_step
    from members m join auth."user" u on u.id = m.user_id
    where m.ends_at is null or m.ends_at > ${now} order by m.name limit 1000`.execute(db)
  return rows
}

/** By which user a member signs in, and in how many workspaces they serve; null for nobody here. */
export async function findUserOf(db: Database, reader: Reader, id: MemberId) {
  const row = await reader.selectFrom('members').select('userId').where('id', '=', id).executeTakeFirst()
  if (!row) return null
  const { rows } = await sql`select from auth.memberships(${row.userId})`.execute(db.system)
  return { userId: row.userId, workspaces: rows.length }
}

/** Takes the second step from a user and ends their sessions: whoever found the telephone is out too. */
export function takeTwoStep(userId: string): Write[] {
  return [
    sql`delete from auth."twoFactor" where "userId" = ${userId}`,
    sql`update auth."user" set "twoFactorEnabled" = false where id = ${userId}`,
    sql`delete from auth.session where "userId" = ${userId}`,
  ].map((query) => ({ query: query as unknown as Compilable }))
}

/** Writes from when on everybody needs the second step. */
export function updateTwoStepFrom(from: Instant | null, version: number): Write {
  return {
    query: compiler
      .updateTable('workspaces')
      .set({ twoStepFrom: from, version: version + 1 })
      .where('version', '=', version),
    must: 'changed_meanwhile',
  }
}
