import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instant, type LocalTime, localParts, msBetween, plus, type TimeZone } from '../shared/time.ts'
import { CAPPED, type ContactAsk, type Contacted, type ContactFacts, canContact } from './can-contact.ts'
import { CONTACT_CHANNELS, type ConsentStep, consentFor, mergeConsents, PURPOSES } from './consent.ts'
import { USUAL_WRITING_HOURS } from './quiet-hours.ts'
import { saysStop } from './stop-words.ts'
import { USUAL_CAPS } from './testing/caps.ts'

const berlin = 'Europe/Berlin' as TimeZone
const noon = instant('2026-03-18T11:00:00Z')
const night = instant('2026-03-18T22:30:00Z')
const yes: ConsentStep = {
  purpose: 'all',
  channel: 'all',
  state: 'express',
  at: instant('2026-01-01T00:00:00Z'),
  expiresAt: null,
}
const somebody: ContactFacts = {
  never: null,
  consents: [],
  sensitive: false,
  approach: 'welcome',
  zones: [berlin],
  hours: USUAL_WRITING_HOURS,
  lastWordFromThem: null,
  before: [],
  declined: [],
  caps: USUAL_CAPS,
}
const word: ContactAsk = {
  purpose: 'promise_update',
  channel: 'email',
  asked: false,
  agreedAnyHour: false,
  offer: null,
  fingerprint: null,
}
const offer: ContactAsk = { ...word, purpose: 'offer', offer: 'winter tyres' }

