import { sql } from 'kysely'
import type { Doubt } from '../../domain/channels/authenticity.ts'
import type { Channel } from '../../domain/conversations/conversation.ts'
import type { ConversationId, MemberId, MessageId, PersonId, WorkspaceId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { compiler, type Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'

export type Address = { readonly name: string; readonly address: string }
export type Recipients = {
  readonly from: readonly Address[]
  readonly to: readonly Address[]
  readonly cc: readonly Address[]
  /** Known to us alone: they stand in no mail, and take part in no conversation by it. */
  readonly bcc?: readonly Address[]
  /** Where the sender wants answers, if elsewhere than they wrote from. */
  readonly replyTo?: readonly Address[]
}
export type WhyHere = { readonly code: string; readonly values: Readonly<Record<string, string>> }

export type Forwarded = {
  readonly from: { readonly name: string | null; readonly address: string | null }
  readonly subject: string | null
  readonly date: string | null
}

export type StoredMessage = {
  readonly id: MessageId
  readonly conversationId: ConversationId
  /** The conversation it is for, which was merged into that one; null for that one itself. */
  readonly originConversationId: ConversationId | null
  readonly direction: 'in' | 'out' | 'note'
  readonly channel: Channel
  readonly personId: PersonId | null
  readonly memberId: MemberId | null
  readonly automatic: boolean
  readonly text: string
  readonly segments: readonly { text: string; folded: boolean }[] | null
  readonly html: string | null
  readonly subject: string | null
  readonly recipients: Recipients
  readonly mailId: string | null
  readonly rawSha256: string | null
  readonly whyHere: WhyHere | null
  readonly at: Instant
  /** Why it may not be from whom it names; such a mail makes nobody take part. */
  readonly doubt?: Doubt | null
  /** The mail that was passed on with this one. */
  readonly forwarded?: Forwarded | null
  /** Signed or encrypted, and by what. */
  readonly sealed?: 'smime_signed' | 'smime_encrypted' | 'pgp_signed' | 'pgp_encrypted' | null
  /** What could not be read of it as it was meant, each a sentence as it is kept. */
  readonly amiss?: readonly string[] | null
  /** Of a word on the customer’s own page: until when it can be taken back. */
  readonly undoUntil?: Instant | null
}
export type StoredAttachment = {
  readonly id: string
  readonly messageId: MessageId | null
  readonly name: string
  readonly type: string
  readonly size: number
  readonly sha256: string
  readonly contentId: string | null
  readonly inline: boolean
}

const columns = [
  'id',
  'conversationId',
  'originConversationId',
  'direction',
  'channel',
  'personId',
  'memberId',
  'automatic',
  'text',
  'segments',
  'subject',
  'recipients',
  'mailId',
  'rawSha256',
  'whyHere',
  'doubt',
  'at',
  'undoUntil',
  'forwarded',
  'sealed',
  'amiss',
] as const
const attachmentColumns = [
  'id',
  'messageId',
  'name',
  'type',
  'size',
  'sha256',
  'contentId',
  'inline',
] as const

export type MessageRow = Omit<StoredMessage, 'html'> & { readonly hasHtml: boolean }

// Taken back before it left, it was never said.
const WAS_SAID = sql<boolean>`not exists (select from outbox o where o.workspace_id = messages.workspace_id
  and o.message_id = messages.id and o.state = 'cancelled')`

/** A page of a thread, the latest first. */
export async function listMessages(
  db: Reader,
  id: ConversationId,
  after: { at: Instant; id: string } | null,
  limit: number,
): Promise<MessageRow[]> {
  let query = db
    .selectFrom('messages')
    .select([...columns, sql<boolean>`html is not null`.as('hasHtml')])
    .where('conversationId', '=', id)
    .where(WAS_SAID)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
  if (after) query = query.where(sql<boolean>`(at, id) < (${after.at}, ${after.id})`)
  return (await query.execute()) as unknown as MessageRow[]
}

/** Messages by their ids, in no order; those taken back are left out. */
export async function findMessages(db: Reader, ids: readonly MessageId[]): Promise<MessageRow[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('messages')
    .select([...columns, sql<boolean>`html is not null`.as('hasHtml')])
    .where('id', 'in', ids)
    .where(WAS_SAID)
    .execute()
  return rows as unknown as MessageRow[]
}

/** The HTML a message came with, and where its raw mail lies; null if there is no such message. */
export async function findHtml(db: Reader, id: MessageId) {
  return (
    (await db
      .selectFrom('messages')
      .select(['html', 'conversationId', 'rawSha256'])
      .where('id', '=', id)
      .executeTakeFirst()) ?? null
  )
}

/** The latest message with any of these Message-IDs in each conversation, to thread by. */
export async function listByMailIds(db: Reader, mailIds: readonly string[]) {
  if (mailIds.length === 0) return []
  return await db
    .selectFrom('messages')
    .select(['mailId', 'conversationId', 'originConversationId', 'id'])
    .select(sql<boolean>`coalesce(why_here ->> 'code' = 'refiled', false)`.as('refiled'))
    .where('mailId', 'in', mailIds)
    .limit(200)
    .execute()
}

/** Every address that takes part in a conversation: senders and recipients of its mails, those taken back or in doubt left out. */
export async function listParticipants(db: Reader, id: ConversationId): Promise<string[]> {
  const rows = await db
    .selectFrom('messages')
    .select('recipients')
    .where('conversationId', '=', id)
    .where('direction', '<>', 'note')
    .where(WAS_SAID)
    .where('doubt', 'is', null)
    .execute()
  const all = rows.flatMap((r) => {
    const { from, to, cc } = r.recipients as unknown as Recipients
    return [...from, ...to, ...cc].map((a) => a.address.toLowerCase())
  })
  return [...new Set(all)]
}

/** The conversation in which a message was our first word; null where there was one before it. */
export async function findBegunBy(db: Reader, id: MessageId): Promise<ConversationId | null> {
  const { rows } = await sql<{ conversationId: ConversationId }>`
    select m.conversation_id from messages m
    where m.id = ${id} and not exists (select from messages o where o.workspace_id = m.workspace_id
      and o.conversation_id = m.conversation_id and o.direction = 'out' and (o.at, o.id) < (m.at, m.id))`.execute(
    db,
  )
  return rows[0]?.conversationId ?? null
}

/** What they, or members but one, said in a conversation after a message (null: from its beginning), the oldest first. */
export async function listSaidSince(
  db: Reader,
  id: ConversationId,
  after: MessageId | null,
  except: MemberId,
): Promise<{ id: MessageId; direction: 'in' | 'out' }[]> {
  // One taken back meanwhile stands there no more; it still tells up to where somebody has read.
  const { rows } = await sql<{ id: MessageId; direction: 'in' | 'out' }>`
    select m.id, m.direction from messages m
    where m.conversation_id = ${id} and m.direction <> 'note' and not m.automatic
      and (m.direction = 'in' or m.member_id <> ${except})
      and (${after}::uuid is null or not exists (
        select from messages s where s.id = ${after} and (m.at, m.id) <= (s.at, s.id)))
      and not exists (select from outbox o where o.workspace_id = m.workspace_id
        and o.message_id = m.id and o.state = 'cancelled')
    order by m.at, m.id limit 100`.execute(db)
  return rows
}

/** How many mails came into a conversation since a moment, counted no further than `most`. */
export async function countCame(
  db: Reader,
  id: ConversationId,
  since: Instant,
  most: number,
): Promise<number> {
  const rows = await db
    .selectFrom('messages')
    .select('id')
    .where('conversationId', '=', id)
    .where('at', '>', since)
    .where('direction', '=', 'in')
    .where('channel', '=', 'email')
    .limit(most)
    .execute()
  return rows.length
}

/** What a mail of a conversation says of recipients and Message-IDs. */
export type MailHead = {
  readonly id: MessageId
  readonly direction: 'in' | 'out'
  readonly automatic: boolean
  readonly recipients: Recipients
  readonly mailId: string | null
  readonly subject: string | null
  readonly forwarded: Forwarded | null
  readonly doubt: Doubt | null
  readonly at: Instant
  readonly originConversationId: ConversationId | null
}

/** What the latest mails of a conversation say of recipients and Message-IDs, for the next reply; those taken back say nothing. */
export async function listMailHeads(db: Reader, id: ConversationId, limit = 30): Promise<MailHead[]> {
  const rows = await db
    .selectFrom('messages')
    .select(['id', 'direction', 'automatic', 'recipients', 'mailId', 'subject', 'at'])
    .select(['originConversationId', 'forwarded', 'doubt'])
    .where('conversationId', '=', id)
    .where('channel', '=', 'email')
    .where('direction', '<>', 'note')
    .where(WAS_SAID)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows as unknown as MailHead[]
}

/** The conversation their latest word here was for, if it is one merged into this; null for this itself. */
export async function findAnsweredOrigin(db: Reader, id: ConversationId): Promise<ConversationId | null> {
  const row = await db
    .selectFrom('messages')
    .select('originConversationId')
    .where('conversationId', '=', id)
    .where('direction', '=', 'in')
    .where('automatic', '=', false)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.originConversationId ?? null
}

/** What is attached to these messages, in the order it was added. */
export async function listAttachments(
  db: Reader,
  messageIds: readonly MessageId[],
): Promise<(StoredAttachment & { workspaceId: WorkspaceId })[]> {
  if (messageIds.length === 0) return []
  return (await db
    .selectFrom('attachments')
    .select([...attachmentColumns, 'workspaceId'])
    .where('messageId', 'in', messageIds)
    .orderBy('id')
    .execute()) as never
}

/** Attachments by their ids, with who uploaded them. */
export async function findAttachments(
  db: Reader,
  ids: readonly string[],
): Promise<(StoredAttachment & { uploadedBy: MemberId | null })[]> {
  if (ids.length === 0) return []
  return (await db
    .selectFrom('attachments')
    .select([...attachmentColumns, 'uploadedBy'])
    .where('id', 'in', ids)
    .execute()) as never
}

/** Where outgoing mails stand, by message. */
export async function listDeliveries(db: Reader, messageIds: readonly MessageId[]) {
  if (messageIds.length === 0) return []
  return await db
    .selectFrom('outbox')
    .select([
      'messageId',
      'state',
      'lastProblem',
      'sentAt',
      'nextAttemptAt',
      'attempts',
      'claimedUntil',
      'maybeLeft',
    ])
    .where('messageId', 'in', messageIds)
    .execute()
}

/** Adds a message to a conversation. */
export function insertMessage(workspaceId: WorkspaceId, m: StoredMessage, createdAt: Instant): Write {
  return {
    query: compiler.insertInto('messages').values({
      ...m,
      workspaceId,
      segments: m.segments ? JSON.stringify(m.segments) : null,
      recipients: JSON.stringify(m.recipients),
      whyHere: m.whyHere ? JSON.stringify(m.whyHere) : null,
      doubt: m.doubt ? JSON.stringify(m.doubt) : null,
      forwarded: m.forwarded ? JSON.stringify(m.forwarded) : null,
      amiss: m.amiss ? JSON.stringify(m.amiss) : null,
      createdAt,
    }),
  }
}

/** Writes an attachment down; its bytes lie in the file store. */
export function insertAttachment(
  workspaceId: WorkspaceId,
  a: StoredAttachment,
  uploadedBy: MemberId | null,
  createdAt: Instant,
): Write {
  return { query: compiler.insertInto('attachments').values({ ...a, workspaceId, uploadedBy, createdAt }) }
}

/** Ties uploads that belong to nobody yet to the message that carries them. */
export function attach(ids: readonly string[], messageId: MessageId, uploadedBy: MemberId): Write[] {
  return ids.map((id) => ({
    query: compiler
      .updateTable('attachments')
      .set({ messageId })
      .where('id', '=', id)
      .where('messageId', 'is', null)
      .where('uploadedBy', '=', uploadedBy),
    must: 'not_found' as const,
  }))
}

/** Lets the attachments of a message taken back wait for another, as if they had been uploaded now. */
export function detach(id: MessageId, now: Instant): Write {
  return {
    query: compiler
      .updateTable('attachments')
      .set({ messageId: null, createdAt: now })
      .where('messageId', '=', id),
  }
}

/** What was said last in a conversation apart from one message: our last word's time, and the line a list shows. */
export async function findLastWords(db: Reader, id: ConversationId, except: MessageId) {
  const rows = await db
    .selectFrom('messages')
    .select(['direction', 'automatic', 'text', 'at'])
    .where('conversationId', '=', id)
    .where('id', '<>', except)
    .where('direction', '<>', 'note')
    .where(WAS_SAID)
    .orderBy('at', 'desc')
    .limit(50)
    .execute()
  return {
    lastOutAt: rows.find((r) => r.direction === 'out' && !r.automatic)?.at ?? null,
    line: rows[0]?.text ?? '',
  }
}
