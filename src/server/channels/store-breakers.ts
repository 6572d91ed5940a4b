import { sql } from 'kysely'
import { MOST_ALONE, type Pair } from '../../domain/channels/breaker.ts'
import type { MailboxId, WorkspaceId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { compiler, type Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'

/** Until when nothing leaves a mailbox by itself for an address; null where that was never stopped. */
export async function findBreaker(
  db: Reader,
  mailboxId: MailboxId,
  address: string,
): Promise<Instant | null> {
  const row = await db
    .selectFrom('mailBreakers')
    .select('until')
    .where('mailboxId', '=', mailboxId)
    .where('address', '=', address)
    .executeTakeFirst()
  return row?.until ?? null
}

/** What went between a mailbox and an address since a moment, counted no further than it matters. */
export async function countPair(
  db: Reader,
  mailboxId: MailboxId,
  address: string,
  since: Instant,
): Promise<Pair> {
  const { rows } = await sql<Pair>`
    select (select count(*)::int from (select from outbox o where o.mailbox_id = ${mailboxId} and o.state = 'sent'
        and (o.content ->> 'automatic') = 'true' and o.sent_at > ${since} and o.message_id is not null
        and exists (select from unnest(o.envelope_to) e where lower(e) = ${address}) limit ${MOST_ALONE}) s) as sent,
      (select count(*)::int from (select from inbound_mails i where i.mailbox_id = ${mailboxId} and i.received_at > ${since}
        and lower(i.sender) = ${address} limit ${MOST_ALONE}) c) as came`.execute(db)
  return rows[0]!
}

/** That nothing leaves for an address by itself until a moment. */
export function openBreaker(
  workspaceId: WorkspaceId,
  breaker: { mailboxId: MailboxId; address: string; openedAt: Instant; until: Instant },
): Write {
  const { openedAt, until } = breaker
  return {
    query: compiler
      .insertInto('mailBreakers')
      .values({ ...breaker, workspaceId })
      .onConflict((c) => c.columns(['workspaceId', 'mailboxId', 'address']).doUpdateSet({ openedAt, until })),
  }
}
