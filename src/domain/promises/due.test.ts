import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { closingOf, isOpen, isWorkingDay, type Schedule } from '../shared/business-hours.ts'
import {
  addDays,
  atLocal,
  fromEpochMs,
  type Instant,
  instant,
  type LocalDate,
  type LocalTime,
  localParts,
  msBetween,
  plus,
  type TimeZone,
  weekdayOf,
} from '../shared/time.ts'
import { type Due, type DueMeaning, resolveDue } from './due.ts'

const weekday = [{ from: '08:00', to: '18:00' }]
const hours = {
  1: weekday,
  2: weekday,
  3: weekday,
  4: weekday,
  5: weekday,
  6: [{ from: '09:00', to: '13:00' }],
}
const shop = (zone: string, holidays: string[] = []) =>
  ({ zone, hours, holidays: holidays.map((date) => ({ date })) }) as unknown as Schedule
const berlin = shop('Europe/Berlin', ['2026-12-25', '2026-12-26'])
const always = {
  zone: 'Europe/Berlin',
  hours: Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((d) => [d, [{ from: '00:00', to: '24:00' }]])),
  holidays: [],
} as unknown as Schedule
const closed = { zone: 'Europe/Berlin', hours: {}, holidays: [] } as unknown as Schedule

const at = (text: string, schedule: Schedule) =>
  atLocal(text.slice(0, 10) as LocalDate, text.slice(11) as LocalTime, schedule.zone)
/** What a meaning comes to, as the clock on the wall of the place shows it. */
function due(meaning: DueMeaning, now: string, schedule: Schedule): string {
  const found: Due = resolveDue(meaning, { now: at(now, schedule), schedule })
  if (found.kind !== 'at') return found.kind
  const { date, time } = localParts(found.instant, schedule.zone)
  return `${date} ${time}`
}
const day = (days: number): DueMeaning => ({
  is: 'moment',
  day: { is: 'in_days', days },
  time: null,
  rolls: false,
})
const workingDays = (days: number): DueMeaning => ({
  is: 'moment',
  day: { is: 'in_working_days', days },
  time: null,
  rolls: false,
})
const friday: DueMeaning = {
  is: 'moment',
  day: { is: 'weekday', weekday: 5, which: 'coming' },
  time: null,
  rolls: false,
}

describe('when something is due across a change of clocks [S3-20]', () => {
  it('counts "within 4 hours" in real time, and closing by the wall', () => {
    // The clocks go forward on 29 March 2026 at 02:00, and back on 25 October at 03:00.
    expect(due({ is: 'span', minutes: 240 }, '2026-03-29 00:30', berlin)).toBe('2026-03-29 05:30')
    expect(due({ is: 'span', minutes: 240 }, '2026-10-25 00:30', berlin)).toBe('2026-10-25 03:30')
    expect(due(day(1), '2026-03-28 12:00', berlin)).toBe('2026-03-29 17:00')
    expect(due(day(2), '2026-03-28 12:00', berlin)).toBe('2026-03-30 18:00')
    expect(due(day(1), '2026-10-25 12:00', berlin)).toBe('2026-10-26 18:00')
  })

  it('counts opening hours as they are open: the night of 23 hours, and of 25', () => {
    expect(due({ is: 'open_span', minutes: 24 * 60 }, '2026-03-28 12:00', always)).toBe('2026-03-29 13:00')
    expect(due({ is: 'open_span', minutes: 24 * 60 }, '2026-10-24 12:00', always)).toBe('2026-10-25 11:00')
    expect(due({ is: 'open_span', minutes: 240 }, '2026-03-28 11:00', berlin)).toBe('2026-03-30 10:00')
    expect(due({ is: 'open_span', minutes: 240 }, '2026-10-24 11:00', berlin)).toBe('2026-10-26 10:00')
  })

  it('takes an hour the clock jumps over an hour later, and of an hour shown twice the first', () => {
    const half = (time: string): DueMeaning => ({
      is: 'moment',
      day: { is: 'in_days', days: 1 },
      time: { is: 'clock', time: time as LocalTime },
      rolls: false,
    })
    expect(due(half('02:30'), '2026-03-28 12:00', berlin)).toBe('2026-03-29 03:30')
    expect(resolveDue(half('02:30'), { now: at('2026-10-24 12:00', berlin), schedule: berlin })).toEqual({
      kind: 'at',
      instant: instant('2026-10-25T00:30:00Z'),
    })
  })
})

describe('when something is due around holidays', () => {
  it('leaves them out of working days and opening hours', () => {
    // Christmas 2026 is a Friday and a Saturday.
    expect(due(workingDays(1), '2026-12-24 10:00', berlin)).toBe('2026-12-28 18:00')
    expect(due({ is: 'open_span', minutes: 240 }, '2026-12-24 16:00', berlin)).toBe('2026-12-28 10:00')
  })

  it('ends a day on which the place is closed at 17:00', () => {
    expect(due(friday, '2026-12-22 10:00', berlin)).toBe('2026-12-25 17:00')
  })

  it('counts as working days Monday to Friday, also where it opens on Saturday; else the days it opens', () => {
    expect(due(workingDays(3), '2026-03-18 10:20', berlin)).toBe('2026-03-23 18:00')
    const weekend = { ...berlin, hours: { 6: weekday, 7: weekday } } as unknown as Schedule
    expect(due(workingDays(2), '2026-03-18 10:20', weekend)).toBe('2026-03-22 18:00')
  })

  it('stays open where a place never opens', () => {
    expect(due({ is: 'open_span', minutes: 60 }, '2026-03-18 10:20', closed)).toBe('open')
    expect(due(workingDays(2), '2026-03-18 10:20', closed)).toBe('open')
  })
})

