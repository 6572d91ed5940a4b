import { type Compilable, sql } from 'kysely'
import type { PoolClient } from 'pg'
import { type DomainEvent, isLoggable } from '../../domain/shared/events.ts'
import type {
  ConversationId,
  Id,
  MemberId,
  PersonId,
  PromiseId,
  WorkspaceId,
} from '../../domain/shared/ids.ts'
import { type RefusalCode, refuse } from '../../domain/shared/refusal.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { begin, compiler, type Database, type InOne } from './database.ts'
import type { NewId } from './ids.ts'
import { isBadText, Refused } from './refused.ts'

/** One row-changing query. With `must`, it has to change exactly one row, else the whole flush is refused with that code. */
export type Write = { readonly query: Compilable; readonly must?: RefusalCode }

/** What an action wants done, all or nothing: writes, and the events that tell of them. Changes add up (`together`). */
export type Change = { readonly writes: readonly Write[]; readonly events: readonly DomainEvent[] }

/** Who did it. */
export type Actor =
  | { readonly kind: 'member'; readonly id: Id<'member'> }
  | { readonly kind: 'person'; readonly id: Id<'person'> }
  | { readonly kind: 'system'; readonly id: null }

/** The frame of one act: which workspace, who, when (the workspace's clock), and how new ids are made. */
export type Act = {
  readonly db: Database
  readonly workspaceId: WorkspaceId
  readonly actor: Actor
  readonly now: Instant
  readonly newId: NewId
}

/** Adds changes up to one. */
export function together(...changes: readonly Change[]): Change {
  return { writes: changes.flatMap((c) => c.writes), events: changes.flatMap((c) => c.events) }
}

/**
 * Writes a change in one transaction of one statement, pipelined: BEGIN, SET LOCAL, the statement, COMMIT travel together.
 * Screens look for news then, unless nothing they show has changed (`quietly`). Of a change that is none nothing is written.
 * @throws Refused when a version check found nothing (`must`), or a unique rule was hit or another write stood in the way of this
 * one and this in its (`changed_meanwhile`). In a transaction of several acts (`flushTogether`) it is part of that one, which stands or
 * falls whole.
 */
export async function flush(act: Act, change: Change, quietly = false): Promise<void> {
  if (change.writes.length === 0 && change.events.length === 0) return
  const { sql: text, parameters } = compileFlush(act, change)
  if (act.db.within) {
    await act.db.within.ask(text, parameters).catch((e) => {
      throw asRefusal(e)
    })
    return
  }
  const client = await act.db.pool.connect()
  let broken: Error | undefined
  try {
    const sent = [begin(client, act.workspaceId), client.query(text, [...parameters]), client.query('commit')]
    const [opened, wrote, committed] = await Promise.allSettled(sent)
    for (const step of [opened, wrote, committed]) if (step?.status === 'rejected') throw step.reason
    // A COMMIT of a broken transaction answers ROLLBACK without an error.
    const tag = (committed as PromiseFulfilledResult<{ command?: string }>).value.command
    if (tag !== 'COMMIT') throw new Error(`the database answered ${tag} to COMMIT`)
  } catch (e) {
    broken = await closeTransaction(client)
    throw asRefusal(e)
  } finally {
    client.release(broken)
  }
  if (!quietly) notifyLive(act)
}

/** Told after each commit; the live screens set it (see events/live.ts). */
const listeners = new WeakMap<Database, (workspaceId: WorkspaceId) => void>()

/** Sets who is told, after each commit of this process, that a workspace has new events. */
export function onFlush(db: Database, listener: (workspaceId: WorkspaceId) => void): void {
  listeners.set(db, listener)
}

function notifyLive(act: Pick<Act, 'db' | 'workspaceId'>): void {
  listeners.get(act.db)?.(act.workspaceId)
}

/**
 * Runs acts of one workspace in one transaction (`Database.inOne`): their flushes stand together or not at all, and screens look for
 * news once it is committed.
 */
export async function flushTogether<T>(
  db: Database,
  workspaceId: WorkspaceId,
  work: (db: InOne) => Promise<T>,
): Promise<T> {
  const result = await db.inOne(workspaceId, work)
  notifyLive({ db, workspaceId })
  return result
}

function compileFlush(act: Act, change: Change) {
  const parts = change.writes.map((w, i) => sql`${sql.raw(`w${i}`)} as (${raw(w.query)} returning 1)`)
  if (change.events.length > 0) parts.push(sql`told as (${raw(eventInsert(act, change.events))} returning 1)`)
  const demands = change.writes.flatMap((w, i) =>
    w.must ? [sql`app.demand((select count(*) from ${sql.raw(`w${i}`)}), 1, ${w.must})`] : [],
  )
  const tail = demands.length > 0 ? sql.join(demands) : sql`1`
  return sql`with ${sql.join(parts)} select ${tail}`.compile(compiler)
}

// Every builder is also an expression; its type only says it compiles.
function raw(query: Compilable) {
  return sql`${query as unknown as ReturnType<typeof sql>}`
}

function eventInsert(act: Act, events: readonly DomainEvent[]): Compilable {
  return compiler.insertInto('events').values(
    events.map((e) => ({
      workspaceId: act.workspaceId,
      id: act.newId<'event'>(),
      kind: e.kind,
      version: 1,
      personId: (e.subjects.personId ?? null) as PersonId | null,
      conversationId: (e.subjects.conversationId ?? null) as ConversationId | null,
      promiseId: (e.subjects.promiseId ?? null) as PromiseId | null,
      memberId: (e.subjects.memberId ?? null) as MemberId | null,
      subjects: JSON.stringify(e.subjects),
      actorKind: act.actor.kind,
      actorId: act.actor.id,
      at: e.at ?? act.now,
      data: loggable(e),
    })),
  )
}

// The log is never erased: a text, a name or an address that gets here is a fault of ours, seen before it is written.
function loggable(e: DomainEvent): string {
  if (!isLoggable(e.data)) throw new Error(`${e.kind} would carry words into the log`)
  return JSON.stringify(e.data)
}

async function closeTransaction(client: PoolClient): Promise<Error | undefined> {
  try {
    await client.query('rollback')
    return undefined
  } catch (e) {
    return e as Error
  }
}

function asRefusal(e: unknown): unknown {
  const { code, message, constraint } = e as { code?: string; message?: string; constraint?: string }
  if (code === 'SV409') return new Refused(refuse(message as RefusalCode))
  // Two who wrote to the same rows each waited for the other: this one was taken back whole, and has to look again.
  if (code === '40P01') return new Refused(refuse('changed_meanwhile'))
  if (code === '23505') return new Refused(refuse('changed_meanwhile'))
  // Something named that is not here: the constraint is called table_workspace_id_<column>_fkey.
  if (code === '23503') return new Refused(refuse('not_found', fieldOf(constraint)))
  // A NUL in a text, or what is no date, number or id.
  if (isBadText(e)) return new Refused(refuse('invalid_input'))
  return e
}

function fieldOf(constraint: string | undefined): { field?: string } {
  const column = constraint?.match(/workspace_id_(\w+)_fkey\d*$/)?.[1]
  return column ? { field: column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()) } : {}
}
