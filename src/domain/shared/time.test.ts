import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LocalDate, LocalTime, TimeZone } from './time.ts'
import * as time from './time.ts'

const vienna = 'Europe/Vienna' as TimeZone
const date = (s: string) => s as LocalDate
const clock = (s: string) => s as LocalTime
const anyMoment = fc.integer({ min: 0, max: 4_102_444_800_000 }).map(time.fromEpochMs)
const anyZone = fc.constantFrom(
  'Europe/Vienna',
  'America/New_York',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'UTC',
) as fc.Arbitrary<TimeZone>

describe('a moment', () => {
  it('is written in one way, however it came', () => {
    for (const s of ['2026-11-21T11:30:00+01:00', '2026-11-21 10:30:00+00', '2026-11-21T10:30:00.0009Z'])
      expect(time.instant(s)).toBe('2026-11-21T10:30:00.000Z')
  })

  it('is refused when it is no moment', () => {
    for (const s of [
      '',
      'tomorrow',
      '2026-11-21',
      '2026-11-21T10:30',
      '2026-02-31T10:00:00Z',
      '+012026-01-01T00:00Z',
    ])
      expect(() => time.instant(s), s).toThrow(RangeError)
  })

  it('compares as text as it compares in time', () => {
    fc.assert(
      fc.property(anyMoment, anyMoment, (a, b) => {
        expect(a < b).toBe(time.toEpochMs(a) < time.toEpochMs(b))
        expect(time.earlier(a, b) <= time.later(a, b)).toBe(true)
      }),
    )
  })

  it('moves by real time, also over a change of clocks', () => {
    const before = time.instant('2026-03-28T12:00:00Z')
    expect(time.plus(before, { days: 1 })).toBe('2026-03-29T12:00:00.000Z')
    expect(time.plus(before, { hours: -1.5, ms: 5 })).toBe('2026-03-28T10:30:00.005Z')
    expect(time.msBetween(before, time.plus(before, { minutes: 2 }))).toBe(120_000)
  })
})

describe('a wall clock', () => {
  it('shows the local day, time and weekday', () => {
    expect(time.localParts(time.instant('2026-11-21T23:30:59Z'), vienna)).toEqual({
      date: '2026-11-22',
      time: '00:30',
      weekday: 7,
    })
  })

  it('reads a time skipped in spring as moved on, and a time shown twice in autumn as the first', () => {
    expect(time.atLocal(date('2026-03-29'), clock('02:30'), vienna)).toBe('2026-03-29T01:30:00.000Z')
    expect(time.atLocal(date('2026-10-25'), clock('02:30'), vienna)).toBe('2026-10-25T00:30:00.000Z')
    expect(time.atLocal(date('2026-11-21'), clock('24:00'), vienna)).toBe('2026-11-21T23:00:00.000Z')
  })

  it('goes to a day and back in every zone', () => {
    fc.assert(
      fc.property(anyMoment, anyZone, (at, zone) => {
        const here = time.localParts(at, zone)
        expect(time.weekdayOf(here.date)).toBe(here.weekday)
        const again = time.atLocal(here.date, here.time, zone)
        expect(time.localParts(again, zone)).toEqual(here)
        expect(time.startOfDay(here.date, zone) <= at && at < time.endOfDay(here.date, zone)).toBe(true)
      }),
    )
  })
})

describe('a calendar', () => {
  it('counts days over months, leap years and changes of clocks', () => {
    expect(time.addDays(date('2028-02-28'), 1)).toBe('2028-02-29')
    expect(time.addDays(date('2026-12-31'), 1)).toBe('2027-01-01')
    expect(time.daysBetween(date('2026-03-28'), date('2026-03-30'))).toBe(2)
    expect(time.daysBetween(date('2026-03-30'), date('2026-03-28'))).toBe(-2)
  })

  it('knows which days, times and zones exist', () => {
    expect(['2026-02-28', '2026-02-31', '26-1-1', '2026-13-01'].map(time.isValidDate)).toEqual([
      true,
      false,
      false,
      false,
    ])
    expect(['00:00', '24:00', '24:01', '9:00', '12:60'].map(time.isValidTime)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ])
    expect(['Europe/Vienna', 'UTC', 'Mars/Base', '+02:00', ''].map(time.isValidTimeZone)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ])
  })
})
