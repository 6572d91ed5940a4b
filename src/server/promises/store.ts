import { sql } from 'kysely'
import { LEAD_MINUTES } from '../../domain/promises/overdue.ts'
import type { CustomerPromise, ProgressUpdate } from '../../domain/promises/promise.ts'
import type {
  ConversationId,
  MemberId,
  MessageId,
  PersonId,
  PromiseId,
  WorkspaceId,
} from '../../domain/shared/ids.ts'
import { type Instant, plus } from '../../domain/shared/time.ts'
import { readableTalk, type Viewer } from '../conversations/store-views.ts'
import { compiler, type Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'
import { latestFirst, pageOfEach } from '../db/keyset.ts'
import { listSame } from '../people/store-merge.ts'

export type StoredPromise = CustomerPromise & {
  readonly messageId: MessageId | null
  /** The conversation it belongs to, if that was merged into the one it stands in. */
  readonly originConversationId: ConversationId | null
  readonly version: number
}

/** A promise; null if there is none. */
export async function findPromise(db: Reader, id: PromiseId): Promise<StoredPromise | null> {
  const row = await db.selectFrom('promises').selectAll().where('id', '=', id).executeTakeFirst()
  return (row as unknown as StoredPromise) ?? null
}

/** Twin of `isOpen`. */
const isOpen = sql<boolean>`(kept_at is null and broken_at is null and released_at is null and moved_at is null)`

/** Twins of the rules of `overdue.ts` and `comes-first.ts`: which open promises are due, at risk, overdue, owe a word at a moment. */
const TWINS = {
  due: (now: Instant) => sql<boolean>`(${isOpen} and case
    when next_update_due > due or (next_update_due < due and due >= ${now}) then next_update_due else due end <= ${now})`,
  at_risk: (now: Instant) =>
    sql<boolean>`(${isOpen} and due between ${now} and ${plus(now, { minutes: LEAD_MINUTES })})`,
  overdue: (now: Instant) => sql<boolean>`(${isOpen} and due < ${now})`,
  update_due: (now: Instant) => sql<boolean>`(${isOpen} and next_update_due < ${now})`,
}

/** These promises, in no order. */
export async function findPromises(db: Reader, ids: readonly PromiseId[]): Promise<StoredPromise[]> {
  if (ids.length === 0) return []
  return (await db.selectFrom('promises').selectAll().where('id', 'in', ids).execute()) as never
}

/** These promises as they stand now: in the place of one that was given another date, in time or late, stands the one with the last date. */
export async function findAsTheyStand(
  db: Reader,
  ids: readonly PromiseId[],
): Promise<Map<PromiseId, StoredPromise>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ firstId: PromiseId; id: PromiseId }>`
    with recursive line as (
      select p.id as first_id, p.id, 0 as turn from promises p where p.id = any(${ids as PromiseId[]}::uuid[])
      union all
      select l.first_id, n.id, l.turn + 1 from line l join promises n on n.successor_of = l.id
    )
    select distinct on (first_id) first_id, id from line order by first_id, turn desc`.execute(db)
  const last = await findPromises(
    db,
    rows.map((row) => row.id),
  )
  const byId = new Map(last.map((p) => [p.id, p]))
  return new Map(rows.map((row) => [row.firstId, byId.get(row.id)!]))
}

type Filter = {
  owners: readonly MemberId[] | null
  state: 'open' | 'settled'
  /** Those made to one colleague. */
  toMemberId?: MemberId | undefined
  madeTo?: 'customers' | 'colleagues' | undefined
  is?: { state: keyof typeof TWINS; now: Instant } | undefined
  personId?: PersonId | undefined
  conversationId?: ConversationId | undefined
  /** Only what this member may read: the twin of `readablePromises`. */
  viewer?: Viewer | undefined
}

/** A page of promises: open ones by due, the earliest first; settled ones by original due, the latest first. */
export async function listPromises(
  db: Reader,
  filter: Filter,
  after: { at: Instant; id: string } | null,
  limit: number,
): Promise<StoredPromise[]> {
  if (!filter.personId) return await listPromisesBy(db, filter, after, limit)
  const order = (a: StoredPromise, b: StoredPromise) =>
    filter.state === 'open' ? latestFirst(dueOf)(b, a) : latestFirst(originalDueOf)(a, b)
  const of = (personId: PersonId) => listPromisesBy(db, { ...filter, personId }, after, limit)
  return await pageOfEach(await listSame(db, filter.personId), of, order, limit)
}

const dueOf = (p: StoredPromise) => p.due
const originalDueOf = (p: StoredPromise) => p.originalDue

