import { sql } from 'kysely'
import type { InputOf } from '../../contract/endpoint.ts'
import type { planReply } from '../../contract/planned.ts'
import type { ConversationId, MemberId, MessageId, WorkspaceId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { listGroup } from '../conversations/store.ts'
import type { GoesWith } from '../conversations/store-drafts.ts'
import { readableTalk, type Viewer } from '../conversations/store-views.ts'
import { compiler, type Database, type Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'
import type { DueIn } from '../jobs/tick.ts'

/** What is sent then, as it was asked for. */
export type ReplyAsked = Omit<InputOf<typeof planReply, 'out'>['body'], 'id' | 'due'>

export type Planned = {
  readonly id: MessageId
  readonly conversationId: ConversationId
  readonly memberId: MemberId
  readonly reply: ReplyAsked
  readonly due: Instant
  readonly state: 'waiting' | 'held' | 'sent' | 'cancelled'
  readonly heldBecause: string | null
  readonly settledAt: Instant | null
  readonly version: number
}

/** What is to go with a reply besides its words. */
export function goesWithReply(reply: ReplyAsked): GoesWith {
  return {
    ...{ to: reply.to ?? null, cc: reply.cc ?? null, bcc: reply.bcc ?? null },
    attachmentIds: reply.attachmentIds ?? [],
    promises: (reply.promises ?? []).map(({ text, saidAs, due }) => ({ text, saidAs: saidAs ?? null, due })),
    keeps: reply.keeps ?? [],
    unsigned: reply.signature === false,
  }
}

const columns = [
  ...(['id', 'conversationId', 'memberId', 'reply', 'due', 'state'] as const),
  ...(['heldBecause', 'settledAt', 'version'] as const),
] as const

/** A planned reply by its id; null for none. */
export async function findPlanned(db: Reader, id: MessageId): Promise<Planned | null> {
  const row = await db.selectFrom('plannedReplies').select(columns).where('id', '=', id).executeTakeFirst()
  return (row as unknown as Planned | undefined) ?? null
}

/**
 * What waits for its hour or for a person, the first due first, where the viewer may read it; of one conversation with what was
 * merged into it, or of all.
 */
export async function listPlanned(
  db: Reader,
  filter: {
    viewer: Viewer
    conversationId?: ConversationId | undefined
    after: { at: Instant; id: string } | null
  },
  limit: number,
): Promise<Planned[]> {
  const { viewer, conversationId, after } = filter
  let query = db
    .selectFrom('plannedReplies')
    .select(columns)
    .where('state', 'in', ['waiting', 'held'])
    .where(
      sql<boolean>`(${readableTalk(sql.ref('planned_replies.conversation_id'), sql.ref('planned_replies.workspace_id'), viewer)})`,
    )
    .orderBy('due')
    .orderBy('id')
    .limit(limit)
  if (conversationId) query = query.where('conversationId', 'in', await listGroup(db, conversationId))
  if (after) query = query.where(sql<boolean>`(due, id) > (${after.at}, ${after.id})`)
  return (await query.execute()) as unknown as Planned[]
}

/** What is due by now. */
export async function listPlannedDue(db: Reader, now: Instant, limit: number): Promise<Planned[]> {
  const rows = await db
    .selectFrom('plannedReplies')
    .select(columns)
    .where('state', '=', 'waiting')
    .where('due', '<=', now)
    .orderBy('due')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows as unknown as Planned[]
}

/** Writes a planned reply down. */
export function insertPlanned(workspaceId: WorkspaceId, p: Planned, createdAt: Instant): Write {
  const reply = JSON.stringify(p.reply)
  return { query: compiler.insertInto('plannedReplies').values({ ...p, workspaceId, reply, createdAt }) }
}

/** What becomes of a planned reply, once: whoever was quicker has it. */
export function settlePlanned(p: Planned, next: Pick<Planned, 'state' | 'heldBecause' | 'settledAt'>): Write {
  return {
    query: compiler
      .updateTable('plannedReplies')
      .set({ ...next, version: p.version + 1 })
      .where('id', '=', p.id)
      .where('version', '=', p.version),
    must: 'changed_meanwhile',
  }
}

/** Another hour for a planned reply, which waits for it from now on. */
export function replan(p: Planned, { due, reply }: Pick<Planned, 'due' | 'reply'>): Write {
  return {
    query: compiler
      .updateTable('plannedReplies')
      .set({ due, reply: JSON.stringify(reply), state: 'waiting', heldBecause: null, version: p.version + 1 })
      .where('id', '=', p.id)
      .where('version', '=', p.version),
    must: 'changed_meanwhile',
  }
}

/** The workspaces in which a planned reply is due, each at its own clock. */
export async function workspacesWithPlanned(db: Database, now: Instant): Promise<readonly DueIn[]> {
  const { rows } = await sql<DueIn>`
    select workspace_id, clock_ahead_seconds from jobs.workspaces_with_planned(${now})`.execute(db.system)
  return rows
}
