import { sql } from 'kysely'
import type { EventId, WorkspaceId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { fromEpochMs, type Instant, plus } from '../../domain/shared/time.ts'
import { compiler, type Database, type Reader } from '../db/database.ts'
import { type Act, flush } from '../db/flush.ts'
import { Refused } from '../db/refused.ts'
import type { Asked } from '../http/route.ts'
import { shownError } from '../log.ts'
import type { Services } from '../services.ts'
import type { LoggedEvent } from './log.ts'

/** How long after each failed try the next one comes (minutes); after the last of them a person has to look. */
const BACK_OFF = [0.2, 1, 5, 30, 120] as const

/** How many parked events are tried again at a time. */
const AT_ONCE = 50

/** An event a reader could not deal with. */
export type Parked = {
  readonly workspaceId: WorkspaceId
  readonly id: string
  readonly reader: string
  readonly eventId: EventId
  readonly problem: string
  readonly tries: number
  readonly parkedAt: Instant
  readonly nextTryAt: Instant | null
}

/** Parks an event after its first failed try, so that its reader goes on. An event parked before stays as it is. */
export async function parkEvent(
  services: Services,
  reader: string,
  event: LoggedEvent,
  err: unknown,
): Promise<void> {
  const now = fromEpochMs(services.clock())
  const row = {
    workspaceId: event.workspaceId,
    id: services.newId<'parked_event'>(),
    reader,
    eventId: event.id,
    problem: problemOf(err),
    tries: 1,
    parkedAt: now,
    nextTryAt: nextTry(1, now),
  }
  await flush(actOf(services, event.workspaceId), {
    writes: [
      {
        query: compiler
          .insertInto('parkedEvents')
          .values(row)
          .onConflict((c) => c.doNothing()),
      },
    ],
    events: [],
  })
}

/** The parked events of a reader whose next try has come, with the events themselves. */
export async function duePark(services: Services, reader: string): Promise<[Parked, LoggedEvent][]> {
  const now = fromEpochMs(services.clock())
  const { rows } = await sql<Parked>`
    select * from jobs.parked_due(${reader}, ${now}, ${AT_ONCE})`.execute(services.db.system)
  const pairs: [Parked, LoggedEvent][] = []
  for (const parked of rows) {
    const event = await services.db.read(parked.workspaceId, (db) =>
      db.selectFrom('events').selectAll().where('id', '=', parked.eventId).executeTakeFirst(),
    )
    if (event) pairs.push([parked, event as unknown as LoggedEvent])
  }
  return pairs
}

/** Forgets a parked event: it has been dealt with. */
export async function unpark(services: Services, parked: Parked): Promise<void> {
  await flush(actOf(services, parked.workspaceId), {
    writes: [{ query: compiler.deleteFrom('parkedEvents').where('id', '=', parked.id) }],
    events: [],
  })
}

/** Writes down that another try failed. Gives back when the next one comes, null if none does by itself. */
export async function parkAgain(services: Services, parked: Parked, err: unknown): Promise<Instant | null> {
  const tries = parked.tries + 1
  const nextTryAt = nextTry(tries, fromEpochMs(services.clock()))
  await flush(actOf(services, parked.workspaceId), {
    writes: [
      {
        query: compiler
          .updateTable('parkedEvents')
          .set({ tries, nextTryAt, problem: problemOf(err) })
          .where('id', '=', parked.id),
      },
    ],
    events: [],
  })
  return nextTryAt
}

/** What is parked in a workspace, the latest first: what kind of thing, never about whom. */
export async function listParked(db: Reader) {
  return await db
    .selectFrom('parkedEvents')
    .innerJoin('events', (j) =>
      j
        .onRef('events.workspaceId', '=', 'parkedEvents.workspaceId')
        .onRef('events.id', '=', 'parkedEvents.eventId'),
    )
    .select(['parkedEvents.id', 'reader', 'events.kind', 'events.at', 'problem', 'tries', 'nextTryAt'])
    .orderBy('parkedAt', 'desc')
    .limit(200)
    .execute()
}

/** Has a parked event tried again at the next look, as if for the first time. @throws Refused `not_found`. */
export async function retryParked(asked: Asked, id: string): Promise<void> {
  const now = fromEpochMs(asked.services.clock())
  const found = await asked.db.read(asked.workspaceId, (db) =>
    db.selectFrom('parkedEvents').select('id').where('id', '=', id).executeTakeFirst(),
  )
  if (!found) throw new Refused(refuse('not_found'))
  await flush(asked, {
    writes: [
      {
        query: compiler.updateTable('parkedEvents').set({ tries: 0, nextTryAt: now }).where('id', '=', id),
      },
    ],
    events: [],
  })
}

/** How many events stand parked in a workspace for a person to look at, and what the latest of them ran into. */
export async function parkedFor(db: Database, workspaceId: WorkspaceId) {
  const rows = await db.read(workspaceId, listParked)
  return rows.filter((r) => r.nextTryAt === null)
}

function nextTry(tries: number, now: Instant): Instant | null {
  const minutes = BACK_OFF[tries - 1]
  return minutes === undefined ? null : plus(now, { minutes })
}

function problemOf(err: unknown): string {
  const { type, message, code } = shownError(err) as { type: string; message?: string; code?: string }
  return [type, code, message].filter(Boolean).join(': ').slice(0, 500)
}

function actOf(services: Services, workspaceId: WorkspaceId): Act {
  return {
    db: services.db,
    workspaceId,
    actor: { kind: 'system', id: null },
    now: fromEpochMs(services.clock()),
    newId: services.newId,
  }
}
