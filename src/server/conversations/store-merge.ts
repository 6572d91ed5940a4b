import { sql } from 'kysely'
import type { Tagged } from '../../domain/conversations/merge-tags.ts'
import type { Merge, Said } from '../../domain/conversations/unmerge.ts'
import type { ConversationId, MemberId, MessageId, PersonId, WorkspaceId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { compiler, type Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'
import { sameAs } from '../people/store-merge.ts'
import type { StoredConversation } from './store.ts'
import { findMessages, type MessageRow } from './store-messages.ts'
import { type Viewer, visible } from './store-views.ts'

export type StoredMerge = Merge &
  Tagged & {
    readonly id: string
    /** The first, second, third one merged into that survivor. */
    readonly turn: number
  }

/** What belongs to a conversation and moves with it. Their columns are called alike. */
const MOVING = ['messages', 'needs', 'promises', 'handovers', 'nextContacts'] as const

/** A conversation at the end of a chain with all merged into it, and the merges that stand among them, in their order. */
export async function findTree(db: Reader, rootId: ConversationId) {
  const rows = await db
    .selectFrom('conversations')
    .selectAll()
    .where((e) => e.or([e('id', '=', rootId), e('rootId', '=', rootId)]))
    .execute()
  const talks = new Map(rows.map((c) => [c.id, c as unknown as StoredConversation]))
  const merges = await db
    .selectFrom('conversationMerges')
    .selectAll()
    .where('survivorId', 'in', [...talks.keys()])
    .where('undoneAt', 'is', null)
    .orderBy('turn')
    .execute()
  return { talks, merges: merges as unknown as StoredMerge[] }
}

/** One that stands merged directly into another, the one with one of `some`, the other with one of `others`; null for none. */
export async function findMergedBetween(
  db: Reader,
  some: readonly PersonId[],
  others: readonly PersonId[],
): Promise<ConversationId | null> {
  const row = await db
    .selectFrom('conversationMerges as m')
    .innerJoin('conversations as into', (j) =>
      j.onRef('into.workspaceId', '=', 'm.workspaceId').onRef('into.id', '=', 'm.survivorId'),
    )
    .innerJoin('conversations as c', (j) =>
      j.onRef('c.workspaceId', '=', 'm.workspaceId').onRef('c.id', '=', 'm.mergedId'),
    )
    .select('m.mergedId')
    .where('m.undoneAt', 'is', null)
    .where((e) =>
      e.or([
        e.and([e('c.personId', 'in', [...some]), e('into.personId', 'in', [...others])]),
        e.and([e('c.personId', 'in', [...others]), e('into.personId', 'in', [...some])]),
      ]),
    )
    .limit(1)
    .executeTakeFirst()
  return row?.mergedId ?? null
}

/** What was merged into a conversation, directly or by way of another, the earliest merge first. */
export async function listMergedInto(db: Reader, rootId: ConversationId) {
  return await db
    .selectFrom('conversations as c')
    .innerJoin('conversationMerges as m', (j) =>
      j
        .onRef('m.workspaceId', '=', 'c.workspaceId')
        .onRef('m.mergedId', '=', 'c.id')
        .on('m.undoneAt', 'is', null),
    )
    .select(['c.id', 'c.reference', 'c.subject', 'm.mergedAt as at', 'm.mergedBy as by'])
    .where('c.rootId', '=', rootId)
    .orderBy('m.mergedAt')
    .orderBy('m.id')
    .execute()
}

/** What the messages of one conversation tell: what was said last, in which words, and who of us answered last. */
export type SaidHere = Omit<Said, 'lastLine'> & {
  readonly spoken: MessageRow | null
  readonly answeredBy: MemberId | null
}

/** What was said last in each conversation whose words stand in this one, by its id; no entry for one without a word. */
export async function listSaid(db: Reader, rootId: ConversationId): Promise<Map<ConversationId, SaidHere>> {
  // What was taken back before it left was never said; on the telephone both speak, whoever rang.
  const { rows } = await sql<Omit<SaidHere, 'spoken'> & { home: ConversationId; spoken: MessageId | null }>`
    select coalesce(origin_conversation_id, conversation_id) as home,
      max(at) filter (where (direction = 'in' or spoke) and not automatic) as last_in_at,
      max(at) filter (where (direction = 'out' or spoke) and not automatic) as last_out_at,
      max(at) as last_activity_at,
      (array_agg(id order by at desc, id desc) filter (where direction <> 'note'))[1] as spoken,
      (array_agg(member_id order by at desc, id desc) filter (where (direction = 'out' or spoke) and not automatic))[1] as answered_by
    from messages cross join lateral (select channel = 'phone' and direction <> 'note' as spoke) both_spoke
    where conversation_id = ${rootId} and not exists (select from outbox o where o.workspace_id = messages.workspace_id
      and o.message_id = messages.id and o.state = 'cancelled')
    group by 1`.execute(db)
  const spoken = await findMessages(
    db,
    rows.flatMap((r) => r.spoken ?? []),
  )
  const words = new Map(spoken.map((m) => [m.id, m]))
  return new Map(
    rows.map(({ home, spoken: id, ...said }) => [home, { ...said, spoken: (id && words.get(id)) ?? null }]),
  )
}

/** Who took over a hand-over of one of these conversations since a moment, the latest; null for nobody. */
export async function findAcceptedBy(
  db: Reader,
  rootId: ConversationId,
  homes: readonly ConversationId[],
  since: Instant,
): Promise<MemberId | null> {
  const row = await db
    .selectFrom('handovers')
    .select('acceptedBy')
    .where('conversationId', '=', rootId)
    .where(sql<boolean>`coalesce(origin_conversation_id, conversation_id) = any (${[...homes]}::uuid[])`)
    .where('acceptedAt', '>', since)
    .orderBy('acceptedAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.acceptedBy ?? null
}

/** Whether anything was said, promised or agreed in one of these conversations since a moment. */
export async function isLivedIn(
  db: Reader,
  rootId: ConversationId,
  homes: readonly ConversationId[],
  since: Instant,
): Promise<boolean> {
  const own = sql`conversation_id = ${rootId}
    and coalesce(origin_conversation_id, conversation_id) = any (${[...homes]}::uuid[])`
  const { rows } = await sql<{ lived: boolean }>`
    select exists (select from messages where ${own} and at > ${since})
      or exists (select from promises where ${own} and to_person_id is not null and made_at > ${since})
      or exists (select from next_contacts where ${own} and set_at > ${since}) as lived`.execute(db)
  return rows[0]!.lived
}

/** How much would come along with these conversations. */
export async function countHoldings(db: Reader, ids: readonly ConversationId[]) {
  const here = sql`conversation_id = any (${[...ids]}::uuid[])`
  const { rows } = await sql<{
    messages: number
    promises: number
    needs: number
    drafts: number
    leaving: number
  }>`
    select (select count(*)::int from messages where ${here}) as messages,
      (select count(*)::int from promises where ${here}
        and kept_at is null and broken_at is null and released_at is null and moved_at is null) as promises,
      (select count(*)::int from needs where ${here} and met_at is null and withdrawn_at is null and cannot_at is null) as needs,
      (select count(*)::int from drafts d where ${here} or conversation_id in (select id from conversations c
        where c.root_id = any (${[...ids]}::uuid[]))) as drafts,
      (select count(*)::int from messages m join outbox o on o.workspace_id = m.workspace_id and o.message_id = m.id
        where ${here} and o.state = 'queued') as leaving`.execute(db)
  return rows[0]!
}

/**
 * A page of what stands on its own with one person, apart from one conversation, the latest first; `q` is looked for in subjects
 * and references.
 */
export async function listOthersOf(
  db: Reader,
  of: Pick<StoredConversation, 'id'> & { readonly personId: PersonId },
  viewer: Viewer,
  filter: { q: string; open: boolean },
  after: { at: Instant; id: string } | null,
  limit: number,
): Promise<StoredConversation[]> {
  let query = db
    .selectFrom('conversations')
    .selectAll()
    .where('personId', '=', sameAs(of.personId))
    .where('id', '<>', of.id)
    .where('mergedInto', 'is', null)
    .where('heldBecause', 'is', null)
    .where((e) => visible(e, viewer))
    .orderBy('lastActivityAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
  if (filter.open) query = query.where('closedAt', 'is', null).where('leftAt', 'is', null)
  if (filter.q) {
    const like = `%${filter.q.replace(/[\\%_]/g, '\\$&')}%`
    query = query.where((e) => e.or([e('subject', 'ilike', like), e('reference', 'ilike', like)]))
  }
  if (after) query = query.where(sql<boolean>`(last_activity_at, id) < (${after.at}, ${after.id})`)
  return (await query.execute()) as unknown as StoredConversation[]
}

/** Everything of some conversations goes over into another and remembers where it came from. */
export function goOver(ids: readonly ConversationId[], into: ConversationId): Write[] {
  return MOVING.map((table) => ({
    query: compiler
      .updateTable(table)
      .set({
        conversationId: into,
        originConversationId: sql`coalesce(origin_conversation_id, conversation_id)`,
        ...grown(table),
      })
      .where('conversationId', 'in', ids),
  }))
}

/** Everything of one conversation, and of those merged into it (`group`, with itself), goes back from where it stands into it. */
export function goBack(
  id: ConversationId,
  group: readonly ConversationId[],
  rootId: ConversationId,
): Write[] {
  return MOVING.map((table) => ({
    query: compiler
      .updateTable(table)
      .set({
        conversationId: id,
        originConversationId: sql`nullif(origin_conversation_id, ${id})`,
        ...grown(table),
      })
      .where('conversationId', '=', rootId)
      .where('originConversationId', 'in', group),
  }))
}

// A word that was said has no versions: nobody changes it.
function grown(table: (typeof MOVING)[number]) {
  return table === 'messages' ? {} : { version: sql<number>`version + 1` }
}

/** Those whose words stand in some conversations stand in another from now on. */
export function moveRoots(ids: readonly ConversationId[], rootId: ConversationId): Write {
  return { query: compiler.updateTable('conversations').set({ rootId }).where('rootId', 'in', ids) }
}

/** Those merged into one that is taken out stand in that one from now on. */
export function setRoots(ids: readonly ConversationId[], rootId: ConversationId): Write {
  return { query: compiler.updateTable('conversations').set({ rootId }).where('id', 'in', ids) }
}

/** Writes a merge down. */
export function insertMerge(workspaceId: WorkspaceId, m: StoredMerge, mergedBy: MemberId): Write {
  const { before, after, tags, ...rest } = m
  return {
    query: compiler.insertInto('conversationMerges').values({
      ...{ ...rest, tags: [...tags], workspaceId, mergedBy },
      ...{ before: JSON.stringify(before), after: JSON.stringify(after) },
    }),
  }
}

/** Changes what a merge that stands found and left, because one before it was taken back. */
export function rewriteMerge(m: StoredMerge): Write {
  const facts = { tags: [...m.tags], before: JSON.stringify(m.before), after: JSON.stringify(m.after) }
  return { query: compiler.updateTable('conversationMerges').set(facts).where('id', '=', m.id) }
}

/** Takes a merge back, once. */
export function undoMerge(id: string, undoneBy: MemberId, undoneAt: Instant): Write {
  return {
    query: compiler
      .updateTable('conversationMerges')
      .set({ undoneAt, undoneBy })
      .where('id', '=', id)
      .where('undoneAt', 'is', null),
    must: 'changed_meanwhile',
  }
}
