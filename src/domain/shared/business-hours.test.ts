import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addOpenTime,
  addWorkingDays,
  closingOf,
  hoursAreSound,
  isOpen,
  isWorkingDay,
  nextOpening,
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
    expect(nextOpening(at('2026-11-23T11:30:00Z'), vienna)).toBe('2026-11-23T12:00:00.000Z')
    expect(nextOpening(at('2026-11-21T11:00:00Z'), vienna)).toBe('2026-11-23T07:00:00.000Z')
    expect(nextOpening(at('2026-12-07T17:00:00Z'), vienna)).toBe('2026-12-09T07:00:00.000Z')
    expect(nextOpening(at('2026-12-07T17:00:00Z'), never)).toBeNull()
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
