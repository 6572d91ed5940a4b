import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addOpenTime,
  addWorkingDays,
  closingOf,
  hoursAreSound,
  isOpen,
  isWorkingDay,
  openingOf,
  openSpans,
  type Schedule,
} from './business-hours.ts'
import { addDays, daysBetween, fromEpochMs, instant, type LocalDate, localParts, msBetween } from './time.ts'

const workday = [
  { from: '08:00', to: '12:00' },
  { from: '13:00', to: '18:00' },
]
const vienna = {
  zone: 'Europe/Vienna',
  hours: { 1: workday, 2: workday, 3: workday, 4: workday, 5: workday, 6: [{ from: '09:00', to: '12:00' }] },
  holidays: [{ date: '2026-12-08', name: 'Immaculate Conception' }],
} as unknown as Schedule
const never = { zone: 'Europe/Vienna', hours: {}, holidays: [] } as unknown as Schedule
const always = {
  zone: 'America/New_York',
  hours: Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((d) => [d, [{ from: '00:00', to: '24:00' }]])),
  holidays: [],
} as unknown as Schedule
const at = instant
const day = (s: string) => s as LocalDate
// Around both changes of clocks, Christmas and the holiday above.
const anyMoment = fc.integer({ min: 1_774_000_000_000, max: 1_800_000_000_000 }).map(fromEpochMs)

describe('opening hours', () => {
  it('are several ranges a day, closed at their end and on holidays', () => {
    expect(isOpen(at('2026-11-23T08:00:00+01:00'), vienna)).toBe(true)
    expect(isOpen(at('2026-11-23T12:00:00+01:00'), vienna)).toBe(false)
    expect(isOpen(at('2026-11-23T17:59:59+01:00'), vienna)).toBe(true)
    expect(isOpen(at('2026-11-23T18:00:00+01:00'), vienna)).toBe(false)
    expect(isOpen(at('2026-12-08T10:00:00+01:00'), vienna)).toBe(false)
  })

  it('open and close a day', () => {
    expect(openingOf(day('2026-11-21'), vienna)).toBe('2026-11-21T08:00:00.000Z')
    expect(closingOf(day('2026-11-23'), vienna)).toBe('2026-11-23T17:00:00.000Z')
    expect(closingOf(day('2026-11-22'), vienna)).toBeNull()
  })

  it('open next after lunch, after the weekend, after a holiday, or never', () => {
    // No open time left to go by: the first open moment.
    const opens = (after: string) => addOpenTime(at(after), 0, vienna)
    expect(opens('2026-11-23T11:30:00Z')).toBe('2026-11-23T12:00:00.000Z')
    expect(opens('2026-11-21T11:00:00Z')).toBe('2026-11-23T07:00:00.000Z')
    expect(opens('2026-12-07T17:00:00Z')).toBe('2026-12-09T07:00:00.000Z')
    expect(addOpenTime(at('2026-12-07T17:00:00Z'), 0, never)).toBeNull()
  })

  it('are refused when a range ends before it begins or two overlap', () => {
    const mondays = (...ranges: [string, string][]) =>
      hoursAreSound({ 1: ranges.map(([from, to]) => ({ from, to })) } as never)
    expect(mondays(['13:00', '18:00'], ['08:00', '12:00'])).toBe(true)
    expect(mondays(['18:00', '02:00'])).toBe(false)
    expect(mondays(['08:00', '13:00'], ['12:00', '18:00'])).toBe(false)
  })
})

