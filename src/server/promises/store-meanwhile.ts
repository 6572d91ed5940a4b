import { sql } from 'kysely'
import type { MemberId, PromiseId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import type { Reader } from '../db/database.ts'

/** The last thing somebody else did with a promise. */
export type Done = {
  readonly promiseId: PromiseId
  readonly kind: string
  /** That a new one follows it: it was a new date. */
  readonly goesOn: boolean
  /** Null where it was no member. */
  readonly by: MemberId | null
  readonly at: Instant
}

/** What others did since a moment with promises that are (or were until then) a member's: of each the last, the latest first. */
export async function listDoneByOthers(
  db: Reader,
  owner: MemberId,
  since: Instant,
  limit: number,
): Promise<Done[]> {
  const { rows } = await sql<Done>`
    select d.* from (
      select distinct on (e.promise_id) e.promise_id, e.kind, e.data ? 'successor' as goes_on, e.at,
        case when e.actor_kind = 'member' then e.actor_id end as by
      from events e join promises p on p.workspace_id = e.workspace_id and p.id = e.promise_id
      where e.at >= ${since} and e.actor_kind <> 'system' and e.actor_id <> ${owner}
        and e.kind in ('promise.updated', 'promise.moved', 'promise.kept', 'promise.broken', 'promise.released', 'promise.reassigned')
        and case when e.kind = 'promise.reassigned' then e.data->>'from' = ${owner} and p.owner_id <> ${owner}
          else p.owner_id = ${owner} end
      order by e.promise_id, e.at desc, e.id desc
    ) d order by d.at desc, d.promise_id limit ${limit}`.execute(db)
  return rows
}
