import {
  acceptInvitation as acceptLetter,
  changeMember as change,
  endMember,
  inviteMember as invite,
  type Member,
  type MemberChange,
} from '../../domain/accounts/membership.ts'
import { cannotKeep } from '../../domain/accounts/permissions.ts'
import type { Id, MemberId, SiteId, TeamId, WorkspaceId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { fromEpochMs, type Instant, msBetween, plus } from '../../domain/shared/time.ts'
import { fill } from '../../words/words.ts'
import { type Act, flush } from '../db/flush.ts'
import { accept, Refused } from '../db/refused.ts'
import { makeUser } from '../http/auth.ts'
import type { Asked } from '../http/route.ts'
import { queueLetter } from '../jobs/outbox.ts'
import { hashToken, newToken } from '../secret.ts'
import type { Services } from '../services.ts'
import * as store from './store.ts'

/** Opening hours a new site starts with: Monday to Friday, 8 to 18. */
const WEEKDAYS = Object.fromEntries(
  ['1', '2', '3', '4', '5'].map((d) => [d, [{ from: '08:00', to: '18:00' }]]),
)

export type NewWorkspace = {
  name: string
  vocabulary: string
  country?: string | undefined
  language?: string | undefined
  timeZone: string
  isDemo: boolean
  siteName?: string
  owner: { name: string; email: string; password: string; job: Member['job'] }
}

/** Makes a workspace with its first site and its owner. Gives back who acts in it from now on. */
export async function createWorkspace(
  services: Services,
  input: NewWorkspace,
): Promise<Act & { siteId: SiteId }> {
  const now = fromEpochMs(services.clock())
  const userId = await makeUser(services.auth, input.owner)
  const workspaceId = services.newId<'workspace'>()
  const siteId = services.newId<'site'>()
  const owner: Member = {
    id: services.newId<'member'>(),
    name: input.owner.name,
    email: input.owner.email.toLowerCase(),
    role: 'owner',
    job: input.owner.job,
    siteId,
    endsAt: null,
  }
  const act: Act = {
    db: services.db,
    workspaceId,
    actor: { kind: 'member', id: owner.id },
    now,
    newId: services.newId,
  }
  const site = {
    id: siteId,
    name: input.siteName ?? input.name,
    timeZone: input.timeZone,
    openingHours: WEEKDAYS,
    holidays: [],
    telephone: null,
    greetWithinMinutes: 3,
  }
  const { name, vocabulary, isDemo, country = 'DE', language = 'en' } = input
  await flush(act, {
    writes: [
      store.insertWorkspace({ workspaceId, name, vocabulary, country, language, isDemo, createdAt: now }),
      store.insertSite(workspaceId, site as Omit<store.Site, 'version'>, now),
      store.insertMember(workspaceId, owner, userId, now),
    ],
    events: [
      { kind: 'workspace.created', subjects: {}, data: {} },
      { kind: 'site.created', subjects: { siteId }, data: {} },
      { kind: 'member.joined', subjects: { memberId: owner.id }, data: { role: 'owner' } },
    ],
  })
  return { ...act, siteId }
}

/** Changes the workspace's name or the word it has for the people it serves (S0-16). */
export async function changeWorkspace(
  asked: Asked,
  input: { name?: string; vocabulary?: string; country?: string; language?: string; version: number },
) {
  const { version, ...change } = input
  await flush(asked, {
    writes: [store.updateWorkspace(version, change)],
    events: [{ kind: 'workspace.changed', subjects: {}, data: { fields: Object.keys(change) } }],
  })
}

/**
 * Turns a demo's clock forward.
 * @throws Refused `demo_only` outside a demo, `invalid_input` for a moment that has passed.
 */
export async function turnClock(asked: Asked, to: Instant): Promise<void> {
  const farthest = plus(fromEpochMs(asked.services.clock()), { days: 400 })
  if (to <= asked.now || to > farthest) throw new Refused(refuse('invalid_input', { field: 'to' }))
  const ahead = Math.ceil(msBetween(fromEpochMs(asked.services.clock()), to) / 1000)
  await flush(asked, {
    writes: [store.updateClock(ahead)],
    events: [{ kind: 'clock.turned', subjects: {}, data: { to } }],
  })
}

/** Adds a site. Says the same twice with the same id. */
export async function addSite(
  asked: Asked,
  input: Omit<store.Site, 'id' | 'version'> & { id?: SiteId | undefined },
): Promise<SiteId> {
  const id = input.id ?? asked.newId<'site'>()
  if (input.id && (await asked.db.read(asked.workspaceId, (db) => store.findSite(db, id)))) return id
  await flush(asked, {
    writes: [store.insertSite(asked.workspaceId, { ...input, id }, asked.now)],
    events: [{ kind: 'site.created', subjects: { siteId: id }, data: {} }],
  })
  return id
}

/** Changes a site as a whole. @throws Refused `changed_meanwhile` for a version that is no longer the newest. */
export async function changeSite(asked: Asked, site: store.Site): Promise<void> {
  await flush(asked, {
    writes: [store.updateSite(site)],
    events: [{ kind: 'site.changed', subjects: { siteId: site.id }, data: {} }],
  })
}

/** Adds a team. Says the same twice with the same id. */
export async function addTeam(
  asked: Asked,
  input: { id?: TeamId | undefined; name: string; memberIds: MemberId[] },
): Promise<TeamId> {
  const id = input.id ?? asked.newId<'team'>()
  if (input.id && (await asked.db.read(asked.workspaceId, (db) => store.findTeam(db, id)))) return id
  await flush(asked, {
    writes: [
      store.insertTeam(asked.workspaceId, id, input.name, asked.now),
      ...store.changeTeamMembers(asked.workspaceId, id, { join: input.memberIds, leave: [] }),
    ],
    events: [{ kind: 'team.created', subjects: { teamId: id }, data: {} }],
  })
  return id
}

/**
 * Changes a team and who belongs to it; `archived` puts it away or brings it back, and unsaid leaves it as it is.
 * @throws Refused `not_found`, `changed_meanwhile`.
 */
export async function changeTeam(
  asked: Asked,
  id: TeamId,
  input: { name: string; memberIds: MemberId[]; archived?: boolean; version: number },
): Promise<void> {
  const team = await asked.db.read(asked.workspaceId, (db) => store.findTeam(db, id))
  if (!team) throw new Refused(refuse('not_found'))
  const change = {
    join: input.memberIds.filter((m) => !team.memberIds.includes(m)),
    leave: team.memberIds.filter((m) => !input.memberIds.includes(m)),
  }
  await flush(asked, {
    writes: [
      store.updateTeam(id, input.name, (input.archived ?? team.archived) ? asked.now : null, input.version),
      ...store.changeTeamMembers(asked.workspaceId, id, change),
    ],
    events: [
      {
        kind: 'team.changed',
        subjects: { teamId: id },
        data: input.archived === undefined ? {} : { archived: input.archived },
      },
    ],
  })
}

/** Changes a member; an `endsAt` that is now or past ends their access at once. */
export async function changeMember(
  asked: Asked,
  id: MemberId,
  input: MemberChange & { version: number },
): Promise<void> {
  const { version, ...wanted } = input
  const [everybody, owed] = await asked.db.read(
    asked.workspaceId,
    async (db) => [await store.listMembers(db), await store.countOpenPromisesOf(db, id)] as const,
  )
  const member = everybody.find((m) => m.id === id)
  if (!member) throw new Refused(refuse('not_found'))
  const me = asked.member
  const endsNow = wanted.endsAt !== undefined && wanted.endsAt !== null && wanted.endsAt <= asked.now
  const next = endsNow
    ? accept(endMember(me, member, everybody, owed, asked.now))
    : accept(change(me, member, wanted, everybody, owed, asked.now))
  await flush(asked, {
    writes: [store.updateMember(next, version)],
    events: [
      {
        kind: endsNow ? 'member.ended' : 'member.changed',
        subjects: { memberId: id },
        data: { fields: Object.keys(wanted) },
      },
    ],
  })
}

/**
 * Refuses what {@link changeMember} would refuse of an end of access, or of somebody's only reading from now on, were nothing owed
 * any more: before something is done that only makes sense then. @throws Refused
 */
export async function demandEnding(
  asked: Asked,
  id: MemberId,
  { version, ...wanted }: MemberChange & { version: number },
): Promise<void> {
  const everybody = await asked.db.read(asked.workspaceId, store.listMembers)
  const member = everybody.find((m) => m.id === id)
  if (!member) throw new Refused(refuse('not_found'))
  if (wanted.endsAt && wanted.endsAt <= asked.now)
    accept(endMember(asked.member, member, everybody, 0, asked.now))
  else if (wanted.role === 'read_only') accept(change(asked.member, member, wanted, everybody, 0, asked.now))
  else throw new Refused(refuse('invalid_input', { field: 'giveOver' }))
  if (member.version !== version) throw new Refused(refuse('changed_meanwhile'))
}

/** Changes how the app looks and listens for the one signed in; what is not named stays. Gives back all of it. */
export async function changePreferences(asked: Asked, preferences: object) {
  const before = await asked.db.read(asked.workspaceId, (db) => store.findPreferences(db, asked.member.id))
  const next = { ...before, ...preferences }
  await flush(asked, { writes: [store.updatePreferences(asked.member.id, next)], events: [] })
  return next
}

/**
 * Invites somebody; the letter goes by mail where a mailbox can send, and the link is given back in any case. `mailed` tells
 * that the mailbox's server takes our mail as far as we know, `queued` that a letter waits for it.
 */
export async function inviteMember(asked: Asked, input: Omit<Member, 'id'>) {
  const members = await asked.db.read(asked.workspaceId, store.listMembers)
  if (members.some((m) => m.email === input.email.toLowerCase()))
    throw new Refused(refuse('invalid_input', { field: 'email' }))
  const id = asked.newId<'invitation'>()
  const letter = accept(invite(asked.member, { ...input, email: input.email.toLowerCase(), id }, asked.now))
  const token = newToken()
  const url = `${asked.services.publicUrl()}/invitation/${asked.workspaceId}.${id}.${token}`
  const workspace = await asked.db.read(asked.workspaceId, store.findWorkspace)
  // What they themselves read is not known yet.
  const words = asked.services.languages.choose(workspace?.language).words.accounts.letters.invitation
  const values = { from: asked.member.name, workspace: workspace?.name ?? '' }
  const mail = await queueLetter(asked, {
    purpose: 'invitation',
    to: { name: input.name, address: letter.email },
    subject: fill(words.subject, values),
    text: fill(words.text, { ...values, to: input.name, until: letter.expiresAt.slice(0, 10), url }),
  })
  await flush(asked, {
    writes: [
      store.insertInvitation(asked.workspaceId, letter, hashToken(token)),
      ...(mail ? [mail.write] : []),
    ],
    events: [{ kind: 'member.invited', subjects: {}, data: { invitation: id, role: letter.role } }],
  })
  return { invitation: letter, url, mailed: mail?.inReach ?? false, queued: mail !== null }
}

/** Takes an invitation back. @throws Refused `invitation_invalid` for one used or taken back before. */
export async function revokeInvitation(asked: Asked, id: Id<'invitation'>): Promise<void> {
  await flush(asked, {
    writes: [store.settleInvitation(id, { revokedAt: asked.now })],
    events: [{ kind: 'invitation.revoked', subjects: {}, data: { invitation: id } }],
  })
}

/** Joins by a letter; `userId` is the one who proved who they are. */
export async function joinByInvitation(
  act: Act,
  found: NonNullable<Awaited<ReturnType<typeof store.findInvitation>>>,
  name: string,
  userId: string,
): Promise<MemberId> {
  const { member } = accept(acceptLetter(found.facts, act.newId<'member'>(), act.now))
  const frame: Act = { ...act, actor: { kind: 'member', id: member.id } }
  await flush(frame, {
    writes: [
      store.settleInvitation(found.facts.id, { acceptedAt: act.now }),
      store.insertMember(act.workspaceId, { ...member, name }, userId, act.now),
    ],
    events: [{ kind: 'member.joined', subjects: { memberId: member.id }, data: { role: member.role } }],
  })
  return member.id
}

/** Splits an invitation's token into workspace, invitation and secret. @throws Refused `invitation_invalid`. */
export function readInvitationToken(token: string) {
  const [workspaceId, id, secret] = token.split('.')
  if (!workspaceId || !id || !secret) throw new Refused(refuse('invitation_invalid'))
  return { workspaceId: workspaceId as WorkspaceId, id, hash: hashToken(secret) }
}

/** Refuses to give anything to somebody who is not here, whose access has ended, or who only reads. @throws Refused `not_found`, `access_ended`. */
export async function demandServing(act: Act, ids: readonly (MemberId | null | undefined)[]): Promise<void> {
  const wanted = ids.filter((id): id is MemberId => Boolean(id))
  if (wanted.length === 0) return
  const members = await act.db.read(act.workspaceId, store.listMembers)
  for (const id of wanted) {
    const member = members.find((m) => m.id === id)
    if (!member) throw new Refused(refuse('not_found'))
    if (cannotKeep(member, act.now)) throw new Refused(refuse('access_ended'))
  }
}
