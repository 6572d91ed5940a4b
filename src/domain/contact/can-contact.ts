import type { Approach } from '../people/person.ts'
import { type Instant, later, plus, type TimeZone } from '../shared/time.ts'
import { type ConsentStep, type ContactChannel, consentFor, type Purpose, TRANSACTIONS } from './consent.ts'
import { nextWritingMoment, type WritingHours } from './quiet-hours.ts'

/** A word we would say by ourselves. */
export type ContactAsk = {
  readonly purpose: Purpose
  readonly channel: ContactChannel
  /** Whether they asked for this very word (a reply to them); such words are free of caps. */
  readonly asked: boolean
  /** They said that this may come at any hour ("text me when it is ready, even at night"). */
  readonly agreedAnyHour: boolean
  /** What is offered, where something is: the same for everybody and on every channel. */
  readonly offer: string | null
  /** The same for words that say the same. */
  readonly fingerprint: string | null
}

/** Something said before, by ourselves, to them (or, for offers, to their household). */
export type Contacted = {
  readonly purpose: Purpose
  readonly at: Instant
  readonly asked: boolean
  readonly fingerprint: string | null
}

/** All one must know of somebody to tell whether they may be written to. */
export type ContactFacts = {
  readonly never: 'deceased' | 'do_not_contact' | 'legal_hold' | null
  readonly consents: readonly ConsentStep[]
  /** Mourning, illness, police: no cheer, no surveys, no offers (S4-07). */
  readonly sensitive: boolean
  readonly approach: Approach
  /** Where they may be: one zone when it is known, else all that come into question. At least one. */
  readonly zones: readonly TimeZone[]
  readonly hours: WritingHours
  /** When they last wrote or called: a conversation they opened may be answered freely for a day. */
  readonly lastWordFromThem: Instant | null
  readonly before: readonly Contacted[]
  /** How often they may hear what they did not ask for; null where nobody laid that down, so that nothing of the kind leaves. */
  readonly caps: Caps | null
  /** Offers they declined. */
  readonly declined: readonly { readonly offer: string; readonly at: Instant }[]
}

export const CONTACT_RULES = [
  'free_to_say',
  'asked_for',
  'answering',
  'deceased',
  'do_not_contact',
  'legal_hold',
  'withdrawn',
  'no_consent',
  'consent_expired',
  'sensitive',
  'only_when_asked',
  'quiet_hours',
  'cap_purpose',
  'cap_together',
  'offer_declined',
  'ask_before_offering',
  'said_already',
] as const
/** Which rule decided; the sentence stands in `src/words/` under `contact.rule.<code>`. */
export type ContactRule = (typeof CONTACT_RULES)[number]

export type ContactDecision =
  | { readonly answer: 'allow'; readonly rule: ContactRule }
  | { readonly answer: 'hold'; readonly rule: ContactRule; readonly until: Instant }
  | { readonly answer: 'deny'; readonly rule: ContactRule }

/** What nobody asked for, and is therefore counted. */
export const CAPPED: readonly Purpose[] = [
  'offer',
  'relationship_next_contact',
  'feedback_invite',
  'referral_ask',
]
/** At most `most` within `days`. */
export type Cap = { readonly most: number; readonly days: number }
/** How often somebody hears from us what they did not ask for, as whoever sends it lays down (DOMAIN 6.3, rules 7 and 8). */
export type Caps = {
  /** By purpose; all of one purpose hold. */
  readonly each: Readonly<Partial<Record<Purpose, readonly Cap[]>>>
  /** Of everything counted together. */
  readonly together: Cap
  /** Nobody is asked again for what they declined before so many days. */
  readonly declinedDays: number
}
/** Ways that wake or disturb nobody. */
const SILENT: readonly ContactChannel[] = ['page', 'post', 'in_person']

/**
 * The one door for every word we say by ourselves: may it leave now, later, or not at all, and by which rule (DOMAIN 6.3, in
 * its order). Transactions and words about promises pass the caps, never a "no" or the quiet hours; a held word is asked
 * again when its time comes.
 */
