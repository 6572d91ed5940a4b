import type { Member } from '../accounts/membership.ts'
import { cannotKeep, leads } from '../accounts/permissions.ts'
import type { MemberId } from '../shared/ids.ts'
import { type Instant, plus } from '../shared/time.ts'

/** Minutes before somebody's access ends at which what they owe finds a new owner. */
export const LEAVES_MINUTES = 10

type Colleague = Pick<Member, 'id' | 'role' | 'siteId' | 'endsAt'> & { readonly backupId: MemberId | null }

/** Tells whether somebody can keep nothing any more: access ends within minutes or has ended, or they may only read by now. */
export function isLeaving(member: Pick<Member, 'endsAt' | 'role'>, now: Instant): boolean {
  return cannotKeep(member, plus(now, { minutes: LEAVES_MINUTES }))
}

/**
 * Who takes over what somebody owes whose access ends (P2, P7): the one who stands in for them, else whoever leads at their
 * place, else an owner of the workspace. Only those who can serve and do not leave themselves, and never the one a promise
 * was made to. What only some may read (`mayRead`, S4-12) goes to one of those, else to an owner of the workspace, lest it be lost.
 * Null when there is nobody: it stays.
 */
export function successorOf(
  leaver: Colleague,
  everybody: readonly Colleague[],
  madeTo: MemberId | null,
  now: Instant,
  mayRead: (member: Colleague) => boolean = () => true,
): MemberId | null {
  const able = everybody.filter((m) => m.id !== leaver.id && m.id !== madeTo && !isLeaving(m, now))
  const knowing = able.filter(mayRead)
  const leading = knowing.filter(leads)
  const found =
    knowing.find((m) => m.id === leaver.backupId) ??
    leading.find((m) => m.siteId === leaver.siteId) ??
    leading.find((m) => m.role === 'owner') ??
    leading[0] ??
    knowing[0] ??
    able.find((m) => m.role === 'owner')
  return found?.id ?? null
}
