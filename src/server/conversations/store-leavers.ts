import type { MemberId } from '../../domain/shared/ids.ts'
import type { Reader } from '../db/database.ts'
import type { StoredConversation, StoredHandover } from './store.ts'

/** Open conversations somebody has; at most 200 at once. */
export async function listAssignedTo(db: Reader, memberId: MemberId): Promise<StoredConversation[]> {
  const rows = await db
    .selectFrom('conversations')
    .selectAll()
    .where('assigneeId', '=', memberId)
    .where('closedAt', 'is', null)
    .where('mergedInto', 'is', null)
    .limit(200)
    .execute()
  return rows as unknown as StoredConversation[]
}

/** Hand-overs that wait for somebody's word; at most 200 at once. */
export async function listOfferedTo(db: Reader, memberId: MemberId): Promise<StoredHandover[]> {
  const rows = await db
    .selectFrom('handovers')
    .selectAll()
    .where('toMemberId', '=', memberId)
    .where('acceptedAt', 'is', null)
    .where('declinedAt', 'is', null)
    .limit(200)
    .execute()
  return rows as unknown as StoredHandover[]
}
