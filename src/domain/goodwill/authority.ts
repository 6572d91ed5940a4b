import type { Role } from '../accounts/permissions.ts'
import type { Id, MemberId, SiteId } from '../shared/ids.ts'
import { isCurrency, MOST_MINOR } from '../shared/money.ts'
import { type Refusal, refuse } from '../shared/refusal.ts'
import { type Instant, plus } from '../shared/time.ts'
import { GESTURE_KINDS, type GestureKind, isPaid } from './gesture.ts'

export const PERIODS = ['day', 'week', 'month', 'year'] as const
export type Period = (typeof PERIODS)[number]
const DAYS: Readonly<Record<Period, number>> = { day: 1, week: 7, month: 30, year: 365 }

/**
 * What somebody may decide by themselves (S1-07): of a role or one member, of one kind of gesture or every paid one, at one site or all.
 * Minor units of `currency`, or how many (`currency` null) of what is counted. Never edited: another one takes its place.
 */
export type AuthorityLimit = {
  readonly id: Id<'authority_limit'>
  /** Whose: exactly one of the two. */
  readonly role: Role | null
  readonly memberId: MemberId | null
  /** Null: every paid kind together. */
  readonly kind: GestureKind | null
  readonly siteId: SiteId | null
  readonly currency: string | null
  /** For one matter; null: as much as the other two leave. */
  readonly perCase: number | null
  /** For one person served, in a period; and of all one gives in it. */
  readonly perCustomer: number | null
  readonly perMember: number | null
  readonly period: Period
  readonly validFrom: Instant
  readonly endedAt: Instant | null
  readonly grantedBy: MemberId
  readonly reason: string
}

/** Who decides, and about what. */
export type Deciding = {
  readonly member: { readonly id: MemberId; readonly role: Role }
  readonly kind: GestureKind
  readonly siteId: SiteId
  readonly currency: string | null
}

/** What was given already that a limit counts: in this matter, to this person, by this member; in the limit's period. */
export type Spent = { readonly inCase: number; readonly toCustomer: number; readonly byMember: number }

export const NOTHING_SPENT: Spent = { inCase: 0, toCustomer: 0, byMember: 0 }

/** How much somebody may decide now; `limit` null where nothing bounds them. */
export type Left = { readonly limit: AuthorityLimit | null; readonly left: number }

/** Makes a limit. Refuses one of nobody or of two, without a bound or a reason, of a kind and a currency that do not go together. */
export function makeLimit(making: Omit<AuthorityLimit, 'endedAt'>): AuthorityLimit | Refusal {
  if ((making.role === null) === (making.memberId === null))
    return refuse('invalid_input', { field: 'memberId' })
  if (making.role === 'read_only') return refuse('invalid_input', { field: 'role' })
  const paid = making.kind === null || isPaid(making.kind)
  if (paid !== (making.currency !== null)) return refuse('invalid_input', { field: 'currency' })
  if (making.currency !== null && !isCurrency(making.currency))
    return refuse('invalid_input', { field: 'currency' })
  const bounds = { perCase: making.perCase, perCustomer: making.perCustomer, perMember: making.perMember }
  for (const [field, most] of Object.entries(bounds))
    if (most !== null && (!Number.isSafeInteger(most) || most < 0 || most > MOST_MINOR))
      return refuse('invalid_input', { field })
  if (Object.values(bounds).every((most) => most === null))
    return refuse('invalid_input', { field: 'perCase' })
  const reason = making.reason.trim()
  if (reason === '') return refuse('reason_missing', { field: 'reason' })
  return { ...making, reason, endedAt: null }
}

/** Tells whether a limit holds at a moment. */
export function isActive(limit: Pick<AuthorityLimit, 'validFrom' | 'endedAt'>, now: Instant): boolean {
  return limit.validFrom <= now && (limit.endedAt === null || now < limit.endedAt)
}

/** Since when what was given counts against a limit: a period back from now, by days of 24 hours. */
export function countsSince(period: Period, now: Instant): Instant {
  return plus(now, { days: -DAYS[period] })
}

/**
 * The one limit that holds: a member's own before their role's, one for the kind before one for all, one for the site before one for
 * everywhere; of two alike the later one. Null where none is about it.
 */
export function limitFor(
  limits: readonly AuthorityLimit[],
  deciding: Deciding,
  now: Instant,
): AuthorityLimit | null {
  const { member, kind, siteId, currency } = deciding
  const about = limits.filter(
    (l) =>
      isActive(l, now) &&
      (l.memberId === member.id || l.role === member.role) &&
      (l.kind === kind || (l.kind === null && isPaid(kind))) &&
      (l.siteId === null || l.siteId === siteId) &&
      l.currency === currency,
  )
  const near = (l: AuthorityLimit) =>
    (l.memberId !== null ? 4 : 0) + (l.kind !== null ? 2 : 0) + (l.siteId !== null ? 1 : 0)
  const [first] = about.toSorted(
    (a, b) =>
      near(b) - near(a) ||
      (a.validFrom < b.validFrom ? 1 : a.validFrom > b.validFrom ? -1 : a.id < b.id ? 1 : -1),
  )
  return first ?? null
}

/**
 * How much somebody may decide by themselves: the smallest of what case, customer and period leave. Whoever owns the house is bound
 * only by what they set for themselves; what is counted is free where nothing bounds it; of money nothing is left where no limit is.
 * `times`: so many times the limit, for an emergency.
 */
export function leftOf(limit: AuthorityLimit | null, deciding: Deciding, spent: Spent, times = 1): Left {
  if (limit === null) {
    const free = deciding.member.role === 'owner' || !isPaid(deciding.kind)
    return { limit, left: free ? Number.POSITIVE_INFINITY : 0 }
  }
  const lefts = [
    [limit.perCase, spent.inCase],
    [limit.perCustomer, spent.toCustomer],
    [limit.perMember, spent.byMember],
  ].flatMap(([most, gone]) => (most === null || most === undefined ? [] : [most * times - (gone ?? 0)]))
  return { limit, left: Math.max(0, Math.min(...lefts)) }
}

/** Of which kinds what was given counts against a limit: its own, or every paid one. */
export function countedKinds(limit: Pick<AuthorityLimit, 'kind'>): readonly GestureKind[] {
  return limit.kind === null ? GESTURE_KINDS.filter(isPaid) : [limit.kind]
}

/** Why somebody may not decide alone, whatever is left: it is for them, their family, or a colleague (A5). */
export type TooNear = 'self' | 'family' | 'colleague'

/** Tells whether two limits are for the very same: one takes the place of the other. */
export function isSamePlace(a: AuthorityLimit, b: AuthorityLimit): boolean {
  return (
    a.role === b.role &&
    a.memberId === b.memberId &&
    a.kind === b.kind &&
    a.siteId === b.siteId &&
    a.currency === b.currency
  )
}