async function listPromisesBy(
  db: Reader,
  filter: Filter,
  after: { at: Instant; id: string } | null,
  limit: number,
): Promise<StoredPromise[]> {
  let query = db.selectFrom('promises').selectAll().limit(limit)
  query = filter.state === 'open' ? query.where(isOpen) : query.where(sql<boolean>`not ${isOpen}`)
  if (filter.is) query = query.where(TWINS[filter.is.state](filter.is.now))
  if (filter.toMemberId) query = query.where('toMemberId', '=', filter.toMemberId)
  if (filter.madeTo) query = query.where('toMemberId', filter.madeTo === 'colleagues' ? 'is not' : 'is', null)
  if (filter.owners) query = query.where('ownerId', 'in', filter.owners)
  if (filter.personId) query = query.where('toPersonId', '=', filter.personId)
  if (filter.conversationId) query = query.where('conversationId', '=', filter.conversationId)
  const { viewer } = filter
  if (viewer)
    query = query.where((e) =>
      e.or([
        e('ownerId', '=', viewer.id),
        e('toMemberId', '=', viewer.id),
        e('conversationId', 'is', null),
        sql<boolean>`(${readableTalk(sql.ref('promises.conversation_id'), sql.ref('promises.workspace_id'), viewer)})`,
      ]),
    )
  if (filter.state === 'open') {
    query = query.orderBy('due').orderBy('id')
    if (after) query = query.where(sql<boolean>`(due, id) > (${after.at}, ${after.id})`)
  } else {
    query = query.orderBy('originalDue', 'desc').orderBy('id', 'desc')
    if (after) query = query.where(sql<boolean>`(original_due, id) < (${after.at}, ${after.id})`)
  }
  return (await query.execute()) as unknown as StoredPromise[]
}

/** Everything ever promised to a person, open first by due, then the latest settled. */
export async function listPromisesTo(
  db: Reader,
  personId: PersonId,
  limit: number,
): Promise<StoredPromise[]> {
  const open = await listPromises(db, { owners: null, state: 'open', personId }, null, limit)
  const settled = await listPromises(db, { owners: null, state: 'settled', personId }, null, limit)
  return [...open, ...settled]
}

type OpenTo = Pick<
  StoredPromise,
  'id' | 'text' | 'frame' | 'ownerId' | 'due' | 'toPersonId' | 'conversationId'
>

/** The open promises to each of these people that are due first, no more than `each` for anybody. */
export async function listOpenTo(
  db: Reader,
  personIds: readonly PersonId[],
  each: number,
): Promise<OpenTo[]> {
  if (personIds.length === 0) return []
  const { rows } = await sql<OpenTo>`
    select p.id, p.text, p.frame, p.owner_id, p.due, who.id as to_person_id, p.conversation_id
    from unnest(${[...new Set(personIds)]}::uuid[]) who (id)
    cross join lateral (
      select * from promises
      where to_person_id = any(array(select one.id from persons asked join persons one
          on one.workspace_id = asked.workspace_id and one.root_id = asked.root_id where asked.id = who.id))
        and kept_at is null and broken_at is null and released_at is null and moved_at is null
      order by due, id limit ${each}
    ) p order by p.due, p.id`.execute(db)
  return rows
}

const LINE = [
  ...([
    'id',
    'text',
    'frame',
    'madeBy',
    'due',
    'nextUpdateDue',
    'toPersonId',
    'toMemberId',
    'conversationId',
    'ownerId',
    'version',
  ] as const),
  ...(['keptAt', 'brokenAt', 'releasedAt', 'movedAt'] as const),
] as const
/** Of a promise what a line about it goes by. */
export type PromiseLine = Pick<StoredPromise, (typeof LINE)[number]>

/** Open promises of these members whose date or next word falls before a moment (and not before `after`), the soonest first. */
export async function listDueBefore(
  db: Reader,
  owners: readonly MemberId[],
  until: Instant,
  limit: number,
  after?: Instant,
): Promise<PromiseLine[]> {
  if (owners.length === 0) return []
  const soonest = sql<Instant>`least(due, next_update_due)`
  let query = db
    .selectFrom('promises')
    .select(LINE)
    .where('ownerId', 'in', owners)
    .where(isOpen)
    .where((e) => e.or([e('due', '<=', until), e('nextUpdateDue', '<=', until)]))
    .orderBy(soonest)
    .orderBy('id')
    .limit(limit)
  if (after) query = query.where(soonest, '>', after)
  return (await query.execute()) as unknown as PromiseLine[]
}

/** What colleagues owe a member and whose date has passed, the longest first. */
export async function listOverdueTo(
  db: Reader,
  to: MemberId,
  now: Instant,
  limit: number,
): Promise<PromiseLine[]> {
  const rows = await db
    .selectFrom('promises')
    .select(LINE)
    .where('toMemberId', '=', to)
    .where(TWINS.overdue(now))
    .orderBy('due')
    .limit(limit)
    .execute()
  return rows as unknown as PromiseLine[]
}

