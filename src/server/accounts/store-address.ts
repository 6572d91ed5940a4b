import { type Compilable, sql } from 'kysely'
import type { NewAddress } from '../../domain/accounts/new-address.ts'
import type { MemberId } from '../../domain/shared/ids.ts'
import type { RefusalCode } from '../../domain/shared/refusal.ts'
import type { Instant } from '../../domain/shared/time.ts'
import type { Database, Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'

/** Another address of a user to sign in with, as it is kept. Moments are real time. */
export type KeptAddress = NewAddress & {
  readonly id: string
  readonly address: string
  readonly addressBefore: string
  readonly askedAt: Instant
}

const COLUMNS = sql`user_id, id, address, address_before, by_mail, asked_at, expires_at, proved_at`

/** What a user asked for last, by the user or by its own id; null if nothing is kept of it. */
export async function findNewAddress(
  db: Database,
  by: { userId: string } | { id: string },
): Promise<KeptAddress | null> {
  const { rows } = await sql<KeptAddress>`select ${COLUMNS} from auth.new_address where ${
    'userId' in by ? sql`user_id = ${by.userId}` : sql`id = ${by.id}`
  }`.execute(db.system)
  return rows[0] ?? null
}

/** The addresses that wait to be proven by members of this workspace; the first thousand. */
export async function listNewAddresses(
  db: Reader,
  now: Instant,
): Promise<(KeptAddress & { memberId: MemberId })[]> {
  const { rows } = await sql<KeptAddress & { memberId: MemberId }>`
    select m.id as member_id, a.user_id, a.id, address, address_before, by_mail, asked_at, expires_at, proved_at
    from auth.new_address a join members m on m.user_id = a.user_id
    where a.proved_at is null and a.expires_at > ${now} and (m.ends_at is null or m.ends_at > ${now})
    order by a.asked_at limit 1000`.execute(db)
  return rows
}

/** Keeps what somebody asks for in the place of what they asked before, and lets go of all whose time is over. */
export function keepNewAddress(it: KeptAddress): Write[] {
  return writes(
    sql`delete from auth.new_address where expires_at <= ${it.askedAt} and user_id <> ${it.userId}`,
    sql`insert into auth.new_address (${COLUMNS}) values (${it.userId}, ${it.id}, ${it.address}, ${it.addressBefore},
      ${it.byMail}, ${it.askedAt}, ${it.expiresAt}, null)
      on conflict (user_id) do update set id = excluded.id, address = excluded.address,
        address_before = excluded.address_before, by_mail = excluded.by_mail, asked_at = excluded.asked_at,
        expires_at = excluded.expires_at, proved_at = null`,
  )
}

/** Marks an address as proven; taken back it can be until `until`. Refused unless it waits. */
export function markProven(id: string, now: Instant, until: Instant): Write {
  return {
    ...one(sql`update auth.new_address set proved_at = ${now}, expires_at = ${until}
      where id = ${id} and proved_at is null`),
    must: 'address_link_old',
  }
}

/** Lets go of what somebody asked for; with `must`, refused where it is gone or another by now. */
export function dropNewAddress(id: string, must?: RefusalCode): Write {
  return { ...one(sql`delete from auth.new_address where id = ${id}`), ...(must ? { must } : {}) }
}

/** Has a user sign in with another address, in each of their workspaces (a trigger carries it over). Refused unless it was `from`. */
export function changeAddress(userId: string, from: string, to: string): Write {
  return {
    ...one(
      sql`update auth."user" set email = ${to}, "updatedAt" = now() where id = ${userId} and email = ${from}`,
    ),
    must: 'address_link_old',
  }
}

/** Ends every session of a user. */
export function endAllSessions(userId: string): Write {
  return one(sql`delete from auth.session where "userId" = ${userId}`)
}

type Query = ReturnType<typeof sql>
const one = (query: Query): Write => ({ query: query as unknown as Compilable })
const writes = (...queries: Query[]): Write[] => queries.map(one)
