import type { ConversationId, Id, MemberId, PersonId, PromiseId, SiteId } from '../shared/ids.ts'
import type { Money } from '../shared/money.ts'
import { type Refusal, refuse } from '../shared/refusal.ts'
import { type Instant, plus } from '../shared/time.ts'
import { saysNothing, tiedTo } from './tied.ts'

/** What one can do for somebody to make something right, or just so. */
export const GESTURE_KINDS = [
  'refund',
  'discount',
  'free_work',
  'voucher',
  'replacement',
  'loaner',
  'apology',
  'time',
] as const
export type GestureKind = (typeof GESTURE_KINDS)[number]

/** What shows that it is as they say; nothing is as good as anything (S3-08). */
export const EVIDENCE = ['none', 'receipt', 'record', 'seen'] as const
export type Evidence = (typeof EVIDENCE)[number]

/** By whose word it is given: one's own, that of somebody asked, or one's own for want of an answer. */
export const GIVEN_BY = ['own', 'granted', 'emergency'] as const
export type GivenBy = (typeof GIVEN_BY)[number]

/** How whom it was for hears that it was an error: taken back before a word was said of it, said, or promised in the ledger. */
export const REVERSED_TOLD = ['at_once', 'said', 'promised'] as const
export type ReversedTold = (typeof REVERSED_TOLD)[number]
/** So long after giving it oneself one may take it back before anybody was told (seconds). */
export const AT_ONCE_SECONDS = 60

/**
 * Something given to a person: what, why in one sentence, in which money. Facts; whether it waits, stands or was taken back is worked
 * out. There is no place for a rating, a referral or a purchase it could hang on (A2), and none for whose fault it was (S3-15).
 */
export type Gesture = {
  readonly id: Id<'gesture'>
  readonly personId: PersonId
  readonly conversationId: ConversationId | null
  readonly siteId: SiteId
  readonly kind: GestureKind
  /** Null for what is counted, not paid. */
  readonly money: Money | null
  readonly why: string
  readonly evidence: Evidence
  /** What it was for, as colleagues sort it; what comes back is mended. */
  readonly causeId: Id<'cause'> | null
  readonly madeBy: MemberId
  readonly madeAt: Instant
  /** From when it counts against somebody's limits; null while it waits for an answer, or got a no. */
  readonly givenAt: Instant | null
  readonly givenBy: GivenBy | null
  /** Whose limit it counts against: who gave it, or who granted it. */
  readonly limitOf: MemberId | null
  /** Taken back, for an error only; they were told. */
  readonly reversedAt: Instant | null
  readonly reversedWhy: string | null
  readonly reversedBy: MemberId | null
  readonly reversedTold: ReversedTold | null
  /** By which promise they are told. */
  readonly toldPromiseId: PromiseId | null
}

/** Tells whether a kind is worth money; the others are counted. */
export function isPaid(kind: GestureKind): boolean {
  return !['loaner', 'apology', 'time'].includes(kind)
}

/** Tells whether a gesture counts against limits: it was given, and not taken back. */
export function counts(gesture: Pick<Gesture, 'givenAt' | 'reversedAt'>): boolean {
  return gesture.givenAt !== null && gesture.reversedAt === null
}

/** How much a gesture takes of a limit: minor units, or one. */
export function weightOf(gesture: Pick<Gesture, 'kind' | 'money'>): number {
  return isPaid(gesture.kind) ? (gesture.money?.minor ?? 0) : 1
}

const NOT_REVERSED = {
  reversedAt: null,
  reversedWhy: null,
  reversedBy: null,
  reversedTold: null,
  toldPromiseId: null,
} as const

export type Drafting = Omit<Gesture, 'madeAt' | 'givenAt' | 'givenBy' | 'limitOf' | keyof typeof NOT_REVERSED>

/**
 * A gesture as it is written down, given by nobody yet. Refuses no reason, a reason that ties it to a rating, a referral or a purchase
 * (`gesture_tied`), a paid kind without an amount, a counted one with one.
 */
export function draftGesture(drafting: Drafting, now: Instant): Gesture | Refusal {
  const why = drafting.why.trim()
  if (saysNothing(why)) return refuse('reason_missing', { field: 'why' })
  if (tiedTo(why)) return refuse('gesture_tied', { field: 'why' })
  if (isPaid(drafting.kind) !== (drafting.money !== null)) return refuse('invalid_input', { field: 'money' })
  return {
    ...drafting,
    why,
    madeAt: now,
    givenAt: null,
    givenBy: null,
    limitOf: null,
    ...NOT_REVERSED,
  }
}

/** The same with less money, where no more may be given. Refuses what was given already, another currency, nothing, and more. */
export function withLess(gesture: Gesture, less: Money): Gesture | Refusal {
  if (gesture.givenAt !== null) return refuse('gesture_settled')
  const { money } = gesture
  if (money?.currency !== less.currency || less.minor > money.minor || less.minor <= 0)
    return refuse('invalid_input', { field: 'money' })
  return { ...gesture, money: less }
}

/** Gives it, by one's own word or somebody else's. Refuses what was given already. */
export function give(
  gesture: Gesture,
  by: { readonly givenBy: GivenBy; readonly limitOf: MemberId },
  now: Instant,
): Gesture | Refusal {
  if (gesture.givenAt !== null) return refuse('gesture_settled')
  return { ...gesture, ...by, givenAt: now }
}

/**
 * Takes back what was given by error, with a reason; nobody takes back a kindness. Whom it was for is told (`told`), but where whoever gave
 * it slipped a moment ago. Refuses what was not given or is taken back, and `customer_untold` once that moment is over.
 */
export function reverse(
  gesture: Gesture,
  reversing: {
    readonly why: string
    readonly by: MemberId
    readonly told: ReversedTold
    readonly toldPromiseId: PromiseId | null
  },
  now: Instant,
): Gesture | Refusal {
  if (!counts(gesture)) return refuse('gesture_settled')
  const { by, told } = reversing
  const reversedWhy = reversing.why.trim()
  if (saysNothing(reversedWhy)) return refuse('reason_missing', { field: 'why' })
  if (told === 'at_once' && !mayReverseAtOnce(gesture, by, now))
    return refuse('customer_untold', { field: 'told' })
  const toldPromiseId = told === 'promised' ? reversing.toldPromiseId : null
  if (told === 'promised' && toldPromiseId === null) return refuse('customer_untold', { field: 'due' })
  return { ...gesture, reversedAt: now, reversedWhy, reversedBy: by, reversedTold: told, toldPromiseId }
}

/** Tells whether a gesture may be taken back without a word to anybody: by whoever gave it, a moment ago, by their own word. */
export function mayReverseAtOnce(
  gesture: Pick<Gesture, 'madeBy' | 'givenBy' | 'givenAt'>,
  by: MemberId,
  now: Instant,
): boolean {
  if (gesture.givenAt === null || gesture.givenBy !== 'own' || gesture.madeBy !== by) return false
  return now <= plus(gesture.givenAt, { seconds: AT_ONCE_SECONDS })
}
