import { describe, expect, it } from 'vitest'
import type { Schedule } from '../shared/business-hours.ts'
import { instant, type TimeZone } from '../shared/time.ts'
import {
  askedIn,
  correspond,
  firstNamed,
  hasLaterWord,
  isNobodysAddress,
  promisesIn,
  type SeenMail,
  saysOnlyThanks,
  unanswered,
} from './look-back.ts'

const schedule: Schedule = {
  zone: 'Europe/Berlin' as TimeZone,
  hours: Object.fromEntries(
    [1, 2, 3, 4, 5].map((day) => [day, [{ from: '08:00', to: '18:00' }]]),
  ) as Schedule['hours'],
  holidays: [],
}

let mails = 0
const mail = (at: string, m: Partial<SeenMail>): SeenMail => ({
  id: `<${++mails}@x>`,
  at: instant(at),
  isOurs: false,
  from: null,
  replyTo: [],
  to: [],
  answers: [],
  automatic: false,
  ...m,
})
const from = (address: string, at: string, more: Partial<SeenMail> = {}) =>
  mail(at, { from: address, ...more })
const ours = (address: string, at: string, more: Partial<SeenMail> = {}) =>
  mail(at, { isOurs: true, from: 'desk@us', to: [address], ...more })

describe('what older mail turns out to have promised', () => {
  it('is measured by the date its sentence named, once that has passed (P8) [S3-23]', () => {
    const now = instant('2026-11-21T10:00:00Z')
    const [friday, monday] = [instant('2026-11-06T17:00:00Z'), instant('2026-11-23T10:00:00Z')]
    expect(firstNamed(friday, monday, now)).toBe(friday)
    // Nobody knows what was meant: what is confirmed is the first date.
    expect(firstNamed(null, monday, now)).toBe(monday)
    // It lies ahead: whoever confirms another reads the sentence so.
    expect(firstNamed(instant('2026-11-27T17:00:00Z'), monday, now)).toBe(monday)
    expect(firstNamed(monday, monday, now)).toBe(monday)
  })

  it('understands a date as it was meant on the day of the mail, at the place of the site [S3-21]', () => {
    const said = { at: instant('2026-11-04T09:00:00Z'), schedule, ourNames: [] }
    const [found] = promisesIn('Dear Marta,\n\nI’ll call you by\nFriday. Kind regards', said)
    expect(found).toMatchObject({ sentence: 'I’ll call you by Friday.', what: 'call you' })
    expect(found!.due).toBe('2026-11-06T17:00:00.000Z')
    expect(found!.sentence.slice(found!.heardFrom!, found!.heardTo!)).toBe('I’ll call you by Friday')
  })

  it('leaves a time open that nobody gave, and one that may mean two', () => {
    const said = { at: instant('2026-11-06T09:00:00Z'), schedule, ourNames: [] }
    const dues = promisesIn('I’ll call you by Friday. We will get back to you soon.', said).map((p) => p.due)
    expect(dues).toEqual([null, null])
  })

  it('counts as a later word what went to them after it, or answered that very mail', () => {
    const asked = from('marta@x', '2026-11-03T09:00:00Z')
    const all = correspond([
      asked,
      ours('marta@x', '2026-11-02T09:00:00Z'),
      ours('lind@x', '2026-11-05T09:00:00Z', { answers: ['<of-anna>'] }),
    ])
    const said = (id: string, address: string, at: string) =>
      hasLaterWord(all, { id, at: instant(at), addresses: [address] })
    expect(said(asked.id, 'marta@x', asked.at)).toBe(false)
    expect(said('<a>', 'lind@x', '2026-11-04T09:00:00Z')).toBe(true)
    expect(said('<a>', 'lind@x', '2026-11-05T09:00:00Z')).toBe(false)
    expect(said('<of-anna>', 'anna@x', '2026-11-04T09:00:00Z')).toBe(true)
  })
})

describe('people without an answer', () => {
  const waiting = (...all: SeenMail[]) => unanswered(correspond(all)).map((m) => m.from)

  it('are those whose last mail has no later mail of ours', () => {
    expect(
      waiting(
        from('marta@x', '2026-11-03T09:00:00Z'),
        from('jonas@x', '2026-11-03T09:00:00Z'),
        ours('jonas@x', '2026-11-03T10:00:00Z'),
        from('priya@x', '2026-11-03T09:00:00Z'),
        ours('priya@x', '2026-11-03T10:00:00Z'),
        from('priya@x', '2026-11-04T09:00:00Z'),
      ),
    ).toEqual(['marta@x', 'priya@x'])
  })

  it('are not those answered under the address they asked for, nor by another of theirs in the same thread', () => {
    const asked = from('marta@x', '2026-11-03T09:00:00Z')
    expect(waiting(asked, ours('husband@x', '2026-11-03T10:00:00Z', { answers: [asked.id] }))).toEqual([])
    expect(
      waiting(
        from('marta@x', '2026-11-03T09:00:00Z', { replyTo: ['marta@home'] }),
        ours('marta@home', '2026-11-03T10:00:00Z'),
      ),
    ).toEqual([])
  })

  it('are no machines, and a machine of ours answers nobody', () => {
    expect(waiting(from('news@x', '2026-11-03T09:00:00Z', { automatic: true }))).toEqual([])
    expect(
      waiting(
        from('marta@x', '2026-11-03T09:00:00Z'),
        ours('marta@x', '2026-11-03T09:01:00Z', { automatic: true }),
      ),
    ).toEqual(['marta@x'])
  })

  it.each([
    ['Thanks a lot!', true],
    ['Hallo Frau Koch,\nvielen Dank!', true],
    ['Ok, perfect, thank you', true],
    ['Thanks, but when will it be ready?', false],
    ['Thank you for the offer. We would like to order the tyres on Monday and pay by card then.', false],
    ['When will it be ready?', false],
    ['', false],
  ])('wait for nothing where they only say thank you: %j %s', (text, only) =>
    expect(saysOnlyThanks(text)).toBe(only),
  )

  it.each([
    ['no-reply@shop.example', true],
    ['noreply+8821@shop.example', true],
    ['nicht-antworten@bank.example', true],
    ['mailer-daemon@mx.example', true],
    ['norbert@posteo.example', false],
    ['replyanne@posteo.example', false],
  ])('are not behind an address nobody reads: %s %s', (address, nobody) =>
    expect(isNobodysAddress(address)).toBe(nobody),
  )

  it('are shown with their question', () => {
    expect(askedIn('Hello,\nmy car clatters. Is it safe to drive?\n\nMarta')).toBe('Is it safe to drive?')
    expect(askedIn('Hello,\n\nplease send me an offer.')).toBe('please send me an offer.')
  })
})
