import type { MemberId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { compiler, type Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'

/** Whether a member rests now, and who stands in for them. */
export async function findStanding(db: Reader, id: MemberId) {
  const row = await db
    .selectFrom('members')
    .select(['backupId', 'onBreakSince'])
    .where('id', '=', id)
    .executeTakeFirst()
  return { backupId: (row?.backupId ?? null) as MemberId | null, rests: row?.onBreakSince != null }
}

/** Names who stands in for a member, or nobody. */
export function updateBackup(id: MemberId, backupId: MemberId | null): Write {
  return { query: compiler.updateTable('members').set({ backupId }).where('id', '=', id) }
}

/** Says since when a member rests; null once they are back. */
export function updateBreak(id: MemberId, since: Instant | null): Write {
  return { query: compiler.updateTable('members').set({ onBreakSince: since }).where('id', '=', id) }
}