/** Every word said on the way of these promises. */
export async function listUpdates(db: Reader, ids: readonly PromiseId[]): Promise<ProgressUpdate[]> {
  if (ids.length === 0) return []
  return (await db
    .selectFrom('progressUpdates')
    .selectAll()
    .where('promiseId', 'in', ids)
    .orderBy('at')
    .orderBy('id')
    .execute()) as unknown as ProgressUpdate[]
}

/** A promise and those before it whose date was moved to it: as whom it was made to knows them, they are one. */
export async function listLineOf(db: Reader, id: PromiseId): Promise<PromiseId[]> {
  const { rows } = await sql<{ id: PromiseId }>`
    with recursive line as (
      select p.id, p.successor_of from promises p where p.id = ${id}
      union all
      select o.id, o.successor_of from line l join promises o on o.id = l.successor_of where o.moved_at is not null
    )
    select id from line`.execute(db)
  return rows.map((row) => row.id)
}

/** Every word said on the way of these promises, also before their date was moved: as those they were made to know them. */
export async function listUpdatesOfLines(db: Reader, ids: readonly PromiseId[]): Promise<ProgressUpdate[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<ProgressUpdate>`
    with recursive line as (
      select p.id as last_id, p.id, p.successor_of from promises p where p.id = any(${ids}::uuid[])
      union all
      select l.last_id, o.id, o.successor_of from line l join promises o on o.id = l.successor_of where o.moved_at is not null
    )
    select u.id, l.last_id as promise_id, u.kind, u.text, u.reason, u.next_update_due, u.said_by, u.told_by, u.at
    from line l join progress_updates u on u.promise_id = l.id order by u.at, u.id`.execute(db)
  return rows
}

/** The latest word on the way of each of these. */
export async function listLastUpdates(db: Reader, ids: readonly PromiseId[]): Promise<ProgressUpdate[]> {
  if (ids.length === 0) return []
  return (await db
    .selectFrom('progressUpdates')
    .distinctOn('promiseId')
    .selectAll()
    .where('promiseId', 'in', ids)
    .orderBy('promiseId')
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .execute()) as unknown as ProgressUpdate[]
}

/** A word on the way; null if there is none. */
export async function findUpdate(db: Reader, id: string): Promise<ProgressUpdate | null> {
  const row = await db.selectFrom('progressUpdates').selectAll().where('id', '=', id).executeTakeFirst()
  return (row as unknown as ProgressUpdate) ?? null
}

/** Which promises took the place of these, and why; null where nobody was told of it. */
export async function listSuccessors(db: Reader, ids: readonly PromiseId[]) {
  if (ids.length === 0) return []
  return await db
    .selectFrom('promises')
    .leftJoin('progressUpdates', (join) =>
      join
        .onRef('progressUpdates.promiseId', '=', 'promises.id')
        .onRef('progressUpdates.at', '=', 'promises.madeAt')
        .on('progressUpdates.kind', '=', 'delay'),
    )
    .select(['promises.id', 'successorOf', 'due', 'madeBy', 'madeAt', 'progressUpdates.reason'])
    .where('successorOf', 'in', ids)
    .execute()
}

/** By when these were due. */
export async function listDues(db: Reader, ids: readonly PromiseId[]) {
  if (ids.length === 0) return []
  return await db.selectFrom('promises').select(['id', 'due']).where('id', 'in', ids).execute()
}

/** Subjects of the conversations promises were made in. */
export async function listSubjects(db: Reader, ids: readonly ConversationId[]) {
  if (ids.length === 0) return []
  return await db
    .selectFrom('conversations')
    .select(['id', 'subject', 'sensitive'])
    .where('id', 'in', ids)
    .execute()
}

/** Adds a promise. */
export function insertPromise(
  workspaceId: WorkspaceId,
  p: CustomerPromise,
  messageId: MessageId | null,
  originConversationId: ConversationId | null,
): Write {
  const made = { workspaceId, messageId, originConversationId, firstUpdateDue: p.nextUpdateDue, version: 1 }
  return { query: compiler.insertInto('promises').values({ ...p, ...made }) }
}

/** Saves what may change of a promise; text and original due are not among it (P1, P2). */
export function updatePromise(p: CustomerPromise, version: number): Write {
  const { ownerId, toMemberId, nextUpdateDue, keptAt, brokenAt, brokenWhy, releasedAt, releasedWords } = p
  return {
    query: compiler
      .updateTable('promises')
      .set({
        ownerId,
        toMemberId,
        nextUpdateDue,
        keptAt,
        brokenAt,
        brokenWhy,
        releasedAt,
        releasedWords,
        movedAt: p.movedAt,
        version: version + 1,
      })
      .where('id', '=', p.id)
      .where('version', '=', version),
    must: 'changed_meanwhile',
  }
}

/** Adds a word on the way; none is ever changed. */
export function insertUpdate(workspaceId: WorkspaceId, u: ProgressUpdate): Write {
  return { query: compiler.insertInto('progressUpdates').values({ ...u, workspaceId, messageId: null }) }
}
