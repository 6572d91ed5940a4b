import { sql } from 'kysely'
import type { Id, MemberId, PromiseId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import type { Reader } from '../db/database.ts'

/** Promises handed over in one act: by whom, to whom, when; of each who had it, and its version right after. */
export type Handing = {
  readonly id: Id<'handing'>
  readonly by: MemberId
  readonly to: MemberId
  readonly at: Instant
  readonly promises: readonly { id: PromiseId; from: MemberId; version: number }[]
}

/** A page of what a member handed over, or was handed, in one act; the latest first. One of them by its id. */
export async function listHandings(
  db: Reader,
  me: MemberId,
  which: { after: { at: Instant; id: string } | null } | { id: Id<'handing'> },
  limit: number,
): Promise<Handing[]> {
  const after = 'after' in which ? which.after : null
  const one = 'id' in which ? sql`and e.data->>'together' = ${which.id}` : sql``
  const key = after ? sql`having (min(e.at), e.data->>'together') < (${after.at}, ${after.id})` : sql``
  const { rows } = await sql<Handing>`
    select e.data->>'together' as id, e.actor_id as by, (e.data->>'to')::uuid as to, min(e.at) as at,
      jsonb_agg(jsonb_build_object('id', e.promise_id, 'from', e.data->>'from', 'version', (e.data->>'version')::int)
        order by e.at, e.id) as promises
    from events e
    where e.kind = 'promise.reassigned' and e.data ? 'together' and e.actor_kind = 'member'
      and (e.actor_id = ${me} or e.data->>'to' = ${me}) ${one}
    group by 1, 2, 3 ${key}
    order by min(e.at) desc, e.data->>'together' desc limit ${limit}`.execute(db)
  return rows
}
