import { createHash } from 'node:crypto'
import {
  type Caps,
  type ContactDecision,
  type ContactFacts,
  canContact,
} from '../../domain/contact/can-contact.ts'
import type { ContactChannel, Purpose } from '../../domain/contact/consent.ts'
import type { WritingHours } from '../../domain/contact/quiet-hours.ts'
import { zonesOf } from '../../domain/contact/where.ts'
import { countriesOf } from '../../domain/people/handles.ts'
import type { PersonId, PromiseId, SiteId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { type Instant, plus } from '../../domain/shared/time.ts'
import type { Reader } from '../db/database.ts'
import type { Act, Write } from '../db/flush.ts'
import { Refused } from '../db/refused.ts'
import { listHandles } from '../people/store.ts'
import * as store from './store-door.ts'

/** How far back it is looked for what was said before: as long as the longest cap and then some. */
const LOOKS_BACK = { days: -400 }

/** A word we would say by ourselves. */
export type Word = {
  readonly personId: PersonId
  readonly purpose: Purpose
  readonly channel: ContactChannel
  /** Whether they asked for this very word. */
  readonly asked?: boolean
  /** What is offered, if something is. */
  readonly offer?: string
  /** How often they may hear such a word at most, as the sender's settings lay it down: without it nothing of the kind leaves. */
  readonly caps?: Caps
  /** The same for words that say the same. */
  readonly fingerprint?: string
  /** Where it is said from: its writing hours count; else the place that served them last. */
  readonly siteId?: SiteId | null
  readonly promiseId?: PromiseId
  /** The progress update it tells. */
  readonly updateId?: string
}

/**
 * Asks the door whether a word may leave now, later or not at all (DOMAIN 6.3). The write stores the decision: whoever says the
 * word flushes it first. Of two decisions about one person at once, one is refused with `changed_meanwhile` and has to ask again.
 * @throws Refused `not_found` for nobody.
 */
export async function askDoor(
  act: Act,
  db: Reader,
  word: Word,
): Promise<{ decision: ContactDecision; write: Write }> {
  const [decision, { turns, rootId }] = await Promise.all([
    weighWord(db, word, act.now),
    store.countDecisions(db, word.personId),
  ])
  const { personId, purpose, channel, asked = false, fingerprint = null } = word
  const { promiseId = null, updateId = null } = word
  const write = store.insertDecision(act.workspaceId, {
    ...{ id: act.newId<'contact_decision'>(), personId, purpose, channel, asked, fingerprint },
    ...{ promiseId, updateId, at: act.now, answer: decision.answer, rule: decision.rule },
    until: decision.answer === 'hold' ? decision.until : null,
    ...{ turn: turns + 1, rootId },
  })
  return { decision, write }
}

/** What the door would say of a word at a moment; nothing is stored. @throws Refused `not_found` for nobody. */
export async function weighWord(db: Reader, word: Word, now: Instant): Promise<ContactDecision> {
  const { facts, anyHour } = await loadFacts(db, word, now)
  const ask = {
    purpose: word.purpose,
    channel: word.channel,
    asked: word.asked ?? false,
    agreedAnyHour: anyHour,
    offer: word.offer ?? null,
    fingerprint: word.fingerprint ?? null,
  }
  return canContact(ask, facts, now)
}

async function loadFacts(db: Reader, word: Word, now: Instant) {
  const { personId } = word
  const side = await store.findContactSide(db, personId)
  if (!side) throw new Refused(refuse('not_found', { field: 'personId' }))
  const since = plus(now, LOOKS_BACK)
  const [{ zones, hours }, consents, lastWordFromThem, before] = await Promise.all([
    findWhere(db, personId, side, word.siteId),
    store.consentsOf(db, personId),
    store.findLastWordFrom(db, personId),
    store.listLetOut(db, personId, since, word.purpose === 'offer'),
  ])
  const facts: ContactFacts = {
    never: side.neverContact,
    sensitive: side.sensitive,
    approach: side.approach,
    // Nothing is offered by ourselves yet that could be declined.
    declined: [],
    caps: word.caps ?? null,
    ...{ zones, hours, consents, lastWordFromThem, before },
  }
  const anyHour = side.anyHourSince !== null && side.anyHourSince <= now
  return { facts, anyHour }
}

/** Where somebody may be, and when the place that serves them writes. */
export async function findWhere(
  db: Reader,
  personId: PersonId,
  side: Pick<store.ContactSide, 'zonesKnown'>,
  siteId?: SiteId | null,
) {
  const [at, sites, handles] = await Promise.all([
    siteId ?? store.findLastSite(db, personId),
    store.listWritingHours(db),
    listHandles(db, [personId]),
  ])
  const site = sites.find((s) => s.siteId === at) ?? sites[0]!
  const phones = handles.filter((h) => h.kind === 'phone')
  const countries = phones.map((h) => countriesOf(h.value))
  const known: readonly (string | null)[] = side.zonesKnown.length > 0 ? side.zonesKnown : [null]
  const zones = [...new Set(known.flatMap((zone) => zonesOf(zone, site.timeZone, countries)))]
  const { from, to, quietDays, holidays } = site
  const hours: WritingHours = { from, to, quietDays, holidays: holidays.map((h) => h.date) }
  return { site, zones, hours }
}

/** The same for words that say the same to the same person: a code, so that the words themselves are stored once. */
export function fingerprintOf(...parts: (string | null)[]): string {
  const plain = parts.map((p) => (p ?? '').normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim())
  return createHash('sha256').update(plain.join('\u0000')).digest('hex').slice(0, 32)
}