describe('open time', () => {
  it('leaves out lunch, nights, weekends and holidays', () => {
    expect(addOpenTime(at('2026-11-23T11:00:00+01:00'), 240, vienna)).toBe('2026-11-23T15:00:00.000Z')
    expect(addOpenTime(at('2026-11-20T17:00:00+01:00'), 240, vienna)).toBe('2026-11-21T11:00:00.000Z')
    expect(addOpenTime(at('2026-12-07T17:00:00+01:00'), 120, vienna)).toBe('2026-12-09T08:00:00.000Z')
  })

  it('ends with the closing when it runs out there, and begins with the opening', () => {
    expect(addOpenTime(at('2026-11-23T17:00:00+01:00'), 60, vienna)).toBe('2026-11-23T17:00:00.000Z')
    expect(addOpenTime(at('2026-11-22T10:00:00+01:00'), 0, vienna)).toBe('2026-11-23T07:00:00.000Z')
    expect(addOpenTime(at('2026-11-22T10:00:00+01:00'), 5, never)).toBeNull()
  })

  it('is real time across a change of clocks', () => {
    // 8 November 2026 is not a change; 1 November is, at 02:00 in New York: the day has 25 hours.
    expect(addOpenTime(at('2026-11-01T00:00:00-04:00'), 24 * 60, always)).toBe('2026-11-02T04:00:00.000Z')
    expect(closingOf(day('2026-11-01'), always)).toBe('2026-11-02T05:00:00.000Z')
  })

  it('is real time across both changes of clocks, in zones that change by an hour, by half an hour and at midnight', () => {
    const open = (zone: string) => ({ ...always, zone }) as unknown as Schedule
    const day24 = (zone: string, start: string) => addOpenTime(at(start), 24 * 60, open(zone))
    // Forward: the day there has 23 hours (Lord Howe: 23½), so 24 open hours end later by the wall.
    expect(day24('Europe/Vienna', '2026-03-29T00:00:00+01:00')).toBe(at('2026-03-30T01:00:00+02:00'))
    expect(day24('Australia/Lord_Howe', '2026-10-04T00:00:00+10:30')).toBe(at('2026-10-05T00:30:00+11:00'))
    expect(day24('America/Santiago', '2026-09-06T01:00:00-03:00')).toBe(at('2026-09-07T01:00:00-03:00'))
    // Back: it has 25.
    expect(day24('Europe/Vienna', '2026-10-25T00:00:00+02:00')).toBe(at('2026-10-25T23:00:00+01:00'))
    expect(day24('Australia/Lord_Howe', '2026-04-05T00:00:00+11:00')).toBe(at('2026-04-05T23:30:00+10:30'))
    for (const zone of ['Europe/Vienna', 'Australia/Lord_Howe', 'America/Santiago'])
      expect(openSpans(day('2026-09-06'), open(zone))).toHaveLength(1)
  })

  it('opens and closes by the wall on the days the clocks change', () => {
    const sunday = { ...vienna, hours: { 7: workday } } as unknown as Schedule
    expect(openingOf(day('2026-03-29'), sunday)).toBe(at('2026-03-29T08:00:00+02:00'))
    expect(closingOf(day('2026-03-29'), sunday)).toBe(at('2026-03-29T18:00:00+02:00'))
    expect(openingOf(day('2026-10-25'), sunday)).toBe(at('2026-10-25T08:00:00+01:00'))
  })

  it('is each site’s own: the same moment is open here and closed there, and a holiday is one of its place', () => {
    const newYork = { ...vienna, zone: 'America/New_York', holidays: [] } as unknown as Schedule
    const moment = at('2026-12-08T10:00:00+01:00')
    expect(isOpen(moment, vienna)).toBe(false)
    expect(isOpen(moment, newYork)).toBe(false)
    expect(addOpenTime(moment, 0, newYork)).toBe(at('2026-12-08T08:00:00-05:00'))
    expect(addOpenTime(moment, 0, vienna)).toBe(at('2026-12-09T08:00:00+01:00'))
  })

  it('adds up: so many minutes and then so many more are both at once, in any zone and over any holiday', () => {
    const zones = [
      'Europe/Vienna',
      'America/New_York',
      'Australia/Lord_Howe',
      'Asia/Kathmandu',
      'America/Santiago',
    ]
    const minutes = fc.integer({ min: 1, max: 3000 })
    const holidays = fc.uniqueArray(fc.integer({ min: 0, max: 330 }), { maxLength: 15 })
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        holidays,
        anyMoment,
        minutes,
        minutes,
        (zone, off, start, a, b) => {
          const dates = off.map((n) => ({ date: addDays(day('2026-03-01'), n) }))
          const place = { ...vienna, zone, holidays: dates } as unknown as Schedule
          const once = addOpenTime(start, a + b, place)!
          expect(addOpenTime(addOpenTime(start, a, place)!, b, place)).toBe(once)
          expect(once > start).toBe(true)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('between start and result is as long as was asked', () => {
    fc.assert(
      fc.property(anyMoment, fc.integer({ min: 1, max: 3000 }), (start, minutes) => {
        const end = addOpenTime(start, minutes, vienna)!
        expect(openMs(start, end)).toBe(minutes * 60_000)
        expect(isOpen(fromEpochMs(Date.parse(end) - 1), vienna)).toBe(true)
      }),
    )
  })

  function openMs(from: string, to: string): number {
    let sum = 0
    const first = localParts(at(from), vienna.zone).date
    const days = daysBetween(first, localParts(at(to), vienna.zone).date)
    for (let i = 0; i <= days; i++) {
      for (const span of openSpans(addDays(first, i), vienna)) {
        const a = span.from > from ? span.from : at(from)
        const b = span.to < to ? span.to : at(to)
        if (a < b) sum += msBetween(a, b)
      }
    }
    return sum
  }
})

describe('working days', () => {
  it('are the days the doors open', () => {
    expect(addWorkingDays(day('2026-11-20'), 2, vienna)).toBe('2026-11-23')
    expect(addWorkingDays(day('2026-12-07'), 1, vienna)).toBe('2026-12-09')
    expect(addWorkingDays(day('2026-11-22'), 0, vienna)).toBe('2026-11-23')
    expect(addWorkingDays(day('2026-11-22'), 1, never)).toBeNull()
  })

  it('are counted one by one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1, max: 30 }), (offset, n) => {
        const from = addDays(day('2026-03-01'), offset)
        const to = addWorkingDays(from, n, vienna)!
        const between = Array.from({ length: daysBetween(from, to) }, (_, i) => addDays(from, i + 1))
        expect(between.filter((d) => isWorkingDay(d, vienna))).toHaveLength(n)
        expect(isWorkingDay(to, vienna)).toBe(true)
      }),
    )
  })
})
