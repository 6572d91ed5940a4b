import { sql } from 'kysely'
import type { PromiseId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import type { Reader } from '../db/database.ts'

/**
 * When a word on the way (`u` of the query) reached them as far as anybody knows; null for never. A mail that failed, came back,
 * never left or is still tried again was not told; one that waited for its hour was told when it left, and one that was tried
 * again when that succeeded.
 */
export const toldAt = sql<Instant | null>`(
  select case when o.state in ('failed', 'cancelled') or (o.state = 'queued' and o.last_problem is not null)
      or (h.id is not null and h.outcome is distinct from 'sent' and h.rule <> 'said_already')
      or exists (select from contact_decisions d where d.update_id = u.id and d.answer = 'deny') then null
    else greatest(u.at, case when h.outcome = 'sent' then h.settled_at end, case when o.attempts > 1 then o.sent_at end)
  end
  from (select u.id) word
  left join held_words h on h.id = u.id
  left join lateral (select o.state, o.last_problem, o.attempts, o.sent_at from outbox o where o.message_id in (u.id,
      -- A word that began a conversation gave it its id.
      (select m.id from messages m where m.conversation_id = u.id and m.direction = 'out' order by m.at, m.id limit 1))
    order by o.state in ('failed', 'cancelled') desc, o.state = 'queued' desc, o.sent_at desc limit 1) o on true)`

/**
 * Of moved promises, when the first word of what took their place reached them; null where none did. Those of whose new date
 * nothing was written down are left out.
 */
export async function listNewDatesTold(
  db: Reader,
  ids: readonly PromiseId[],
): Promise<{ id: PromiseId; toldAt: Instant | null }[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<{ id: PromiseId; toldAt: Instant | null }>`
    with recursive line as (
      select p.successor_of as first_id, p.id, p.moved_at from promises p where p.successor_of = any(${ids}::uuid[])
      union all
      select l.first_id, n.id, n.moved_at from line l join promises n on n.successor_of = l.id where l.moved_at is not null
    )
    select l.first_id as id, min(${toldAt}) as told_at
    from line l join progress_updates u on u.promise_id = l.id group by l.first_id`.execute(db)
  return rows
}
