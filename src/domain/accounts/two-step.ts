import { type Refusal, refuse } from '../shared/refusal.ts'
import type { Instant } from '../shared/time.ts'
import type { Member } from './membership.ts'
import { mayNot } from './permissions.ts'

/** Tells whether somebody has to set up the second step before anything else: the day has come, and they have none. */
export function mustSetUpTwoStep(from: Instant | null, hasTwoStep: boolean, now: Instant): boolean {
  return from !== null && from <= now && !hasTwoStep
}

/** Null when a workspace may demand the second step from `from` on (null: no longer), else why not: whoever demands it has it. */
export function mayNotDemandTwoStep(from: Instant | null, hasTwoStep: boolean): Refusal | null {
  return from !== null && !hasTwoStep ? refuse('two_step_yours_first') : null
}

/**
 * Null when `actor` may take the second step from somebody who lost it, else why not. An owner's needs an owner; nobody resets their
 * own (that wants the password and a code); and where the person serves in other workspaces too (`workspaces` counts all), one of
 * them cannot make the others less safe: then only whoever runs the server can.
 */
export function mayNotResetTwoStep(
  actor: Member,
  member: Member,
  workspaces: number,
  now: Instant,
): Refusal | null {
  const no = mayNot(actor, member.role === 'owner' ? 'owners.manage' : 'members.manage', now)
  if (no) return no
  if (actor.id === member.id) return refuse('not_allowed')
  return workspaces > 1 ? refuse('two_step_elsewhere') : null
}
