import { sql } from 'kysely'
import type { MailboxId, MessageId, WorkspaceId } from '../../domain/shared/ids.ts'
import { fromEpochMs, type Instant, plus } from '../../domain/shared/time.ts'
import { begin, compiler, type Database, type Reader } from '../db/database.ts'
import type { Act, Write } from '../db/flush.ts'

/** What a mail is made of when it leaves; the bytes are composed then, so that nothing is stored twice. */
export type OutgoingMail = {
  readonly mailId: string
  readonly from: { name: string; address: string }
  readonly to: readonly { name: string; address: string }[]
  readonly cc: readonly { name: string; address: string }[]
  readonly bcc?: readonly { name: string; address: string }[]
  readonly replyTo?: { name: string; address: string }
  readonly subject: string
  readonly text: string
  readonly inReplyTo: string | null
  readonly references: readonly string[]
  readonly attachments: readonly { name: string; type: string; sha256: string }[]
  readonly automatic: boolean
  /** For a word said by ourselves: the token of the link that ends such mail to this person. */
  readonly unsubscribe?: string
}

/** A mailbox that can send: the named one, else the oldest with an SMTP server, one that works before one in trouble; null if there is none. */
export async function findSender(db: Reader, id?: MailboxId) {
  const query = db
    .selectFrom('mailboxes')
    .select(['id', 'address', 'displayName', 'state'])
    .where('archivedAt', 'is', null)
    .where('smtpHost', 'is not', null)
    .orderBy(sql`state in ('refused', 'waiting_retry')`)
    .orderBy('createdAt')
  return (await (id ? query.where('id', '=', id) : query).executeTakeFirst()) ?? null
}

/**
 * Queues a mail in the caller's flush. `notBefore` is real time, not a demo's: mail servers live in ours. `createdAt` is the
 * date the mail will carry, however long a server keeps it waiting; `notBefore` unless told.
 */
export function queueMail(
  workspaceId: WorkspaceId,
  mail: {
    id: string
    mailboxId: MailboxId
    messageId: MessageId | null
    purpose: string
    content: OutgoingMail
    notBefore: Instant
    createdAt?: Instant
  },
): Write {
  const { content } = mail
  return {
    query: compiler.insertInto('outbox').values({
      workspaceId,
      id: mail.id,
      messageId: mail.messageId,
      mailboxId: mail.mailboxId,
      purpose: mail.purpose,
      envelopeFrom: content.from.address,
      envelopeTo: [...content.to, ...content.cc, ...(content.bcc ?? [])].map((a) => a.address),
      content: JSON.stringify(content),
      state: 'queued',
      attempts: 0,
      nextAttemptAt: mail.notBefore,
      createdAt: mail.createdAt ?? mail.notBefore,
    }),
  }
}

/** Queues a letter of ours (invitation, password) if any mailbox can send, and tells whether its server is in reach as far as we know; null if none can. */
export async function queueLetter(
  act: Act,
  letter: { purpose: string; to: { name: string; address: string }; subject: string; text: string },
): Promise<{ write: Write; inReach: boolean } | null> {
  const sender = await act.db.read(act.workspaceId, (db) => findSender(db))
  if (!sender) return null
  const id = act.newId<'outbox'>()
  const write = queueMail(act.workspaceId, {
    id,
    mailboxId: sender.id,
    messageId: null,
    purpose: letter.purpose,
    notBefore: fromEpochMs(0),
    createdAt: act.now,
    content: {
      mailId: mailIdOf(id, sender.address),
      from: { name: sender.displayName, address: sender.address },
      to: [letter.to],
      cc: [],
      subject: letter.subject,
      text: letter.text,
      inReplyTo: null,
      references: [],
      attachments: [],
      automatic: true,
    },
  })
  const delayed = await act.db.read(act.workspaceId, (db) => isDelayed(db, sender.id))
  return { write, inReach: !delayed && !['refused', 'waiting_retry'].includes(sender.state) }
}

