import { sql } from 'kysely'
import { PUT_AWAY } from '../../domain/away/put-away.ts'
import type { EventId, HandleId, MemberId, PersonId, ThingId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import type { Reader } from '../db/database.ts'

/** That something was put away, as the log tells it. */
export type PutAwayEvent = {
  readonly id: EventId
  readonly at: Instant
  readonly kind: string
  readonly data: Readonly<Record<string, unknown>>
  readonly subjects: Readonly<Record<string, string>>
  readonly personId: PersonId | null
  readonly actorKind: string
  readonly actorId: string | null
}
const columns = ['id', 'at', 'kind', 'data', 'subjects', 'personId', 'actorKind', 'actorId'] as const
const kinds = [...new Set(Object.values(PUT_AWAY).map((one) => one.kind))]

/** What changed in ways by which something may have been put away since a moment, the latest first. */
export async function listAwayEvents(
  db: Reader,
  since: Instant,
  after: { at: Instant; id: string } | null,
  limit: number,
): Promise<PutAwayEvent[]> {
  let query = db
    .selectFrom('events')
    .select(columns)
    .where('kind', 'in', kinds)
    .where('at', '>=', since)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
  if (after) query = query.where(sql<boolean>`(at, id) < (${after.at}, ${after.id})`)
  return (await query.execute()) as unknown as PutAwayEvent[]
}

/** One of them, by its event. */
export async function findAwayEvent(db: Reader, id: EventId, since: Instant): Promise<PutAwayEvent | null> {
  const row = await db
    .selectFrom('events')
    .select(columns)
    .where('id', '=', id)
    .where('kind', 'in', kinds)
    .where('at', '>=', since)
    .executeTakeFirst()
  return (row as unknown as PutAwayEvent | undefined) ?? null
}

/** Addresses and telephones that were taken off somebody and stand nowhere with them since. */
export async function listRemovedHandles(db: Reader, ids: readonly HandleId[]) {
  if (ids.length === 0) return []
  return await db
    .selectFrom('handles as h')
    .select(['h.id', 'h.shown', 'h.personId'])
    .where('h.id', 'in', ids)
    .where('h.removedAt', 'is not', null)
    .where((e) =>
      e.not(
        e.exists(
          e
            .selectFrom('handles as o')
            .select('o.id')
            .whereRef('o.personId', '=', 'h.personId')
            .whereRef('o.kind', '=', 'h.kind')
            .whereRef('o.value', '=', 'h.value')
            .where('o.removedAt', 'is', null),
        ),
      ),
    )
    .execute()
}

/** Things that nobody has any more. */
export async function listReleasedThings(db: Reader, ids: readonly ThingId[]) {
  if (ids.length === 0) return []
  return await db
    .selectFrom('things')
    .select(['id', 'name', 'version'])
    .where('id', 'in', ids)
    .where((e) =>
      e.not(
        e.exists(
          e.selectFrom('thingHolders').select('personId').whereRef('thingHolders.thingId', '=', 'things.id'),
        ),
      ),
    )
    .execute()
}

/** The names of members, those who left too. */
export async function listNames(db: Reader, ids: readonly MemberId[]) {
  if (ids.length === 0) return []
  return await db.selectFrom('members').select(['id', 'name']).where('id', 'in', ids).execute()
}
