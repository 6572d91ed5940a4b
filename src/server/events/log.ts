import { sql } from 'kysely'
import type { EventKind } from '../../domain/shared/events.ts'
import type {
  ConversationId,
  EventId,
  MemberId,
  PersonId,
  PromiseId,
  WorkspaceId,
} from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import type { Database, Reader } from '../db/database.ts'
import { isId } from '../db/ids.ts'

/** A position in the event log of this cluster: everything up to it has been read, and nothing can come before it any more. */
export type Position = { readonly tx: number; readonly id: string }

export const BEGINNING: Position = { tx: Number.MIN_SAFE_INTEGER, id: '00000000-0000-0000-0000-000000000000' }

/** A position as a browser keeps it. */
export function shownPosition(p: Position): string {
  return `${p.tx}.${p.id}`
}

/** Reads what `shownPosition` wrote; null for anything else. What came with a restored backup lies before zero. */
export function readShownPosition(s: string): Position | null {
  const [tx = '', id = ''] = s.split('.')
  return /^-?\d{1,15}$/.test(tx) && isId(id) ? { tx: Number(tx), id } : null
}

/** An event as readers get it. */
export type LoggedEvent = {
  readonly workspaceId: WorkspaceId
  readonly id: EventId
  readonly tx: number
  readonly kind: EventKind
  readonly personId: PersonId | null
  readonly conversationId: ConversationId | null
  readonly promiseId: PromiseId | null
  readonly memberId: MemberId | null
  readonly subjects: Record<string, string>
  readonly actorKind: 'member' | 'person' | 'system'
  readonly actorId: string | null
  readonly at: Instant
  readonly data: Record<string, unknown>
}

/** The next events of all workspaces after a position, oldest first; stops before the oldest transaction of ours still running. */
export async function eventsAfter(db: Database, after: Position, limit = 500): Promise<LoggedEvent[]> {
  const { rows } = await sql<LoggedEvent>`
    select * from jobs.events_after(${after.tx}, ${after.id}, ${limit})`.execute(db.system)
  return rows
}

/** Where a named reader stands. */
export async function readPosition(db: Database, reader: string): Promise<Position> {
  const { rows } = await sql<{ tx: number; eventId: string }>`
    select tx, event_id from jobs.cursors where reader = ${reader}`.execute(db.system)
  return rows[0] ? { tx: rows[0].tx, id: rows[0].eventId } : BEGINNING
}

/** Moves a named reader forward, after what it read has been dealt with. */
export async function savePosition(db: Database, reader: string, to: Position, now: Instant): Promise<void> {
  await sql`insert into jobs.cursors (reader, tx, event_id, moved_at) values (${reader}, ${to.tx}, ${to.id}, ${now})
    on conflict (reader) do update set tx = excluded.tx, event_id = excluded.event_id, moved_at = excluded.moved_at`.execute(
    db.system,
  )
}

/** The newest position nothing can come before: where a live screen begins. */
export async function newestPosition(db: Database): Promise<Position> {
  const { rows } = await sql<{ tx: number }>`
    select app.settled_below() - 1 as tx`.execute(db.system)
  return { tx: rows[0]!.tx, id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' }
}

type Filter = {
  personId?: PersonId
  conversationId?: ConversationId
  /** Of any of these. */
  conversationIds?: readonly ConversationId[]
  promiseId?: PromiseId
  kinds?: readonly EventKind[]
}

/** A page of what happened, the latest first. `after` is the key of the last line of the page before. */
export async function listEvents(
  db: Reader,
  filter: Filter,
  after: { at: Instant; id: string } | null,
  limit: number,
) {
  let query = db.selectFrom('events').selectAll().orderBy('at', 'desc').orderBy('id', 'desc').limit(limit)
  if (filter.personId) query = query.where('personId', '=', filter.personId)
  if (filter.conversationId) query = query.where('conversationId', '=', filter.conversationId)
  if (filter.conversationIds) query = query.where('conversationId', 'in', filter.conversationIds)
  if (filter.promiseId) query = query.where('promiseId', '=', filter.promiseId)
  // What each was told is between them and their bell.
  query = filter.kinds
    ? query.where('kind', 'in', filter.kinds)
    : query.where('kind', '<>', 'notice.told' satisfies EventKind)
  if (after) query = query.where(sql<boolean>`(at, id) < (${after.at}, ${after.id})`)
  return (await query.execute()) as unknown as LoggedEvent[]
}
