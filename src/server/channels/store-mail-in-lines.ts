import { sql } from 'kysely'
import type { ConversationId, MailboxId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { type Viewer, visible } from '../conversations/store-views.ts'
import type { Reader } from '../db/database.ts'
import type { InboundState, StoredInbound } from './store-mail-in.ts'

/** What narrows the book. `from` to `to`: when a mail came. */
export type LineFilter = {
  readonly state?: InboundState | undefined
  readonly reason?: string | undefined
  readonly q?: string | undefined
  readonly from?: Instant | undefined
  readonly to?: Instant | undefined
}

/** The conversation whose wall holds for a line: its message may have been moved, or merged with another. */
const whereItStands = sql<ConversationId>`(select coalesce(k.root_id, k.id) from conversations k
  where k.workspace_id = inbound_mails.workspace_id and k.id = coalesce(
    (select m.conversation_id from messages m
      where m.workspace_id = inbound_mails.workspace_id and m.id = inbound_mails.message_id),
    inbound_mails.conversation_id))`

/** A page of the book of a mailbox, the latest first. Words find no line of a conversation the viewer may not read. */
export async function listLines(
  db: Reader,
  mailboxId: MailboxId,
  { state, reason, q, from, to }: LineFilter,
  viewer: Viewer,
  { after, limit }: { after: { at: Instant; id: string } | null; limit: number },
): Promise<StoredInbound[]> {
  let query = db
    .selectFrom('inboundMails')
    .selectAll()
    .where('mailboxId', '=', mailboxId)
    .orderBy('receivedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
  if (state) query = query.where('state', '=', state)
  if (reason) query = query.where('reason', '=', reason)
  if (from) query = query.where('receivedAt', '>=', from)
  if (to) query = query.where('receivedAt', '<', to)
  if (after)
    query = query.where(
      sql<boolean>`(inbound_mails.received_at, inbound_mails.id) < (${after.at}, ${after.id})`,
    )
  if (q) {
    const words = `%${q.replace(/[\\%_]/g, '\\$&')}%`
    query = query.where((e) =>
      e.and([
        e.or([e('sender', 'ilike', words), e('subject', 'ilike', words)]),
        e.or([
          e('conversationId', 'is', null),
          e.exists(
            e
              .selectFrom('conversations')
              .select('conversations.id')
              .where('conversations.id', '=', whereItStands)
              .where((c) => visible(c as never, viewer)),
          ),
        ]),
      ]),
    )
  }
  return (await query.execute()) as unknown as StoredInbound[]
}

/** Lines by their ids. */
export async function findLines(db: Reader, ids: readonly string[]): Promise<StoredInbound[]> {
  if (ids.length === 0) return []
  const rows = await db.selectFrom('inboundMails').selectAll().where('id', 'in', ids).execute()
  return rows as unknown as StoredInbound[]
}

/** How often each reason stands in the book of a mailbox. */
export async function countReasons(db: Reader, mailboxId: MailboxId) {
  const rows = await db
    .selectFrom('inboundMails')
    .select(['state', 'reason', (e) => e.fn.countAll<number>().as('count')])
    .where('mailboxId', '=', mailboxId)
    .groupBy(['state', 'reason'])
    .orderBy('count', 'desc')
    .limit(100)
    .execute()
  return rows as { state: InboundState; reason: string | null; count: number }[]
}

/** When the latest mail came; null for none. */
export async function lastCame(db: Reader, mailboxId: MailboxId): Promise<Instant | null> {
  const row = await db
    .selectFrom('inboundMails')
    .select('receivedAt')
    .where('mailboxId', '=', mailboxId)
    .orderBy('receivedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.receivedAt ?? null
}

/** In which conversation a message stands now: it may have been moved since it was filed. */
export async function placesOf(db: Reader, messageIds: readonly string[]) {
  if (messageIds.length === 0) return new Map<string, ConversationId>()
  const rows = await db
    .selectFrom('messages')
    .select(['id', 'conversationId'])
    .where('id', 'in', messageIds as never)
    .execute()
  return new Map<string, ConversationId>(rows.map((r) => [r.id, r.conversationId]))
}
