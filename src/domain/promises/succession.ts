import type { Member } from '../accounts/membership.ts'
import { hasAccess } from '../accounts/permissions.ts'
import type { MemberId } from '../shared/ids.ts'
import { type Instant, plus } from '../shared/time.ts'

/** Minutes before somebody's access ends at which what they owe finds a new owner. */
export const LEAVES_MINUTES = 10

type Colleague = Pick<Member, 'id' | 'role' | 'siteId' | 'endsAt'> & { readonly backupId: MemberId | null }

/** Tells whether somebody can keep nothing any more: access ends within minutes or has ended, or they may only read by now. */
export function isLeaving(member: Pick<Member, 'endsAt' | 'role'>, now: Instant): boolean {
  const ends = member.endsAt !== null && member.endsAt <= plus(now, { minutes: LEAVES_MINUTES })
  return ends || member.role === 'read_only'
}

/**
 * Who takes over what somebody owes whose access ends (P2, P7): the one who stands in for them, else whoever leads at their
 * place, else an owner of the workspace. Only those who can serve and do not leave themselves, and never the one a promise
 * was made to. Null when there is nobody, which a workspace with an owner does not know.
 */
export function successorOf(
  leaver: Colleague,
  everybody: readonly Colleague[],
  madeTo: MemberId | null,
  now: Instant,
): MemberId | null {
  const able = everybody.filter(
    (m) => m.id !== leaver.id && m.id !== madeTo && hasAccess(m, now) && !isLeaving(m, now),
  )
  const leads = able.filter((m) => m.role === 'manager' || m.role === 'owner')
  const found =
    able.find((m) => m.id === leaver.backupId) ??
    leads.find((m) => m.siteId === leaver.siteId) ??
    leads.find((m) => m.role === 'owner') ??
    leads[0] ??
    able[0]
  return found?.id ?? null
}
