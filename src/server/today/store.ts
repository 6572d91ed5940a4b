import { sql } from 'kysely'
import type { ConversationId, HandoverId, MemberId, PersonId, PromiseId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { USEFUL } from '../../domain/today/order.ts'
import type { Reader } from '../db/database.ts'

/** The most lines of a kind that stand on Today. */
const MOST = 100

/** Hand-overs that wait for one of these (somebody, or a team of theirs), with what they are about; of closed conversations none. */
export async function listHandoversTo(db: Reader, me: MemberId) {
  const rows = await db
    .selectFrom('handovers as h')
    .innerJoin('conversations as c', (j) =>
      j.onRef('c.workspaceId', '=', 'h.workspaceId').onRef('c.id', '=', 'h.conversationId'),
    )
    .select(['h.id', 'h.conversationId', 'h.fromMemberId', 'h.offeredAt', 'c.personId', 'c.subject'])
    .where('h.acceptedAt', 'is', null)
    .where('h.declinedAt', 'is', null)
    .where('c.closedAt', 'is', null)
    .where('c.heldBecause', 'is', null)
    .where(
      sql<boolean>`(h.to_member_id = ${me} or h.to_team_id in (select t.team_id from team_members t
        join teams on teams.workspace_id = t.workspace_id and teams.id = t.team_id
        where t.member_id = ${me} and teams.archived_at is null))`,
    )
    .orderBy('h.offeredAt')
    .limit(MOST)
    .execute()
  return rows as {
    id: HandoverId
    conversationId: ConversationId
    fromMemberId: MemberId
    offeredAt: Instant
    personId: PersonId | null
    subject: string
  }[]
}

/** A word on the way that has not reached them. */
export type NotTold = {
  promiseId: PromiseId
  text: string
  frame: string | null
  version: number
  personId: PersonId | null
  conversationId: ConversationId | null
  /** When it was to leave, and when the promise is due. */
  at: Instant
  due: Instant
  /** Why not: the rule by which the door kept it, `mail_failed`, `mail_delayed`, `too_late`; null where nobody knows. */
  rule: string | null
}

/**
 * Words about a member's promises that were to leave as a mail between two moments and of which no mail left, or it came back
 * to the outbox for good, or failed twice and is tried on: the latest word of each promise, while nobody has written in the
 * conversation since, and the promise is open. What the door denied stands at once; what waits for its time, or was told a moment before in the same words, does not stand.
 */
export async function listNotTold(
  db: Reader,
  owner: MemberId,
  from: Instant,
  until: Instant,
): Promise<NotTold[]> {
  const { rows } = await sql<NotTold>`
    select p.id as promise_id, p.text, p.frame, p.version, p.to_person_id as person_id, p.conversation_id, u.at, p.due,
      case when d.answer = 'deny' then d.rule when h.outcome = 'dropped' then 'too_late'
        when exists (select from outbox o where o.workspace_id = u.workspace_id and o.message_id = u.id and o.state = 'queued')
          then 'mail_delayed'
        when exists (select from messages m where m.workspace_id = u.workspace_id and m.id = u.id) then 'mail_failed' end as rule
    from progress_updates u join promises p on p.workspace_id = u.workspace_id and p.id = u.promise_id
    left join held_words h on h.workspace_id = u.workspace_id and h.id = u.id
    left join lateral (select d.answer, d.rule from contact_decisions d where d.workspace_id = u.workspace_id
      and d.update_id = u.id order by d.at desc, d.turn desc limit 1) d on true
    where u.told_by = 'email' and u.at >= ${from} and (u.at <= ${until} or d.answer = 'deny') and p.owner_id = ${owner} and p.to_person_id is not null
      and p.kept_at is null and p.broken_at is null and p.released_at is null and p.moved_at is null
      and (h.id is null or (h.settled_at is not null and h.rule <> 'said_already'))
      and not exists (select from progress_updates v where v.workspace_id = u.workspace_id
        and v.promise_id = u.promise_id and (v.at, v.id) > (u.at, u.id))
      and not exists (select from messages m
        where m.workspace_id = u.workspace_id and (m.id = u.id or m.conversation_id = u.id) and m.direction = 'out'
          and not exists (select from outbox o where o.workspace_id = m.workspace_id and o.message_id = m.id
            and (o.state in ('failed', 'cancelled') or (o.state = 'queued' and exists (select from events e
              where e.workspace_id = u.workspace_id and e.promise_id = u.promise_id and e.kind = 'contact.not_told'
                and e.data->>'update' = u.id::text)))))
      and not exists (select from conversations c where c.workspace_id = p.workspace_id and c.id = p.conversation_id
        and c.last_out_at > u.at)
    order by u.at limit ${MOST}`.execute(db)
  return rows
}

/** Open conversations that stand with members whose access has ended, the longest quiet first. */
export async function listLeftBehind(db: Reader, gone: readonly MemberId[], limit: number) {
  if (gone.length === 0) return []
  const rows = await db
    .selectFrom('conversations')
    .select(['id', 'personId', 'lastActivityAt', 'assigneeId'])
    .where('assigneeId', 'in', gone)
    .where('closedAt', 'is', null)
    .where('heldBecause', 'is', null)
    .where('mergedInto', 'is', null)
    .where('leftAt', 'is', null)
    .orderBy('lastActivityAt')
    .limit(limit)
    .execute()
  return rows as {
    id: ConversationId
    personId: PersonId | null
    lastActivityAt: Instant
    assigneeId: MemberId
  }[]
}

/** Whether a workspace has any mailbox, any form, and anything brought along from before that stands, or is on its way. */
export async function findChannels(db: Reader) {
  const mailbox = await db
    .selectFrom('mailboxes')
    .select('id')
    .where('archivedAt', 'is', null)
    .limit(1)
    .executeTakeFirst()
  const form = await db
    .selectFrom('forms')
    .select('id')
    .where('archivedAt', 'is', null)
    .limit(1)
    .executeTakeFirst()
  const history = await db
    .selectFrom('imports')
    .select('id')
    .where('state', 'not in', ['failed', 'undoing', 'undone'])
    .limit(1)
    .executeTakeFirst()
  return { mailbox: mailbox !== undefined, form: form !== undefined, history: history !== undefined }
}

/**
 * Of each conversation, one's own or nobody's, that is open, awake, answered and quiet since a moment: the first need nobody
 * accounted for (twin of `accountOf`), where no promise, hand-over or next contact will bring it back.
 */
export async function listOpenNeeds(
  db: Reader,
  me: MemberId,
  now: Instant,
  quietSince: Instant,
  limit: number,
) {
  const { rows } = await sql<{
    id: ConversationId
    personId: PersonId | null
    assigneeId: MemberId | null
    lastActivityAt: Instant
    words: string
  }>`
    select c.id, c.person_id, c.assignee_id, c.last_activity_at, n.words
    from conversations c join lateral (
      select n.words from needs n
      where n.workspace_id = c.workspace_id and n.conversation_id = c.id
        and n.met_at is null and n.withdrawn_at is null and n.cannot_at is null
        and (n.handover_id is null or not exists (select from handovers h where h.workspace_id = n.workspace_id
          and h.id = n.handover_id and h.accepted_at is not null))
        and (n.promise_id is null or not exists (select from promises p where p.workspace_id = n.workspace_id
          and p.id = n.promise_id and (p.kept_at is not null or p.released_at is not null)))
      order by n.priority, n.created_at, n.id limit 1
    ) n on true
    where (c.assignee_id = ${me} or c.assignee_id is null) and c.closed_at is null and c.left_at is null
      and c.merged_into is null and c.held_because is null and (c.snoozed_until is null or c.snoozed_until <= ${now})
      and c.last_out_at >= coalesce(c.last_in_at, c.last_out_at) and c.last_activity_at <= ${quietSince}
      -- Asked of each, not of all promises there are.
      and (select true from promises p where p.workspace_id = c.workspace_id and p.conversation_id = c.id
        and p.kept_at is null and p.broken_at is null and p.released_at is null and p.moved_at is null limit 1) is null
      and not exists (select from handovers h where h.workspace_id = c.workspace_id and h.conversation_id = c.id
        and h.accepted_at is null and h.declined_at is null)
      and not exists (select from next_contacts x where x.workspace_id = c.workspace_id and x.person_id = c.person_id
        and x.done_at is null)
    order by c.last_activity_at limit ${limit}`.execute(db)
  const expected = await listExpected(
    db,
    rows.flatMap((r) => r.personId ?? []),
  )
  return rows.filter((r) => !r.personId || !expected.has(r.personId))
}

// Of people, those with whom something is agreed, in whichever record of theirs.
async function listExpected(db: Reader, ids: readonly PersonId[]): Promise<ReadonlySet<PersonId>> {
  const { rows } = await sql<{ id: PersonId }>`
    select asked.id from unnest(${[...new Set(ids)]}::uuid[]) who (id)
    join persons asked on asked.id = who.id
    join persons one on one.workspace_id = asked.workspace_id and one.root_id = asked.root_id
    where (select true from next_contacts x where x.workspace_id = one.workspace_id and x.person_id = one.id
      and x.done_at is null limit 1)`.execute(db)
  return new Set(rows.map((r) => r.id))
}

/**
 * Promises a member kept between two moments (the latest `MOST`) to people with whom nobody has spoken since, to whom nothing else is promised or
 * agreed, and who are glad of a word: the latest of each person, no more than `USEFUL`.
 */
export async function listToAsk(db: Reader, owner: MemberId, from: Instant, until: Instant) {
  const { rows } = await sql<{
    id: PromiseId
    text: string
    frame: string | null
    toPersonId: PersonId
    conversationId: ConversationId | null
    keptAt: Instant
  }>`
    with kept as materialized (
      select workspace_id, id, text, frame, to_person_id, conversation_id, kept_at from promises
      where owner_id = ${owner} and kept_at between ${from} and ${until} and to_person_id is not null
      order by kept_at desc limit ${MOST}
    ), theirs as materialized (
      -- Every record of theirs, so that nothing of it is overlooked.
      select k.*, o.root_id, array(select s.id from persons s where s.workspace_id = o.workspace_id
        and s.root_id = o.root_id) as same
      from kept k join persons o on o.workspace_id = k.workspace_id and o.id = k.to_person_id
    )
    select distinct on (p.root_id) p.id, p.text, p.frame, p.to_person_id, p.conversation_id, p.kept_at from theirs p
    where (select bool_and(o.approach = 'welcome' and o.never_contact is null) from persons o
        where o.workspace_id = p.workspace_id and o.id = any(p.same))
      and (select true from conversations c where c.workspace_id = p.workspace_id and c.person_id = any(p.same)
        and (c.sensitive or c.last_in_at > p.kept_at or c.last_out_at > p.kept_at or c.arrived_at > p.kept_at)
        limit 1) is null
      and (select true from promises q where q.workspace_id = p.workspace_id and q.to_person_id = any(p.same)
        and q.kept_at is null and q.broken_at is null and q.released_at is null and q.moved_at is null limit 1) is null
      and (select true from next_contacts x where x.workspace_id = p.workspace_id and x.person_id = any(p.same)
        and x.done_at is null limit 1) is null
    order by p.root_id, p.kept_at desc, p.id limit ${USEFUL}`.execute(db)
  return rows
}

/** Conversations of a member that wake between two moments, the soonest first. */
export async function listSnoozed(db: Reader, me: MemberId, from: Instant, until: Instant) {
  const rows = await db
    .selectFrom('conversations')
    .select(['id', 'personId', 'subject', 'snoozedUntil'])
    .where('assigneeId', '=', me)
    .where('closedAt', 'is', null)
    .where('mergedInto', 'is', null)
    .where('leftAt', 'is', null)
    .where('heldBecause', 'is', null)
    .where('snoozedUntil', '>=', from)
    .where('snoozedUntil', '<', until)
    .orderBy('snoozedUntil')
    .limit(MOST)
    .execute()
  return rows as {
    id: ConversationId
    personId: PersonId | null
    subject: string
    snoozedUntil: Instant
  }[]
}
