import { sql } from 'kysely'
import { leads } from '../../domain/accounts/permissions.ts'
import type { Channel } from '../../domain/conversations/conversation.ts'
import type {
  ConversationId,
  MemberId,
  MessageId,
  PersonId,
  TagId,
  WorkspaceId,
} from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import type { StoredConversation } from '../conversations/store.ts'
import type { Viewer } from '../conversations/store-views.ts'
import type { Reader } from '../db/database.ts'

/** What narrows a search, with names looked up. An absent one does not; nobody in `owners` means nobody's. */
export type Narrowed = {
  readonly persons?: readonly PersonId[]
  readonly owners?: readonly MemberId[]
  readonly channel?: Channel
  readonly sites?: readonly string[]
  readonly state?: 'open' | 'snoozed' | 'closed'
  readonly since?: Instant
  readonly before?: Instant
  readonly file?: true
  readonly tags?: readonly TagId[]
}
export type FoundRow = {
  readonly conversationId: ConversationId
  /** Null where the conversation itself was found: by what it is called, or by the filters alone. */
  readonly messageId: MessageId | null
  readonly at: Instant
}

/** A page of conversations found, each once at its newest message that fits, the newest first (`app.search`). */
export async function searchConversations(
  db: Reader,
  workspaceId: WorkspaceId,
  asked: { words: readonly string[]; narrowed: Narrowed; viewer: Viewer; now: Instant },
  after: { at: Instant; id: string } | null,
  limit: number,
): Promise<FoundRow[]> {
  const { rows } = await sql<FoundRow>`
    select conversation_id, message_id, at from app.search(${workspaceId}, ${[...asked.words]}::text[],
      ${JSON.stringify(asked.narrowed)}::jsonb, ${asked.viewer.id}, ${leads(asked.viewer)}, ${asked.now},
      ${after?.at ?? null}, ${after?.id ?? null}, ${limit})`.execute(db)
  return rows
}

/** Which of these words are found by what was asked. */
export async function litWords(
  db: Reader,
  words: readonly string[],
  asked: readonly string[],
): Promise<Set<string>> {
  if (words.length === 0 || asked.length === 0) return new Set()
  const { rows } = await sql<{ word: string }>`
    select lit as word from app.lit(${[...words]}::text[], ${[...asked]}::text[]) lit`.execute(db)
  return new Set(rows.map((r) => r.word))
}

/** Conversations by their ids, in no order. */
export async function findConversations(
  db: Reader,
  ids: readonly ConversationId[],
): Promise<StoredConversation[]> {
  if (ids.length === 0) return []
  const rows = await db.selectFrom('conversations').selectAll().where('id', 'in', ids).execute()
  return rows as unknown as StoredConversation[]
}
