import { sql } from 'kysely'
import type { AuthorityAsk } from '../../domain/goodwill/asking.ts'
import type { Gesture, GestureKind } from '../../domain/goodwill/gesture.ts'
import type { ConversationId, Id, MemberId, PersonId, PromiseId, SiteId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import type { Reader } from '../db/database.ts'

/** How many asks are looked through. */
const MOST = 100

/** An ask with what it is for, and which promises were made by it. */
export type AskLine = Omit<AuthorityAsk, 'gestureId'> & {
  readonly version: number
  readonly gestureId: Gesture['id']
  readonly askerPromiseId: PromiseId | null
  readonly customerPromiseId: PromiseId
  readonly personId: PersonId
  readonly conversationId: ConversationId | null
  readonly kind: GestureKind
  readonly minor: number | null
  readonly currency: string | null
  readonly reason: string
  readonly reversedAt: Instant | null
}

/**
 * The asks nobody has answered (of others only so that what is promised by them is known), and those a member made that were answered
 * since a moment; the latest first.
 */
export async function listAskLines(db: Reader, me: MemberId, since: Instant): Promise<AskLine[]> {
  const { rows } = await sql<AskLine>`
    select a.id, a.version, a.gesture_id, a.asked_by, a.asked_at, a.holder_id, a.answer_by, a.asked, a.settled_at, a.outcome,
      a.settled_by, a.why, a.asker_promise_id, a.customer_promise_id, g.person_id, g.conversation_id, g.kind, g.minor, g.currency,
      g.why as reason, g.reversed_at
    from (
      (select * from authority_asks where settled_at is null
        order by (asked_by = ${me} or ${me} = any(asked)) desc, answer_by desc limit ${MOST})
      union all
      (select * from authority_asks where asked_by = ${me} and settled_at > ${since} and outcome <> 'withdrawn'
        order by settled_at desc limit ${MOST})
    ) a
    join gestures g on g.workspace_id = a.workspace_id and g.id = a.gesture_id
    order by a.asked_at desc, a.id`.execute(db)
  return rows
}

export type RuleLine = {
  readonly id: Id<'friction'>
  readonly personId: PersonId | null
  readonly conversationId: ConversationId | null
  readonly words: string | null
  readonly by: MemberId
  readonly at: Instant
  readonly rule: string
  readonly ownerId: MemberId
  readonly total: number
}

/** What kept somebody from helping by rules these answer for, and waits for the answer; the longest first. */
export async function listRulesWaiting(db: Reader, owners: readonly MemberId[], limit: number) {
  const { rows } = await sql<RuleLine>`
    select f.id, f.person_id, f.conversation_id, f.words, f.by, f.at, r.name as rule, r.owner_id, count(*) over () as total
    from house_rules r join frictions f on f.workspace_id = r.workspace_id and f.rule_id = r.id and f.answered_at is null and f.withdrawn_at is null
    where r.owner_id = any(${[...owners]}::uuid[])
    order by f.at, f.id limit ${limit}`.execute(db)
  return rows
}

export type CauseLine = {
  readonly id: Id<'cause'>
  readonly name: string
  readonly openedAt: Instant
  readonly ownerId: MemberId | null
  readonly total: number
}

/** Causes that wait to be mended and stand with these; `nobodys`: and those that stand with nobody. Twin of `isOpen`. */
export async function listCausesOf(db: Reader, owners: readonly MemberId[], nobodys: boolean, limit: number) {
  const { rows } = await sql<CauseLine>`
    select id, name, opened_at, owner_id, count(*) over () as total from causes
    where (owner_id = any(${[...owners]}::uuid[]) ${nobodys ? sql`or owner_id is null` : sql``})
      and opened_at is not null and (mended_at is null or mended_at < opened_at)
    order by opened_at, id limit ${limit}`.execute(db)
  return rows
}

export type GivenLine = {
  readonly id: Gesture['id']
  readonly personId: PersonId
  readonly conversationId: ConversationId | null
  readonly siteId: SiteId
  readonly madeBy: MemberId
  readonly limitOf: MemberId | null
  readonly givenAt: Instant
}

/** What was given beyond a limit and nobody looked at yet, the longest first. Twin of `isLookedAt`. */
export async function listUnlooked(db: Reader, limit: number): Promise<GivenLine[]> {
  const { rows } = await sql<GivenLine>`
    select g.id, g.person_id, g.conversation_id, g.site_id, g.made_by, g.limit_of, g.given_at from gestures g
    where g.given_by in ('granted', 'emergency') and g.reversed_at is null and g.given_at is not null
      and not exists (select from gesture_looks l where l.workspace_id = g.workspace_id and l.gesture_id = g.id)
    order by g.given_at, g.id limit ${limit}`.execute(db)
  return rows
}