describe('the one door for words we say by ourselves', () => {
  it('lets a word about a promise out by day without any consent', () => {
    expect(canContact(word, somebody, noon)).toEqual({ answer: 'allow', rule: 'free_to_say' })
  })

  it('holds it over night until nine in the person’s own zone', () => {
    expect(canContact(word, somebody, night)).toEqual({
      answer: 'hold',
      rule: 'quiet_hours',
      until: instant('2026-03-19T08:00:00Z'),
    })
    const lisbon = { ...somebody, zones: ['Europe/Lisbon' as TimeZone] }
    expect(canContact(word, lisbon, night)).toMatchObject({ until: instant('2026-03-19T09:00:00Z') })
  })

  it('lets nothing out that nobody asked for where nobody laid down how often, and holds back no promise for it', () => {
    const free = { ...somebody, consents: [yes], caps: null }
    for (const purpose of CAPPED)
      expect(canContact({ ...offer, purpose }, free, noon)).toEqual({ answer: 'deny', rule: 'cap_purpose' })
    expect(canContact({ ...offer, asked: true }, free, noon)).toEqual({ answer: 'allow', rule: 'asked_for' })
    expect(canContact(word, free, noon)).toEqual({ answer: 'allow', rule: 'free_to_say' })
  })

  it('takes the narrowest hours where nobody knows the zone', () => {
    const unknown = { ...somebody, zones: [berlin, 'America/New_York' as TimeZone] }
    // New York gets up at nine: 13:00 UTC; Berlin goes to bed at eight: 19:00 UTC.
    expect(canContact(word, unknown, noon)).toMatchObject({ until: instant('2026-03-18T13:00:00Z') })
    expect(canContact(word, unknown, instant('2026-03-18T18:59:00Z')).answer).toBe('allow')
    expect(canContact(word, unknown, instant('2026-03-18T19:00:00Z')).answer).toBe('hold')
  })

  it('keeps nine o’clock over a change to daylight-saving time', () => {
    const saturday = instant('2026-03-28T21:00:00Z')
    expect(canContact(word, somebody, saturday)).toMatchObject({ until: instant('2026-03-29T07:00:00Z') })
  })

  it('is quiet on the days and holidays a place names', () => {
    const hours = { ...USUAL_WRITING_HOURS, quietDays: [7] as const, holidays: ['2026-03-30' as never] }
    const saturdayEvening = instant('2026-03-28T19:30:00Z')
    expect(canContact(word, { ...somebody, hours }, saturdayEvening)).toMatchObject({
      until: instant('2026-03-31T07:00:00Z'),
    })
  })

  it('wakes nobody by the page, and asks no hour of whoever agreed to any', () => {
    expect(canContact({ ...word, channel: 'page' }, somebody, night).answer).toBe('allow')
    expect(canContact({ ...word, agreedAnyHour: true }, somebody, night).answer).toBe('allow')
  })

  it('answers for a day whoever wrote, at any hour', () => {
    const wrote = { ...somebody, lastWordFromThem: plus(night, { hours: -23 }) }
    expect(canContact(word, wrote, night)).toEqual({ answer: 'allow', rule: 'answering' })
    expect(canContact(word, { ...wrote, lastWordFromThem: plus(night, { hours: -24 }) }, night).answer).toBe(
      'hold',
    )
  })

  it('never writes to somebody who wants no contact, but warns by post of a danger', () => {
    const away = { ...somebody, never: 'do_not_contact' as const, lastWordFromThem: noon }
    expect(canContact(word, away, noon)).toEqual({ answer: 'deny', rule: 'do_not_contact' })
    expect(canContact({ ...word, purpose: 'recall_safety', channel: 'post' }, away, noon).answer).toBe(
      'allow',
    )
    expect(canContact({ ...word, purpose: 'recall_safety' }, away, noon).answer).toBe('deny')
  })

  it('says nothing on a channel they stopped, not even about a promise', () => {
    const no: ConsentStep = { ...yes, channel: 'email', purpose: 'promise_update', state: 'withdrawn' }
    const facts = { ...somebody, consents: [no], lastWordFromThem: noon }
    expect(canContact(word, facts, noon)).toEqual({ answer: 'deny', rule: 'withdrawn' })
    expect(canContact({ ...word, channel: 'page' }, facts, noon).answer).toBe('allow')
  })

  it('offers nothing without consent, with consent that has run out, in grief, or to whoever asks for themselves [S4-07]', () => {
    expect(canContact(offer, somebody, noon)).toEqual({ answer: 'deny', rule: 'no_consent' })
    const implied: ConsentStep = { ...yes, state: 'implied', expiresAt: noon }
    expect(canContact(offer, { ...somebody, consents: [implied] }, noon)).toMatchObject({
      rule: 'consent_expired',
    })
    const willing = { ...somebody, consents: [yes] }
    expect(canContact(offer, willing, noon).answer).toBe('allow')
    expect(canContact(offer, { ...willing, sensitive: true }, noon)).toMatchObject({ rule: 'sensitive' })
    expect(canContact(word, { ...willing, sensitive: true }, noon).answer).toBe('allow')
    expect(canContact(offer, { ...willing, approach: 'ask' }, noon)).toMatchObject({
      rule: 'only_when_asked',
    })
  })

  it('does not repeat an offer they declined for half a year, and after two asks first', () => {
    const willing = { ...somebody, consents: [yes] }
    const declined = [{ offer: 'winter tyres', at: plus(noon, { days: -179 }) }]
    expect(canContact(offer, { ...willing, declined }, noon)).toMatchObject({ rule: 'offer_declined' })
    expect(canContact({ ...offer, offer: 'wash' }, { ...willing, declined }, noon).answer).toBe('allow')
    const two = [...declined, { offer: 'mats', at: plus(noon, { days: -3 }) }]
    expect(canContact({ ...offer, offer: 'wash' }, { ...willing, declined: two }, noon)).toMatchObject({
      rule: 'ask_before_offering',
    })
    const longAgo = [{ offer: 'winter tyres', at: plus(noon, { days: -181 }) }]
    expect(canContact(offer, { ...willing, declined: longAgo }, noon).answer).toBe('allow')
  })

  it('holds the same words for a day', () => {
    const said: Contacted = {
      purpose: 'promise_update',
      at: plus(noon, { hours: -1 }),
      asked: false,
      fingerprint: 'x',
    }
    expect(canContact({ ...word, fingerprint: 'x' }, { ...somebody, before: [said] }, noon)).toMatchObject({
      answer: 'hold',
      rule: 'said_already',
      until: instant('2026-03-19T10:00:00Z'),
    })
    expect(canContact({ ...word, fingerprint: 'y' }, { ...somebody, before: [said] }, noon).answer).toBe(
      'allow',
    )
  })
})

const anyAsk = fc.record({
  purpose: fc.constantFrom(...PURPOSES),
  channel: fc.constantFrom(...CONTACT_CHANNELS),
  asked: fc.boolean(),
  hours: fc.integer({ min: 1, max: 24 * 20 }),
})

