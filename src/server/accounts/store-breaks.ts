import type { MemberId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { compiler, type Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'

/** Whether a member rests now, and who stands in for them: always, and during this break. */
export async function findStanding(db: Reader, id: MemberId) {
  const row = await db
    .selectFrom('members')
    .select(['backupId', 'onBreakSince', 'standInId'])
    .where('id', '=', id)
    .executeTakeFirst()
  return {
    backupId: (row?.backupId ?? null) as MemberId | null,
    standInId: (row?.standInId ?? null) as MemberId | null,
    rests: row?.onBreakSince != null,
  }
}

/** Everybody's place and end, and whether they rest now. */
export async function listResting(db: Reader) {
  const rows = await db.selectFrom('members').select(['id', 'siteId', 'endsAt', 'onBreakSince']).execute()
  return rows.map(({ onBreakSince, ...m }) => ({
    ...{ id: m.id as MemberId, siteId: m.siteId, endsAt: m.endsAt as Instant | null },
    rests: onBreakSince !== null,
  }))
}

/** Names who stands in for a member, or nobody. */
export function updateBackup(id: MemberId, backupId: MemberId | null): Write {
  return { query: compiler.updateTable('members').set({ backupId }).where('id', '=', id) }
}

/** Says that a member rests from now on; one who rests already does so since before. */
export function beginBreak(id: MemberId, since: Instant): Write {
  return {
    query: compiler
      .updateTable('members')
      .set({ onBreakSince: since })
      .where('id', '=', id)
      .where('onBreakSince', 'is', null),
  }
}

/** Says that a member is back; whoever stood in for this break does so no more. Who is back already came back before. */
export function endBreak(id: MemberId, now: Instant): Write {
  return {
    query: compiler
      .updateTable('members')
      .set((e) => ({
        ...{ lastBreakSince: e.ref('onBreakSince'), lastBreakUntil: now },
        ...{ onBreakSince: null, standInId: null },
      }))
      .where('id', '=', id)
      .where('onBreakSince', 'is not', null),
  }
}

/** Since when a member rested who came back at `after` or later; null for who did not. */
export async function findBreakUntil(db: Reader, id: MemberId, after: Instant): Promise<Instant | null> {
  const row = await db
    .selectFrom('members')
    .select('lastBreakSince')
    .where('id', '=', id)
    .where('onBreakSince', 'is', null)
    .where('lastBreakUntil', '>=', after)
    .executeTakeFirst()
  return (row?.lastBreakSince ?? null) as Instant | null
}

/** Names who stands in for this break of a member. Refused as `changed_meanwhile` once they are back. */
export function updateStandIn(id: MemberId, standInId: MemberId): Write {
  return {
    query: compiler
      .updateTable('members')
      .set({ standInId })
      .where('id', '=', id)
      .where('onBreakSince', 'is not', null),
    must: 'changed_meanwhile',
  }
}
