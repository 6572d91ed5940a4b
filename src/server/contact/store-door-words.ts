import { sql } from 'kysely'
import type { ContactRule } from '../../domain/contact/can-contact.ts'
import type { ConversationId, MemberId, PromiseId } from '../../domain/shared/ids.ts'
import type { Reader } from '../db/database.ts'

/** How a word that was to go by mail fared, as far as the mail itself tells. */
export type LeavingWord = {
  readonly updateId: string
  readonly state: 'leaving' | 'sent' | 'not_told'
  /** By which rule it did not leave, where the door kept it. */
  readonly rule: ContactRule | null
}

/**
 * The words of promises that were to go by mail, the earliest first. Sent once a server took it from us; not told when the door
 * said no, or when it was refused for good or came back.
 */
export async function listLeaving(db: Reader, ids: readonly PromiseId[]): Promise<LeavingWord[]> {
  const { rows } = await sql<LeavingWord>`
    select u.id as update_id, case when d.answer = 'deny' then d.rule end as rule,
      case when d.answer = 'deny' or o.state in ('failed', 'cancelled') then 'not_told'
        when o.state = 'sent' or (m.id is not null and o.state is null) then 'sent'
        else 'leaving' end as state
    from progress_updates u
    left join lateral (select m.id from messages m where m.workspace_id = u.workspace_id and m.direction = 'out'
      and (m.id = u.id or m.conversation_id = u.id) order by m.at limit 1) m on true
    left join lateral (select o.state from outbox o where o.workspace_id = u.workspace_id and o.message_id = m.id
      order by o.created_at desc limit 1) o on true
    left join lateral (select d.answer, d.rule from contact_decisions d where d.workspace_id = u.workspace_id
      and d.update_id = u.id order by d.at desc, d.turn desc limit 1) d on true
    where u.promise_id = any(${[...ids]}::uuid[]) and u.told_by = 'email'
    order by u.at, u.id limit 200`.execute(db)
  return rows
}

/** Of promises, what tells who may read them. */
export async function listWhoseAre(db: Reader, ids: readonly PromiseId[]) {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('promises')
    .select(['id', 'conversationId', 'ownerId', 'toMemberId'])
    .where('id', 'in', ids)
    .execute()
  return rows as {
    id: PromiseId
    conversationId: ConversationId | null
    ownerId: MemberId
    toMemberId: MemberId | null
  }[]
}
