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

export async function listSites(db: Reader): Promise<Site[]> {
  const rows = await db.selectFrom('sites').select(siteColumns).orderBy('createdAt').execute()
  return rows as unknown as Site[]
}

export async function findSite(db: Reader, id: SiteId): Promise<Site | null> {
  const row = await db.selectFrom('sites').select(siteColumns).where('id', '=', id).executeTakeFirst()
  return (row as unknown as Site) ?? null
}

export type StoredMember = Member & { readonly version: number }

export async function listMembers(db: Reader): Promise<StoredMember[]> {
  const rows = await db.selectFrom('members').select(memberColumns).orderBy('name').limit(1000).execute()
  return rows as unknown as StoredMember[]
}

export async function findPreferences(db: Reader, id: MemberId) {
  const row = await db.selectFrom('members').select('preferences').where('id', '=', id).executeTakeFirst()
  return (row?.preferences ?? {}) as Record<string, unknown>
}

/** Teams that are not archived, each with the ids of those who belong to it. */
export async function listTeams(db: Reader) {
  const teams = await db
    .selectFrom('teams')
    .select(['id', 'name', 'version'])
    .where('archivedAt', 'is', null)
    .orderBy('name')
    .execute()
  const links = await db.selectFrom('teamMembers').select(['teamId', 'memberId']).execute()
  return teams.map((t) => ({
    ...t,
    memberIds: links.filter((l) => l.teamId === t.id).map((l) => l.memberId),
  }))
}

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

export function insertWorkspace(w: {
  workspaceId: WorkspaceId
  name: string
  vocabulary: string
  country: string
  isDemo: boolean
  createdAt: Instant
}): Write {
  return {
    query: compiler
      .insertInto('workspaces')
      .values({ ...w, language: 'en', clockAheadSeconds: 0, version: 1 }),
  }
}

export function updateWorkspace(
  version: number,
  change: { name?: string; vocabulary?: string; country?: string },
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

export function insertSite(workspaceId: WorkspaceId, site: Omit<Site, 'version'>, createdAt: Instant): Write {
  return {
    query: compiler
      .insertInto('sites')
      .values({ workspaceId, ...siteRow(site), id: site.id, createdAt, version: 1 }),
  }
}

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

export function updatePreferences(id: MemberId, preferences: object): Write {
  return {
    query: compiler
      .updateTable('members')
      .set({ preferences: JSON.stringify(preferences) })
      .where('id', '=', id),
  }
}

export function insertTeam(workspaceId: WorkspaceId, id: TeamId, name: string, createdAt: Instant): Write {
  return {
    query: compiler
      .insertInto('teams')
      .values({ workspaceId, id, name, createdAt, archivedAt: null, version: 1 }),
  }
}

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
