import { sql } from 'kysely'
import { ANSWER_MINUTES, type AuthorityAsk } from '../../domain/goodwill/asking.ts'
import type { MemberId, PromiseId, WorkspaceId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { compiler, type Database, type Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'
import { latestFirst, pageOfEach } from '../db/keyset.ts'
import type { DueIn } from '../jobs/tick.ts'

export type StoredAsk = AuthorityAsk & {
  readonly askerPromiseId: PromiseId | null
  readonly customerPromiseId: PromiseId
  readonly version: number
}

/** The workspaces in which an ask is to be looked at (`listDue`), each at its own clock. */
export async function workspacesWithAsks(db: Database, now: Instant): Promise<readonly DueIn[]> {
  const { rows } = await sql<DueIn>`
    select workspace_id, clock_ahead_seconds
    from jobs.workspaces_with_authority_asks(${now}, make_interval(mins => ${ANSWER_MINUTES}))`.execute(
    db.system,
  )
  return rows
}

/** An ask; null if there is none. */
export async function findAsk(db: Reader, id: AuthorityAsk['id']): Promise<StoredAsk | null> {
  const row = await db.selectFrom('authorityAsks').selectAll().where('id', '=', id).executeTakeFirst()
  return (row as unknown as StoredAsk) ?? null
}

type State = 'open' | 'settled' | 'all'
type After = { at: Instant; id: string } | null

/** A page of asks a member made or was asked, the latest first; those nobody answered yet, those somebody did, or all. */
export async function listAsks(
  db: Reader,
  me: MemberId,
  { of, state }: { of: 'mine' | 'to_me' | 'all'; state: State },
  after: After,
  limit: number,
): Promise<StoredAsk[]> {
  // Nobody is asked by themselves: what stands in the one stands not in the other.
  const both = of === 'all' ? (['mine', 'to_me'] as const) : [of]
  return await pageOfEach(
    both,
    (one) => (one === 'mine' ? listAskedBy : listAskedOf)(db, me, state, after, limit),
    latestFirst((ask) => ask.askedAt),
    limit,
  )
}

async function listAskedBy(db: Reader, me: MemberId, state: State, after: After, limit: number) {
  let query = db
    .selectFrom('authorityAsks')
    .selectAll()
    .where('askedBy', '=', me)
    .orderBy('askedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
  if (state === 'open') query = query.where('settledAt', 'is', null)
  if (state === 'settled') query = query.where('settledAt', 'is not', null)
  if (after) query = query.where(sql<boolean>`(asked_at, id) < (${after.at}, ${after.id})`)
  return (await query.execute()) as unknown as StoredAsk[]
}

async function listAskedOf(db: Reader, me: MemberId, state: State, after: After, limit: number) {
  // What is open is little: it is looked through, and not what somebody was asked in all the years.
  if (state === 'open') {
    const open = db
      .selectFrom('authorityAsks')
      .selectAll()
      .where('settledAt', 'is', null)
      .where(sql<boolean>`${me} = any(asked)`)
      .orderBy('askedAt', 'desc')
      .orderBy('id', 'desc')
      .limit(limit)
    const page = after ? open.where(sql<boolean>`(asked_at, id) < (${after.at}, ${after.id})`) : open
    return (await page.execute()) as unknown as StoredAsk[]
  }
  const from = after ? sql`and (h.asked_at, h.ask_id) < (${after.at}, ${after.id})` : sql``
  const { rows } = await sql<StoredAsk>`
    select a.* from authority_asked h join authority_asks a on a.workspace_id = h.workspace_id and a.id = h.ask_id
    where h.member_id = ${me} ${from} ${state === 'settled' ? sql`and a.settled_at is not null` : sql``}
    order by h.asked_at desc, h.ask_id desc limit ${limit}`.execute(db)
  return rows
}

/**
 * Asks that may be with somebody else by now, the longest first: their time for an answer has passed, whoever is asked rests or has
 * left, or nobody was there and somebody came back since it was looked at last.
 */
export async function listDue(db: Reader, now: Instant, limit: number): Promise<StoredAsk[]> {
  const rows = await db
    .selectFrom('authorityAsks')
    .selectAll()
    .where('settledAt', 'is', null)
    .where(isDue(now))
    .orderBy('answerBy')
    .limit(limit)
    .execute()
  return rows as unknown as StoredAsk[]
}

/** Twin of `jobs.workspaces_with_authority_asks`. */
function isDue(now: Instant) {
  return sql<boolean>`(answer_by <= ${now}
    or exists (
      select from members m where m.id = authority_asks.holder_id
        and (m.on_break_since is not null or m.role = 'read_only' or m.ends_at <= ${now}))
    or holder_id is null and exists (
      select from members m
      where m.last_break_until > authority_asks.answer_by - make_interval(mins => ${ANSWER_MINUTES})))`
}

/** Adds an ask, with what was promised by it. */
export function insertAsk(
  workspaceId: WorkspaceId,
  ask: AuthorityAsk,
  promised: Pick<StoredAsk, 'askerPromiseId' | 'customerPromiseId'>,
): Write[] {
  const asked = sql`${ask.asked as MemberId[]}::uuid[]` as never
  return [
    {
      query: compiler
        .insertInto('authorityAsks')
        .values({ ...ask, ...promised, asked, workspaceId, version: 1 }),
    },
    ...ask.asked.map((id) => insertAsked(workspaceId, ask, id)),
  ]
}

/** Keeps that somebody was asked, for their list; once more is as once. */
export function insertAsked(workspaceId: WorkspaceId, ask: AuthorityAsk, memberId: MemberId): Write {
  const row = { workspaceId, askId: ask.id, memberId, askedAt: ask.askedAt }
  return {
    query: compiler
      .insertInto('authorityAsked')
      .values(row)
      .onConflict((on) => on.doNothing()),
  }
}

/** Goes on waiting where nobody is left to be asked: whoever looks at it may answer what they saw. */
export function waitLonger(
  ask: StoredAsk,
  { answerBy, holderId }: Pick<AuthorityAsk, 'answerBy' | 'holderId'>,
): Write {
  return {
    query: compiler
      .updateTable('authorityAsks')
      .set({ answerBy, holderId })
      .where('id', '=', ask.id)
      .where('version', '=', ask.version)
      .where('answerBy', '=', ask.answerBy),
    must: 'changed_meanwhile',
  }
}

/** Saves who is asked now, or what was answered. */
export function updateAsk(ask: AuthorityAsk & Pick<StoredAsk, 'askerPromiseId'>, version: number): Write {
  const { holderId, answerBy, settledAt, outcome, settledBy, why, askerPromiseId } = ask
  const asked = sql`${ask.asked as MemberId[]}::uuid[]` as never
  return {
    query: compiler
      .updateTable('authorityAsks')
      .set({
        holderId,
        answerBy,
        asked,
        settledAt,
        outcome,
        settledBy,
        why,
        askerPromiseId,
        version: version + 1,
      })
      .where('id', '=', ask.id)
      .where('version', '=', version),
    must: 'changed_meanwhile',
  }
}
