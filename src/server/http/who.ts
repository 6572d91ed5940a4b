import type { Context } from 'hono'
import { sql } from 'kysely'
import type { Member } from '../../domain/accounts/membership.ts'
import { hasAccess } from '../../domain/accounts/permissions.ts'
import type { MemberId, WorkspaceId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { fromEpochMs, type Instant } from '../../domain/shared/time.ts'
import type { Database } from '../db/database.ts'
import type { Act, Actor } from '../db/flush.ts'
import { isId } from '../db/ids.ts'
import { Refused } from '../db/refused.ts'
import type { Services } from '../services.ts'
import type { Asked } from './route.ts'

/** Who is signed in, by cookie; null if nobody. */
export async function signedInUser(services: Services, headers: Headers) {
  const session = await services.auth.api.getSession({ headers })
  return session ? { id: session.user.id, name: session.user.name, email: session.user.email } : null
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

/** The frame of an act in a workspace, at the workspace's clock. */
export async function actIn(services: Services, workspaceId: WorkspaceId, actor: Actor): Promise<Act> {
  if (!isId(workspaceId)) throw new Refused(refuse('not_found'))
  const row = await services.db.read(workspaceId, (db) =>
    db.selectFrom('workspaces').select('clockAheadSeconds').executeTakeFirst(),
  )
  if (!row) throw new Refused(refuse('not_found'))
  return frame(services, workspaceId, actor, row.clockAheadSeconds)
}

/** What a workspace's clock shows. */
export function nowIn(services: Services, clockAheadSeconds: number): Instant {
  return fromEpochMs(services.clock() + clockAheadSeconds * 1000)
}

function frame(services: Services, workspaceId: WorkspaceId, actor: Actor, ahead: number): Act {
  return { db: services.db, workspaceId, actor, now: nowIn(services, ahead), newId: services.newId }
}

/**
 * The frame of an act by the one signed in.
 * @throws Refused `not_signed_in`, `not_found` (no such membership), `access_ended`.
 */
export async function asked(services: Services, c: Context): Promise<Asked> {
  const user = await signedInUser(services, c.req.raw.headers)
  if (!user) throw new Refused(refuse('not_signed_in'))
  const memberships = await membershipsOf(services.db, user.id)
  const membership = chooseWorkspace(c, memberships)
  // Whether another's workspace exists is not told.
  if (!membership) throw new Refused(refuse(memberships.length > 0 ? 'not_found' : 'not_allowed'))
  const row = await services.db.read(membership.workspaceId, (db) =>
    db
      .selectFrom('members')
      .innerJoin('workspaces', 'workspaces.workspaceId', 'members.workspaceId')
      .select(['members.id', 'members.name', 'email', 'role', 'job', 'siteId', 'endsAt', 'clockAheadSeconds'])
      .where('members.id', '=', membership.memberId)
      .executeTakeFirst(),
  )
  if (!row) throw new Refused(refuse('not_allowed'))
  const { clockAheadSeconds, ...member } = row
  const act = frame(services, membership.workspaceId, { kind: 'member', id: row.id }, clockAheadSeconds)
  if (!hasAccess(member as Member, act.now)) throw new Refused(refuse('access_ended'))
  return { ...act, services, member: member as Member }
}
