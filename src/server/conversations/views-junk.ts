import type { MemberId } from '../../domain/shared/ids.ts'
import { plus } from '../../domain/shared/time.ts'
import type { Reader } from '../db/database.ts'
import type { StoredConversation } from './store.ts'
import { junkDays } from './store-junk.ts'
import { listMailHeads } from './store-messages.ts'

/** Who put a conversation into junk, when, when it is erased, and from which address it came; null for one that is in none. */
export async function showJunk(
  db: Reader,
  c: Pick<StoredConversation, 'id' | 'junkedAt' | 'junkedBy'>,
  members: (id: MemberId | null) => { id: MemberId; name: string } | null,
) {
  if (c.junkedAt === null) return null
  const came = (await listMailHeads(db, c.id)).find((m) => m.direction === 'in')
  return {
    at: c.junkedAt,
    by: members(c.junkedBy),
    erasedAt: plus(c.junkedAt, { days: await junkDays(db) }),
    sender: came?.recipients.from[0]?.address ?? null,
  }
}