/** Tells whether mail of a mailbox waits that its server did not take. */
async function isDelayed(db: Reader, mailboxId: MailboxId): Promise<boolean> {
  const row = await db
    .selectFrom('outbox')
    .select('id')
    .where('state', '=', 'queued')
    .where('mailboxId', '=', mailboxId)
    .where('lastProblem', 'is not', null)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** The Message-ID of a mail of ours. */
export function mailIdOf(id: string, address: string): string {
  return `<${id}@${address.split('@')[1] ?? 'localhost'}>`
}

export type ClaimedMail = {
  id: string
  mailboxId: MailboxId | null
  messageId: MessageId | null
  purpose: string
  attempts: number
  firstTriedAt: Instant
  createdAt: Instant
  claimedUntil: Instant
  lastProblem: string | null
  /** To whom it is still to be handed over: all of To and Cc, until a server has taken it for some of them. */
  envelopeTo: string[]
  content: OutgoingMail
}

/** How long a claim holds (seconds) after it was made or held on to: so long a mail waits whose worker died. */
const CLAIM = 60

/** How many mails are claimed at once. */
export const CLAIMED_AT_ONCE = 5

/**
 * Claims mails due by `now` (real time), of one mailbox if it is named (null: of none), so that no other worker sends them; a worker
 * that dies lets go by itself. One transaction of its own: claims are not part of any flush.
 */
export async function claimMails(
  db: Database,
  workspaceId: WorkspaceId,
  now: Instant,
  mailboxId?: MailboxId | null,
): Promise<ClaimedMail[]> {
  const rows = await alone<ClaimedMail>(
    db,
    workspaceId,
    `update outbox set claimed_until = $2, attempts = attempts + 1, maybe_left = maybe_left or claimed_until is not null, first_tried_at = coalesce(first_tried_at, $3)
       where workspace_id = $1 and id in (
         select id from outbox where workspace_id = $1 and state = 'queued' and next_attempt_at <= $3
           and coalesce(claimed_until, '-infinity') <= $3 and ($5 or mailbox_id is not distinct from $6::uuid)
         order by next_attempt_at, id limit $4 for update skip locked)
       returning id, mailbox_id as "mailboxId", message_id as "messageId", purpose, attempts, content,
         first_tried_at as "firstTriedAt", created_at as "createdAt", claimed_until as "claimedUntil",
         last_problem as "lastProblem", envelope_to as "envelopeTo"`,
    [
      ...[workspaceId, plus(now, { seconds: CLAIM }), now],
      ...[CLAIMED_AT_ONCE, mailboxId === undefined, mailboxId ?? null],
    ],
  )
  return rows.sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** Holds on to claims until a while after `now` (real time); gives back those that were still this worker's. */
export async function holdMails(
  db: Database,
  workspaceId: WorkspaceId,
  claimed: readonly Pick<ClaimedMail, 'id' | 'claimedUntil'>[],
  now: Instant,
): Promise<Pick<ClaimedMail, 'id' | 'claimedUntil'>[]> {
  return await alone(
    db,
    workspaceId,
    `update outbox o set claimed_until = $2 from unnest($3::uuid[], $4::timestamptz[]) as mine (id, until)
       where o.workspace_id = $1 and o.id = mine.id and o.state = 'queued' and o.claimed_until = mine.until
       returning o.id, o.claimed_until as "claimedUntil"`,
    [
      ...[workspaceId, plus(now, { seconds: CLAIM })],
      ...[claimed.map((mail) => mail.id), claimed.map((mail) => mail.claimedUntil)],
    ],
  )
}

/** One statement in a transaction of its own. */
async function alone<Row>(
  db: Database,
  workspaceId: WorkspaceId,
  statement: string,
  values: unknown[],
): Promise<Row[]> {
  const client = await db.pool.connect()
  let broken: Error | undefined
  try {
    await begin(client, workspaceId)
    const { rows } = await client.query(statement, values)
    await client.query('commit')
    return rows as Row[]
  } catch (e) {
    await client.query('rollback').catch((again: Error) => {
      broken = again
    })
    throw e
  } finally {
    client.release(broken)
  }
}

/** The mailboxes of a workspace with mail to send by `now` (real time) that no worker has claimed; null for mail of none. */
export async function mailboxesWithMail(db: Reader, now: Instant): Promise<(MailboxId | null)[]> {
  const rows = await db
    .selectFrom('outbox')
    .select('mailboxId')
    .distinct()
    .where('state', '=', 'queued')
    .where('nextAttemptAt', '<=', now)
    .where((e) => e.or([e('claimedUntil', 'is', null), e('claimedUntil', '<=', now)]))
    .execute()
  return rows.map((row) => row.mailboxId)
}

/** The workspaces with mail to send or to file by `now` (real time). */
export async function workspacesWithMail(db: Database, now: Instant): Promise<WorkspaceId[]> {
  const { rows } = await sql<{ workspaceId: WorkspaceId }>`
    select workspace_id from jobs.workspaces_with_mail(${now})`.execute(db.system)
  return rows.map((r) => r.workspaceId)
}

/** Writes down how an attempt went. */
export function settleMail(
  id: string,
  how:
    | { state: 'sent'; sentAt: Instant; lastProblem?: string | null }
    | { state: 'failed'; lastProblem: string; maybeLeft?: true }
    | {
        state: 'queued'
        lastProblem: string | null
        nextAttemptAt: Instant
        envelopeTo?: string[]
        maybeLeft?: true
      },
): Write {
  return {
    query: compiler
      .updateTable('outbox')
      .set({ ...how, claimedUntil: null })
      .where('id', '=', id)
      .where('state', '=', 'queued'),
    must: 'changed_meanwhile',
  }
}

/** Has the mails of a mailbox that were tried before tried now: its server takes mail again. */
export function hurryMails(mailboxId: MailboxId, now: Instant): Write {
  return {
    query: compiler
      .updateTable('outbox')
      .set({ nextAttemptAt: now })
      .where('mailboxId', '=', mailboxId)
      .where('state', '=', 'queued')
      .where('attempts', '>', 0)
      .where('nextAttemptAt', '>', now)
      .where('claimedUntil', 'is', null),
  }
}

/** Takes a mail back that nobody can have got: none was tried, or every server said no. */
export function cancelMail(messageId: MessageId): Write {
  return {
    query: compiler
      .updateTable('outbox')
      .set({ state: 'cancelled' })
      .where('messageId', '=', messageId)
      .where('state', 'in', ['queued', 'failed'])
      .where('claimedUntil', 'is', null)
      .where('sentAt', 'is', null)
      .where('maybeLeft', '=', false),
    must: 'mail_left',
  }
}

/** Remembers that a word which was no mail was taken back: messages are never deleted, and a cancelled one is shown nowhere. */
export function takeBackWord(
  workspaceId: WorkspaceId,
  id: string,
  messageId: MessageId,
  now: Instant,
): Write {
  return {
    query: compiler.insertInto('outbox').values({
      workspaceId,
      id,
      messageId,
      mailboxId: null,
      purpose: 'page',
      envelopeFrom: '',
      envelopeTo: [],
      content: '{}',
      state: 'cancelled',
      attempts: 0,
      nextAttemptAt: now,
      createdAt: now,
    }),
  }
}

/** Has a mail tried now that failed, or that waits to be tried again. */
export function retryMail(messageId: MessageId, now: Instant): Write {
  return {
    query: compiler
      .updateTable('outbox')
      .set({
        ...{ state: 'queued', nextAttemptAt: now, claimedUntil: null },
        attempts: sql`case when state = 'failed' then 1 else attempts end`,
        firstTriedAt: sql`case when state = 'failed' then null else first_tried_at end`,
      })
      .where('messageId', '=', messageId)
      .where((w) =>
        w.or([
          w('state', '=', 'failed'),
          w.and([w('state', '=', 'queued'), w('attempts', '>', 0), w('claimedUntil', 'is', null)]),
        ]),
      ),
    must: 'not_found',
  }
}
