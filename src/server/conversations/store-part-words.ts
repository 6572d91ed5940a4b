import { sql } from 'kysely'
import type { ConversationId, MessageId, PersonId } from '../../domain/shared/ids.ts'
import type { Reader } from '../db/database.ts'

/**
 * What one of `some` wrote on their own page in a conversation with one of `others`, or the other way round: of one conversation
 * and one of them; null for none. A page writes into what is its own, so that this comes of records that were one.
 */
export async function findWordsOfOther(
  db: Reader,
  some: readonly PersonId[],
  others: readonly PersonId[],
): Promise<{ conversationId: ConversationId; personId: PersonId; messageIds: MessageId[] } | null> {
  const among = (ids: readonly PersonId[]) => sql`any (${[...ids]}::uuid[])`
  const by = (who: readonly PersonId[], whose: readonly PersonId[]) => sql`
    select c.id as conversation_id, m.person_id, array_agg(m.id) as message_ids
    from conversations c join messages m on m.workspace_id = c.workspace_id and m.conversation_id = c.id
    where c.person_id = ${among(whose)} and m.person_id = ${among(who)} and m.channel = 'page' and m.direction = 'in'
    group by c.id, m.person_id`
  const { rows } = await sql<{ conversationId: ConversationId; personId: PersonId; messageIds: MessageId[] }>`
    select * from (${by(some, others)} union all ${by(others, some)}) found order by conversation_id limit 1`.execute(
    db,
  )
  return rows[0] ?? null
}
