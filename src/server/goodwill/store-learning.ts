import { sql } from 'kysely'
import type { Cause, LookedAt } from '../../domain/goodwill/learning.ts'
import { SAME_DAYS } from '../../domain/goodwill/learning.ts'
import type { SiteId, WorkspaceId } from '../../domain/shared/ids.ts'
import { type Instant, plus } from '../../domain/shared/time.ts'
import { compiler, type Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'
import { fromRow, type Lesson, type StoredGesture } from './store.ts'

export type StoredCause = Cause & { readonly version: number }

/** A cause; null if there is none. */
export async function findCause(db: Reader, id: Cause['id']): Promise<StoredCause | null> {
  const row = await db.selectFrom('causes').selectAll().where('id', '=', id).executeTakeFirst()
  return (row as unknown as StoredCause) ?? null
}

/** A page of causes, by name; `open`: those that wait to be mended. Twin of `isOpen`. */
export async function listCauses(
  db: Reader,
  open: boolean,
  after: { name: string } | null,
  limit: number,
): Promise<StoredCause[]> {
  let query = db.selectFrom('causes').selectAll().orderBy('key').limit(limit)
  if (open)
    query = query.where(sql<boolean>`opened_at is not null and (mended_at is null or mended_at < opened_at)`)
  if (after) query = query.where(sql<boolean>`key > lower(${after.name})`)
  return (await query.execute()) as unknown as StoredCause[]
}

/** Saves that a cause is open, or how it was mended; its name stays. */
export function updateCause({ id, openedAt, ownerId, mendedAt, fix }: Cause, version: number): Write {
  return {
    query: compiler
      .updateTable('causes')
      .set({ openedAt, ownerId, mendedAt, fix, version: version + 1 })
      .where('id', '=', id)
      .where('version', '=', version),
    must: 'changed_meanwhile',
  }
}

/** What was given for a cause in the days that count, the latest first. */
export async function listGivenFor(db: Reader, id: Cause['id'], now: Instant): Promise<StoredGesture[]> {
  const rows = await db
    .selectFrom('gestures')
    .selectAll()
    .where('causeId', '=', id)
    .where('givenAt', '>', plus(now, { days: -SAME_DAYS }))
    .where('reversedAt', 'is', null)
    .orderBy('givenAt', 'desc')
    .limit(100)
    .execute()
  return rows.map(fromRow)
}

/** A page of what was given beyond a limit and nobody looked at yet, the latest first; or of it `only` one. Twin of `isLookedAt`. */
export async function listToLookAt(
  db: Reader,
  after: { at: Instant; id: string } | null,
  limit: number,
  only?: StoredGesture['id'],
): Promise<StoredGesture[]> {
  let query = db
    .selectFrom('gestures')
    .selectAll()
    .where('givenBy', 'in', ['granted', 'emergency'])
    .where('reversedAt', 'is', null)
    .where('lookedAt', 'is', null)
    .orderBy('givenAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
  if (only) query = query.where('id', '=', only)
  if (after) query = query.where(sql<boolean>`(given_at, id) < (${after.at}, ${after.id})`)
  return (await query.execute()).map(fromRow)
}

/** Adds the answers to the three questions; a gesture is looked at once. */
export function insertLook(workspaceId: WorkspaceId, look: LookedAt): Write[] {
  return [
    {
      query: compiler
        .updateTable('gestures')
        .set({ lookedAt: look.at })
        .where('id', '=', look.gestureId)
        .where('lookedAt', 'is', null),
      must: 'changed_meanwhile',
    },
    { query: compiler.insertInto('gestureLooks').values({ ...look, workspaceId }) },
  ]
}

/** A gesture and when the latest was written of it by which colleagues learn. */
export type Learnt = StoredGesture & { readonly learntAt: Instant }

/** A page of the gestures of which something was written to learn from, the latest word first. */
export async function listLearnt(
  db: Reader,
  after: { at: Instant; id: string } | null,
  limit: number,
): Promise<Learnt[]> {
  const learntAt = sql<Instant>`greatest(lesson_at, looked_at)`
  let query = db
    .selectFrom('gestures')
    .selectAll()
    .select(learntAt.as('learntAt'))
    .where((e) => e.or([e('lessonAt', 'is not', null), e('lookedAt', 'is not', null)]))
    .orderBy(learntAt, 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
  if (after) query = query.where(sql<boolean>`(${learntAt}, id) < (${after.at}, ${after.id})`)
  return (await query.execute()).map((row) => ({ ...fromRow(row), learntAt: row.learntAt }))
}

/** What was answered to the three questions, of some gestures. */
export async function listLooks(db: Reader, ids: readonly StoredGesture['id'][]): Promise<LookedAt[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('gestureLooks')
    .select(['gestureId', 'by', 'at', 'needMet', 'nextTime', 'mend'])
    .where('gestureId', 'in', ids)
    .execute()
  return rows as unknown as LookedAt[]
}

/** Saves what colleagues may learn of a gesture. */
export function updateLesson({ id, version }: StoredGesture, { text, by, at }: Lesson): Write {
  return {
    query: compiler
      .updateTable('gestures')
      .set({ lesson: text, lessonBy: by, lessonAt: at, version: version + 1 })
      .where('id', '=', id)
      .where('version', '=', version),
    must: 'changed_meanwhile',
  }
}

type Total = {
  siteId: SiteId | null
  causeId: Cause['id'] | null
  kind: StoredGesture['kind']
  currency: string | null
  count: number
  minor: number | null
}

/**
 * What was given in a period, by site, cause, kind and currency, the most often first. A site at which one member alone gave stands for
 * that member: such sites are put together, and where they are one member's together still, no site is told apart from another.
 */
export async function countGiven(
  db: Reader,
  from: Instant,
  to: Instant,
  siteId: SiteId | undefined,
): Promise<Total[]> {
  const { rows } = await sql<Total>`
    with given as (
      select * from gestures where given_at >= ${from} and given_at < ${to} and reversed_at is null
    ), alone as (
      select site_id from given group by site_id having count(distinct made_by) < 2
    ), told as (
      select count(distinct made_by) <> 1 as apart from given join alone using (site_id)
    ), placed as (
      select case when told.apart and alone.site_id is null then given.site_id end as place, given.*
      from given cross join told left join alone using (site_id)
    )
    select place as site_id, cause_id, kind, currency, count(*) as count, sum(minor)::bigint as minor from placed
    where ${siteId ? sql`place = ${siteId}` : sql`true`}
    group by place, cause_id, kind, currency
    order by count(*) desc, place, cause_id, kind, currency limit 1000`.execute(db)
  return rows
}
