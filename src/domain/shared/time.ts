import * as InstantFns from 'temporal-polyfill/fns/Instant'
import * as PlainDateFns from 'temporal-polyfill/fns/PlainDate'
import * as PlainDateTimeFns from 'temporal-polyfill/fns/PlainDateTime'
import * as ZonedFns from 'temporal-polyfill/fns/ZonedDateTime'

/** A moment: an ISO string in UTC with milliseconds, `2026-11-21T10:30:00.000Z`. Compares with `<`. */
export type Instant = string & { readonly __is: 'instant' }
/** A day in a place's own calendar, `2026-11-21`. Compares with `<`. */
export type LocalDate = string & { readonly __is: 'date' }
/** A time on the wall of a place, `10:30`; `24:00` is the end of the day. Compares with `<`. */
export type LocalTime = string & { readonly __is: 'time' }
/** An IANA time zone, `Europe/Vienna`. */
export type TimeZone = string & { readonly __is: 'zone' }
/** Monday is 1, Sunday is 7. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7

const canonical = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

/** Reads any ISO moment that names its offset and writes it canonically; finer than a millisecond is cut. Throws RangeError. */
export function instant(text: string): Instant {
  const written = InstantFns.toString(InstantFns.fromString(text), { fractionalSecondDigits: 3 })
  if (!canonical.test(written)) throw new RangeError(`Outside the years 0000 to 9999: ${text}`)
  return written as Instant
}

/** The moment so many milliseconds after 1970. Throws RangeError outside the years 0000 to 9999. */
export function fromEpochMs(ms: number): Instant {
  const at = InstantFns.fromEpochMilliseconds(ms)
  const written = InstantFns.toString(at, { fractionalSecondDigits: 3 })
  if (!canonical.test(written)) throw new RangeError(`Outside the years 0000 to 9999: ${ms}`)
  return written as Instant
}

/** Milliseconds since 1970. */
export function toEpochMs(at: Instant): number {
  return InstantFns.fromString(at).epochMilliseconds
}

/** A span of real time: a day here is 24 hours. For days on a calendar use {@link addDays}. */
export type Span = { days?: number; hours?: number; minutes?: number; seconds?: number; ms?: number }

/** The moment a span of real time later (or earlier, when negative). */
export function plus(at: Instant, span: Span): Instant {
  const hours = (span.days ?? 0) * 24 + (span.hours ?? 0)
  const seconds = (hours * 60 + (span.minutes ?? 0)) * 60 + (span.seconds ?? 0)
  return fromEpochMs(toEpochMs(at) + Math.round(seconds * 1000) + (span.ms ?? 0))
}

/** Real milliseconds from one moment to another; negative when the second is earlier. */
export function msBetween(from: Instant, to: Instant): number {
  return toEpochMs(to) - toEpochMs(from)
}

/** The earlier of two moments. */
export function earlier(a: Instant, b: Instant): Instant {
  return a <= b ? a : b
}

/** The later of two moments. */
export function later(a: Instant, b: Instant): Instant {
  return a >= b ? a : b
}

/** What the calendar and the clock on the wall show at a moment in a zone; seconds are cut from the time. */
export function localParts(
  at: Instant,
  zone: TimeZone,
): { date: LocalDate; time: LocalTime; weekday: Weekday } {
  const there = InstantFns.toZonedDateTimeISO(InstantFns.fromString(at), zone)
  return {
    date: `${pad(there.year, 4)}-${pad(there.month)}-${pad(there.day)}` as LocalDate,
    time: `${pad(there.hour)}:${pad(there.minute)}` as LocalTime,
    weekday: ZonedFns.dayOfWeek(there) as Weekday,
  }
}

/**
 * The moment a wall clock shows a time on a day. A time the clock jumps over in spring is moved on by the jump; of a time
 * shown twice in autumn the first is meant ("compatible", as RFC 5545 and Temporal have it). `24:00` is the next midnight.
 */
export function atLocal(date: LocalDate, time: LocalTime, zone: TimeZone): Instant {
  if (time === '24:00') return startOfDay(addDays(date, 1), zone)
  const { year, month, day } = readDate(date)
  const [hour, minute] = time.split(':').map(Number) as [number, number]
  const wall = PlainDateTimeFns.create(year, month, day, hour, minute)
  return fromEpochMs(PlainDateTimeFns.toZonedDateTime(wall, zone).epochMilliseconds)
}

/** The day so many days on in the calendar. */
export function addDays(date: LocalDate, days: number): LocalDate {
  const { year, month, day } = PlainDateFns.addDays(readDate(date), days)
  return `${pad(year, 4)}-${pad(month)}-${pad(day)}` as LocalDate
}

/** Which day of the week a date is. */
export function weekdayOf(date: LocalDate): Weekday {
  return PlainDateFns.dayOfWeek(readDate(date)) as Weekday
}

/** The first moment of a day in a zone (not always 00:00: some zones change their clocks at midnight). */
export function startOfDay(date: LocalDate, zone: TimeZone): Instant {
  return atLocal(date, '00:00' as LocalTime, zone)
}

/** The moment a day is over: the first moment of the next day. */
export function endOfDay(date: LocalDate, zone: TimeZone): Instant {
  return startOfDay(addDays(date, 1), zone)
}

/** Calendar days from one date to another; negative when the second is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return PlainDateFns.diffDays(readDate(from), readDate(to))
}

/** Tells whether a string is a day that exists, `2026-02-28` and not `2026-02-31`. */
export function isValidDate(text: string): text is LocalDate {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false
  try {
    readDate(text as LocalDate)
    return true
  } catch {
    return false
  }
}

/** Tells whether a string is a time of day, `00:00` to `24:00`. */
export function isValidTime(text: string): text is LocalTime {
  return /^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(text)
}

/** Tells whether this machine knows a time zone by that IANA name; plain offsets such as `+02:00` are not zones. */
export function isValidTimeZone(text: string): text is TimeZone {
  if (!/^[A-Za-z][A-Za-z0-9_+\-/]*$/.test(text)) return false
  try {
    InstantFns.toZonedDateTimeISO(InstantFns.fromEpochMilliseconds(0), text)
    return true
  } catch {
    return false
  }
}

function readDate(date: LocalDate) {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number]
  return PlainDateFns.create(year, month, day)
}

function pad(n: number, width = 2): string {
  return String(n).padStart(width, '0')
}
