import type { Invitation, Member } from '../../domain/accounts/membership.ts'
import type { OpeningHours } from '../../domain/shared/business-hours.ts'
import type { Id, MemberId, SiteId, TeamId, WorkspaceId } from '../../domain/shared/ids.ts'
import type { Instant, LocalDate } from '../../domain/shared/time.ts'
import { compiler, type Reader } from '../db/database.ts'
import type { Write } from '../db/flush.ts'

/** A place with its own clock and hours. */
export type Site = {
  readonly id: SiteId
  readonly name: string
  readonly timeZone: string
  readonly openingHours: OpeningHours
  readonly holidays: readonly { date: LocalDate; name: string }[]
  readonly telephone: string | null
  readonly greetWithinMinutes: number
  readonly version: number
}

const siteColumns = [
  'id',
  'name',
  'timeZone',
  'openingHours',
  'holidays',
  'telephone',
  'greetWithinMinutes',
  'version',
] as const
const memberColumns = ['id', 'name', 'email', 'role', 'job', 'siteId', 'endsAt', 'version'] as const

/** The workspace's own row. */
export async function findWorkspace(db: Reader) {
  return await db.selectFrom('workspaces').selectAll().executeTakeFirst()
}

/** The sites of the workspace, the oldest first. */
export async function listSites(db: Reader): Promise<Site[]> {
  const rows = await db.selectFrom('sites').select(siteColumns).orderBy('createdAt').execute()
  return rows as unknown as Site[]
}

/** A site; null if there is none of that id here. */
export async function findSite(db: Reader, id: SiteId): Promise<Site | null> {
  const row = await db.selectFrom('sites').select(siteColumns).where('id', '=', id).executeTakeFirst()
  return (row as unknown as Site) ?? null
}

export type StoredMember = Member & { readonly version: number }

/** Everybody who serves or did (their access may have ended), by name; the first thousand. */
export async function listMembers(db: Reader): Promise<StoredMember[]> {
  const rows = await db.selectFrom('members').select(memberColumns).orderBy('name').limit(1000).execute()
  return rows as unknown as StoredMember[]
}

/** How the app looks and listens for a member; empty while they chose nothing. */
export async function findPreferences(db: Reader, id: MemberId) {
  const row = await db.selectFrom('members').select('preferences').where('id', '=', id).executeTakeFirst()
  return (row?.preferences ?? {}) as Record<string, unknown>
}

/** Teams that are not archived, each with the ids of those who belong to it. */
export async function listTeams(db: Reader) {
  return await teamsWhere(db)
}

/** A team, archived or not. */
export async function findTeam(db: Reader, id: TeamId) {
  return (await teamsWhere(db, id))[0] ?? null
}

async function teamsWhere(db: Reader, id?: TeamId) {
  const query = db.selectFrom('teams').select(['id', 'name', 'version', 'archivedAt']).orderBy('name')
  const teams = await (id ? query.where('id', '=', id) : query.where('archivedAt', 'is', null)).execute()
  const links = await db.selectFrom('teamMembers').select(['teamId', 'memberId']).execute()
  return teams.map(({ archivedAt, ...t }) => ({
    ...t,
    archived: archivedAt !== null,
    memberIds: links.filter((l) => l.teamId === t.id).map((l) => l.memberId),
  }))
}

/** Invitations that still let somebody in, the latest first; the first two hundred. */
export async function listOpenInvitations(db: Reader, now: Instant): Promise<Invitation[]> {
  const rows = await db
    .selectFrom('invitations')
    .selectAll()
    .where('acceptedAt', 'is', null)
    .where('revokedAt', 'is', null)
    .where('expiresAt', '>', now)
    .orderBy('createdAt', 'desc')
    .limit(200)
    .execute()
  return rows as unknown as Invitation[]
}

/** An invitation, whatever became of it, with the hash of its secret; null if there is none. */
export async function findInvitation(db: Reader, id: string) {
  const row = await db.selectFrom('invitations').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? { tokenHash: row.tokenHash, facts: row as unknown as Invitation } : null
}

/** How many promises a member still owes; asked before their access ends. */
export async function countOpenPromisesOf(db: Reader, id: MemberId): Promise<number> {
  const row = await db
    .selectFrom('promises')
    .select((e) => e.fn.countAll<number>().as('n'))
    .where('ownerId', '=', id)
    .where('keptAt', 'is', null)
    .where('brokenAt', 'is', null)
    .where('releasedAt', 'is', null)
    .where('movedAt', 'is', null)
    .executeTakeFirstOrThrow()
  return row.n
}

/** Writes a new workspace, its clock at the real time. */
export function insertWorkspace(w: {
  workspaceId: WorkspaceId
  name: string
  vocabulary: string
  country: string
  language: string
  isDemo: boolean
  createdAt: Instant
}): Write {
  return {
    query: compiler.insertInto('workspaces').values({ ...w, clockAheadSeconds: 0, version: 1 }),
  }
}

/** Changes what is named of the workspace. Refused as `changed_meanwhile` unless `version` is the newest. */
export function updateWorkspace(
  version: number,
  change: { name?: string; vocabulary?: string; country?: string; language?: string },
): Write {
  return {
    query: compiler
      .updateTable('workspaces')
      .set({ ...change, version: version + 1 })
      .where('version', '=', version),
    must: 'changed_meanwhile',
  }
}

