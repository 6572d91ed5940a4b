import { sql } from 'kysely'
import type { AuthorityLimit, Spent } from '../../domain/goodwill/authority.ts'
import { countedKinds } from '../../domain/goodwill/authority.ts'
import type { Gesture } from '../../domain/goodwill/gesture.ts'
import type { ConversationId, Id, MemberId, PersonId, WorkspaceId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { compiler, type Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'

export type StoredLimit = AuthorityLimit & { readonly endedBy: MemberId | null }
/** What colleagues may learn of a gesture, by whom it was written down. */
export type Lesson = { readonly text: string; readonly by: MemberId; readonly at: Instant }
export type StoredGesture = Gesture & { readonly lesson: Lesson | null; readonly version: number }
type GestureId = Gesture['id']
type LimitId = AuthorityLimit['id']
type CauseId = Id<'cause'>

/** Whose turn it is among the acts that count against limits: a later read with the same number has seen all of them. */
export async function readTurn(db: Reader): Promise<number> {
  const row = await db.selectFrom('workspaces').select('goodwillTurn').executeTakeFirstOrThrow()
  return row.goodwillTurn as number
}

/** Takes the turn after the one that was read; who was quicker makes this one look again. */
export function takeTurn(workspaceId: WorkspaceId, turn: number): Write {
  return {
    query: compiler
      .updateTable('workspaces')
      .set({ goodwillTurn: turn + 1 })
      .where('workspaceId', '=', workspaceId)
      .where('goodwillTurn', '=', turn),
    must: 'changed_meanwhile',
  }
}

/**
 * The limits that did not end by a moment, the first one set first. All of them: which one holds is decided among them, and one left
 * out would let somebody give more or less than was said. There are no more than places somebody typed one for.
 */
export async function listStanding(db: Reader, now: Instant): Promise<StoredLimit[]> {
  const rows = await db
    .selectFrom('authorityLimits')
    .selectAll()
    .where((e) => e.or([e('endedAt', 'is', null), e('endedAt', '>', now)]))
    .orderBy('validFrom')
    .orderBy('id')
    .execute()
  return rows as unknown as StoredLimit[]
}

/** A page of limits, the latest first; `active`: without those that ended by `now`. */
export async function listLimits(
  db: Reader,
  active: Instant | null,
  after: { at: Instant; id: string } | null,
  limit: number,
): Promise<StoredLimit[]> {
  let query = db
    .selectFrom('authorityLimits')
    .selectAll()
    .orderBy('validFrom', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
  if (active) query = query.where((e) => e.or([e('endedAt', 'is', null), e('endedAt', '>', active)]))
  if (after) query = query.where(sql<boolean>`(valid_from, id) < (${after.at}, ${after.id})`)
  return (await query.execute()) as unknown as StoredLimit[]
}

/** A limit; null if there is none. */
export async function findLimit(db: Reader, id: LimitId): Promise<StoredLimit | null> {
  const row = await db.selectFrom('authorityLimits').selectAll().where('id', '=', id).executeTakeFirst()
  return (row as unknown as StoredLimit) ?? null
}

/** Adds a limit. */
export function insertLimit(workspaceId: WorkspaceId, limit: AuthorityLimit): Write {
  return { query: compiler.insertInto('authorityLimits').values({ ...limit, endedBy: null, workspaceId }) }
}

/** Ends a limit that has not ended. */
export function endLimit(id: LimitId, at: Instant, by: MemberId): Write {
  return {
    query: compiler
      .updateTable('authorityLimits')
      .set({ endedAt: at, endedBy: by })
      .where('id', '=', id)
      .where('endedAt', 'is', null),
    must: 'changed_meanwhile',
  }
}

/** In which matter, to whom and by whom what was given is counted; `since` for the last two. */
export type Counting = {
  readonly memberId: MemberId
  readonly personIds: readonly PersonId[]
  /**
   * The conversation and all merged into it, with what this person was given outside of any within a day; none: all they were given
   * within a day, in whatever matter, so that leaving the conversation out gives nothing twice.
   */
  readonly conversationIds: readonly ConversationId[]
  readonly since: Instant
  readonly dayAgo: Instant
}

/** What was given that a limit counts: minor units in its currency, or how many. */
export async function sumSpent(
  db: Reader,
  limit: Pick<AuthorityLimit, 'kind' | 'currency'>,
  counting: Counting,
): Promise<Spent> {
  const { memberId, personIds, conversationIds, since, dayAgo } = counting
  const today = sql`person_id = any(${personIds as PersonId[]}) and given_at > ${dayAgo}`
  const inCase =
    conversationIds.length > 0
      ? sql`conversation_id = any(${conversationIds as ConversationId[]}) or (conversation_id is null and ${today})`
      : today
  const toCustomer = sql`person_id = any(${personIds as PersonId[]}) and given_at > ${since}`
  const byMember = sql`limit_of = ${memberId} and given_at > ${since}`
  const { rows } = await sql<Spent>`
    select coalesce(sum(weight) filter (where ${inCase}), 0)::bigint as in_case,
      coalesce(sum(weight) filter (where ${toCustomer}), 0)::bigint as to_customer,
      coalesce(sum(weight) filter (where ${byMember}), 0)::bigint as by_member
    from (select g.*, coalesce(g.minor, 1) as weight from gestures g
      where g.given_at is not null and g.reversed_at is null
        and g.kind = any(${countedKinds(limit) as string[]}) and g.currency is not distinct from ${limit.currency}
        and ((${inCase}) or (${toCustomer}) or (${byMember}))) counted`.execute(db)
  return rows[0]!
}

/** A gesture; null if there is none. */
export async function findGesture(db: Reader, id: GestureId): Promise<StoredGesture | null> {
  const row = await db.selectFrom('gestures').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? fromRow(row) : null
}

/** Gestures by their ids, in no order. */
export async function findGestures(db: Reader, ids: readonly GestureId[]): Promise<StoredGesture[]> {
  if (ids.length === 0) return []
  return (await db.selectFrom('gestures').selectAll().where('id', 'in', ids).execute()).map(fromRow)
}

/** A page of what a person was given, the latest first; of all their records. */
export async function listGestures(
  db: Reader,
  personIds: readonly PersonId[],
  after: { at: Instant; id: string } | null,
  limit: number,
): Promise<StoredGesture[]> {
  let query = db
    .selectFrom('gestures')
    .selectAll()
    .where('personId', 'in', personIds)
    .where('givenAt', 'is not', null)
    .orderBy('madeAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
  if (after) query = query.where(sql<boolean>`(made_at, id) < (${after.at}, ${after.id})`)
  return (await query.execute()).map(fromRow)
}

type Row = Record<'minor' | 'currency' | 'lesson' | 'lessonBy' | 'lessonAt', unknown>

/** A gesture as it is stored, put together. */
export function fromRow({ minor, currency, lesson, lessonBy, lessonAt, ...row }: Row): StoredGesture {
  return {
    ...(row as unknown as Omit<StoredGesture, 'money' | 'lesson'>),
    money: minor === null ? null : { minor: minor as number, currency: currency as string },
    lesson:
      lesson === null ? null : { text: lesson as string, by: lessonBy as MemberId, at: lessonAt as Instant },
  }
}

/** Adds a gesture. */
export function insertGesture(workspaceId: WorkspaceId, { money, ...gesture }: Gesture): Write {
  const paid = { minor: money?.minor ?? null, currency: money?.currency ?? null }
  const unlearnt = { lesson: null, lessonBy: null, lessonAt: null }
  return {
    query: compiler
      .insertInto('gestures')
      .values({ ...gesture, ...paid, ...unlearnt, workspaceId, version: 1 }),
  }
}

/** Saves what became of a gesture, and how much it became; what it is, for whom and why stays. */
export function updateGesture(gesture: Gesture, version: number): Write {
  const { id, givenAt, givenBy, limitOf, money } = gesture
  const { reversedAt, reversedWhy, reversedBy, reversedTold, toldPromiseId } = gesture
  return {
    query: compiler
      .updateTable('gestures')
      .set({
        ...{ givenAt, givenBy, limitOf, reversedAt, reversedWhy, reversedBy, reversedTold, toldPromiseId },
        ...{ minor: money?.minor ?? null, version: version + 1 },
      })
      .where('id', '=', id)
      .where('version', '=', version),
    must: 'changed_meanwhile',
  }
}

/** The cause of a name, whatever its case; null if there is none. */
export async function findCauseByName(db: Reader, name: string): Promise<CauseId | null> {
  const row = await db
    .selectFrom('causes')
    .select('id')
    .where(sql<boolean>`key = lower(${name})`)
    .executeTakeFirst()
  return (row?.id as CauseId | undefined) ?? null
}

/** The names of causes. */
export async function namesOfCauses(
  db: Reader,
  ids: readonly (CauseId | null)[],
): Promise<Map<CauseId, string>> {
  const known = ids.filter((id) => id !== null)
  if (known.length === 0) return new Map()
  const rows = await db.selectFrom('causes').select(['id', 'name']).where('id', 'in', known).execute()
  return new Map(rows.map((row) => [row.id as CauseId, row.name]))
}

/** Adds a cause. */
export function insertCause(workspaceId: WorkspaceId, id: CauseId, name: string): Write {
  const nothing = { openedAt: null, ownerId: null, mendedAt: null, fix: null }
  return { query: compiler.insertInto('causes').values({ id, name, ...nothing, workspaceId, version: 1 }) }
}

/**
 * How near a person stands to the members here: by the addresses they sign in with, the person's own and those of their households.
 * Each member with what the person is to them; who has left is no colleague any more.
 */
export async function listNear(
  db: Reader,
  personIds: readonly PersonId[],
  now: Instant,
): Promise<{ memberId: MemberId; is: 'self' | 'family' }[]> {
  const { rows } = await sql<{ memberId: MemberId; is: 'self' | 'family' }>`
    select m.id as member_id, case when bool_or(near.own) then 'self' else 'family' end as is
    from (
      select h.value, true as own from handles h
        where h.person_id = any(${personIds as PersonId[]}) and h.kind = 'email'
      union all
      select h.value, false from household_members mine
        join household_members other on other.workspace_id = mine.workspace_id and other.household_id = mine.household_id
        join handles h on h.workspace_id = other.workspace_id and h.person_id = other.person_id and h.kind = 'email'
        where mine.person_id = any(${personIds as PersonId[]}) and other.person_id <> all(${personIds as PersonId[]})
    ) near
    join members m on lower(m.email) = near.value and (m.ends_at is null or m.ends_at > ${now})
    group by m.id`.execute(db)
  return rows
}
