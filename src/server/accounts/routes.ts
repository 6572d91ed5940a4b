import * as contract from '../../contract/accounts.ts'
import * as invitationsContract from '../../contract/invitations.ts'
import { firstScreen } from '../../domain/accounts/first-screen.ts'
import { hasAccess, may, PERMISSIONS, type Permission } from '../../domain/accounts/permissions.ts'
import type { Id, SiteId, TeamId, WorkspaceId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import type { Reader } from '../db/database.ts'
import { isId } from '../db/ids.ts'
import { Refused } from '../db/refused.ts'
import { newestPosition, shownPosition } from '../events/log.ts'
import { checkPassword, hasTwoStep, isKnown, makeUser, signIn } from '../http/auth.ts'
import { headersOf } from '../http/headers.ts'
import { recently } from '../http/recently.ts'
import { type Asked, type Open, publicRoute, type Route, route } from '../http/route.ts'
import { actIn, askedBySession, chooseWorkspace, signedIn } from '../http/who.ts'
import type { Services } from '../services.ts'
import * as actions from './actions.ts'
import { firstRun, isSetUp } from './set-up.ts'
import * as store from './store.ts'
import { membersWithTeams } from './views-members.ts'

/** How often a password may be tried at one invitation within ten minutes. */
const MOST_TRIES = 10
const tries = recently(10 * 60_000)

export const accountRoutes: Route[] = [
  publicRoute(contract.readSession, readSession),
  publicRoute(contract.setUp, async ({ services, c }, { body }) => {
    const { workspaceName: name, timeZone, vocabulary, country, language, password, email } = body
    const owner = { name: body.name, email, password, job: 'manager' as const }
    const workspaceId = await firstRun(services, body.token, async () => {
      const input = { name, vocabulary, country, language, timeZone, isDemo: false, owner }
      return (await actions.createWorkspace(services, input)).workspaceId
    })
    for (const cookie of await signIn(services.auth, email, password, headersOf(services, c)))
      c.header('set-cookie', cookie, { append: true })
    return { workspaceId }
  }),
  route(contract.changeWorkspace, async (a, { body }) => {
    await actions.changeWorkspace(a, body)
    return await shownWorkspace(a)
  }),
  route(contract.changePreferences, (a, { body }) => actions.changePreferences(a, body)),
  route(contract.turnClock, async (a, { body }) => {
    await actions.turnClock(a, body.to)
    return { now: body.to }
  }),
  route(contract.addSite, async (a, { body }) => shownSite(a, await actions.addSite(a, body as never))),
  route(contract.changeSite, async (a, { params, body }) => {
    await actions.changeSite(a, { ...body, id: params.siteId } as never)
    return await shownSite(a, params.siteId)
  }),
  route(contract.addTeam, async (a, { body }) => shownTeam(a, await actions.addTeam(a, body))),
  route(contract.changeTeam, async (a, { params, body }) => {
    await actions.changeTeam(a, params.teamId, body)
    return await shownTeam(a, params.teamId)
  }),
  route(contract.listMembers, async (a) => ({ items: await a.db.read(a.workspaceId, membersWithTeams) })),
  route(invitationsContract.listInvitations, async (a) => ({
    items: await a.db.read(a.workspaceId, (db) => store.listOpenInvitations(db, a.now)),
  })),
  route(invitationsContract.inviteMember, (a, { body }) => actions.inviteMember(a, body)),
  route(invitationsContract.revokeInvitation, (a, { params }) =>
    actions.revokeInvitation(a, params.invitationId as Id<'invitation'>),
  ),
  publicRoute(invitationsContract.readInvitation, async ({ services }, { params }) => {
    const { found, act } = await openInvitation(services, params.token)
    const workspace = await services.db.read(act.workspaceId, store.findWorkspace)
    const { name, email } = found.facts
    const hasAccount = await isKnown(services.auth, email)
    return { workspaceName: workspace?.name ?? '', name, email, hasAccount }
  }),
  publicRoute(invitationsContract.acceptInvitation, async ({ services, c }, { params, body }) => {
    const { found, act } = await openInvitation(services, params.token)
    const { email } = found.facts
    if (tries.count(found.facts.id, services.clock()) >= MOST_TRIES)
      throw new Refused(refuse('too_many_requests'))
    const known = await checkPassword(services.auth, email, body.password)
    if (known === false) throw new Refused(refuse('not_allowed', { field: 'password' }))
    const userId =
      known ?? (await makeUser(services.auth, { email, name: body.name, password: body.password }))
    await actions.joinByInvitation(act, found, body.name, userId)
    const cookies = await signIn(services.auth, email, body.password, headersOf(services, c))
    for (const cookie of cookies) c.header('set-cookie', cookie, { append: true })
    const codeNeeded = await hasTwoStep(services.auth, userId)
    return { workspaceId: act.workspaceId, codeNeeded }
  }),
]

async function readSession({ services, c }: Open) {
  const who = await signedIn(services, c)
  const nobody = {
    setUp: await isSetUp(services.db),
    user: null,
    workspaces: [],
    current: null,
    accessEnded: false,
    twoStepNeeded: null,
  }
  if (!who) return nobody
  const { user, memberships } = who
  const workspaces = memberships.map((m) => ({ id: m.workspaceId, name: m.workspaceName }))
  // Whoever is signed in, if only to a demo, is past the first run.
  const known = { ...nobody, setUp: true, user: { name: user.name, email: user.email }, workspaces }
  const chosen = chooseWorkspace(c, memberships)
  if (!chosen) return known
  try {
    return { ...known, current: await current(await askedBySession(services, c, who)) }
  } catch (e) {
    const no = e instanceof Refused && e.refusal.refused
    if (no === 'access_ended') return { ...known, accessEnded: true }
    if (no === 'two_step_needed') return { ...known, twoStepNeeded: { workspace: chosen.workspaceName } }
    throw e
  }
}

async function current(a: Asked) {
  // Before anything of it is read: what happens while a screen is read is told on its line.
  const position = shownPosition(await newestPosition(a.db))
  return await a.db.read(a.workspaceId, async (db) => {
    const members = await membersWithTeams(db)
    const me = members.find((m) => m.id === a.member.id)!
    return {
      workspace: await workspaceFor(a, db),
      member: { ...me, preferences: await store.findPreferences(db, me.id) },
      sites: await store.listSites(db),
      teams: await store.listTeams(db),
      members: members.map((m) => {
        const active = hasAccess(m, a.now)
        return { id: m.id, name: m.name, job: m.job, active, serves: active && m.role !== 'read_only' }
      }),
      permissions: (Object.keys(PERMISSIONS) as Permission[]).filter((p) => may(a.member, p, a.now)),
      firstScreen: firstScreen(a.member.job),
      position,
    } as never
  })
}

async function workspaceFor(a: Asked, db: Reader) {
  const row = (await store.findWorkspace(db))!
  return { ...row, vocabulary: row.vocabulary as 'customer', id: row.workspaceId, now: a.now }
}

function shownWorkspace(a: Asked) {
  return a.db.read(a.workspaceId, (db) => workspaceFor(a, db))
}

async function shownSite(a: Asked, id: SiteId) {
  const site = await a.db.read(a.workspaceId, (db) => store.findSite(db, id))
  if (!site) throw new Refused(refuse('not_found'))
  return site as never
}

async function shownTeam(a: Asked, id: TeamId) {
  return (await a.db.read(a.workspaceId, (db) => store.findTeam(db, id)))!
}

async function openInvitation(services: Services, token: string) {
  const { workspaceId, id, hash } = actions.readInvitationToken(token)
  const invalid = new Refused(refuse('invitation_invalid'))
  if (!isId(workspaceId) || !isId(id)) throw invalid
  const act = await actIn(services, workspaceId as WorkspaceId, { kind: 'system', id: null })
  const found = await services.db.read(act.workspaceId, (db) => store.findInvitation(db, id))
  const stands = found && found.tokenHash === hash && !found.facts.acceptedAt && !found.facts.revokedAt
  if (!stands || found.facts.expiresAt <= act.now) throw invalid
  return { found, act }
}
