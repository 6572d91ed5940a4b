import {
  addDays,
  atLocal,
  earlier,
  type Instant,
  type LocalDate,
  type LocalTime,
  later,
  localParts,
  type TimeZone,
  type Weekday,
  weekdayOf,
} from '../shared/time.ts'

/** When a place writes to people by itself: between two times of their day, and not on some days at all. */
export type WritingHours = {
  readonly from: LocalTime
  readonly to: LocalTime
  readonly quietDays: readonly Weekday[]
  readonly holidays: readonly LocalDate[]
}

/** Nine to eight, the narrower of what laws and manners ask (DOMAIN 6.3); Sundays are the place's own choice. */
export const USUAL_WRITING_HOURS: WritingHours = {
  from: '09:00' as LocalTime,
  to: '20:00' as LocalTime,
  quietDays: [],
  holidays: [],
}

/** How many days ahead a moment is looked for that is nobody's quiet time. */
const searchDays = 14

/**
 * The first moment from `now` on that lies inside the writing hours in every zone the person may be in (one when it is known);
 * `now` itself when it does. Where the zones share no such moment within two weeks, the first zone's hours count.
 */
export function nextWritingMoment(now: Instant, zones: readonly TimeZone[], hours: WritingHours): Instant {
  // Nearly always the answer is today or tomorrow.
  const shared = firstShared(now, zones, hours, 2) ?? firstShared(now, zones, hours, searchDays)
  const first = shared ?? firstShared(now, zones.slice(0, 1), hours, searchDays)
  return first ? later(first.from, now) : now
}

function firstShared(now: Instant, zones: readonly TimeZone[], hours: WritingHours, days: number) {
  return zones
    .map((zone) => windows(now, zone, hours, days))
    .reduce((a, b) => a.flatMap((x) => b.flatMap((y) => overlap(x, y))))[0]
}

type Window = { readonly from: Instant; readonly to: Instant }

function windows(now: Instant, zone: TimeZone, hours: WritingHours, days: number): Window[] {
  const today = localParts(now, zone).date
  const found: Window[] = []
  for (let ahead = 0; ahead < days; ahead++) {
    const day = addDays(today, ahead)
    if (hours.quietDays.includes(weekdayOf(day)) || hours.holidays.includes(day)) continue
    const window = { from: atLocal(day, hours.from, zone), to: atLocal(day, hours.to, zone) }
    if (window.from < window.to && now < window.to) found.push(window)
  }
  return found
}

function overlap(a: Window, b: Window): Window[] {
  const both = { from: later(a.from, b.from), to: earlier(a.to, b.to) }
  return both.from < both.to ? [both] : []
}
