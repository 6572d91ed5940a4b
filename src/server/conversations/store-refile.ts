import { sql } from 'kysely'
import type { Facts } from '../../domain/conversations/merge.ts'
import { SUGGESTING } from '../../domain/conversations/threading.ts'
import type { Alone } from '../../domain/conversations/unmerge.ts'
import type {
  ConversationId,
  MemberId,
  MessageId,
  NeedId,
  PromiseId,
  WorkspaceId,
} from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { compiler, type Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'
import type { WhyHere } from './store-messages.ts'

/** Something that moved, with the conversation it was for where that was merged into the one it stood in. */
type Moved<T> = { readonly id: T; readonly originId: ConversationId | null }

/** Messages filed elsewhere in one act, with what it takes to take that back. */
export type StoredRefiling = {
  readonly id: string
  readonly fromId: ConversationId
  readonly toId: ConversationId
  /** `toId` was begun by it. */
  readonly began: boolean
  readonly movedAt: Instant
  readonly movedBy: MemberId
  readonly held: {
    readonly messages: readonly (Moved<MessageId> & { readonly whyHere: WhyHere | null })[]
    readonly needs: readonly Moved<NeedId>[]
    readonly promises: readonly Moved<PromiseId>[]
    /** What was said last in both before, as it was stored and as the messages tell it; the other's is null if it was begun. */
    readonly fromAlone: Alone
    readonly toAlone: Alone | null
    /** The facts after it, and those of the other before. */
    readonly fromAfter: Facts
    readonly toBefore: Facts | null
    readonly toAfter: Facts
  }
  readonly undoneAt: Instant | null
}

/** An act of filing elsewhere; null if there is none. */
export async function findRefiling(db: Reader, id: string): Promise<StoredRefiling | null> {
  const row = await db.selectFrom('refilings').selectAll().where('id', '=', id).executeTakeFirst()
  return (row as unknown as StoredRefiling) ?? null
}

/** Writes an act of filing elsewhere down. */
export function insertRefiling(workspaceId: WorkspaceId, r: Omit<StoredRefiling, 'undoneAt'>): Write {
  return {
    query: compiler.insertInto('refilings').values({ ...r, workspaceId, held: JSON.stringify(r.held) }),
  }
}

/** Takes it back, once. */
export function undoRefiling(id: string, undoneBy: MemberId, undoneAt: Instant): Write {
  return {
    query: compiler
      .updateTable('refilings')
      .set({ undoneAt, undoneBy })
      .where('id', '=', id)
      .where('undoneAt', 'is', null),
    must: 'changed_meanwhile',
  }
}

/** Messages go over into another conversation and say from where. */
export function moveMessagesSaying(
  ids: readonly MessageId[],
  from: ConversationId,
  to: ConversationId,
  why: WhyHere,
): Write {
  return {
    query: compiler
      .updateTable('messages')
      .set({ conversationId: to, originConversationId: null, whyHere: JSON.stringify(why) })
      .where('id', 'in', ids)
      .where('conversationId', '=', from),
  }
}

/** A message goes back to where it was, for the reason it was there. */
export function putMessageBack(
  { id, originId, whyHere }: StoredRefiling['held']['messages'][number],
  to: ConversationId,
): Write {
  return {
    query: compiler
      .updateTable('messages')
      .set({
        ...{ conversationId: to, originConversationId: originId },
        whyHere: whyHere ? JSON.stringify(whyHere) : null,
      })
      .where('id', '=', id),
    must: 'changed_meanwhile',
  }
}

/** A need goes back to where it was. */
export function putNeedBack({ id, originId }: Moved<NeedId>, to: ConversationId): Write {
  return {
    query: compiler
      .updateTable('needs')
      .set({ conversationId: to, originConversationId: originId, version: sql`version + 1` })
      .where('id', '=', id),
  }
}

/** Tells whether anything but these messages, needs and promises stands in a conversation. */
export async function holdsMore(
  db: Reader,
  id: ConversationId,
  but: { messages: readonly MessageId[]; needs: readonly NeedId[]; promises: readonly PromiseId[] },
): Promise<boolean> {
  const other = (ids: readonly string[]) => sql`conversation_id = ${id} and id <> all (${[...ids]}::uuid[])`
  const { rows } = await sql<{ more: boolean }>`
    select exists (select from messages where ${other(but.messages)})
      or exists (select from needs where ${other(but.needs)})
      or exists (select from promises where ${other(but.promises)})
      or exists (select from handovers where ${other([])})
      or exists (select from next_contacts where ${other([])})
      or exists (select from planned_replies where ${other([])}) as more`.execute(db)
  return rows[0]!.more
}

/** The latest mail of a conversation that suggests another one for itself, if nobody said no to that link. */
export async function findSuggestedLink(db: Reader, id: ConversationId) {
  const { rows } = await sql<{ messageId: MessageId; to: ConversationId }>`
    select id as message_id, (why_here #>> '{values,conversationId}')::uuid as to from messages
    where conversation_id = ${id} and why_here ->> 'code' = any (${[...SUGGESTING]}) and link_declined_at is null
    order by at desc, id desc limit 1`.execute(db)
  return rows[0] ?? null
}

/** Of messages that began something new: what they answer stands in another conversation by now. */
export function sayAnswersLate(
  ids: readonly MessageId[],
  to: { id: ConversationId; reference: string },
): Write {
  const why: WhyHere = { code: 'answers_late', values: { conversationId: to.id, reference: to.reference } }
  return {
    query: compiler
      .updateTable('messages')
      .set({ whyHere: JSON.stringify(why) })
      .where('id', 'in', ids)
      .where(sql<boolean>`why_here ->> 'code' in ('new_sender', 'known_sender')`),
  }
}

/** Says no to the link a mail suggests, or takes the no back. */
export function answerLink(id: MessageId, no: { by: MemberId; at: Instant } | null): Write {
  return {
    query: compiler
      .updateTable('messages')
      .set({ linkDeclinedAt: no?.at ?? null, linkDeclinedBy: no?.by ?? null })
      .where('id', '=', id),
    must: 'not_found',
  }
}
