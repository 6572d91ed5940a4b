import type { ConversationId, MessageId, PersonId } from '../../domain/shared/ids.ts'
import type { Reader } from '../db/database.ts'

/** What a message is about: its conversation and the person there. Null if there is no such message. */
export async function findAbout(db: Reader, id: MessageId) {
  const row = await db
    .selectFrom('messages')
    .innerJoin('conversations', (j) =>
      j
        .onRef('conversations.id', '=', 'messages.conversationId')
        .onRef('conversations.workspaceId', '=', 'messages.workspaceId'),
    )
    .select(['conversations.id', 'conversations.personId'])
    .where('messages.id', '=', id)
    .executeTakeFirst()
  return (row as { id: ConversationId; personId: PersonId | null } | undefined) ?? null
}
