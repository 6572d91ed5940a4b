import type { Id, MemberId } from '../shared/ids.ts'
import { type Refusal, refuse } from '../shared/refusal.ts'
import { type Instant, plus } from '../shared/time.ts'
import { counts, type Gesture } from './gesture.ts'

/** The same gesture for the same cause so many times in so many days opens the cause: it is to be mended. */
export const SAME_TIMES = 3
export const SAME_DAYS = 30

export const NEED_MET = ['yes', 'partly', 'no'] as const

/** What a gesture is looked at for afterwards; nothing is taken back from anybody for it. */
export type LookedAt = {
  readonly gestureId: Id<'gesture'>
  readonly by: MemberId
  readonly at: Instant
  readonly needMet: (typeof NEED_MET)[number]
  readonly nextTime: string
  readonly mend: string
}

/** Tells whether a gesture is looked at afterwards: above somebody's limit, or in an emergency. One's own limit is one's own. */
export function isLookedAt(gesture: Pick<Gesture, 'givenAt' | 'reversedAt' | 'givenBy'>): boolean {
  return counts(gesture) && gesture.givenBy !== 'own'
}

/** Tells whether somebody may look at a gesture: never who gave or asked for it, nor who allowed it where others look (`lookersOf`). */
export function mayLookAt(
  gesture: Pick<Gesture, 'madeBy' | 'limitOf'>,
  me: MemberId,
  lookers: readonly MemberId[],
): boolean {
  return me !== gesture.madeBy && (me !== gesture.limitOf || lookers.includes(me))
}

/**
 * Answers the three questions (A4). Refuses who may not look at it (`mayLookAt`), and empty words; that nothing is to be mended is a word
 * too.
 */
export function lookAt(
  gesture: Pick<Gesture, 'id' | 'madeBy' | 'limitOf' | 'givenAt' | 'reversedAt' | 'givenBy'>,
  looking: Omit<LookedAt, 'gestureId' | 'at'>,
  lookers: readonly MemberId[],
  now: Instant,
): LookedAt | Refusal {
  if (!isLookedAt(gesture)) return refuse('invalid_input', { field: 'gestureId' })
  if (!mayLookAt(gesture, looking.by, lookers)) return refuse('not_allowed')
  for (const field of ['nextTime', 'mend'] as const)
    if (looking[field].trim() === '') return refuse('invalid_input', { field })
  return {
    ...looking,
    nextTime: looking.nextTime.trim(),
    mend: looking.mend.trim(),
    gestureId: gesture.id,
    at: now,
  }
}

/** Something that made gestures necessary. Open while it is to be mended. */
export type Cause = {
  readonly id: Id<'cause'>
  readonly name: string
  readonly openedAt: Instant | null
  readonly ownerId: MemberId | null
  readonly mendedAt: Instant | null
  readonly fix: string | null
}

/**
 * Tells whether a cause opens by a gesture just given: the same kind for the same cause so many times within the days before. What was
 * given before it was mended last counts no more.
 */
export function opensCause(
  cause: Cause,
  gestures: readonly Pick<Gesture, 'kind' | 'causeId' | 'givenAt' | 'reversedAt'>[],
  now: Instant,
): boolean {
  if (isOpen(cause)) return false
  const since = plus(now, { days: -SAME_DAYS })
  const times = new Map<string, number>()
  for (const g of gestures) {
    if (g.causeId !== cause.id || !counts(g) || g.givenAt! <= since) continue
    if (cause.mendedAt !== null && g.givenAt! <= cause.mendedAt) continue
    times.set(g.kind, (times.get(g.kind) ?? 0) + 1)
  }
  return [...times.values()].some((n) => n >= SAME_TIMES)
}

/** Tells whether a cause waits to be mended. */
export function isOpen(cause: Pick<Cause, 'openedAt' | 'mendedAt'>): boolean {
  return cause.openedAt !== null && (cause.mendedAt === null || cause.mendedAt < cause.openedAt)
}

/** Says how a cause was mended. Refuses one that is not open, and empty words. */
export function mendCause(cause: Cause, fix: string, now: Instant): Cause | Refusal {
  if (!isOpen(cause)) return refuse('changed_meanwhile')
  if (fix.trim() === '') return refuse('invalid_input', { field: 'fix' })
  return { ...cause, mendedAt: now, fix: fix.trim() }
}

/** Gives a cause that waits to be mended to somebody else. Refuses one that is not open. */
export function giveCause(cause: Cause, ownerId: MemberId): Cause | Refusal {
  return isOpen(cause) ? { ...cause, ownerId } : refuse('changed_meanwhile')
}
