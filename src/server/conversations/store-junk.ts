import { sql } from 'kysely'
import { JUNK } from '../../domain/conversations/junk.ts'
import type { ConversationId, PersonId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { compiler, type Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'
import { listSame } from '../people/store-merge.ts'
import type { StoredConversation } from './store.ts'
import { type Viewer, visible } from './store-views.ts'

/** How many days the house keeps junk. */
export async function junkDays(db: Reader): Promise<number> {
  const row = await db.selectFrom('workspaces').select('junkDays').executeTakeFirstOrThrow()
  return row.junkDays
}

/** How many promises to somebody are open that were made outside of a conversation. */
export async function countPromisedElsewhere(
  db: Reader,
  personId: PersonId,
  except: ConversationId,
): Promise<number> {
  const rows = await db
    .selectFrom('promises')
    .select('id')
    .where('toPersonId', 'in', await listSame(db, personId))
    .where('keptAt', 'is', null)
    .where('brokenAt', 'is', null)
    .where('releasedAt', 'is', null)
    .where('movedAt', 'is', null)
    .where(sql<boolean>`conversation_id is distinct from ${except}`)
    .limit(100)
    .execute()
  return rows.length
}

/** A page of the conversations somebody put into junk, of those a member may read, the latest first. */
export async function listJunked(
  db: Reader,
  viewer: Viewer,
  after: { at: Instant; id: string } | null,
  limit: number,
): Promise<StoredConversation[]> {
  let query = db
    .selectFrom('conversations')
    .selectAll()
    .where('junkedAt', 'is not', null)
    .where('junkErasedAt', 'is', null)
    .where('mergedInto', 'is', null)
    .where((e) => visible(e, viewer))
    .orderBy('junkedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
  if (after) query = query.where(sql<boolean>`(junked_at, id) < (${after.at}, ${after.id})`)
  return (await query.execute()) as unknown as StoredConversation[]
}

/** Of these conversations, those in junk, or whose words stand in one that is. */
export async function listJunkedAmong(
  db: Reader,
  ids: readonly ConversationId[],
): Promise<ReadonlySet<ConversationId>> {
  if (ids.length === 0) return new Set()
  const { rows } = await sql<{ id: ConversationId }>`
    select c.id from conversations c left join conversations root on root.workspace_id = c.workspace_id and root.id = c.root_id
    where c.id = any (${[...ids]}::uuid[]) and coalesce(root.junked_at, c.junked_at) is not null`.execute(db)
  return new Set(rows.map((r) => r.id))
}

/** Conversations that lie in junk since before a moment. */
export async function listOldJunked(
  db: Reader,
  before: Instant,
  limit: number,
): Promise<StoredConversation[]> {
  const rows = await db
    .selectFrom('conversations')
    .selectAll()
    .where('junkedAt', '<', before)
    .where('junkErasedAt', 'is', null)
    .where('mergedInto', 'is', null)
    .orderBy('junkedAt')
    .limit(limit)
    .execute()
  return rows as unknown as StoredConversation[]
}

/** The files a conversation holds: originals of its mails, and what was attached. */
export async function listFilesOf(db: Reader, id: ConversationId): Promise<string[]> {
  const { rows } = await sql<{ sha256: string }>`
    select raw_sha256 as sha256 from messages where conversation_id = ${id} and raw_sha256 is not null
    union select a.sha256 from attachments a join messages m on m.workspace_id = a.workspace_id and m.id = a.message_id
      where m.conversation_id = ${id}`.execute(db)
  return rows.map((r) => r.sha256)
}

/**
 * Lets the words of a conversation go that lay in junk for so long: what was said in it, its files, its subject. That there was one, who
 * wrote and when, what was promised in it and how it was kept stays.
 */
export function eraseWords(
  { id, version }: Pick<StoredConversation, 'id' | 'version'>,
  now: Instant,
): Write[] {
  const own = sql`select m.id from messages m where m.conversation_id = ${id}`
  const nobody = JSON.stringify({ from: [], to: [], cc: [] })
  return [
    {
      query: compiler
        .updateTable('conversations')
        .set({ subject: '', lastLine: '', alone: null, junkErasedAt: now, version: version + 1 })
        .where('id', '=', id)
        .where('version', '=', version)
        .where('heldBecause', '=', JUNK),
      must: 'changed_meanwhile',
    },
    {
      query: compiler
        .updateTable('conversations')
        .set({ subject: '', lastLine: '', alone: null })
        .where('rootId', '=', id),
    },
    {
      query: compiler
        .updateTable('messages')
        .set({
          text: '',
          segments: null,
          html: null,
          subject: null,
          recipients: nobody,
          rawSha256: null,
          forwarded: null,
        })
        .where('conversationId', '=', id),
    },
    { query: compiler.deleteFrom('attachments').where(sql<boolean>`message_id in (${own})`) },
    { query: compiler.deleteFrom('drafts').where('conversationId', '=', id) },
    {
      query: compiler
        .updateTable('needs')
        .set({ words: '…', cannotWhy: null })
        .where('conversationId', '=', id),
    },
    {
      query: compiler
        .updateTable('inboundMails')
        .set({
          sha256: null,
          sender: null,
          subject: null,
          receipt: null,
          erasedAt: now,
          version: sql`version + 1`,
        })
        .where(sql<boolean>`message_id in (${own})`),
    },
  ]
}
