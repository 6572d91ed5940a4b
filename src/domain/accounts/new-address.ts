import { type Refusal, refuse } from '../shared/refusal.ts'
import type { Instant } from '../shared/time.ts'
import type { Member } from './membership.ts'
import { mayNot } from './permissions.ts'

/** For how long a new address can be proven, and for how long whoever reads the old one can take the change back. */
export const PROVE_HOURS = 24
export const WAY_BACK_DAYS = 3

/** The most new addresses somebody may ask for within an hour: each sends a letter to somebody who may be a stranger. */
export const MOST_ASKED = 5

/** Another address to sign in with, as it stands. `expiresAt`: until when it can be proven, or once it is, taken back. Real time. */
export type NewAddress = {
  readonly userId: string
  readonly byMail: boolean
  readonly expiresAt: Instant
  readonly provedAt: Instant | null
}

/** Tells whether an address waits to be proven still. */
export function isWaiting(it: Pick<NewAddress, 'provedAt' | 'expiresAt'>, now: Instant): boolean {
  return it.provedAt === null && now < it.expiresAt
}

/**
 * Tells whether somebody may prove an address by its link: the one who asked, signed in as themselves, in time, once. A letter that
 * went to a stranger by a slip of the finger opens nothing to them.
 */
export function mayProve(it: NewAddress, userId: string, now: Instant): boolean {
  return it.userId === userId && isWaiting(it, now)
}

/** What the link in the letter to the old address does: it ends the waiting, takes the change back, or nothing any more. */
export function whatStopping(it: NewAddress, now: Instant): 'stops' | 'takes_back' | null {
  if (now >= it.expiresAt) return null
  return it.provedAt === null ? 'stops' : 'takes_back'
}

/**
 * Null when `actor` may hand over the link that proves a member's new address, else why not: only where no letter could leave with
 * it, and an owner's by an owner.
 */
export function mayNotHandOver(
  actor: Member,
  member: Member,
  it: NewAddress | null,
  now: { readonly here: Instant; readonly real: Instant },
): Refusal | null {
  const no = mayNot(actor, member.role === 'owner' ? 'owners.manage' : 'members.manage', now.here)
  if (no) return no
  return it && isWaiting(it, now.real) && !it.byMail ? null : refuse('not_found')
}
