import type { Id, MemberId } from '../shared/ids.ts'
import { type Refusal, refuse } from '../shared/refusal.ts'
import { type Instant, plus } from '../shared/time.ts'
import { isOnlyPolicy, saysNothing } from './tied.ts'

/** How long whoever is asked has to answer (minutes); then the next one is asked, and after twice as long one may help oneself. */
export const ANSWER_MINUTES = 10
/** An emergency reaches so many times one's own limit. */
export const EMERGENCY_TIMES = 2

/** Somebody with authority is asked to allow a gesture; one after the other, until one answers. */
export type AuthorityAsk = {
  readonly id: Id<'authority_ask'>
  readonly gestureId: Id<'gesture'>
  readonly askedBy: MemberId
  readonly askedAt: Instant
  /** Who is asked now, and by when they answer; null where nobody with enough authority is there. */
  readonly holderId: MemberId | null
  readonly answerBy: Instant
  /** Everybody who was asked, the first first. */
  readonly asked: readonly MemberId[]
  readonly settledAt: Instant | null
  readonly outcome: 'granted' | 'refused' | 'emergency' | 'withdrawn' | null
  readonly settledBy: MemberId | null
  /** Why not: a reason one may tell the customer. */
  readonly why: string | null
}

/** Who could allow it. `left`: how much they may decide; `near`: they stand too near to whom it is for (A5). */
export type Holder = {
  readonly id: MemberId
  readonly onDuty: boolean
  readonly left: number
  readonly near: boolean
  readonly sameSite: boolean
}

/** Who is asked, the first first: on duty, with enough authority, not asked yet; of the same site first, then who has least to spare. */
export function holdersOf(
  holders: readonly Holder[],
  amount: number,
  ask: { readonly askedBy: MemberId; readonly asked: readonly MemberId[] },
): readonly MemberId[] {
  return holders
    .filter(
      (h) => h.onDuty && !h.near && h.left >= amount && h.id !== ask.askedBy && !ask.asked.includes(h.id),
    )
    .toSorted(
      (a, b) =>
        Number(b.sameSite) - Number(a.sameSite) ||
        (a.left === b.left ? 0 : a.left < b.left ? -1 : 1) ||
        (a.id < b.id ? -1 : 1),
    )
    .map((h) => h.id)
}

/** Asks the first of those who may allow it; nobody, where nobody is there. */
export function makeAsk(
  making: Pick<AuthorityAsk, 'id' | 'gestureId' | 'askedBy'>,
  holders: readonly MemberId[],
  now: Instant,
): AuthorityAsk {
  const [first] = holders
  return {
    ...making,
    askedAt: now,
    holderId: first ?? null,
    answerBy: plus(now, { minutes: ANSWER_MINUTES }),
    asked: first ? [first] : [],
    settledAt: null,
    outcome: null,
    settledBy: null,
    why: null,
  }
}

/** Tells whether whoever is asked has let their time pass, and the next one is to be asked. */
export function mustPass(ask: AuthorityAsk, now: Instant): boolean {
  return ask.settledAt === null && now >= ask.answerBy
}

/**
 * Asks the next one: once the time to answer has passed, and at once where whoever is asked is not `there` any more. Where there is no
 * next one, whoever was asked last still may answer; one who is not there is not waited for.
 */
export function passAsk(
  ask: AuthorityAsk,
  next: MemberId | null,
  now: Instant,
  there = true,
): AuthorityAsk | Refusal {
  if (ask.settledAt !== null || (there && !mustPass(ask, now))) return refuse('changed_meanwhile')
  const answerBy = plus(now, { minutes: ANSWER_MINUTES })
  if (next === null) return { ...ask, answerBy, holderId: there ? ask.holderId : null }
  const asked = ask.asked.includes(next) ? ask.asked : [...ask.asked, next]
  return { ...ask, holderId: next, answerBy, asked }
}

/** Tells whether, as an ask is passed on, the time begins from which whoever asked may help themselves: at one passing of each ask. */
export function letsHelp(ask: Pick<AuthorityAsk, 'askedAt' | 'answerBy'>, now: Instant): boolean {
  const before = plus(ask.answerBy, { minutes: -ANSWER_MINUTES })
  return before < emergencyFrom(ask) && emergencyFrom(ask) <= now
}

/** From when whoever asked may help themselves: twice the time went by and nobody answered. */
export function emergencyFrom(ask: Pick<AuthorityAsk, 'askedAt'>): Instant {
  return plus(ask.askedAt, { minutes: 2 * ANSWER_MINUTES })
}

/** Tells whether somebody may answer: whoever is or was asked, never who asked. */
export function mayAnswer(ask: AuthorityAsk, me: MemberId): boolean {
  return me !== ask.askedBy && ask.asked.includes(me)
}

/** Allows it. Refuses who was not asked, and what is settled. */
export function grantAsk(ask: AuthorityAsk, me: MemberId, now: Instant): AuthorityAsk | Refusal {
  if (ask.settledAt !== null) return refuse('ask_settled')
  if (!mayAnswer(ask, me)) return refuse('not_allowed')
  return { ...ask, settledAt: now, outcome: 'granted', settledBy: me }
}

/** Says no, with a reason one may tell the customer (A3): none, or nothing but a rule, is refused. */
export function refuseAsk(
  ask: AuthorityAsk,
  me: MemberId,
  why: string,
  now: Instant,
): AuthorityAsk | Refusal {
  if (ask.settledAt !== null) return refuse('ask_settled')
  if (!mayAnswer(ask, me)) return refuse('not_allowed')
  if (saysNothing(why) || isOnlyPolicy(why)) return refuse('reason_missing', { field: 'why' })
  return { ...ask, settledAt: now, outcome: 'refused', settledBy: me, why: why.trim() }
}

/** Helps oneself for want of an answer. `left`: of the emergency limit. Refuses before its time, others, and more than that. */
export function useEmergency(
  ask: AuthorityAsk,
  me: MemberId,
  amount: number,
  left: number,
  now: Instant,
): AuthorityAsk | Refusal {
  if (ask.settledAt !== null) return refuse('ask_settled')
  if (me !== ask.askedBy) return refuse('not_allowed')
  if (now < emergencyFrom(ask)) return refuse('not_yet', { values: { from: emergencyFrom(ask) } })
  if (amount > left) return refuse('beyond_limit', { field: 'money', values: { left } })
  return { ...ask, settledAt: now, outcome: 'emergency', settledBy: me }
}

/** Needs it no more. Refuses others, and what is settled. */
export function withdrawAsk(ask: AuthorityAsk, me: MemberId, now: Instant): AuthorityAsk | Refusal {
  if (ask.settledAt !== null) return refuse('ask_settled')
  if (me !== ask.askedBy) return refuse('not_allowed')
  return { ...ask, settledAt: now, outcome: 'withdrawn', settledBy: me }
}
