import type { Context } from 'hono'
import { sql } from 'kysely'
import type { Member } from '../../domain/accounts/membership.ts'
import { hasAccess, type Permission } from '../../domain/accounts/permissions.ts'
import { withinScopes, works } from '../../domain/accounts/tokens.ts'
import { mustSetUpTwoStep } from '../../domain/accounts/two-step.ts'
import type { Id, MemberId, WorkspaceId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { fromEpochMs, type Instant, toEpochMs } from '../../domain/shared/time.ts'
import type { Database } from '../db/database.ts'
import type { Act, Actor } from '../db/flush.ts'
import { isId } from '../db/ids.ts'
import { Refused } from '../db/refused.ts'
import { hashToken } from '../secret.ts'
import type { Services } from '../services.ts'
import type { Asked } from './route.ts'

/** How fine we keep when a session or a token was last used (ms). */
const SEEN_APART = 5 * 60_000

type Membership = { workspaceId: WorkspaceId; memberId: MemberId; workspaceName: string }

/** Somebody signed in by cookie: who, by which session, and the workspaces they belong to, the oldest membership first. */
export type SignedIn = {
  readonly user: { readonly id: string; readonly name: string; readonly email: string }
  readonly sessionId: string
  readonly provedAt: Instant | null
  readonly twoStep: boolean
  readonly memberships: Membership[]
}

/**
 * Who is signed in, by cookie; null if nobody, or if a program's token is shown. The library trusts a cookie of its own for half a
 * minute; that the session still stands is asked each time, so that an ended one stops at once.
 */
export async function signedIn(services: Services, c: Context): Promise<SignedIn | null> {
  if (bearerOf(c) !== null) return null
  const found = await services.auth.api.getSession({ headers: c.req.raw.headers })
  if (!found) return null
  const { session, user } = found
  const { rows } = await sql<{
    provedAt: Instant | null
    seenAt: Instant | null
    twoStep: boolean
    workspaceId: WorkspaceId | null
    memberId: MemberId
    workspaceName: string
  }>`select * from auth.entry(${session.id}, ${user.id})`.execute(services.db.system)
  const [first] = rows
  if (!first) return null
  const now = services.clock()
  if (first.seenAt === null || Math.abs(now - toEpochMs(first.seenAt)) >= SEEN_APART)
    await sql`update auth.session set "seenAt" = ${fromEpochMs(now)} where id = ${session.id}`.execute(
      services.db.system,
    )
  return {
    user: { id: user.id, name: user.name, email: user.email },
    sessionId: session.id,
    provedAt: first.provedAt,
    twoStep: first.twoStep,
    memberships: rows.filter((r): r is typeof r & Membership => r.workspaceId !== null),
  }
}

/** What a program shows to be let in (RFC 6750, in the header only: an address would be logged); null for a browser. */
function bearerOf(c: Context): string | null {
  const header = c.req.header('authorization')
  return header === undefined ? null : (/^Bearer +(\S+) *$/i.exec(header)?.[1] ?? '')
}

/** The workspaces a user belongs to, the oldest membership first. */
export async function membershipsOf(db: Database, userId: string) {
  const { rows } = await sql<{ workspaceId: WorkspaceId; memberId: MemberId; workspaceName: string }>`
    select workspace_id, member_id, workspace_name from auth.memberships(${userId})`.execute(db.system)
  return rows
}

/** The workspace a request is about: the one its header names, if the user belongs to it; else their first. */
export function chooseWorkspace<T extends { workspaceId: WorkspaceId }>(
  c: Context,
  memberships: T[],
): T | null {
  // A stream of events cannot carry a header.
  const wanted = c.req.header('servus-workspace') ?? c.req.query('workspace')
  return (wanted ? memberships.find((m) => m.workspaceId === wanted) : memberships[0]) ?? null
}

type Ground = Pick<Services, 'db' | 'clock' | 'newId'>

/** The frame of an act in a workspace, at the workspace's clock. */
export async function actIn(services: Ground, workspaceId: WorkspaceId, actor: Actor): Promise<Act> {
  if (!isId(workspaceId)) throw new Refused(refuse('not_found'))
  const row = await services.db.read(workspaceId, (db) =>
    db.selectFrom('workspaces').select('clockAheadSeconds').executeTakeFirst(),
  )
  if (!row) throw new Refused(refuse('not_found'))
  return frame(services, workspaceId, actor, row.clockAheadSeconds)
}

/** What a workspace's clock shows. */
export function nowIn(services: Pick<Services, 'clock'>, clockAheadSeconds: number): Instant {
  return fromEpochMs(services.clock() + clockAheadSeconds * 1000)
}

function frame(services: Ground, workspaceId: WorkspaceId, actor: Actor, ahead: number): Act {
  return { db: services.db, workspaceId, actor, now: nowIn(services, ahead), newId: services.newId }
}

/** What is asked of whoever wants in. `beforeTwoStep`: lets those in who still have to set up the second step. */
type Entrance = { readonly beforeTwoStep?: boolean }

/**
 * The frame of an act by the one signed in, or by the maker of a program's token.
 * @throws Refused `not_signed_in`, `token_ended`, `somebody_else`, `not_found` (no such membership), `access_ended`, `two_step_needed`.
 */
export async function asked(services: Services, c: Context, entrance: Entrance = {}): Promise<Asked> {
  const bearer = bearerOf(c)
  if (bearer !== null) return await askedByToken(services, c, bearer)
  const who = await signedIn(services, c)
  if (!who) throw new Refused(refuse('not_signed_in'))
  return await askedBySession(services, c, who, entrance)
}

/**
 * A window says whose it is: what somebody wrote or pressed in it is theirs, whoever signed in in the same browser since.
 * @throws Refused `somebody_else` naming who it is.
 */
function demandMeant(c: Context, memberId: MemberId, name: string): void {
  // A stream of events cannot carry a header.
  const meant = c.req.header('servus-member') ?? c.req.query('as')
  if (meant && meant !== memberId) throw new Refused(refuse('somebody_else', { values: { name } }))
}

/** The frame of an act by somebody signed in. @throws Refused as {@link asked}. */
export async function askedBySession(
  services: Services,
  c: Context,
  who: SignedIn,
  entrance: Entrance = {},
): Promise<Asked> {
  const { user, sessionId, provedAt, twoStep, memberships } = who
  const membership = chooseWorkspace(c, memberships)
  // Whether another's workspace exists is not told.
  if (!membership) throw new Refused(refuse(memberships.length > 0 ? 'not_found' : 'not_allowed'))
  demandMeant(c, membership.memberId, user.name)
  const via = { kind: 'session', userId: user.id, sessionId, provedAt, twoStep } as const
  return await enter(services, membership, via, entrance)
}

/** Tells that a window is still of whoever is signed in, if anybody is. @throws Refused `somebody_else`. */
export async function stillTheirs(services: Services, c: Context): Promise<void> {
  const who = await signedIn(services, c)
  const membership = who && chooseWorkspace(c, who.memberships)
  if (membership) demandMeant(c, membership.memberId, who.user.name)
}

async function askedByToken(services: Services, c: Context, token: string): Promise<Asked> {
  const hash = hashToken(token)
  const { rows } = await sql<{
    workspaceId: WorkspaceId
    id: Id<'api_token'>
    memberId: MemberId
    scopes: Permission[]
    expiresAt: Instant
    revokedAt: Instant | null
    lastUsedAt: Instant | null
    twoStep: boolean
  }>`select * from auth.token_entry(${hash})`.execute(services.db.system)
  const [found] = rows
  if (!found) throw new Refused(refuse('token_ended'))
  const { id, scopes, twoStep } = found
  const act = await enter(services, found, { kind: 'token', tokenId: id, twoStep }, {})
  if (!works(found, act.now)) throw new Refused(refuse('token_ended'))
  if (chooseWorkspace(c, [found]) === null) throw new Refused(refuse('not_found'))
  const now = services.clock()
  if (found.lastUsedAt === null || Math.abs(now - toEpochMs(found.lastUsedAt)) >= SEEN_APART)
    await sql`select auth.token_used(${hash}, ${fromEpochMs(now)})`.execute(services.db.system)
  return { ...act, member: withinScopes(act.member, scopes) }
}

async function enter(
  services: Services,
  { workspaceId, memberId }: { workspaceId: WorkspaceId; memberId: MemberId },
  via: NonNullable<Asked['via']>,
  { beforeTwoStep }: Entrance,
): Promise<Asked> {
  const row = await services.db.read(workspaceId, (db) =>
    db
      .selectFrom('members')
      .innerJoin('workspaces', 'workspaces.workspaceId', 'members.workspaceId')
      .select(['members.id', 'members.name', 'email', 'role', 'job', 'siteId', 'endsAt'])
      .select(['clockAheadSeconds', 'isDemo', 'twoStepFrom', 'preferences', 'language'])
      .where('members.id', '=', memberId)
      .executeTakeFirst(),
  )
  if (!row) throw new Refused(refuse('not_allowed'))
  const { clockAheadSeconds, isDemo, twoStepFrom, preferences, language: ofWorkspace, ...member } = row
  const act = frame(services, workspaceId, { kind: 'member', id: row.id }, clockAheadSeconds)
  if (!hasAccess(member as Member, act.now)) throw new Refused(refuse('access_ended'))
  if (!beforeTwoStep && mustSetUpTwoStep(twoStepFrom, via.twoStep, act.now))
    throw new Refused(refuse('two_step_needed'))
  const own = (preferences as { language?: string } | null)?.language
  const language = services.languages.choose(own, ofWorkspace)
  return { ...act, services, member: member as Member, language, via: { ...via, isDemo } }
}

/** Tells whether the session somebody came in by still stands; a token is looked at anew with each request. */
export async function isStillIn({ services, via }: Asked): Promise<boolean> {
  if (via?.kind !== 'session') return true
  const { rows } = await sql`select from auth.session
    where id = ${via.sessionId} and "expiresAt" > now()`.execute(services.db.system)
  return rows.length > 0
}
