import type { Instant } from '../shared/time.ts'

/** For what we may write to somebody by ourselves (DOMAIN 6.2). */
export const PURPOSES = [
  'service_transaction',
  'promise_update',
  'appointment_reminder',
  'recall_safety',
  'feedback_invite',
  'relationship_next_contact',
  'offer',
  'community',
  'referral_ask',
] as const
export type Purpose = (typeof PURPOSES)[number]

/** What may be said without asking for consent first: it belongs to what they came for, or to their safety. */
export const TRANSACTIONS: readonly Purpose[] = [
  'service_transaction',
  'promise_update',
  'appointment_reminder',
  'recall_safety',
]
/** What nobody waits for: one "stop" ends all of it on the way it was said (DOMAIN 6.3, rule 2). */
export const MARKETING: readonly Purpose[] = [
  'feedback_invite',
  'relationship_next_contact',
  'offer',
  'community',
  'referral_ask',
]

/** On which way a word reaches somebody. */
export const CONTACT_CHANNELS = ['email', 'phone', 'sms', 'post', 'push', 'page', 'in_person'] as const
export type ContactChannel = (typeof CONTACT_CHANNELS)[number]

export const CONSENT_STATES = ['express', 'implied', 'withdrawn'] as const

/** One step of somebody's consent, never changed once written; what holds now is worked out of all steps. */
export type ConsentStep = {
  /** `all`: for every purpose, or on every channel. */
  readonly purpose: Purpose | 'all'
  readonly channel: ContactChannel | 'all'
  readonly state: (typeof CONSENT_STATES)[number]
  readonly at: Instant
  /** Implied consent ends by itself; express consent does not, unless the law of the place says so. */
  readonly expiresAt: Instant | null
}

export type Consent = 'express' | 'implied' | 'expired' | 'withdrawn' | 'unknown'

/**
 * What holds for a purpose on a channel now. A withdrawal holds until they consent anew to just that or something narrower;
 * consent to everything does not undo a "no" to one thing, and nothing implied undoes a withdrawal (DOMAIN 6.3).
 */
export function consentFor(
  steps: readonly ConsentStep[],
  purpose: Purpose,
  channel: ContactChannel,
  now: Instant,
): Consent {
  const said = steps.filter((s) => covers(s.purpose, purpose) && covers(s.channel, channel) && s.at <= now)
  const withdrawn = said.some(
    (no) =>
      no.state === 'withdrawn' &&
      !said.some((yes) => yes.state === 'express' && yes.at > no.at && isWithin(yes, no) && lasts(yes, now)),
  )
  if (withdrawn) return 'withdrawn'
  const given = said.filter((s) => s.state !== 'withdrawn')
  const lasting = given.filter((s) => lasts(s, now))
  if (lasting.some((s) => s.state === 'express')) return 'express'
  if (lasting.length > 0) return 'implied'
  return given.length > 0 ? 'expired' : 'unknown'
}

/** Tells whether somebody gets words for a purpose on a channel as things stand: what belongs to what they came for until they say no, all else only once they said yes. */
export function gets(
  steps: readonly ConsentStep[],
  purpose: Purpose,
  channel: ContactChannel,
  now: Instant,
): boolean {
  const consent = consentFor(steps, purpose, channel, now)
  return TRANSACTIONS.includes(purpose)
    ? consent !== 'withdrawn'
    : consent === 'express' || consent === 'implied'
}

/**
 * The steps of two people found to be one: each one's "no" is said again at that moment, so that the strictest holds until
 * they say otherwise themselves.
 */
export function mergeConsents(
  a: readonly ConsentStep[],
  b: readonly ConsentStep[],
  at: Instant,
): readonly ConsentStep[] {
  const standing = (steps: readonly ConsentStep[]) =>
    PURPOSES.flatMap((purpose) =>
      CONTACT_CHANNELS.filter((channel) => consentFor(steps, purpose, channel, at) === 'withdrawn').map(
        (channel): ConsentStep => ({ purpose, channel, state: 'withdrawn', at, expiresAt: null }),
      ),
    )
  return [...a, ...b, ...standing(a), ...standing(b)]
}

/** The steps of one record of a person, and when it was merged into another. */
export type ConsentsOf = {
  readonly id: string
  readonly mergedInto: string | null
  readonly mergedAt: Instant | null
  readonly steps: readonly ConsentStep[]
}

/** The steps of somebody made of several records: at each merge the strictest of both began to hold (see {@link mergeConsents}). */
export function consentsOfAll(records: readonly ConsentsOf[], rootId: string): readonly ConsentStep[] {
  const own = records.find((r) => r.id === rootId)?.steps ?? []
  const merged = records.filter((r) => r.mergedInto === rootId && r.mergedAt !== null)
  return merged
    .toSorted((a, b) => (a.mergedAt! < b.mergedAt! ? -1 : 1))
    .reduce((all, r) => mergeConsents(all, consentsOfAll(records, r.id), r.mergedAt!), own)
}

function covers<T>(said: T | 'all', wanted: T): boolean {
  return said === 'all' || said === wanted
}

function isWithin(inner: ConsentStep, outer: ConsentStep): boolean {
  return covers(outer.purpose, inner.purpose) && covers(outer.channel, inner.channel)
}

function lasts(step: ConsentStep, now: Instant): boolean {
  return step.expiresAt === null || now < step.expiresAt
}
