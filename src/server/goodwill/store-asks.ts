import { sql } from 'kysely'
import type { AuthorityAsk } from '../../domain/goodwill/asking.ts'
import type { MemberId, PromiseId, WorkspaceId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { compiler, type Database, type Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'
import type { DueIn } from '../jobs/tick.ts'

export type StoredAsk = AuthorityAsk & {
  readonly askerPromiseId: PromiseId | null
  readonly customerPromiseId: PromiseId
  readonly version: number
}

/** The workspaces in which somebody let the time for an answer pass, each at its own clock. */
export async function workspacesWithAsks(db: Database, now: Instant): Promise<readonly DueIn[]> {
  const { rows } = await sql<DueIn>`
    select workspace_id, clock_ahead_seconds from jobs.workspaces_with_authority_asks(${now})`.execute(
    db.system,
  )
  return rows
}

/** An ask; null if there is none. */
export async function findAsk(db: Reader, id: AuthorityAsk['id']): Promise<StoredAsk | null> {
  const row = await db.selectFrom('authorityAsks').selectAll().where('id', '=', id).executeTakeFirst()
  return (row as unknown as StoredAsk) ?? null
}

const WHOSE = {
  mine: (me: MemberId) => sql<boolean>`asked_by = ${me}`,
  to_me: (me: MemberId) => sql<boolean>`${me} = any(asked)`,
  all: (me: MemberId) => sql<boolean>`(asked_by = ${me} or ${me} = any(asked))`,
}

/** A page of asks a member made or was asked, the latest first; those nobody answered yet, those somebody did, or all. */
export async function listAsks(
  db: Reader,
  me: MemberId,
  { of, state }: { of: 'mine' | 'to_me' | 'all'; state: 'open' | 'settled' | 'all' },
  after: { at: Instant; id: string } | null,
  limit: number,
): Promise<StoredAsk[]> {
  let query = db
    .selectFrom('authorityAsks')
    .selectAll()
    .where(WHOSE[of](me))
    .orderBy('askedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
  if (state === 'open') query = query.where('settledAt', 'is', null)
  if (state === 'settled') query = query.where('settledAt', 'is not', null)
  if (after) query = query.where(sql<boolean>`(asked_at, id) < (${after.at}, ${after.id})`)
  return (await query.execute()) as unknown as StoredAsk[]
}

/** Asks whose time for an answer has passed, the longest first. */
export async function listLate(db: Reader, now: Instant, limit: number): Promise<StoredAsk[]> {
  const rows = await db
    .selectFrom('authorityAsks')
    .selectAll()
    .where('settledAt', 'is', null)
    .where('answerBy', '<=', now)
    .orderBy('answerBy')
    .limit(limit)
    .execute()
  return rows as unknown as StoredAsk[]
}

/** Adds an ask, with what was promised by it. */
export function insertAsk(
  workspaceId: WorkspaceId,
  ask: AuthorityAsk,
  promised: Pick<StoredAsk, 'askerPromiseId' | 'customerPromiseId'>,
): Write {
  const asked = sql`${ask.asked as MemberId[]}::uuid[]` as never
  return {
    query: compiler
      .insertInto('authorityAsks')
      .values({ ...ask, ...promised, asked, workspaceId, version: 1 }),
  }
}

/** Goes on waiting where nobody is left to be asked: whoever looks at it sees nothing else, and answers what they saw. */
export function waitLonger(ask: StoredAsk, answerBy: Instant): Write {
  return {
    query: compiler
      .updateTable('authorityAsks')
      .set({ answerBy })
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
