import { sql } from 'kysely'
import type { AuthorityAsk } from '../../domain/goodwill/asking.ts'
import type { Friction } from '../../domain/goodwill/friction.ts'
import type { Gesture, GestureKind } from '../../domain/goodwill/gesture.ts'
import type { Cause } from '../../domain/goodwill/learning.ts'
import type { ConversationId, MemberId, PromiseId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { compiler, type Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'

/** By which name in their data notices belong to something of goodwill. */
export type Belongs = 'yes' | 'friction'

type AskOf = Pick<AuthorityAsk, 'id' | 'askedBy' | 'askedAt' | 'asked' | 'settledAt'> & {
  /** The promise is to whoever asked. */
  readonly toAsker: boolean
}

/**
 * The ask a gesture waits or waited for, or one by which a promise was made, or the one that promise took the place of with another
 * date; null where there is none.
 */
export async function findAskOf(
  db: Reader,
  of: { gestureId: Gesture['id'] } | { promiseId: PromiseId },
): Promise<AskOf | null> {
  if ('gestureId' in of) {
    const { rows } = await sql<AskOf>`
      select id, asked_by, asked_at, asked, settled_at, false as to_asker from authority_asks
      where gesture_id = ${of.gestureId}`.execute(db)
    return rows[0] ?? null
  }
  const { rows } = await sql<AskOf>`
    with recursive line as (
      select p.id, p.successor_of from promises p where p.id = ${of.promiseId}
      union all
      select o.id, o.successor_of from line l join promises o on o.id = l.successor_of where o.moved_at is not null
    )
    select a.id, a.asked_by, a.asked_at, a.asked, a.settled_at, a.asker_promise_id = l.id as to_asker
    from line l join authority_asks a on a.asker_promise_id = l.id or a.customer_promise_id = l.id limit 1`.execute(
    db,
  )
  return rows[0] ?? null
}

/** Who gave or asked for a gesture, and where; null if there is none. */
export async function findGivenAt(db: Reader, id: Gesture['id']) {
  const { rows } = await sql<
    Pick<Gesture, 'id' | 'conversationId' | 'madeBy' | 'siteId' | 'limitOf'>
  >`select id, conversation_id, made_by, site_id, limit_of from gestures where id = ${id}`.execute(db)
  return rows[0] ?? null
}

/** Who of these has not read a notice of one kind that belongs to something. */
export async function listUnreadOf(
  db: Reader,
  members: readonly MemberId[],
  belongs: { by: Belongs; id: string },
): Promise<MemberId[]> {
  if (members.length === 0) return []
  const { rows } = await sql<{ memberId: MemberId }>`
    select distinct member_id from notices where member_id = any(${[...members]}::uuid[]) and read_at is null
      and data->>${sql.lit(belongs.by)} = ${belongs.id}`.execute(db)
  return rows.map((r) => r.memberId)
}

/** Says that these need not read what belongs to something any more. */
export function markSettled(
  members: readonly MemberId[],
  { by, id }: { by: Belongs; id: string },
  now: Instant,
): Write {
  const query = compiler
    .updateTable('notices')
    .set({ readAt: now })
    .where('memberId', 'in', [...members])
    .where('readAt', 'is', null)
  return { query: query.where(sql<boolean>`data->>${sql.lit(by)} = ${id}`) }
}

/** What a notice of goodwill shows of what it is about. */
export type About = {
  readonly kind: GestureKind | null
  readonly minor: number | null
  readonly currency: string | null
  readonly name: string | null
  readonly words: string | null
  /** The conversation its words were said of, where they are for nobody who may not read that. */
  readonly within: ConversationId | null
}

/** What asks, gestures, frictions and causes are about, by their ids; why not, where the answer was no. */
export async function listAbout(
  db: Reader,
  ids: {
    readonly asks: readonly AuthorityAsk['id'][]
    readonly gestures: readonly Gesture['id'][]
    readonly frictions: readonly Friction['id'][]
    readonly causes: readonly Cause['id'][]
  },
): Promise<ReadonlyMap<string, About>> {
  const { asks, gestures, frictions, causes } = ids
  if (asks.length + gestures.length + frictions.length + causes.length === 0) return new Map()
  const { rows } = await sql<About & { id: string }>`
    select a.id, g.kind, g.minor, g.currency, null as name, coalesce(a.why, g.why) as words, null::uuid as within
    from authority_asks a join gestures g on g.workspace_id = a.workspace_id and g.id = a.gesture_id
    where a.id = any(${[...asks]}::uuid[])
    union all
    select id, kind, minor, currency, null, why, conversation_id from gestures where id = any(${[...gestures]}::uuid[])
    union all
    select f.id, null, null, null, r.name, coalesce(f.answer_words, f.words),
      case when f.answer_words is null then f.conversation_id end
    from frictions f join house_rules r on r.workspace_id = f.workspace_id and r.id = f.rule_id
    where f.id = any(${[...frictions]}::uuid[])
    union all
    select id, null, null, null, name, null, null from causes where id = any(${[...causes]}::uuid[])`.execute(
    db,
  )
  return new Map(rows.map((r) => [r.id, r]))
}