/** Turns a demo's clock; the check constraint keeps every other workspace at the real time. */
export function updateClock(aheadSeconds: number): Write {
  return {
    query: compiler
      .updateTable('workspaces')
      .set({ clockAheadSeconds: aheadSeconds })
      .where('isDemo', '=', true),
    must: 'demo_only',
  }
}

/** Writes a new site. */
export function insertSite(workspaceId: WorkspaceId, site: Omit<Site, 'version'>, createdAt: Instant): Write {
  return {
    query: compiler
      .insertInto('sites')
      .values({ workspaceId, ...siteRow(site), id: site.id, createdAt, version: 1 }),
  }
}

/** Changes a site as a whole. Refused as `changed_meanwhile` unless its version is the newest. */
export function updateSite(site: Site): Write {
  return {
    query: compiler
      .updateTable('sites')
      .set({ ...siteRow(site), version: site.version + 1 })
      .where('id', '=', site.id)
      .where('version', '=', site.version),
    must: 'changed_meanwhile',
  }
}

function siteRow(site: Omit<Site, 'version'>) {
  return {
    name: site.name,
    timeZone: site.timeZone,
    openingHours: JSON.stringify(site.openingHours),
    holidays: JSON.stringify(site.holidays),
    telephone: site.telephone,
    greetWithinMinutes: site.greetWithinMinutes,
  }
}

/** Writes a new member; `userId` is who signs in as them. */
export function insertMember(
  workspaceId: WorkspaceId,
  member: Member,
  userId: string,
  createdAt: Instant,
): Write {
  const { id, name, email, role, job, siteId, endsAt } = member
  const row = {
    workspaceId,
    id,
    userId,
    name,
    email,
    role,
    job,
    siteId,
    endsAt,
    preferences: '{}',
    createdAt,
    version: 1,
  }
  return { query: compiler.insertInto('members').values(row) }
}

/** Changes a member (never their address). Refused as `changed_meanwhile` unless `version` is the newest. */
export function updateMember(member: Member, version: number): Write {
  const { name, role, job, siteId, endsAt } = member
  return {
    query: compiler
      .updateTable('members')
      .set({ name, role, job, siteId, endsAt, version: version + 1 })
      .where('id', '=', member.id)
      .where('version', '=', version),
    must: 'changed_meanwhile',
  }
}

/** Replaces a member’s preferences; the last one wins. */
export function updatePreferences(id: MemberId, preferences: object): Write {
  return {
    query: compiler
      .updateTable('members')
      .set({ preferences: JSON.stringify(preferences) })
      .where('id', '=', id),
  }
}

/** Writes a new team, as yet without anybody in it (see `changeTeamMembers`). */
export function insertTeam(workspaceId: WorkspaceId, id: TeamId, name: string, createdAt: Instant): Write {
  return {
    query: compiler
      .insertInto('teams')
      .values({ workspaceId, id, name, createdAt, archivedAt: null, version: 1 }),
  }
}

/** Changes a team; an `archivedAt` puts it away. Refused as `changed_meanwhile` unless `version` is the newest. */
export function updateTeam(id: TeamId, name: string, archivedAt: Instant | null, version: number): Write {
  return {
    query: compiler
      .updateTable('teams')
      .set({ name, archivedAt, version: version + 1 })
      .where('id', '=', id)
      .where('version', '=', version),
    must: 'changed_meanwhile',
  }
}

/** Adds and removes, so that no row is touched twice in one flush. */
export function changeTeamMembers(
  workspaceId: WorkspaceId,
  teamId: TeamId,
  change: { join: readonly MemberId[]; leave: readonly MemberId[] },
): Write[] {
  const writes: Write[] = []
  if (change.leave.length > 0)
    writes.push({
      query: compiler
        .deleteFrom('teamMembers')
        .where('teamId', '=', teamId)
        .where('memberId', 'in', change.leave),
    })
  if (change.join.length > 0)
    writes.push({
      query: compiler
        .insertInto('teamMembers')
        .values(change.join.map((memberId) => ({ workspaceId, teamId, memberId }))),
    })
  return writes
}

/** Writes a new invitation; of its secret only the hash is kept. */
export function insertInvitation(workspaceId: WorkspaceId, i: Invitation, tokenHash: string): Write {
  const { id, email, name, role, job, siteId, endsAt, invitedBy, createdAt, expiresAt } = i
  const row = {
    workspaceId,
    id,
    email,
    name,
    role,
    job,
    siteId,
    endsAt,
    invitedBy,
    createdAt,
    expiresAt,
    tokenHash,
    version: 1,
  }
  return { query: compiler.insertInto('invitations').values(row) }
}

/** Writes down that an invitation was used or taken back. Refused as `invitation_invalid` if it was before. */
export function settleInvitation(
  id: Id<'invitation'>,
  how: { acceptedAt: Instant } | { revokedAt: Instant },
): Write {
  return {
    query: compiler
      .updateTable('invitations')
      .set(how)
      .where('id', '=', id)
      .where('acceptedAt', 'is', null)
      .where('revokedAt', 'is', null),
    must: 'invitation_invalid',
  }
}
