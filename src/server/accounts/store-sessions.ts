import { sql } from 'kysely'
import type { Instant } from '../../domain/shared/time.ts'
import type { Database } from '../db/database.ts'

/** Where somebody is signed in. */
export type Session = {
  readonly id: string
  readonly userAgent: string
  readonly address: string
  readonly signedInAt: Instant
  readonly seenAt: Instant
}

/** The sessions of a user that still stand, the one used last first; at most a hundred. */
export async function listSessions(db: Database, userId: string): Promise<Session[]> {
  const { rows } = await sql<Session>`
    select id, coalesce("userAgent", '') as user_agent, coalesce("ipAddress", '') as address,
      "createdAt" as signed_in_at, coalesce("seenAt", "updatedAt") as seen_at
    from auth.session where "userId" = ${userId} and "expiresAt" > now()
    order by 5 desc, id limit 100`.execute(db.system)
  return rows
}

/** Ends one session of a user (by id) or all but one; gives how many ended. */
export async function endSessions(
  db: Database,
  userId: string,
  which: { only: string } | { allBut: string },
): Promise<number> {
  const { rows } = await sql`delete from auth.session where "userId" = ${userId} and ${
    'only' in which ? sql`id = ${which.only}` : sql`id <> ${which.allBut}`
  } returning 1`.execute(db.system)
  return rows.length
}

/** Writes down that whoever sits at a session has just proved who they are. */
export async function markProved(db: Database, sessionId: string, now: Instant): Promise<void> {
  await sql`update auth.session set "provedAt" = ${now} where id = ${sessionId}`.execute(db.system)
}
