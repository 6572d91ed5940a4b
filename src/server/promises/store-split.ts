import { sql } from 'kysely'
import type { ConversationId, MessageId, PromiseId } from '../../domain/shared/ids.ts'
import { compiler, type Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'

/** Every promise made in a conversation, open or settled, with the message it was made in. */
export async function listOfConversation(db: Reader, id: ConversationId) {
  const rows = await db
    .selectFrom('promises')
    .select(['id', 'messageId', 'originConversationId'])
    .where('conversationId', '=', id)
    .execute()
  return rows as unknown as {
    id: PromiseId
    messageId: MessageId | null
    originConversationId: ConversationId | null
  }[]
}

/** Promises go over into another conversation: nothing else of them changes. */
export function movePromises(ids: readonly PromiseId[], to: ConversationId): Write {
  return {
    query: compiler
      .updateTable('promises')
      .set({ conversationId: to, originConversationId: null, version: sql`version + 1` })
      .where('id', 'in', ids),
  }
}

/** A promise goes back to the conversation it was made in. */
export function putPromiseBack(id: PromiseId, to: ConversationId, originId: ConversationId | null): Write {
  return {
    query: compiler
      .updateTable('promises')
      .set({ conversationId: to, originConversationId: originId, version: sql`version + 1` })
      .where('id', '=', id),
  }
}