describe('caps, quiet hours and consent for whatever comes', () => {
  it('no sequence of sends, tried at any moment or when they were held until, exceeds a cap', () => {
    fc.assert(
      fc.property(fc.array(anyAsk, { minLength: 5, maxLength: 60 }), (asks) => {
        let now = noon
        const sent: Contacted[] = []
        for (const a of asks) {
          now = plus(now, { hours: a.hours })
          const ask: ContactAsk = { ...word, ...a, offer: null }
          const facts = { ...somebody, consents: [yes], before: sent }
          let decision = canContact(ask, facts, now)
          if (decision.answer === 'hold') {
            expect(decision.until > now).toBe(true)
            now = decision.until
            decision = canContact(ask, facts, now)
          }
          if (decision.answer === 'allow')
            sent.push({ purpose: a.purpose, at: now, asked: a.asked, fingerprint: null })
        }
        const counted = sent.filter((s) => !s.asked && CAPPED.includes(s.purpose))
        within(counted, USUAL_CAPS.together)
        for (const purpose of CAPPED)
          for (const cap of USUAL_CAPS.each[purpose] ?? [])
            within(
              counted.filter((s) => s.purpose === purpose),
              cap,
            )
      }),
      { numRuns: 1_000 },
    )
    function within(said: Contacted[], cap: { most: number; days: number }) {
      said.forEach((s, i) => {
        const after = said[i + cap.most]
        if (after) expect(msBetween(s.at, after.at)).toBeGreaterThanOrEqual(cap.days * 86_400_000)
      })
    }
  })

  it('nothing that may wake somebody leaves in quiet hours of any zone they may be in, and a held word leaves at its time', () => {
    const zones = ['Europe/Berlin', 'America/Los_Angeles', 'Asia/Tokyo', 'Europe/London'] as TimeZone[]
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom(...zones), { minLength: 1, maxLength: 2 }),
        fc.integer({ min: 0, max: 366 * 24 * 12 }),
        (where, fives) => {
          const now = plus(instant('2026-01-01T00:00:00Z'), { minutes: 5 * fives })
          const facts = { ...somebody, zones: where }
          const decision = canContact(word, facts, now)
          const at = decision.answer === 'hold' ? decision.until : now
          expect(canContact(word, facts, at).answer).toBe('allow')
          const { from, to } = USUAL_WRITING_HOURS
          // Tokyo and Los Angeles share no waking hour: then the first zone's day counts.
          const apart = where.includes('Asia/Tokyo' as TimeZone) && where.length > 1
          for (const zone of apart ? where.slice(0, 1) : where) {
            const { time } = localParts(at, zone) as { time: LocalTime }
            expect(from <= time && time < to).toBe(true)
          }
        },
      ),
      { numRuns: 500 },
    )
  })

  const anyStep = fc.record({
    purpose: fc.constantFrom(...PURPOSES, 'all' as const),
    channel: fc.constantFrom(...CONTACT_CHANNELS, 'all' as const),
    state: fc.constantFrom('express' as const, 'implied' as const, 'withdrawn' as const),
    at: fc.integer({ min: 1, max: 400 }).map((days) => plus(noon, { days: -days })),
    expiresAt: fc.option(fc.integer({ min: -30, max: 30 }).map((days) => plus(noon, { days }))),
  })

  it('two people merged keep every "no" either of them said', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 8 }), fc.array(anyStep, { maxLength: 8 }), (a, b) => {
        const merged = mergeConsents(a, b, noon)
        for (const purpose of PURPOSES)
          for (const channel of CONTACT_CHANNELS)
            if ([a, b].some((steps) => consentFor(steps, purpose, channel, noon) === 'withdrawn'))
              expect(consentFor(merged, purpose, channel, noon)).toBe('withdrawn')
      }),
    )
  })

  it('a "no" stands at once, and only their own later "yes" to it lifts it', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 8 }), anyStep, (steps, last) => {
        const no: ConsentStep = { ...last, state: 'withdrawn', at: noon, expiresAt: null }
        for (const purpose of PURPOSES)
          for (const channel of CONTACT_CHANNELS) {
            const hit =
              (no.purpose === 'all' || no.purpose === purpose) &&
              (no.channel === 'all' || no.channel === channel)
            if (!hit) continue
            expect(consentFor([...steps, no], purpose, channel, noon)).toBe('withdrawn')
            const lift: ConsentStep = {
              ...no,
              purpose,
              channel,
              state: 'express',
              at: plus(noon, { minutes: 1 }),
            }
            const standing = consentFor(steps, purpose, channel, noon) === 'withdrawn'
            if (!standing)
              expect(consentFor([...steps, no, lift], purpose, channel, plus(noon, { hours: 1 }))).toBe(
                'express',
              )
          }
      }),
    )
  })

  it('hears "stop" in several languages, and only when it is the whole message', () => {
    for (const stop of [
      'STOP',
      'Stop.',
      ' unsubscribe!',
      'opt-out',
      'Abmelden bitte',
      'Désabonner',
      'BAJA',
      'Bitte keine Werbung mehr!',
    ])
      expect(saysStop(stop), stop).toBe(true)
    for (const other of [
      'Can you stop by at five?',
      'The bus stop is closed',
      'cancel my appointment on Friday',
      'Ende gut, alles gut',
      '',
    ])
      expect(saysStop(other), other).toBe(false)
  })
})
