import { type SqlBool, sql } from 'kysely'
import type { Base, ViewFilter } from '../../domain/conversations/view-filter.ts'
import type { Belongs, ViewIcon } from '../../domain/conversations/views.ts'
import type { InboxViewId, MemberId, TagId, TeamId, WorkspaceId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { compiler, type Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'
import { type LookingBy, lookUp, type Meant, narrowedBy, standsIn } from './store-filter.ts'
import { type Viewer, visible } from './store-views.ts'

/** A view somebody kept; `narrowed` as `writeFilter` writes it. */
export type StoredView = Belongs & {
  readonly id: InboxViewId
  readonly name: string
  readonly icon: ViewIcon
  readonly base: Base
  readonly narrowed: string
  readonly deletedAt: Instant | null
  readonly version: number
}
const columns = [
  ...(['id', 'name', 'icon', 'base', 'narrowed', 'ownerId', 'teamId', 'deletedAt', 'version'] as const),
] as const

/** The views of a member, of these teams, and of everybody, in the order in which they were made. */
export async function listViews(db: Reader, me: MemberId, teams: readonly TeamId[]): Promise<StoredView[]> {
  const rows = await db
    .selectFrom('inboxViews')
    .select(columns)
    .where('deletedAt', 'is', null)
    .where((e) =>
      e.or([
        e('ownerId', '=', me),
        e.and([e('ownerId', 'is', null), e('teamId', 'is', null)]),
        ...(teams.length > 0 ? [e('teamId', 'in', teams)] : []),
      ]),
    )
    .orderBy('createdAt')
    .orderBy('id')
    .execute()
  return rows as StoredView[]
}

/** One view, a deleted one too. */
export async function findView(db: Reader, id: InboxViewId): Promise<StoredView | null> {
  const row = await db.selectFrom('inboxViews').select(columns).where('id', '=', id).executeTakeFirst()
  return (row as StoredView | undefined) ?? null
}

/** How many views one member, one team or everybody has. */
export async function countViewsOf(db: Reader, of: Belongs): Promise<number> {
  const { n } = await db
    .selectFrom('inboxViews')
    .select((e) => e.fn.countAll<number>().as('n'))
    .where('deletedAt', 'is', null)
    .where('ownerId', 'is not distinct from', of.ownerId)
    .where('teamId', 'is not distinct from', of.teamId)
    .executeTakeFirstOrThrow()
  return n
}

/** The teams a member is in. */
export async function listTeamsOf(db: Reader, me: MemberId): Promise<TeamId[]> {
  const rows = await db.selectFrom('teamMembers').select('teamId').where('memberId', '=', me).execute()
  return rows.map((r) => r.teamId)
}

/** In which order somebody put their views. */
export async function findViewOrder(db: Reader, me: MemberId): Promise<InboxViewId[]> {
  const row = await db
    .selectFrom('inboxViewOrders')
    .select('viewIds')
    .where('memberId', '=', me)
    .executeTakeFirst()
  return (row?.viewIds as InboxViewId[] | undefined) ?? []
}

/**
 * How many conversations stand in each of these views, in their order, counted no further than `most`; in one query. Those a
 * member may not read are not among them.
 */
export async function countViews(
  db: Reader,
  views: readonly { base: Base; filter: ViewFilter }[],
  viewer: Viewer,
  by: LookingBy,
  most: number,
): Promise<number[]> {
  if (views.length === 0) return []
  const meant: Meant[] = []
  for (const { filter } of views) meant.push(await lookUp(db, filter))
  const row = await db
    .selectNoFrom((q) =>
      views.map(({ base, filter }, n) =>
        q
          .selectFrom(
            q
              .selectFrom('conversations')
              .select('id')
              .where('mergedInto', 'is', null)
              .where((e) => standsIn(e, base, by.me, by.now))
              .where((e) => narrowedBy(e, filter, by, meant[n]!))
              .where((e) => visible(e, viewer))
              .limit(most)
              .as('c'),
          )
          .select((e) => e.fn.countAll<number>().as('n'))
          .as(`v${n}`),
      ),
    )
    .executeTakeFirstOrThrow()
  return views.map((_, n) => Number((row as Record<string, unknown>)[`v${n}`]))
}

/** What a filter can be made of beside what the session tells: the mailboxes, and the languages people have. */
export async function listChoices(db: Reader) {
  const mailboxes = await db
    .selectFrom('mailboxes')
    .select(['id', 'address'])
    .orderBy('address')
    .limit(200)
    .execute()
  // One look into the index for each language there is, however many people have it.
  const { rows } = await sql<{ language: string }>`
    with recursive spoken as (
      (select first_language as language from persons where first_language is not null order by 1 limit 1)
      union all
      select (select p.first_language from persons p where p.first_language > s.language order by 1 limit 1)
      from spoken s where s.language is not null)
    select language from spoken where language is not null limit 50`.execute(db)
  return {
    mailboxes: mailboxes.map((m) => ({ id: m.id, name: m.address })),
    languages: rows.map((r) => r.language),
  }
}

/** Keeps a view. */
export function insertView(
  workspaceId: WorkspaceId,
  v: Omit<StoredView, 'deletedAt' | 'version'>,
  createdAt: Instant,
): Write {
  return { query: compiler.insertInto('inboxViews').values({ ...v, workspaceId, createdAt, version: 1 }) }
}

/** Changes a view, or lets it go and takes it back by `deletedAt`, if nobody changed it since it was read. */
export function updateView(v: StoredView): Write {
  const { id, version, ...rest } = v
  return {
    query: compiler
      .updateTable('inboxViews')
      .set({ ...rest, version: version + 1 })
      .where('id', '=', id)
      .where('version', '=', version),
    must: 'changed_meanwhile',
  }
}

/** Keeps in which order somebody has their views. */
export function saveViewOrder(
  workspaceId: WorkspaceId,
  memberId: MemberId,
  viewIds: readonly string[],
): Write {
  const ids = [...viewIds]
  return {
    query: compiler
      .insertInto('inboxViewOrders')
      .values({ workspaceId, memberId, viewIds: ids })
      .onConflict((c) => c.columns(['workspaceId', 'memberId']).doUpdateSet({ viewIds: ids })),
  }
}

/** Lets views ask for the tag into which another was merged. */
export function narrowByTag(from: TagId, into: TagId): Write {
  return {
    query: compiler
      .updateTable('inboxViews')
      .set({ narrowed: sql`replace(narrowed, ${from}, ${into})` })
      .where(sql<SqlBool>`position(${from} in narrowed) > 0`),
  }
}