describe('when something is due at a site in another zone', () => {
  it('means the closing there, on the day it is there', () => {
    // One moment: Wednesday evening in New York, Thursday noon in Auckland.
    const now = instant('2026-03-18T23:30:00Z')
    const end = (zone: string) => resolveDue(day(0), { now, schedule: shop(zone) })
    expect(end('America/New_York')).toEqual({ kind: 'past', instant: instant('2026-03-18T22:00:00Z') })
    expect(end('Pacific/Auckland')).toEqual({ kind: 'at', instant: instant('2026-03-19T05:00:00Z') })
    expect(end('Asia/Kathmandu')).toEqual({ kind: 'at', instant: instant('2026-03-19T12:15:00Z') })
  })
})

describe('weeks and months', () => {
  const on = (is: DueMeaning & { is: 'moment' }, now: string) => due(is, now, berlin)
  const week = (number: number) =>
    ({ is: 'moment', day: { is: 'iso_week', number }, time: null, rolls: false }) as const
  const end = (month: number) =>
    ({ is: 'moment', day: { is: 'end_of', month }, time: null, rolls: false }) as const

  it('end a week of the calendar with its Friday, also over the new year', () => {
    expect(on(week(13), '2026-03-18 10:20')).toBe('2026-03-27 18:00')
    expect(on(week(1), '2026-12-20 10:20')).toBe('2027-01-08 18:00')
    expect(on(week(53), '2026-12-20 10:20')).toBe('2027-01-01 18:00')
  })

  it('end a month with its last day, and a month gone by next year', () => {
    expect(on(end(4), '2026-03-18 10:20')).toBe('2026-04-30 18:00')
    expect(on(end(2), '2026-03-18 10:20')).toBe('2027-02-28 17:00')
    expect(on(end(12), '2026-03-18 10:20')).toBe('2026-12-31 18:00')
  })
})

describe('business time, whenever and wherever', () => {
  const zones = [
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'America/Santiago',
    'UTC',
  ]
  const anyMoment = fc.integer({ min: 1_767_000_000_000, max: 1_830_000_000_000 }).map(fromEpochMs)
  const anyShop = fc
    .record({
      zone: fc.constantFrom(...zones),
      off: fc.uniqueArray(fc.integer({ min: 0, max: 720 }), { maxLength: 20 }),
    })
    .map(({ zone, off }) =>
      shop(
        zone,
        off.map((n) => addDays('2026-01-01' as LocalDate, n)),
      ),
    )
  const instantOf = (meaning: DueMeaning, now: Instant, schedule: Schedule) => {
    const found = resolveDue(meaning, { now, schedule })
    return found.kind === 'at' ? found.instant : null
  }

  it('adds real hours exactly', () => {
    fc.assert(
      fc.property(anyMoment, anyShop, fc.integer({ min: 1, max: 5000 }), (now, schedule, minutes) => {
        expect(instantOf({ is: 'span', minutes }, now, schedule)).toBe(plus(now, { minutes }))
      }),
    )
  })

  it('ends opening hours while the place is open, never before as much real time has gone by, and later for more', () => {
    fc.assert(
      fc.property(anyMoment, anyShop, fc.integer({ min: 1, max: 2000 }), (now, schedule, minutes) => {
        const end = instantOf({ is: 'open_span', minutes }, now, schedule)!
        expect(isOpen(plus(end, { ms: -1 }), schedule)).toBe(true)
        expect(msBetween(now, end)).toBeGreaterThanOrEqual(minutes * 60_000)
        expect(instantOf({ is: 'open_span', minutes: minutes + 1 }, now, schedule)! > end).toBe(true)
      }),
    )
  })

  it('ends working days at the closing of a weekday on which the place opens', () => {
    fc.assert(
      fc.property(anyMoment, anyShop, fc.integer({ min: 1, max: 15 }), (now, schedule, days) => {
        const end = instantOf(workingDays(days), now, schedule)!
        const { date } = localParts(end, schedule.zone as TimeZone)
        expect(end).toBe(closingOf(date, schedule))
        expect(isWorkingDay(date, schedule) && weekdayOf(date) <= 5).toBe(true)
        expect(end > now).toBe(true)
      }),
    )
  })

  it('puts "Friday" on a Friday there, within eight days, at closing or 17:00', () => {
    fc.assert(
      fc.property(anyMoment, anyShop, (now, schedule) => {
        const found = resolveDue(friday, { now, schedule })
        const all = found.kind === 'ambiguous' ? found.options : found.kind === 'at' ? [found.instant] : []
        expect(all.length).toBeGreaterThan(0)
        for (const moment of all) {
          const { date, time } = localParts(moment, schedule.zone)
          expect([weekdayOf(date), time]).toEqual([5, isWorkingDay(date, schedule) ? '18:00' : '17:00'])
          expect(msBetween(now, moment)).toBeLessThan(8 * 86_400_000)
        }
      }),
    )
  })
})

it('a day more than a year ahead is asked back, as the next word is: it may be a slip of the year', () => {
  const dated = (year: number): DueMeaning => ({
    is: 'moment',
    ...{ day: { is: 'date', dates: [{ year, month: 3, day: 1 }] }, time: null, rolls: false },
  })
  const now = at('2026-11-23 10:00', berlin)
  const said = (year: number) => resolveDue(dated(year), { now, schedule: berlin })
  expect(said(2027)).toMatchObject({ kind: 'at' })
  const far = at('2062-03-01 18:00', berlin)
  expect(said(2062)).toEqual({ kind: 'ambiguous', options: [far], far: true })
  const span = { is: 'span', minutes: 60 * 24 * 367 } as const
  expect(resolveDue(span, { now, schedule: berlin })).toMatchObject({ kind: 'ambiguous', far: true })
})
