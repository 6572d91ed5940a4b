import type { Id, MemberId, SiteId } from '../shared/ids.ts'
import { isRefusal, type Refusal, refuse } from '../shared/refusal.ts'
import { type Instant, plus } from '../shared/time.ts'
import type { Job } from './first-screen.ts'
import { type Access, hasAccess, mayNot, type Permission, type Role } from './permissions.ts'

/** Somebody who serves. Never deleted: what they did stays theirs after `endsAt` (S0-02). */
export type Member = {
  readonly id: MemberId
  readonly name: string
  readonly email: string
  readonly role: Role
  readonly job: Job
  readonly siteId: SiteId
  readonly endsAt: Instant | null
  /** A program acts for them, and only within these. */
  readonly scopes?: readonly Permission[]
}

/** A letter that lets somebody in once. */
export type Invitation = Omit<Member, 'id'> & {
  readonly id: Id<'invitation'>
  readonly invitedBy: MemberId
  readonly createdAt: Instant
  readonly expiresAt: Instant
  readonly acceptedAt: Instant | null
  readonly revokedAt: Instant | null
}

export type MemberChange = Partial<Pick<Member, 'name' | 'role' | 'job' | 'siteId' | 'endsAt'>>
type Actor = Access & { readonly id: MemberId }

const invitationDays = 14

/** Invites somebody for 14 days. Refuses who may not, an owner's role given by a non-owner, and an end that has passed. */
export function inviteMember(
  actor: Actor,
  input: Omit<Member, 'id'> & { id: Id<'invitation'> },
  now: Instant,
): Invitation | Refusal {
  const no = mayNot(actor, input.role === 'owner' ? 'owners.manage' : 'members.manage', now)
  if (no) return no
  if (input.endsAt !== null && input.endsAt <= now) return refuse('invalid_input', { field: 'endsAt' })
  return {
    ...input,
    invitedBy: actor.id,
    createdAt: now,
    expiresAt: plus(now, { days: invitationDays }),
    acceptedAt: null,
    revokedAt: null,
  }
}

/** Accepts an invitation: the facts of the new member. Refuses one that was used, taken back, or has run out. */
export function acceptInvitation(
  invitation: Invitation,
  id: MemberId,
  now: Instant,
): { invitation: Invitation; member: Member } | Refusal {
  const { acceptedAt, revokedAt, expiresAt, name, email, role, job, siteId, endsAt } = invitation
  if (acceptedAt !== null || revokedAt !== null || expiresAt <= now) return refuse('invitation_invalid')
  if (endsAt !== null && endsAt <= now) return refuse('access_ended')
  return {
    invitation: { ...invitation, acceptedAt: now },
    member: { id, name, email, role, job, siteId, endsAt },
  }
}

/**
 * Changes a member; an end lies ahead ({@link endMember} ends at once). Everybody may change their own name; the rest needs the permission, and an owner's role (given or taken)
 * needs an owner. Refuses to leave the workspace without an owner who stays, and to let somebody only read who owes promises: those
 * find a new owner first (P7).
 */
export function changeMember(
  actor: Actor,
  member: Member,
  change: MemberChange,
  everybody: readonly Member[],
  openPromises: number,
  now: Instant,
): Member | Refusal {
  const ending = change.endsAt !== undefined && change.endsAt !== member.endsAt ? change.endsAt : null
  if (ending !== null && ending <= now) return refuse('invalid_input', { field: 'endsAt' })
  const next = changed(actor, member, change, everybody, now)
  if (isRefusal(next) || openPromises === 0) return next
  const onlyReads = next.role === 'read_only' && member.role !== 'read_only'
  return onlyReads ? refuse('promises_need_owner', { field: 'role', values: { count: openPromises } }) : next
}

function changed(
  actor: Actor,
  member: Member,
  change: MemberChange,
  everybody: readonly Member[],
  now: Instant,
): Member | Refusal {
  const next = { ...member, ...change }
  const onlyOwnName = actor.id === member.id && Object.keys(change).every((key) => key === 'name')
  const touchesOwner = member.role === 'owner' || next.role === 'owner'
  const no = mayNot(actor, touchesOwner ? 'owners.manage' : 'members.manage', now)
  if (no && !(onlyOwnName && hasAccess(actor, now))) return no
  const others = everybody.filter((other) => other.id !== member.id)
  if (staysAsOwner(member, now) && ![next, ...others].some((m) => staysAsOwner(m, now))) {
    return refuse('last_owner_stays')
  }
  return next
}

/**
 * Ends a member's access now. Refuses while promises are theirs: those find a new owner first, so
 * that none is left with nobody (P2, P7).
 */
export function endMember(
  actor: Actor,
  member: Member,
  everybody: readonly Member[],
  openPromises: number,
  now: Instant,
): Member | Refusal {
  const ended = changed(actor, member, { endsAt: now }, everybody, now)
  if (isRefusal(ended)) return ended
  if (openPromises > 0) return refuse('promises_need_owner', { values: { count: openPromises } })
  return ended
}

function staysAsOwner(member: Access, now: Instant): boolean {
  return member.role === 'owner' && member.endsAt === null && hasAccess(member, now)
}
