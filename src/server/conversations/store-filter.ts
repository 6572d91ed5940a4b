import { type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { Standing } from '../../domain/conversations/standing.ts'
import { type Base, type ViewFilter, waitingSince } from '../../domain/conversations/view-filter.ts'
import type { MemberId, PersonId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import type { Reader } from '../db/database.ts'
import type { DB } from '../db/schema.ts'
import { listSame } from '../people/store-merge.ts'

type E = ExpressionBuilder<DB, 'conversations'>
/** Who looks and when; `tonight`: the end of their day. */
export type LookingBy = { readonly me: MemberId; readonly now: Instant; readonly tonight: Instant }

// What somebody marked as junk stands in no view.
const isNoJunk = sql<SqlBool>`junked_at is null`

/** Where a conversation stands in one of the views of the house: the twin of `standsIn`. */
export function standsIn(e: E, base: Base, me: MemberId, now: Instant) {
  switch (base) {
    case 'waiting':
      return e.and([isStanding(e, 'waiting', now), e('channel', '<>', 'walk_in')])
    case 'mine':
      return e.and([isOpen(e), isAwake(e, now), e('assigneeId', '=', me)])
    case 'unassigned':
      return e.and([isOpen(e), isAwake(e, now), e('assigneeId', 'is', null), e('channel', '<>', 'walk_in')])
    case 'snoozed':
      return isStanding(e, 'snoozed', now)
    case 'closed':
      return e.and([e('closedAt', 'is not', null), isNoJunk])
    case 'held':
      return e.and([e('closedAt', 'is', null), e('heldBecause', 'is not', null), isNoJunk])
    case 'all':
      return e('heldBecause', 'is', null)
  }
}

/** What the parts of a filter mean just now: all records of the persons, the members of the teams. */
export type Meant = { readonly persons: readonly PersonId[]; readonly teamed: readonly MemberId[] }

/** Looks up what a filter means just now. */
export async function lookUp(db: Reader, filter: ViewFilter): Promise<Meant> {
  const persons: PersonId[] = []
  for (const id of filter.person ?? []) persons.push(...(await listSame(db, id)))
  const teamed = filter.team
    ? await db
        .selectFrom('teamMembers')
        .select('memberId')
        .distinct()
        .where('teamId', 'in', filter.team)
        .execute()
    : []
  return { persons: [...new Set(persons)], teamed: teamed.map((t) => t.memberId) }
}

/** What passes a filter: the twin of `passes`. */
export function narrowedBy(e: E, filter: ViewFilter, by: LookingBy, meant: Meant) {
  const all = []
  const { owner, promise } = filter
  if (filter.state) all.push(e.or(filter.state.map((state) => isStanding(e, state, by.now))))
  if (owner) {
    const ids = owner.flatMap((o) => (o === 'nobody' ? [] : [o === 'me' ? by.me : o]))
    const nobody = owner.includes('nobody') ? [e('assigneeId', 'is', null)] : []
    all.push(e.or([...(ids.length > 0 ? [e('assigneeId', 'in', ids)] : []), ...nobody]))
  }
  if (filter.team)
    all.push(meant.teamed.length > 0 ? e('assigneeId', 'in', meant.teamed) : sql<SqlBool>`false`)
  if (filter.channel) all.push(e('channel', 'in', filter.channel))
  if (filter.mailbox) all.push(e('mailboxId', 'in', filter.mailbox))
  if (filter.site) all.push(e('siteId', 'in', filter.site))
  if (filter.tag)
    all.push(
      sql<SqlBool>`id in (select t.conversation_id from conversation_tags t where t.tag_id = any (${filter.tag}::uuid[]))`,
    )
  if (filter.person) all.push(e('personId', 'in', meant.persons))
  if (filter.language)
    all.push(
      sql<SqlBool>`person_id in (select p.id from persons p where p.first_language in (${sql.join(filter.language)}))`,
    )
  if (filter.waiting) {
    const since = waitingSince(filter.waiting, by.now)
    all.push(isStanding(e, 'waiting', by.now), sql<SqlBool>`${turnSince} <= ${since}`)
  }
  if (promise === 'open') all.push(sql<SqlBool>`id in (${promised(sql`true`)})`)
  if (promise === 'overdue') all.push(sql<SqlBool>`id in (${promised(sql`p.due < ${by.now}`)})`)
  if (promise === 'today')
    all.push(
      sql<SqlBool>`id in (${promised(sql`case when p.next_update_due > p.due
      or (p.next_update_due < p.due and p.due >= ${by.now}) then p.next_update_due else p.due end < ${by.tonight}`)})`,
    )
  if (promise === 'none')
    all.push(sql<SqlBool>`(select true from promises p where p.workspace_id = conversations.workspace_id
      and p.conversation_id = conversations.id and ${openPromise} limit 1) is null`)
  return e.and(all)
}

const openPromise = sql`p.kept_at is null and p.broken_at is null and p.released_at is null and p.moved_at is null`
const promised = (which: ReturnType<typeof sql>) =>
  sql`select p.conversation_id from promises p where ${openPromise} and ${which}`

// Since when they wait for us, of one that does: the twin of `waiting`.
const turnSince = sql`case when last_out_at is not null and (last_in_at is null or last_in_at <= last_out_at)
  then woke_at else coalesce(last_in_at, arrived_at) end`

function isOpen(e: E) {
  return e.and([e('closedAt', 'is', null), e('leftAt', 'is', null), e('heldBecause', 'is', null)])
}

function isAwake(e: E, now: Instant) {
  return e.or([e('snoozedUntil', 'is', null), e('snoozedUntil', '<=', now)])
}

function isWaiting(e: E) {
  const answered = sql<SqlBool>`(last_out_at is not null and (last_in_at is null or last_in_at <= last_out_at)
    and not coalesce(woke_at > last_out_at, false))`
  const looking = sql<SqlBool>`(help_declined_at is not null and assignee_id is null and not coalesce(last_in_at > help_declined_at, false))`
  return e.and([e.not(answered), e.not(looking)])
}

// The twin of `standingOf`.
function isStanding(e: E, standing: Standing, now: Instant) {
  switch (standing) {
    case 'closed':
      return e.or([e('closedAt', 'is not', null), e('leftAt', 'is not', null)])
    case 'held':
      return e.and([e('closedAt', 'is', null), e('leftAt', 'is', null), e('heldBecause', 'is not', null)])
    case 'snoozed':
      return e.and([isOpen(e), e('snoozedUntil', '>', now)])
    case 'waiting':
      return e.and([isOpen(e), isAwake(e, now), isWaiting(e)])
    case 'answered':
      return e.and([isOpen(e), isAwake(e, now), e.not(isWaiting(e))])
  }
}
