import { sql } from 'kysely'
import type { ConversationId, MailboxId, MemberId, PersonId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import type { Address } from '../conversations/store-messages.ts'
import { compiler, type Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'

/** A mail of the outbox, with whose it is. */
export type OutboxRow = {
  readonly id: string
  readonly state: 'queued' | 'sent' | 'failed' | 'cancelled'
  readonly purpose: string
  readonly attempts: number
  readonly claimedUntil: Instant | null
  readonly nextAttemptAt: Instant
  readonly lastProblem: string | null
  readonly sentAt: Instant | null
  readonly createdAt: Instant
  readonly givenUpAt: Instant | null
  readonly mailboxId: MailboxId | null
  readonly mailbox: string | null
  readonly to: readonly Address[]
  readonly bcc: readonly Address[]
  readonly subject: string | null
  readonly messageId: string | null
  readonly conversationId: ConversationId | null
  readonly personId: PersonId | null
  readonly memberId: MemberId | null
}

const MAIL = sql`
  select o.id, o.state, o.purpose, o.attempts, o.claimed_until, o.next_attempt_at, o.last_problem, o.sent_at, o.created_at,
    o.given_up_at, o.mailbox_id, b.address as mailbox, o.message_id, m.conversation_id, c.person_id, m.member_id,
    coalesce(o.content->'to', '[]') || coalesce(o.content->'cc', '[]') as "to",
    coalesce(o.content->'bcc', '[]') as bcc, o.content->>'subject' as subject
  from outbox o
  left join mailboxes b on b.workspace_id = o.workspace_id and b.id = o.mailbox_id
  left join messages m on m.workspace_id = o.workspace_id and m.id = o.message_id
  left join conversations c on c.workspace_id = m.workspace_id and c.id = m.conversation_id`

const NARROWED = {
  open: sql`o.state in ('queued', 'failed') and o.given_up_at is null`,
  retrying: sql`o.state = 'queued' and o.attempts > 0`,
  failed: sql`o.state = 'failed' and o.given_up_at is null`,
  // A word on their page that was taken back was never a mail.
  aside: sql`((o.state = 'failed' and o.given_up_at is not null) or (o.state = 'cancelled' and o.mailbox_id is not null))`,
}

/** Mail that has not left, or was put aside; the latest first; of one mailbox, or of all. */
export async function listUnsent(
  db: Reader,
  filter: { state: keyof typeof NARROWED; mailboxId?: MailboxId | undefined },
  after: { at: Instant; id: string } | null,
  limit: number,
): Promise<OutboxRow[]> {
  const { rows } = await sql<OutboxRow>`${MAIL}
    where ${NARROWED[filter.state]} and ${ofMailbox(filter.mailboxId)}
      and ${after ? sql`(o.created_at, o.id) < (${after.at}, ${after.id})` : sql`true`}
    order by o.created_at desc, o.id desc limit ${limit}`.execute(db)
  return rows
}

/** Mail that left since a moment, the latest first. */
export async function listSent(
  db: Reader,
  filter: { since: Instant; mailboxId?: MailboxId | undefined },
  after: { at: Instant; id: string } | null,
  limit: number,
): Promise<OutboxRow[]> {
  const { rows } = await sql<OutboxRow>`${MAIL}
    where o.state = 'sent' and o.sent_at >= ${filter.since} and ${ofMailbox(filter.mailboxId)}
      and ${after ? sql`(o.sent_at, o.id) < (${after.at}, ${after.id})` : sql`true`}
    order by o.sent_at desc, o.id desc limit ${limit}`.execute(db)
  return rows
}

/** One mail; null if there is none, or it was taken back. */
export async function findOutbox(db: Reader, id: string): Promise<OutboxRow | null> {
  const { rows } = await sql<OutboxRow>`${MAIL} where o.id = ${id} and o.state <> 'cancelled'`.execute(db)
  return rows[0] ?? null
}

function ofMailbox(id: MailboxId | undefined) {
  return id ? sql`o.mailbox_id = ${id}` : sql`true`
}

/** How many letters of the house (invitations, passwords, notices) of a mailbox reached nobody, and wait for a decision. */
export async function countFailedLetters(db: Reader, mailboxId: MailboxId): Promise<number> {
  const row = await db
    .selectFrom('outbox')
    .select((x) => x.fn.countAll<string>().as('n'))
    .where('mailboxId', '=', mailboxId)
    .where('messageId', 'is', null)
    .where('state', '=', 'failed')
    .where('givenUpAt', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(row.n)
}

/** Has a mail tried now that failed, or that waits to be tried again and is in no worker's hands. */
export function tryNow(row: OutboxRow, now: Instant): Write {
  const update = compiler.updateTable('outbox').where('id', '=', row.id).where('state', '=', row.state)
  const query =
    row.state === 'failed'
      ? update.set({
          ...{ state: 'queued', attempts: 1, firstTriedAt: null, nextAttemptAt: now, claimedUntil: null },
          ...{ givenUpAt: null, givenUpBy: null },
        })
      : update.set({ nextAttemptAt: now }).where('attempts', '>', 0).where('claimedUntil', 'is', null)
  return { query, must: 'changed_meanwhile' }
}

/** Puts a mail aside that failed, or takes that back (null). */
export function setGivenUp(row: OutboxRow, given: { at: Instant; by: MemberId } | null): Write {
  return {
    query: compiler
      .updateTable('outbox')
      .set({ givenUpAt: given?.at ?? null, givenUpBy: given?.by ?? null })
      .where('id', '=', row.id)
      .where('state', '=', 'failed'),
    must: 'changed_meanwhile',
  }
}
