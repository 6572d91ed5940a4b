import { sql } from 'kysely'
import type { BulkAct } from '../../domain/conversations/bulk.ts'
import type { ConversationId, Id, MemberId, WorkspaceId } from '../../domain/shared/ids.ts'
import { type Instant, plus } from '../../domain/shared/time.ts'
import { compiler, type Database, type Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'
import type { StoredConversation } from './store.ts'
import { type Viewer, visible } from './store-views.ts'

export type BulkId = Id<'bulk_act'>
export type StoredBulk = {
  readonly id: BulkId
  readonly memberId: MemberId
  readonly act: BulkAct
  readonly state: 'going' | 'done' | 'undoing' | 'undone'
  readonly createdAt: Instant
  readonly finishedAt: Instant | null
}
/** What an act changed of one conversation: facts, or tags put on and taken off. */
export type Trace = Readonly<Record<string, unknown>>
export type BulkLine = {
  readonly position: number
  readonly conversationId: ConversationId
  readonly state: 'waiting' | 'done' | 'stayed' | 'undone' | 'kept'
  readonly why: string | null
  readonly before: Trace | null
  readonly after: Trace | null
}

type Counted = { readonly total: number; readonly done: number; readonly stayed: number }

const columns = ['id', 'memberId', 'act', 'state', 'createdAt', 'finishedAt'] as const
const lineColumns = ['position', 'conversationId', 'state', 'why', 'before', 'after'] as const

/** Something done with many, by its id; null for none, and for what a colleague did. */
export async function findBulk(db: Reader, id: BulkId, memberId: MemberId): Promise<StoredBulk | null> {
  const row = await db
    .selectFrom('bulkActs')
    .select(columns)
    .where('id', '=', id)
    .where('memberId', '=', memberId)
    .executeTakeFirst()
  return (row as unknown as StoredBulk | undefined) ?? null
}

/** What a member did with many since a moment and has not put away, the latest first; what is under way stands among it. */
export async function listBulk(db: Reader, memberId: MemberId, since: Instant): Promise<StoredBulk[]> {
  const rows = await db
    .selectFrom('bulkActs')
    .select(columns)
    .where('memberId', '=', memberId)
    .where('seenAt', 'is', null)
    .where('createdAt', '>=', since)
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(20)
    .execute()
  return rows as unknown as StoredBulk[]
}

/** How many conversations each of these is for, with how many it is through, and how many of those stayed as they were. */
export async function countLines(db: Reader, bulks: readonly Pick<StoredBulk, 'id' | 'state'>[]) {
  if (bulks.length === 0) return new Map<BulkId, Counted>()
  const rows = await db
    .selectFrom('bulkLines')
    .select((e) => ['bulkId', 'state', e.fn.countAll<string>().as('count')])
    .where(
      'bulkId',
      'in',
      bulks.map((b) => b.id),
    )
    .groupBy(['bulkId', 'state'])
    .execute()
  return new Map(
    bulks.map((b): [BulkId, Counted] => {
      const of = (...states: BulkLine['state'][]) =>
        rows
          .filter((r) => r.bulkId === b.id && (states as string[]).includes(r.state))
          .reduce((sum, r) => sum + Number(r.count), 0)
      // Being taken back it is for those it was done to.
      const back = b.state === 'undoing' || b.state === 'undone'
      const [stayed, done] = back ? [of('kept'), of('kept', 'undone')] : [of('stayed'), of('done', 'stayed')]
      return [b.id, { total: done + (back ? of('done') : of('waiting')), done, stayed }]
    }),
  )
}

/** Those that wait for somebody to go on with them, the oldest first. */
export async function listBulkDue(db: Reader, realNow: Instant): Promise<StoredBulk[]> {
  const rows = await db
    .selectFrom('bulkActs')
    .select(columns)
    .where('state', 'in', ['going', 'undoing'])
    .where('nextLook', '<=', realNow)
    .orderBy('createdAt')
    .limit(20)
    .execute()
  return rows as unknown as StoredBulk[]
}

/** The next lines of one in a state, in their order. */
export async function listBulkLines(
  db: Reader,
  id: BulkId,
  state: BulkLine['state'],
  limit: number,
): Promise<BulkLine[]> {
  const rows = await db
    .selectFrom('bulkLines')
    .select(lineColumns)
    .where('bulkId', '=', id)
    .where('state', '=', state)
    .orderBy('position')
    .limit(limit)
    .execute()
  return rows as unknown as BulkLine[]
}

/** The conversations that stayed as they were, or whose change stayed, of those a member may read; after a position. */
export async function listStayed(db: Reader, id: BulkId, viewer: Viewer, after: number, limit: number) {
  const lines = await db
    .selectFrom('bulkLines')
    .select(['position', 'conversationId', 'why'])
    .where('bulkId', '=', id)
    .where('state', 'in', ['stayed', 'kept'])
    .where('position', '>', after)
    .orderBy('position')
    .limit(limit)
    .execute()
  const ids = lines.map((line) => line.conversationId)
  if (ids.length === 0) return { lines, talks: [] }
  const talks = await db
    .selectFrom('conversations')
    .selectAll()
    .where('id', 'in', ids)
    .where((e) => visible(e, viewer))
    .execute()
  return { lines, talks: talks as unknown as StoredConversation[] }
}

/** Writes down an act with the conversations it is for, in their order. */
export function insertBulk(
  workspaceId: WorkspaceId,
  bulk: Pick<StoredBulk, 'id' | 'memberId' | 'act'>,
  ids: readonly ConversationId[],
  createdAt: Instant,
  nextLook: Instant,
): Write[] {
  return [
    {
      query: compiler.insertInto('bulkActs').values({
        ...{ workspaceId, id: bulk.id, memberId: bulk.memberId, act: JSON.stringify(bulk.act) },
        ...{ state: 'going', createdAt, nextLook },
      }),
    },
    {
      query: compiler
        .insertInto('bulkLines')
        .columns(['workspaceId', 'bulkId', 'position', 'conversationId', 'state'])
        .expression(sql`select ${workspaceId}::uuid, ${bulk.id}::uuid, n, c, 'waiting'
          from unnest(${[...ids]}::uuid[]) with ordinality as line (c, n)`),
    },
  ]
}

/** Throws away what a member did with many before a moment. */
export function deleteBulkBefore(memberId: MemberId, before: Instant): Write {
  return {
    query: compiler
      .deleteFrom('bulkActs')
      .where('memberId', '=', memberId)
      .where('createdAt', '<', before)
      .where('state', 'in', ['done', 'undone']),
  }
}

/** Takes hold of one for some seconds, so that no second worker is at it. */
export function holdBulk(id: BulkId, realNow: Instant, seconds: number): Write {
  return {
    query: compiler
      .updateTable('bulkActs')
      .set({ nextLook: plus(realNow, { seconds }) })
      .where('id', '=', id)
      .where('nextLook', '<=', realNow),
    must: 'changed_meanwhile',
  }
}

/** Lets go of it: the next look may be now. */
export function releaseBulk(id: BulkId, realNow: Instant): Write {
  return { query: compiler.updateTable('bulkActs').set({ nextLook: realNow }).where('id', '=', id) }
}

/** Moves one from a state to the next; what is taken back is shown again. */
export function moveBulk(
  b: Pick<StoredBulk, 'id' | 'state'>,
  to: StoredBulk['state'],
  more: { finishedAt: Instant | null; nextLook?: Instant },
): Write {
  return {
    query: compiler
      .updateTable('bulkActs')
      .set({ state: to, ...more, ...(to === 'undoing' && { seenAt: null }) })
      .where('id', '=', b.id)
      .where('state', '=', b.state),
    must: 'changed_meanwhile',
  }
}

/** It is not shown any more. */
export function seeBulk(id: BulkId, seenAt: Instant): Write {
  return { query: compiler.updateTable('bulkActs').set({ seenAt }).where('id', '=', id) }
}

/** What became of one line, once. */
export function settleLine(
  id: BulkId,
  line: BulkLine,
  next: Pick<BulkLine, 'state'> & Partial<Pick<BulkLine, 'why' | 'before' | 'after'>>,
): Write {
  const { before, after, ...rest } = next
  return {
    query: compiler
      .updateTable('bulkLines')
      .set({
        ...rest,
        ...(before && { before: JSON.stringify(before) }),
        ...(after && { after: JSON.stringify(after) }),
      })
      .where('bulkId', '=', id)
      .where('position', '=', line.position)
      .where('state', '=', line.state),
    must: 'changed_meanwhile',
  }
}

/** Workspaces in which something done with many waits for somebody to go on with it. */
export async function workspacesWithBulk(db: Database, realNow: Instant): Promise<WorkspaceId[]> {
  const { rows } = await sql<{ workspaceId: WorkspaceId }>`
    select workspace_id from jobs.workspaces_with_bulk(${realNow})`.execute(db.system)
  return rows.map((r) => r.workspaceId)
}
