import type { MemberId } from '../shared/ids.ts'
import type { Instant } from '../shared/time.ts'
import { behindOf, type Standing } from './alerts.ts'
import { fallsBefore } from './overdue.ts'
import type { CustomerPromise } from './promise.ts'

type Owed = Pick<
  CustomerPromise,
  'ownerId' | 'due' | 'nextUpdateDue' | 'keptAt' | 'brokenAt' | 'releasedAt' | 'movedAt'
>

/** Tells whether somebody rests and nobody is named who hears in their place. */
export function isUncovered(owner: Standing, everybody: readonly Standing[], now: Instant): boolean {
  return owner.rests && behindOf(owner, everybody, now).backupId === null
}

/** For whom somebody stands in now: those who rest and named them. */
export function standsInFor(me: MemberId, everybody: readonly Standing[], now: Instant): MemberId[] {
  return everybody
    .filter((m) => m.rests && m.id !== me && behindOf(m, everybody, now).backupId === me)
    .map((m) => m.id)
}

/**
 * The promises that fall before a moment (or have passed) while their owner rests and nobody stands in: of each, somebody has
 * to say who takes over.
 */
export function uncovered<P extends Owed>(
  promises: readonly P[],
  everybody: readonly Standing[],
  until: Instant,
  now: Instant,
): P[] {
  const alone = new Set<MemberId>(everybody.filter((m) => isUncovered(m, everybody, now)).map((m) => m.id))
  return promises.filter((p) => alone.has(p.ownerId) && fallsBefore(p, until, now))
}
