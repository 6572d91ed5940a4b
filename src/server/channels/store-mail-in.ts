import { sql } from 'kysely'
import type { ConversationId, MailboxId, MemberId, MessageId, WorkspaceId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { compiler, type Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'
import type { OutgoingMail } from '../jobs/outbox.ts'
import type { MailPosition } from '../mail/imap.ts'

export type InboundState = 'waiting' | 'filed' | 'kept' | 'doubled' | 'junk'
/** What is kept of how a message was understood, beside the message itself. */
export type KeptReceipt = {
  readonly date: Instant | null
  readonly references: readonly string[]
  readonly whyHere: { readonly code: string; readonly values: Readonly<Record<string, string>> } | null
  /** Its original holds what was taken out of its words, and is for nobody. */
  readonly withheld?: boolean
}
/** A line of the receipt book: one message that reached us, and what became of it. */
export type StoredInbound = {
  readonly id: string
  readonly mailboxId: MailboxId
  readonly source: 'imap' | 'post'
  /** Null for a message too large to be fetched. */
  readonly sha256: string | null
  readonly size: number
  readonly uidValidity: number | null
  readonly uid: number | null
  /** When it reached the mailbox, by the workspace's clock. */
  readonly receivedAt: Instant
  readonly state: InboundState
  readonly attempts: number
  readonly nextAttemptAt: Instant | null
  readonly problem: string | null
  /** From whom and what about, where that could be read. */
  readonly sender: string | null
  readonly subject: string | null
  /** The server that says on top of it that it looked at its sender. */
  readonly judgedBy?: string | null
  /** The code of why it is where it is. */
  readonly reason: string | null
  readonly messageId: MessageId | null
  readonly conversationId: ConversationId | null
  readonly receipt: KeptReceipt | null
  readonly settledAt: Instant | null
  readonly seenBy: MemberId | null
  /** Somebody said that it is no junk. */
  readonly notJunk: boolean
  /** It was junk for so long that only the line is left. */
  readonly erasedAt: Instant | null
  readonly version: number
}

/** A mail that came in; null if there is none. */
export async function findInbound(db: Reader, id: string): Promise<StoredInbound | null> {
  const row = await db.selectFrom('inboundMails').selectAll().where('id', '=', id).executeTakeFirst()
  return (row as unknown as StoredInbound) ?? null
}

/** The line of a message fetched from this place before. */
export async function findByPosition(db: Reader, mailboxId: MailboxId, at: MailPosition) {
  const row = await db
    .selectFrom('inboundMails')
    .selectAll()
    .where('mailboxId', '=', mailboxId)
    .where('uidValidity', '=', at.uidValidity)
    .where('uid', '=', at.uid)
    .executeTakeFirst()
  return (row as unknown as StoredInbound) ?? null
}

/** The lines of messages fetched from any of these places before, and the first lines of these very bytes in these mailboxes. */
export async function listTaken(
  db: Reader,
  asked: readonly { mailboxId: MailboxId; sha256: string; position: MailPosition | null }[],
): Promise<StoredInbound[]> {
  const placed = asked.flatMap(({ mailboxId, position }) => (position ? [{ mailboxId, ...position }] : []))
  const any = <T>(values: readonly T[]) => sql<T>`any(${[...new Set(values)]})`
  const same = db
    .selectFrom('inboundMails')
    .selectAll()
    .where('mailboxId', '=', any(asked.map((a) => a.mailboxId)))
    .where('sha256', '=', any(asked.map((a) => a.sha256)))
    .where('state', '<>', 'doubled')
  const known = db
    .selectFrom('inboundMails')
    .selectAll()
    .where('mailboxId', '=', any(placed.map((p) => p.mailboxId)))
    .where('uidValidity', '=', any(placed.map((p) => p.uidValidity)))
    .where('uid', '=', any(placed.map((p) => p.uid)))
  const found = await Promise.all([same.execute(), ...(placed.length > 0 ? [known.execute()] : [])])
  return found.flat() as unknown as StoredInbound[]
}

/** A page of lines of one state with the address of their mailbox, the latest first by when they came or settled; `erased` ones too or not. */
export async function listInbound(
  db: Reader,
  { state, by, erased }: { state: InboundState; by: 'receivedAt' | 'settledAt'; erased: boolean },
  after: { at: Instant; id: string } | null,
  limit: number,
) {
  const at = `inboundMails.${by}` as const
  let query = db
    .selectFrom('inboundMails')
    .innerJoin('mailboxes', (j) =>
      j
        .onRef('mailboxes.id', '=', 'inboundMails.mailboxId')
        .onRef('mailboxes.workspaceId', '=', 'inboundMails.workspaceId'),
    )
    .selectAll('inboundMails')
    .select('mailboxes.address')
    .where('inboundMails.state', '=', state)
    .orderBy(at, 'desc')
    .orderBy('inboundMails.id', 'desc')
    .limit(limit)
  if (!erased) query = query.where('inboundMails.erasedAt', 'is', null)
  if (after)
    query = query.where(sql<boolean>`(${sql.ref(at)}, inbound_mails.id) < (${after.at}, ${after.id})`)
  return (await query.execute()) as unknown as (StoredInbound & { address: string })[]
}

/** Lines whose filing is due by `now` (real time): nobody is at work on them. */
export async function listWaiting(db: Reader, now: Instant, limit = 20): Promise<StoredInbound[]> {
  const rows = await db
    .selectFrom('inboundMails')
    .selectAll()
    .where('state', '=', 'waiting')
    .where('nextAttemptAt', '<=', now)
    .orderBy('nextAttemptAt')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows as unknown as StoredInbound[]
}

/** Messages with this Message-ID, with what tells whether a mail is the same or only pretends to be. */
export async function listSameMailId(db: Reader, mailId: string) {
  const rows = await db
    .selectFrom('messages')
    .leftJoin('inboundMails', (j) =>
      j
        .onRef('inboundMails.messageId', '=', 'messages.id')
        .onRef('inboundMails.workspaceId', '=', 'messages.workspaceId')
        .on('inboundMails.state', '=', 'filed'),
    )
    .select([
      'messages.id',
      'messages.conversationId',
      'direction',
      'recipients',
      'text',
      'at',
      'inboundMails.receipt',
    ])
    .where('mailId', '=', mailId)
    .limit(20)
    .execute()
  return rows as unknown as {
    id: MessageId
    conversationId: ConversationId
    direction: 'in' | 'out' | 'note'
    recipients: { from: { address: string }[] }
    text: string
    at: Instant
    receipt: KeptReceipt | null
  }[]
}

/** The References a filed mail carried; an answer to it goes on from them (RFC 5322 §3.6.4). */
export async function referencesOf(db: Reader, messageId: MessageId): Promise<readonly string[]> {
  const row = await db
    .selectFrom('inboundMails')
    .select('receipt')
    .where('messageId', '=', messageId)
    .where('state', '=', 'filed')
    .executeTakeFirst()
  return (row?.receipt as KeptReceipt | undefined)?.references ?? []
}

/** Writes down that a mail came in; the same mail of a mailbox twice is refused. */
export function insertInbound(workspaceId: WorkspaceId, row: Omit<StoredInbound, 'version'>): Write {
  const receipt = row.receipt ? JSON.stringify(row.receipt) : null
  return { query: compiler.insertInto('inboundMails').values({ ...row, receipt, workspaceId, version: 1 }) }
}

export type InboundChange = Partial<
  Pick<
    StoredInbound,
    | 'state'
    | 'attempts'
    | 'nextAttemptAt'
    | 'problem'
    | 'sender'
    | 'subject'
    | 'judgedBy'
    | 'reason'
    | 'messageId'
    | 'conversationId'
    | 'receipt'
    | 'settledAt'
    | 'seenBy'
    | 'notJunk'
    | 'erasedAt'
    | 'sha256'
  >
>

/** Changes a line if nobody changed it since it was read: whoever comes second files nothing. */
export function updateInbound(row: Pick<StoredInbound, 'id' | 'version'>, change: InboundChange): Write {
  const { receipt, ...rest } = change
  return {
    query: compiler
      .updateTable('inboundMails')
      .set({
        ...rest,
        ...(receipt === undefined ? {} : { receipt: receipt ? JSON.stringify(receipt) : null }),
        version: row.version + 1,
      })
      .where('id', '=', row.id)
      .where('version', '=', row.version),
    must: 'changed_meanwhile',
  }
}

/** The mail of ours that came back, by the Message-IDs a bounce names, the surest first; null if none of them left here. */
export async function findReturned(db: Reader, mailIds: readonly string[]) {
  if (mailIds.length === 0) return null
  const rows = await db
    .selectFrom('messages')
    .innerJoin('outbox', (j) =>
      j
        .onRef('outbox.messageId', '=', 'messages.id')
        .onRef('outbox.workspaceId', '=', 'messages.workspaceId'),
    )
    .select([
      'outbox.id as outboxId',
      'outbox.state',
      'outbox.lastProblem',
      'messages.id as messageId',
      'messages.conversationId',
      'messages.originConversationId',
      'mailId',
      'content',
    ])
    .where('mailId', 'in', mailIds)
    .where('direction', '=', 'out')
    // The answer of a quick server is here before we have noted that the mail left.
    .where((w) =>
      w.or([
        w('outbox.state', 'in', ['sent', 'failed']),
        w.and([w('outbox.state', '=', 'queued'), w('outbox.attempts', '>', 0)]),
      ]),
    )
    .limit(50)
    .execute()
  const [nearest] = rows.toSorted((a, b) => mailIds.indexOf(a.mailId!) - mailIds.indexOf(b.mailId!))
  if (!nearest) return null
  const { to, cc, bcc = [] } = nearest.content as unknown as Pick<OutgoingMail, 'to' | 'cc' | 'bcc'>
  return {
    ...{ outboxId: nearest.outboxId, state: nearest.state, lastProblem: nearest.lastProblem },
    messageId: nearest.messageId,
    mailId: nearest.mailId!,
    conversationId: nearest.conversationId,
    originConversationId: nearest.originConversationId,
    recipients: [...to, ...cc, ...bcc].map((a) => a.address.toLowerCase()),
  }
}

/** The letter of the house that left under one of these Message-IDs; null for none. */
export async function findLetter(db: Reader, mailIds: readonly string[]) {
  if (mailIds.length === 0) return null
  const row = await db
    .selectFrom('outbox')
    .select(['id', 'purpose', 'mailboxId', 'state', sql<string>`content->>'mailId'`.as('mailId')])
    .where(sql<string>`content->>'mailId'`, 'in', mailIds)
    .where('messageId', 'is', null)
    .where('state', 'in', ['sent', 'queued', 'failed'])
    .where('attempts', '>', 0)
    .executeTakeFirst()
  return row ?? null
}

export type Returned = NonNullable<Awaited<ReturnType<typeof findReturned>>>

/** Writes down that a mail which left came back: for everybody (failed), or for some of those it went to. */
export function cameBack(outboxId: string, forAll: boolean, problem: string): Write {
  return {
    query: compiler
      .updateTable('outbox')
      .set({ lastProblem: problem, ...(forAll ? { state: 'failed' } : {}) })
      .where('id', '=', outboxId as never),
  }
}

/** Writes down what is said of a mail that left, without a change of its state: that it has not arrived yet, or may not have. */
export function stillWaits(outboxId: string, problem: string): Write {
  return {
    query: compiler
      .updateTable('outbox')
      .set({ lastProblem: problem })
      .where('id', '=', outboxId as never)
      .where('state', '=', 'sent'),
  }
}

/** The lines of these messages in the receipt book say where they stand now. */
export function followMessages(ids: readonly MessageId[], conversationId: ConversationId): Write {
  return {
    query: compiler
      .updateTable('inboundMails')
      .set({ conversationId, version: sql`version + 1` })
      .where('messageId', 'in', ids),
  }
}
