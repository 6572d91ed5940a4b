import { sql } from 'kysely'
import { blockable } from '../../domain/channels/junk.ts'
import type { MemberId, PersonId, WorkspaceId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { compiler, type Database, type Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'
import type { DueIn } from '../jobs/tick.ts'
import type { StoredInbound } from './store-mail-in.ts'

/** Whose mail is junk by a decision of the house: an address, or a domain with all below it. */
export type StoredBlock = {
  readonly id: string
  readonly kind: 'address' | 'domain'
  readonly value: string
  readonly reason: string
  readonly madeBy: MemberId
  readonly madeAt: Instant
  readonly removedBy: MemberId | null
  readonly removedAt: Instant | null
  readonly caught: number
  readonly lastCaughtAt: Instant | null
  readonly version: number
}

/** What blocks one of these addresses; null if nothing does. */
export async function findBlock(db: Reader, addresses: readonly string[]): Promise<string | null> {
  return (await findBlockOf(db, addresses))?.value ?? null
}

/** The block of one of these addresses, the narrowest first; null if there is none. */
export async function findBlockOf(db: Reader, addresses: readonly string[]) {
  const forms = addresses.map(blockable)
  const rows = await db
    .selectFrom('blocks')
    .select(['id', 'value'])
    .where('removedAt', 'is', null)
    .where((e) =>
      e.or([
        e.and([e('kind', '=', 'address'), e('value', 'in', ['', ...forms.map((f) => f.address)])]),
        e.and([e('kind', '=', 'domain'), e('value', 'in', ['', ...forms.flatMap((f) => f.domains)])]),
      ]),
    )
    .execute()
  return rows.toSorted((a, b) => b.value.length - a.value.length)[0] ?? null
}

/** Tells whether the house blocks anybody at all. */
export async function hasBlocks(db: Reader): Promise<boolean> {
  const row = await db
    .selectFrom('blocks')
    .select('id')
    .where('removedAt', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Tells whether somebody of ours has this address (in the form by which addresses are compared); whose every word was junk is nobody. */
export async function isKnownAddress(db: Reader, value: string): Promise<boolean> {
  const row = await db
    .selectFrom('handles')
    .innerJoin('persons', (j) =>
      j.onRef('persons.workspaceId', '=', 'handles.workspaceId').onRef('persons.id', '=', 'handles.personId'),
    )
    .select('handles.id')
    .where('kind', '=', 'email')
    .where('value', '=', value)
    .where('removedAt', 'is', null)
    .where(sql<boolean>`not app.made_by_junk(persons)`)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** A page of what is blocked, of whose value or reason some words are (none: all), the latest first. */
export async function listBlocks(
  db: Reader,
  q: string,
  after: { at: Instant; id: string } | null,
  limit: number,
) {
  let query = db
    .selectFrom('blocks')
    .selectAll()
    .where('removedAt', 'is', null)
    .orderBy('madeAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
  if (q !== '') query = query.where(sql<boolean>`position(lower(${q}) in lower(value || ' ' || reason)) > 0`)
  if (after) query = query.where(sql<boolean>`(made_at, id) < (${after.at}, ${after.id})`)
  return (await query.execute()) as unknown as StoredBlock[]
}

/** One that stands for a value, or one by its id, removed or not. */
export async function findOneBlock(db: Reader, by: { id: string } | { kind: string; value: string }) {
  let query = db.selectFrom('blocks').selectAll()
  query =
    'id' in by
      ? query.where('id', '=', by.id)
      : query.where('kind', '=', by.kind).where('value', '=', by.value).where('removedAt', 'is', null)
  const row = await query.executeTakeFirst()
  return (row as unknown as StoredBlock) ?? null
}

/** Adds a block; of two at once the later is refused. */
export function insertBlock(
  workspaceId: WorkspaceId,
  block: Omit<StoredBlock, 'version' | 'caught' | 'lastCaughtAt'>,
): Write {
  return { query: compiler.insertInto('blocks').values({ ...block, workspaceId, version: 1 }) }
}

/** That a block held a mail back. */
export function countCaught(value: string, now: Instant): Write {
  return {
    query: compiler
      .updateTable('blocks')
      .set({ caught: sql`caught + 1`, lastCaughtAt: now })
      .where('value', '=', value)
      .where('removedAt', 'is', null),
  }
}

/** Addresses of people to whom a promise is open, of those that are, or end like, what is blocked. */
export async function listPromisedFrom(
  db: Reader,
  { kind, value }: { kind: 'address' | 'domain'; value: string },
): Promise<{ personId: PersonId; value: string }[]> {
  const end = value.replace(/^\*\./, '')
  const { rows } = await sql<{ personId: PersonId; value: string }>`
    select h.person_id, h.value from promises p
    join persons o on o.workspace_id = p.workspace_id and o.id = p.to_person_id
    join persons one on one.workspace_id = o.workspace_id and one.root_id = o.root_id
    join handles h on h.workspace_id = one.workspace_id and h.person_id = one.id and h.kind = 'email' and h.removed_at is null
    where p.kept_at is null and p.broken_at is null and p.released_at is null and p.moved_at is null
      and ${kind === 'address' ? sql`h.value = ${value}` : sql`right(h.value, ${end.length}) = ${end}`}
    limit 1000`.execute(db)
  return rows
}

/** Takes a block away, or puts it back. */
export function updateBlock(
  { id, version }: Pick<StoredBlock, 'id' | 'version'>,
  change: Pick<StoredBlock, 'removedBy' | 'removedAt'>,
): Write {
  return {
    query: compiler
      .updateTable('blocks')
      .set({ ...change, version: version + 1 })
      .where('id', '=', id)
      .where('version', '=', version),
    must: 'changed_meanwhile',
  }
}

/** Sets how many days the house keeps junk. */
export function updateJunkDays(workspaceId: WorkspaceId, days: number): Write {
  return {
    query: compiler.updateTable('workspaces').set({ junkDays: days }).where('workspaceId', '=', workspaceId),
  }
}

/** The workspaces in which junk is to be erased, each at its own clock. */
export async function workspacesWithOldJunk(db: Database, now: Instant): Promise<readonly DueIn[]> {
  const { rows } = await sql<DueIn>`
    select workspace_id, clock_ahead_seconds from jobs.workspaces_with_old_junk(${now})`.execute(db.system)
  return rows
}

/** Junk that lay there since before a moment. */
export async function listOldJunk(db: Reader, before: Instant, limit: number): Promise<StoredInbound[]> {
  const rows = await db
    .selectFrom('inboundMails')
    .selectAll()
    .where('state', '=', 'junk')
    .where('erasedAt', 'is', null)
    .where('settledAt', '<', before)
    .orderBy('settledAt')
    .limit(limit)
    .execute()
  return rows as unknown as StoredInbound[]
}

/** Whether any workspace of the house still has these bytes. */
export async function isKept(db: Database, sha256: string): Promise<boolean> {
  const { rows } = await sql<{ kept: boolean }>`select jobs.is_kept(${sha256}) as kept`.execute(db.system)
  return rows[0]?.kept ?? true
}
