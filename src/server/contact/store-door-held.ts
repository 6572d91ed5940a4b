import { sql } from 'kysely'
import type { ContactRule } from '../../domain/contact/can-contact.ts'
import type { ContactChannel, Purpose } from '../../domain/contact/consent.ts'
import type { PersonId, PromiseId, WorkspaceId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { compiler, type Database, type Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'
import type { DueIn } from '../jobs/tick.ts'

/** A word that waits for its time; its id is that of the word itself. */
export type HeldWord = {
  readonly id: string
  readonly personId: PersonId
  readonly promiseId: PromiseId | null
  readonly purpose: Purpose
  readonly channel: ContactChannel
  readonly rule: ContactRule
  readonly until: Instant
  readonly createdAt: Instant
  readonly settledAt: Instant | null
  readonly outcome: 'sent' | 'denied' | 'dropped' | null
  readonly version: number
}

/** A word that waited or waits, by its own id; null for one that never had to. */
export async function findHeldWord(db: Reader, id: string): Promise<HeldWord | null> {
  const row = await db.selectFrom('heldWords').selectAll().where('id', '=', id).executeTakeFirst()
  return (row as unknown as HeldWord | undefined) ?? null
}

/** Words whose time has come by now, in the order in which they were said. */
export async function listHeldDue(db: Reader, now: Instant, limit: number): Promise<HeldWord[]> {
  const rows = await db
    .selectFrom('heldWords')
    .selectAll()
    .where('settledAt', 'is', null)
    .where('until', '<=', now)
    .orderBy('until')
    .orderBy('createdAt')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows as unknown as HeldWord[]
}

/** The words of promises that waited or wait, the earliest first. */
export async function listHeldOf(db: Reader, ids: readonly PromiseId[]): Promise<HeldWord[]> {
  const rows = await db
    .selectFrom('heldWords')
    .selectAll()
    .where('promiseId', 'in', [...ids])
    .orderBy('createdAt')
    .execute()
  return rows as unknown as HeldWord[]
}

/** Has a word wait for its time. */
export function insertHeldWord(workspaceId: WorkspaceId, w: Omit<HeldWord, 'version'>): Write {
  return { query: compiler.insertInto('heldWords').values({ ...w, workspaceId, version: 1 }) }
}

/** Has a word wait on, or ends its waiting. */
export function updateHeldWord(
  w: Pick<HeldWord, 'id' | 'version'>,
  change: Partial<Pick<HeldWord, 'until' | 'rule' | 'settledAt' | 'outcome'>>,
): Write {
  return {
    query: compiler
      .updateTable('heldWords')
      .set({ ...change, version: w.version + 1 })
      .where('id', '=', w.id)
      .where('version', '=', w.version),
    must: 'changed_meanwhile',
  }
}

/** The workspaces in which a word has waited long enough, each at its own clock. */
export async function workspacesWithHeldWords(db: Database, now: Instant): Promise<readonly DueIn[]> {
  const { rows } = await sql<DueIn>`
    select workspace_id, clock_ahead_seconds from jobs.workspaces_with_held_words(${now})`.execute(db.system)
  return rows
}
