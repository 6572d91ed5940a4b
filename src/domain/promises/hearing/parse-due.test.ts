import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromEpochMs, instant } from '../../shared/time.ts'
import { parseDue } from './parse-due.ts'
import { vienna } from './testing/ear.ts'

const { at, local, now: wednesday, schedule } = vienna

/** What a date means on that Wednesday at 9:15, written as local times. */
function meant(text: string, now = wednesday): string {
  const due = parseDue(text, { now, schedule })
  if (due === null) return 'not understood'
  if (due.kind === 'ambiguous') return due.options.map(local).join(' or ')
  if (due.kind === 'impossible') return 'no such day'
  return due.kind === 'at' ? local(due.instant) : due.kind === 'past' ? `past ${local(due.instant)}` : 'open'
}

describe('a typed date', () => {
  const cases: [string, string][] = [
    ['tomorrow 10:30', '11-19 10:30'],
    ['Tomorrow', '11-19 18:00'],
    ['tomorrow morning', '11-19 12:00'],
    ['tomorrow afternoon', '11-19 17:00'],
    ['tomorrow evening', '11-19 20:00'],
    ['the day after tomorrow at noon', '11-20 12:00'],
    ['today', '11-18 18:00'],
    ['this afternoon', '11-18 17:00'],
    ['tonight', '11-18 20:00'],
    ['tonight at 9', '11-18 21:00'],
    ['Fri 17:00', '11-20 17:00'],
    ['friday', '11-20 18:00'],
    ['sat', '11-21 12:00'],
    ['Sunday', '11-22 17:00'],
    ['friday 5pm', '11-20 17:00'],
    ['5pm on Friday', '11-20 17:00'],
    ['Friday noon', '11-20 12:00'],
    ['this Friday', '11-20 18:00'],
    ['next Friday', '11-20 18:00 or 11-27 18:00'],
    ['next Tuesday', '11-24 18:00'],
    ['Friday next week', '11-27 18:00'],
    ['Wednesday', '11-18 18:00 or 11-25 18:00'],
    ['this Wednesday', '11-18 18:00'],
    ['Wednesday 8am', '11-25 08:00'],
    ['end of the week', '11-20 18:00'],
    ['next week', '11-27 18:00'],
    ['end of next week', '11-27 18:00'],
    ['end of the month', '11-30 18:00'],
    ['end of Friday', '11-20 18:00'],
    ['eod', '11-18 18:00'],
    ['eod tomorrow', '11-19 18:00'],
    ['in 2 hours', '11-18 11:15'],
    ['2h', '11-18 11:15'],
    ['30 min', '11-18 09:45'],
    ['in half an hour', '11-18 09:45'],
    ['an hour and a half', '11-18 10:45'],
    ['in an hour and a half', '11-18 10:45'],
    ['within 4 opening hours', '11-18 13:15'],
    ['within 10 opening hours', '11-19 09:15'],
    ['in two working days', '11-20 18:00'],
    ['in 3 days', '11-21 12:00'],
    ['in 3 working days', '11-23 18:00'],
    ['in 5 business days', '11-25 18:00'],
    ['in a week', '11-25 18:00'],
    ['in 2 weeks', '12-02 18:00'],
    ['noon', '11-18 12:00'],
    ['by noon', '11-18 12:00'],
    ['midnight', '11-19 00:00'],
    ['4pm', '11-18 16:00'],
    ['4 p.m.', '11-18 16:00'],
    ['4', '11-18 16:00'],
    ['at 4:30', '11-18 16:30'],
    ['16:30', '11-18 16:30'],
    ['half past two', '11-18 14:30'],
    ['quarter to five', '11-18 16:45'],
    ['10', '11-18 10:00'],
    ['7', '11-18 19:00 or 11-19 07:00'],
    ['8', '11-19 08:00'],
    ['8am', 'past 11-18 08:00'],
    ['08:00', 'past 11-18 08:00'],
    ['2026-11-25', '11-25 18:00'],
    ['2026-11-25 10:30', '11-25 10:30'],
    ['2026-11-25T10:30', '11-25 10:30'],
    ['2026-11-25T10:30:00Z', '11-25 11:30'],
    ['25 November', '11-25 18:00'],
    ['Nov 25th at 3', '11-25 15:00'],
    ['the 25th', '11-25 18:00'],
    ['the 3rd', '12-03 18:00'],
    ['25.11.', '11-25 18:00'],
    ['25/11', '11-25 18:00'],
    ['1/12', '12-01 18:00 or 01-12 18:00'],
    ['10 November', 'past 11-10 18:00'],
    ['8 December', '12-08 17:00'],
    ['31 February', 'no such day'],
    ['2026-02-31', 'no such day'],
    ['Friday, 20 November', '11-20 18:00'],
    ['Friday, 26 November', '11-20 18:00 or 11-26 18:00'],
    ['end of December', '12-31 18:00'],
    ['week 49', '12-04 18:00'],
    ['', 'not understood'],
    ['soon', 'not understood'],
    ['blue', 'not understood'],
    ['tomorrow or so maybe', 'not understood'],
    ['call Marta tomorrow', 'not understood'],
    ['25:00', 'no such day'],
  ]

  it.each(cases)('%s', (text, expected) => {
    expect(meant(text)).toBe(expected)
  })

  it.each([
    ['bis Freitag', '11-20 18:00'],
    ['Freitag', '11-20 18:00'],
    ['Fr 17:00', '11-20 17:00'],
    ['Fr. 17 Uhr', '11-20 17:00'],
    ['Mi', '11-18 18:00 or 11-25 18:00'],
    ['morgen', '11-19 18:00'],
    ['morgen früh', '11-19 12:00'],
    ['morgen frueh', '11-19 12:00'],
    ['Morgen Nachmittag', '11-19 17:00'],
    ['morgen um halb vier', '11-19 15:30'],
    ['übermorgen 10 Uhr', '11-20 10:00'],
    ['heute Abend', '11-18 20:00'],
    ['heute', '11-18 18:00'],
    ['heute 08:00', 'past 11-18 08:00'],
    ['heute 8 Uhr', '11-18 20:00'],
    ['Donnerstagnachmittag', '11-19 17:00'],
    ['Samstag um neun', '11-21 09:00'],
    ['nächsten Dienstag', '11-24 18:00'],
    ['nächste Woche', '11-27 18:00'],
    ['Montag nächster Woche', '11-23 18:00'],
    ['Ende der Woche', '11-20 18:00'],
    ['Monatsende', '11-30 18:00'],
    ['Ende März', '03-31 18:00'],
    ['KW 49', '12-04 18:00'],
    ['in zwei Werktagen', '11-20 18:00'],
    ['in 3 Werktagen', '11-23 18:00'],
    ['in 3 Tagen', '11-21 12:00'],
    ['in einer Woche', '11-25 18:00'],
    ['in zwei Stunden', '11-18 11:15'],
    ['in anderthalb Stunden', '11-18 10:45'],
    ['in einer Viertelstunde', '11-18 09:30'],
    ['binnen 10 Öffnungsstunden', '11-19 09:15'],
    ['bis Feierabend', '11-18 18:00'],
    ['viertel nach drei', '11-18 15:15'],
    ['viertel zwölf', '11-18 11:15'],
    ['fünf vor zwölf', '11-18 11:55'],
    ['14.30 Uhr', '11-18 14:30'],
    ['mittags', '11-18 12:00'],
    ['25. November', '11-25 18:00'],
    ['am 25.11. um 10 Uhr', '11-25 10:00'],
    ['3. März', '03-03 18:00'],
    ['31. Februar', 'no such day'],
    ['bald', 'not understood'],
    ['Marta anrufen morgen', 'not understood'],
  ])('in German: %s', (text, expected) => {
    expect(meant(text)).toBe(expected)
  })

  it('that has passed is said to have passed', () => {
    expect(meant('today', at('2026-11-18', '18:30'))).toBe('past 11-18 18:00')
    expect(meant('this morning', at('2026-11-18', '13:00'))).toBe('past 11-18 12:00')
    expect(meant('end of the week', at('2026-11-21', '13:00'))).toBe('past 11-20 18:00')
  })

  it('"in the morning" means the next one, and in the morning itself is asked', () => {
    expect(meant('in the morning', at('2026-11-18', '15:00'))).toBe('11-19 12:00')
    expect(meant('in the morning')).toBe('11-18 12:00 or 11-19 12:00')
    expect(meant('in the afternoon', at('2026-11-18', '17:30'))).toBe('11-19 17:00')
  })

  it('counts real hours over the change of clocks, and closing times by the wall', () => {
    const before = at('2026-10-24', '22:00')
    expect(parseDue('in 12 hours', { now: before, schedule })).toEqual({
      kind: 'at',
      instant: instant('2026-10-25T08:00:00Z'),
    })
    expect(parseDue('monday', { now: before, schedule })).toEqual({
      kind: 'at',
      instant: instant('2026-10-26T17:00:00Z'),
    })
  })

  it.each([
    ['yesterday 10:00', 'past 11-17 10:00'],
    ['Yesterday at noon', 'past 11-17 12:00'],
    ['yesterday', 'past 11-17 18:00'],
    ['the day before yesterday', 'past 11-16 18:00'],
    ['last Friday', 'past 11-13 18:00'],
    ['last week', 'past 11-13 18:00'],
    ['2 hours ago', 'past 11-18 07:15'],
    ['gestern 10 Uhr', 'past 11-17 10:00'],
    ['vorgestern', 'past 11-16 18:00'],
    ['letzten Freitag 15 Uhr', 'past 11-13 15:00'],
    ['vor 3 Stunden', 'past 11-18 06:15'],
    ['vor Freitag', '11-20 18:00'],
    ['yesterday, whenever', 'not understood'],
  ])('knows that %s is over, or is not: %s', (text, expected) => {
    expect(meant(text)).toBe(expected)
  })

  it('never throws, and what it takes lies ahead, whatever is typed and whenever', () => {
    const word = fc.constantFrom(
      ...'yesterday gestern vorgestern last letzten ago vor bis um am in der nächste Woche morgen früh halb viertel zwei Werktagen Freitag KW Uhr 31. Februar by at on in the of next this end 2 4 17 10:30 friday tomorrow noon week hours working days pm 31 february and or - . half past ten'.split(
        ' ',
      ),
    )
    const anyMoment = fc.integer({ min: 1_770_000_000_000, max: 1_800_000_000_000 }).map(fromEpochMs)
    const anyText = fc.oneof(
      fc.array(word, { maxLength: 6 }).map((w) => w.join(' ')),
      fc.string(),
    )
    fc.assert(
      fc.property(anyText, anyMoment, (text, now) => {
        const due = parseDue(text, { now, schedule })
        if (due?.kind === 'at') expect(due.instant > now).toBe(true)
        if (due?.kind === 'past') expect(due.instant <= now).toBe(true)
        if (due?.kind === 'ambiguous') expect(due.options.every((option) => option > now)).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
})

describe('a typed time to wake or to leave at', () => {
  const cases: [string, string][] = [
    ['tomorrow', '11-19 08:00'],
    ['tomorrow morning', '11-19 08:00'],
    ['tomorrow afternoon', '11-19 13:00'],
    ['tomorrow evening', '11-19 18:00'],
    ['monday', '11-23 08:00'],
    ['wednesday', '11-25 08:00'],
    ['sunday', '11-22 08:00'],
    ['next week', '11-23 08:00'],
    ['the week after next', '11-30 08:00'],
    ['end of next week', '11-27 08:00'],
    ['in 2 hours', '11-18 11:15'],
    ['friday 15:00', '11-20 15:00'],
    ['morgen', '11-19 08:00'],
    ['morgen früh', '11-19 08:00'],
    ['morgen Nachmittag', '11-19 13:00'],
    ['Montag', '11-23 08:00'],
    ['am Mittwoch', '11-25 08:00'],
    ['nächste Woche', '11-23 08:00'],
    ['übernächste Woche', '11-30 08:00'],
    ['Ende nächster Woche', '11-27 08:00'],
    ['in 2 Stunden', '11-18 11:15'],
    ['in zwei Tagen', '11-20 08:00'],
    ['Freitag 15 Uhr', '11-20 15:00'],
  ]
  it.each(cases)('%s: %s, when the doors open', (text, when) => {
    const due = parseDue(text, { now: wednesday, schedule, begins: true })
    expect(due?.kind === 'at' ? local(due.instant) : due).toBe(when)
  })
})
