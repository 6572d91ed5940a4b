import { sql } from 'kysely'
import type { ConversationId, MessageId, NeedId } from '../../domain/shared/ids.ts'
import { compiler, type Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'

/** All messages of a conversation by id, the earliest first, those taken back before they left too. */
export async function listMessageIds(db: Reader, id: ConversationId): Promise<MessageId[]> {
  const rows = await db
    .selectFrom('messages')
    .select('id')
    .where('conversationId', '=', id)
    .orderBy('at')
    .orderBy('id')
    .execute()
  return rows.map((r) => r.id as MessageId)
}

/** Tells whether one of these messages still waits to leave: it can be taken back, so it stays where it was written. */
export async function isAnyLeaving(db: Reader, ids: readonly MessageId[]): Promise<boolean> {
  const row = await db
    .selectFrom('outbox')
    .select('id')
    .where('messageId', 'in', ids)
    .where('state', '=', 'queued')
    .executeTakeFirst()
  return row !== undefined
}

/** Messages go over into another conversation. */
export function moveMessages(ids: readonly MessageId[], from: ConversationId, to: ConversationId): Write {
  return {
    query: compiler
      .updateTable('messages')
      .set({ conversationId: to, originConversationId: null })
      .where('id', 'in', ids)
      .where('conversationId', '=', from),
  }
}

/** Needs go over into another conversation. */
export function moveNeeds(ids: readonly NeedId[], to: ConversationId): Write {
  return {
    query: compiler
      .updateTable('needs')
      .set({ conversationId: to, originConversationId: null, version: sql`version + 1` })
      .where('id', 'in', ids),
  }
}
