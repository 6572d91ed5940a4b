import { sql } from 'kysely'
import type { WorkspaceId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { compiler, type Database, type Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'
import type { NoticeId, StoredNotice } from './store.ts'

export type DueNotice = StoredNotice & {
  readonly pushedTo: readonly string[]
  readonly pushAttempts: number
}

/** The workspaces with notices to mail or to push by now (real time). */
export async function workspacesWithNotices(db: Database, now: Instant): Promise<WorkspaceId[]> {
  const { rows } = await sql<{ workspaceId: WorkspaceId }>`
    select workspace_id from jobs.workspaces_with_notices(${now})`.execute(db.system)
  return rows.map((r) => r.workspaceId)
}

/** Notices to mail, or to push, by now (real time), the oldest first; those of whoever is on a break wait. */
export async function listDue(
  db: Reader,
  way: 'mail' | 'push',
  now: Instant,
  limit: number,
): Promise<DueNotice[]> {
  const base = db
    .selectFrom('notices')
    .selectAll('notices')
    .where('memberId', 'not in', (e) =>
      e.selectFrom('members').select('members.id').where('onBreakSince', 'is not', null),
    )
    .limit(limit)
  const due =
    way === 'mail'
      ? base.where('mailDue', '<=', now).where('mailedAt', 'is', null).orderBy('mailDue')
      : base
          .where('pushDue', '<=', now)
          .where('pushedAt', 'is', null)
          .where('pushProblem', 'is', null)
          .orderBy('pushDue')
  return (await due.orderBy('notices.id').execute()) as unknown as DueNotice[]
}

/** Says that a notice was mailed, or need not be (`null`), unless another worker was quicker. */
export function settleMailing(
  n: StoredNotice,
  how: { mailedAt: Instant } | { mailDue: Instant | null },
): Write {
  return {
    query: compiler
      .updateTable('notices')
      .set(how)
      .where('id', '=', n.id)
      .where('mailedAt', 'is', null)
      .where('mailDue', '=', n.mailDue),
    must: 'changed_meanwhile',
  }
}

/** Takes a notice in hand until `until`, unless another worker was quicker, or lets it wait until then. */
export function holdPush(n: StoredNotice, until: Instant, attempts: number): Write {
  return {
    query: compiler
      .updateTable('notices')
      .set({ pushDue: until, pushAttempts: attempts })
      .where('id', '=', n.id)
      .where('pushDue', '=', n.pushDue)
      .where('pushedAt', 'is', null),
    must: 'changed_meanwhile',
  }
}

/** Writes down how a push went: done, given up, or to be tried again; `pushedTo` are the devices that have it. */
export function settlePush(
  id: NoticeId,
  how: { pushedTo: readonly string[] } & (
    | { pushedAt: Instant }
    | { pushProblem: string }
    | { pushDue: Instant | null }
  ),
): Write {
  return {
    query: compiler
      .updateTable('notices')
      .set({ ...how, pushedTo: [...how.pushedTo] })
      .where('id', '=', id),
  }
}
