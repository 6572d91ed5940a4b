import {
  addDays,
  atLocal,
  type Instant,
  type LocalDate,
  type LocalTime,
  localParts,
  msBetween,
  plus,
  type TimeZone,
  type Weekday,
  weekdayOf,
} from './time.ts'

/** One time the doors are open on a day; `to` may be `24:00`. Over midnight it is two ranges on two days. */
export type OpenRange = { readonly from: LocalTime; readonly to: LocalTime }
/** When a place is open in an ordinary week; a weekday that is missing is closed. */
export type OpeningHours = { readonly [day in Weekday]?: readonly OpenRange[] }
/** A day on which a place is closed whatever the week says. */
export type Holiday = { readonly date: LocalDate; readonly name?: string }
/** All one must know to tell when a place is open. */
export type Schedule = {
  readonly zone: TimeZone
  readonly hours: OpeningHours
  readonly holidays: readonly Holiday[]
}
/** An open time as moments; the end is not open any more. */
export type OpenSpan = { readonly from: Instant; readonly to: Instant }

/** How far ahead a search goes before a place counts as never open: a year and a month. */
const searchDays = 400

/** Tells whether opening hours can be used: each range ends after it begins, and none of a day overlap. */
export function hoursAreSound(hours: OpeningHours): boolean {
  return Object.values(hours).every((ranges) => {
    const sorted = [...ranges].sort((a, b) => (a.from < b.from ? -1 : 1))
    return sorted.every((r, i) => r.from < r.to && (i === 0 || sorted[i - 1]!.to <= r.from))
  })
}

/** The open times of a day, in order; empty when closed. */
export function openSpans(date: LocalDate, schedule: Schedule): OpenSpan[] {
  if (schedule.holidays.some((holiday) => holiday.date === date)) return []
  return (schedule.hours[weekdayOf(date)] ?? [])
    .map((r) => ({ from: atLocal(date, r.from, schedule.zone), to: atLocal(date, r.to, schedule.zone) }))
    .filter((span) => span.from < span.to)
    .sort((a, b) => (a.from < b.from ? -1 : 1))
}

/** Tells whether the place is open at a moment: from the opening itself until just before the closing. */
export function isOpen(at: Instant, schedule: Schedule): boolean {
  const today = localParts(at, schedule.zone).date
  return openSpans(today, schedule).some((span) => span.from <= at && at < span.to)
}

/** The first opening of a day, or null on a closed day. */
export function openingOf(date: LocalDate, schedule: Schedule): Instant | null {
  return openSpans(date, schedule)[0]?.from ?? null
}

/** The last closing of a day, or null on a closed day. */
export function closingOf(date: LocalDate, schedule: Schedule): Instant | null {
  return openSpans(date, schedule).at(-1)?.to ?? null
}

/**
 * The moment when so many minutes of open time have gone by since `start`; null when the place does not open long enough
 * within 400 days. Time that runs out with the closing ends at the closing. None left to go by means: the first open moment.
 */
export function addOpenTime(start: Instant, minutes: number, schedule: Schedule): Instant | null {
  let left = minutes * 60_000
  for (const span of spansFrom(start, schedule)) {
    const from = span.from > start ? span.from : start
    const length = msBetween(from, span.to)
    if (left <= length) return plus(from, { ms: left })
    left -= length
  }
  return null
}

/** Tells whether the place opens at all on a day. */
export function isWorkingDay(date: LocalDate, schedule: Schedule): boolean {
  return openSpans(date, schedule).length > 0
}

/** The `days`-th day after `date` on which the place opens (0: the day itself, or the next); null within 400 days of none. */
export function addWorkingDays(date: LocalDate, days: number, schedule: Schedule): LocalDate | null {
  if (days === 0 && isWorkingDay(date, schedule)) return date
  let left = Math.max(days, 1)
  let day = date
  for (let searched = 0; searched < searchDays; searched++) {
    day = addDays(day, 1)
    if (!isWorkingDay(day, schedule)) continue
    left -= 1
    searched = 0
    if (left === 0) return day
  }
  return null
}

/** Open times in order from the one a moment falls into, until none was found for 400 days. */
function* spansFrom(start: Instant, schedule: Schedule): Generator<OpenSpan> {
  let day = localParts(start, schedule.zone).date
  for (let searched = 0; searched < searchDays; searched++) {
    for (const span of openSpans(day, schedule)) {
      if (span.to <= start) continue
      searched = 0
      yield span
    }
    day = addDays(day, 1)
  }
}