export function canContact(ask: ContactAsk, facts: ContactFacts, now: Instant): ContactDecision {
  const needsConsent = !TRANSACTIONS.includes(ask.purpose)
  const { never } = facts
  if (never && !(ask.purpose === 'recall_safety' && ask.channel === 'post')) return deny(never)
  const consent = consentFor(facts.consents, ask.purpose, ask.channel, now)
  if (consent === 'withdrawn') return deny('withdrawn')
  if (needsConsent && !ask.asked) {
    if (consent === 'expired') return deny('consent_expired')
    if (consent === 'unknown') return deny('no_consent')
  }
  if (needsConsent && facts.sensitive) return deny('sensitive')
  if (facts.approach === 'ask' && !ask.asked && (ask.purpose === 'offer' || ask.channel === 'in_person'))
    return deny('only_when_asked')
  const isCapped = !ask.asked && CAPPED.includes(ask.purpose)
  if (isCapped && facts.caps === null) return deny('cap_purpose')
  const declined = declinedOffer(ask, facts, now)
  if (declined) return deny(declined)

  const reasons: { until: Instant; rule: ContactRule }[] = [
    ...capped(ask, facts, now),
    ...repeated(ask, facts, now),
  ]
  const free = reasons.reduce((at, r) => later(at, r.until), now)
  const answering = ask.asked || (!needsConsent && answersThem(facts, now))
  const silent = answering || ask.agreedAnyHour || SILENT.includes(ask.channel)
  const until = silent ? free : nextWritingMoment(free, facts.zones, facts.hours)
  if (until > now) {
    const rule = reasons.find((r) => r.until === free && free > now)?.rule ?? 'quiet_hours'
    return { answer: 'hold', rule, until }
  }
  return { answer: 'allow', rule: ask.asked ? 'asked_for' : answering ? 'answering' : 'free_to_say' }
}

function deny(rule: ContactRule): ContactDecision {
  return { answer: 'deny', rule }
}

function answersThem(facts: ContactFacts, now: Instant): boolean {
  return facts.lastWordFromThem !== null && plus(facts.lastWordFromThem, { hours: 24 }) > now
}

function declinedOffer(ask: ContactAsk, facts: ContactFacts, now: Instant): ContactRule | null {
  if (ask.purpose !== 'offer' || ask.asked || facts.caps === null) return null
  const days = facts.caps.declinedDays
  const recent = facts.declined.filter((d) => plus(d.at, { days }) > now)
  if (recent.some((d) => d.offer === ask.offer)) return 'offer_declined'
  return recent.length >= 2 ? 'ask_before_offering' : null
}

function capped(ask: ContactAsk, facts: ContactFacts, now: Instant) {
  const { caps } = facts
  if (caps === null || ask.asked || !CAPPED.includes(ask.purpose)) return []
  const counted = facts.before.filter((b) => !b.asked && CAPPED.includes(b.purpose))
  const alike = counted.filter((b) => b.purpose === ask.purpose)
  return [
    ...(caps.each[ask.purpose] ?? []).flatMap((cap) => full(alike, cap, now, 'cap_purpose')),
    ...full(counted, caps.together, now, 'cap_together'),
  ]
}

/** When a cap is used up: until enough of what was said lies outside its days. */
function full(
  said: readonly Contacted[],
  cap: { most: number; days: number },
  now: Instant,
  rule: ContactRule,
): { until: Instant; rule: ContactRule }[] {
  const leaves = said
    .map((b) => plus(b.at, { days: cap.days }))
    .filter((at) => at > now)
    .sort()
  return leaves.length < cap.most ? [] : [{ until: leaves[leaves.length - cap.most]!, rule }]
}

function repeated(ask: ContactAsk, facts: ContactFacts, now: Instant) {
  if (ask.fingerprint === null) return []
  const last = facts.before
    .filter((b) => b.fingerprint === ask.fingerprint)
    .map((b) => b.at)
    .sort()
    .at(-1)
  const until = last ? plus(last, { hours: 24 }) : now
  return until > now ? [{ until, rule: 'said_already' as const }] : []
}
