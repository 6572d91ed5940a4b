import { type ExpressionBuilder, type RawBuilder, type SqlBool, sql } from 'kysely'
import { leads } from '../../domain/accounts/permissions.ts'
import type { Conversation } from '../../domain/conversations/conversation.ts'
import type { Base, ViewFilter } from '../../domain/conversations/view-filter.ts'
import type { ConversationId, MemberId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { compiler, type Reader } from '../db/database.ts'
import { latestFirst, pageOfEach } from '../db/keyset.ts'
import type { DB } from '../db/schema.ts'
import type { StoredConversation } from './store.ts'
import { lookUp, type Meant, narrowedBy, standsIn } from './store-filter.ts'

export type View = Base
/** Who looks: it decides which sensitive conversations they see (see `mayRead`). */
export type Viewer = { readonly id: MemberId; readonly role: string }
type E = ExpressionBuilder<DB, 'conversations'>

type Filter = {
  view: View
  viewer: Viewer
  now: Instant
  /** What narrows the view, and the end of the day of whoever looks, which it may ask for. */
  narrowed?: ViewFilter | undefined
  tonight?: Instant
}

/** A page of a view, the latest first. The conditions are twins of `view-filter.ts` and `mayRead`. */
export async function listConversations(
  db: Reader,
  filter: Filter,
  after: { at: Instant; id: string } | null,
  limit: number,
): Promise<StoredConversation[]> {
  const { narrowed = {} } = filter
  const meant = await lookUp(db, narrowed)
  // Each record of a person by its own index.
  const each = meant.persons.length > 0 ? meant.persons.map((id) => [id]) : [[]]
  return await pageOfEach(
    each,
    (persons) => listConversationsWith(db, filter, { ...meant, persons }, after, limit),
    latestFirst((c) => c.lastActivityAt),
    limit,
  )
}

async function listConversationsWith(
  db: Reader,
  filter: Filter,
  meant: Meant,
  after: { at: Instant; id: string } | null,
  limit: number,
): Promise<StoredConversation[]> {
  let query = db
    .selectFrom('conversations')
    .selectAll()
    .where((e) => inView(e, filter.view, filter.viewer.id, filter.now))
    .where((e) => visible(e, filter.viewer))
    .orderBy('lastActivityAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
  const { narrowed, viewer, now, tonight = now } = filter
  if (narrowed) query = query.where((e) => narrowedBy(e, narrowed, { me: viewer.id, now, tonight }, meant))
  if (after) query = query.where(sql<boolean>`(last_activity_at, id) < (${after.at}, ${after.id})`)
  return (await query.execute()) as unknown as StoredConversation[]
}

const WAITING = [
  ...(['id', 'personId', 'subject', 'arrivedAt', 'lastInAt', 'lastOutAt', 'snoozedUntil', 'wokeAt'] as const),
  ...(['closedAt', 'leftAt', 'helpDeclinedAt', 'assigneeId'] as const),
] as const

/** Whoever waits for one member or for nobody in particular, the longest first: what Today shows. */
export async function listWaitingFor(
  db: Reader,
  viewer: Viewer,
  now: Instant,
  limit: number,
): Promise<Pick<StoredConversation, (typeof WAITING)[number]>[]> {
  const rows = await db
    .selectFrom('conversations')
    .select(WAITING)
    .where((e) => inView(e, 'waiting', viewer.id, now))
    .where((e) => visible(e, viewer))
    .where((e) => e.or([e('assigneeId', 'is', null), e('assigneeId', '=', viewer.id)]))
    .orderBy(sql`coalesce(last_in_at, arrived_at)`)
    .limit(limit)
    .execute()
  return rows as unknown as Pick<StoredConversation, (typeof WAITING)[number]>[]
}

/** How many stand in a view, counted no further than `most`. */
export async function countConversations(
  db: Reader,
  view: View,
  viewer: Viewer,
  now: Instant,
  most: number,
): Promise<number> {
  const rows = await db
    .selectFrom('conversations')
    .select('id')
    .where((e) => inView(e, view, viewer.id, now))
    .where((e) => visible(e, viewer))
    .limit(most)
    .execute()
  return rows.length
}

function inView(e: E, view: View, me: MemberId, now: Instant) {
  return e.and([e('mergedInto', 'is', null), standsIn(e, view, me, now)])
}

/** Twin of `mayRead`. */
export function visible(e: E, viewer: Viewer) {
  // Not `exists`, which the planner may turn into reading all messages there are.
  const helper = sql<SqlBool>`(assignee_id = ${viewer.id} or greeted_by = ${viewer.id}
    or (select true from messages m where m.workspace_id = conversations.workspace_id and m.conversation_id = conversations.id
      and m.member_id = ${viewer.id} limit 1)
    or (select true from handovers h where h.workspace_id = conversations.workspace_id and h.conversation_id = conversations.id
      and ${viewer.id} in (h.to_member_id, h.from_member_id, h.accepted_by) limit 1)
    or (select true from handovers h join team_members t on t.workspace_id = h.workspace_id and t.team_id = h.to_team_id
      where h.workspace_id = conversations.workspace_id and h.conversation_id = conversations.id
      and h.accepted_at is null and h.declined_at is null and t.member_id = ${viewer.id} limit 1))`
  return e.or([e('sensitive', '=', false), helper, ...(leads(viewer) ? [e('assigneeId', 'is', null)] : [])])
}

/** Of these conversations, those a member may read, with whose they are. */
export async function findVisible(db: Reader, ids: readonly ConversationId[], viewer: Viewer) {
  if (ids.length === 0) return []
  return await db
    .selectFrom('conversations')
    .select(['id', 'personId'])
    .where('id', 'in', ids)
    .where((e) => visible(e, viewer))
    .execute()
}

/** Of these conversations, those that were merged, each with the one it stands in now. */
export async function listRoots(db: Reader, ids: readonly ConversationId[]) {
  if (ids.length === 0) return new Map<ConversationId, ConversationId>()
  const merged = await db
    .selectFrom('conversations')
    .select(['id', 'rootId'])
    .where('id', 'in', ids)
    .where('rootId', 'is not', null)
    .execute()
  return new Map(merged.map((m) => [m.id, m.rootId!]))
}

/**
 * Twin of `listReadable` for the rows of a table: true where a member may read the conversation a row names, null where not. To
 * be looked up row by row, as far as a page goes.
 */
export function readableTalk(id: RawBuilder<unknown>, workspaceId: RawBuilder<unknown>, viewer: Viewer) {
  const root = sql`(select asked.root_id from conversations asked where asked.workspace_id = ${workspaceId} and asked.id = ${id})`
  return compiler
    .selectFrom('conversations')
    .select(sql<boolean>`true`.as('yes'))
    .where(
      sql<boolean>`conversations.workspace_id = ${workspaceId} and conversations.id = coalesce(${root}, ${id})`,
    )
    .where((e) => visible(e, viewer))
    .limit(1)
}

type Shown = { id: ConversationId; subject: string; channel: Conversation['channel'] }

/** Of these conversations, those a member may read, by id; of one that was merged, the one it stands in now. */
export async function listReadable(db: Reader, ids: readonly (ConversationId | null)[], viewer: Viewer) {
  const wanted = [...new Set(ids.filter((id): id is ConversationId => id !== null))]
  if (wanted.length === 0) return new Map<ConversationId, Shown>()
  const roots = await listRoots(db, wanted)
  const rows = await db
    .selectFrom('conversations')
    .select(['id', 'subject', 'channel'])
    .where('id', 'in', [...new Set(wanted.map((id) => roots.get(id) ?? id))])
    .where((e) => visible(e, viewer))
    .execute()
  const shown = new Map(rows.map((r) => [r.id, r as Shown]))
  return new Map(
    wanted.flatMap((id) => {
      const row = shown.get(roots.get(id) ?? id)
      return row ? [[id, row] as const] : []
    }),
  )
}

/**
 * The other figures of the menu: people nobody has greeted, promises to those served that are past their date or of which something
 * falls before `until` (twin of `pressesBefore`), mails to look at.
 */
export async function countOthers(
  db: Reader,
  me: MemberId,
  { now, until }: { now: Instant; until: Instant },
  most: number,
) {
  const atCounter = await db
    .selectFrom('conversations')
    .select('id')
    .where('channel', '=', 'walk_in')
    .where('closedAt', 'is', null)
    .where('leftAt', 'is', null)
    .where('mergedInto', 'is', null)
    .limit(most)
    .execute()
  const promises = await db
    .selectFrom('promises')
    .select('id')
    .where('ownerId', '=', me)
    .where('keptAt', 'is', null)
    .where('brokenAt', 'is', null)
    .where('releasedAt', 'is', null)
    .where('movedAt', 'is', null)
    .where('toPersonId', 'is not', null)
    .where(
      sql<SqlBool>`(due < ${now} or case when next_update_due > due or next_update_due < due
        then next_update_due else due end < ${until})`,
    )
    .limit(most)
    .execute()
  const kept = await db
    .selectFrom('inboundMails')
    .select('id')
    .where('state', '=', 'kept')
    .where('seenBy', 'is', null)
    .limit(most)
    .execute()
  return { atCounter: atCounter.length, promisesDue: promises.length, toLookAt: kept.length }
}
