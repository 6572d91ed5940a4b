import type { ConversationId, MemberId, PromiseId } from '../../domain/shared/ids.ts'
import type { Reader } from '../db/database.ts'

/** Of promises, the words, whoever has them, and where they stand; in no order. */
export async function listPromised(db: Reader, ids: readonly PromiseId[]) {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('promises')
    .select(['id', 'text', 'frame', 'ownerId', 'conversationId'])
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return rows as {
    id: PromiseId
    text: string
    frame: string | null
    ownerId: MemberId
    conversationId: ConversationId | null
  }[]
}
