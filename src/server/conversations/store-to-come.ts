import type { ConversationId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import type { Reader } from '../db/database.ts'
import type { StoredConversation } from './store.ts'

/** Conversations whose sleep has ended by now. */
export async function listDueToWake(db: Reader, now: Instant): Promise<StoredConversation[]> {
  const rows = await db
    .selectFrom('conversations')
    .selectAll()
    .where('snoozedUntil', '<=', now)
    .where('closedAt', 'is', null)
    .where('mergedInto', 'is', null)
    .limit(200)
    .execute()
  return rows as unknown as StoredConversation[]
}

/** The next contact that waits in a conversation; null for none. */
export async function findNextContactOf(db: Reader, id: ConversationId) {
  return (
    (await db
      .selectFrom('nextContacts')
      .select(['id', 'what', 'due'])
      .where('conversationId', '=', id)
      .where('doneAt', 'is', null)
      .orderBy('due')
      .limit(1)
      .executeTakeFirst()) ?? null
  )
}
