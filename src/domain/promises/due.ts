import {
  addOpenTime,
  addWorkingDays,
  closingOf,
  openingOf,
  openSpans,
  type Schedule,
} from '../shared/business-hours.ts'
import {
  addDays,
  atLocal,
  type Instant,
  isValidDate,
  type LocalDate,
  type LocalTime,
  localParts,
  plus,
  type Weekday,
  weekdayOf,
} from '../shared/time.ts'

/** When something falls due, as far as the words say it. What is ambiguous or past is asked back, never guessed. */
export type Due =
  | { readonly kind: 'at'; readonly instant: Instant }
  /** `over`: where one alone lies ahead, the reading that is over already. `far`: the one meant lies more than a year ahead. */
  | {
      readonly kind: 'ambiguous'
      readonly options: readonly Instant[]
      readonly over?: Instant
      readonly far?: true
    }
  /** Nobody gave a time ("soon"). */
  | { readonly kind: 'open' }
  /** Over already; `next` is the same day a year on, where a date was said without its year. */
  | { readonly kind: 'past'; readonly instant: Instant; readonly next?: Instant }
  /** A day no calendar has ("31 February"), or an hour no clock has ("25:00"). */
  | { readonly kind: 'impossible'; readonly of: 'day' | 'hour' }

/** Where and when the words were said. */
export type DueContext = {
  readonly now: Instant
  readonly schedule: Schedule
  /** Something begins then (a sleep ends, a reply leaves) and nothing falls due: a day means its opening, not its closing. */
  readonly begins?: true
}

/**
 * A day as people name it. `week`: 0 is this week, 1 the next, -1 the last; `days` below 0 are gone by; `iso_week` is the calendar's ("KW 13"), `end_of` the last day
 * of a named month. A date may be said with its `weekday`.
 */
export type DayMeaning =
  | { readonly is: 'in_days'; readonly days: number }
  | { readonly is: 'in_working_days'; readonly days: number }
  | { readonly is: 'weekday'; readonly weekday: Weekday; readonly which: 'coming' | 'this' | 'next' | 'last' }
  | {
      readonly is: 'week'
      readonly week: number
      readonly weekday: Weekday
      /** no day of it was named: "next week" */
      readonly whole?: boolean
    }
  | { readonly is: 'month_end'; readonly month: number }
  | { readonly is: 'iso_week'; readonly number: number }
  | { readonly is: 'end_of'; readonly month: number }
  /** So many weeks after another day: "Monday week". */
  | { readonly is: 'weeks_on'; readonly weeks: number; readonly from: DayMeaning }
  /** One of several, asked back where they differ: "in a week on Monday". */
  | { readonly is: 'either'; readonly days: readonly DayMeaning[] }
  | {
      readonly is: 'date'
      readonly dates: readonly { year?: number; month?: number; day: number }[]
      readonly weekday?: Weekday
    }

/** A time of day as people name it. A bare hour (1 to 12) may mean morning or evening. */
export type TimeMeaning =
  | { readonly is: 'clock'; readonly time: LocalTime }
  | { readonly is: 'bare'; readonly hour: number; readonly minute: number }
  | { readonly is: 'part'; readonly part: DayPart }
  | { readonly is: 'closing' }
  /** An hour no clock has. */
  | { readonly is: 'none' }
export type DayPart = 'morning' | 'afternoon' | 'evening'

/**
 * What words about time mean, before now and the place are known. `rolls`: "in the morning" said at noon is tomorrow's. A span
 * of no or fewer minutes is over ("an hour ago").
 */
export type DueMeaning =
  | { readonly is: 'span'; readonly minutes: number }
  | { readonly is: 'open_span'; readonly minutes: number }
  | { readonly is: 'vague' }
  | {
      readonly is: 'moment'
      readonly day: DayMeaning | null
      readonly time: TimeMeaning | null
      readonly rolls: boolean
    }

/** What is further ahead (days) is asked back once more: it may be a slip, and nobody would be reminded until then. */
export const FARTHEST_DAYS = 366

/** Where a place is closed on the day named, the day ends for us at this time. */
const closedDayEnds = '17:00' as LocalTime
const closedDayBegins = '08:00' as LocalTime
const partBegins = { afternoon: '13:00' as LocalTime, evening: '18:00' as LocalTime }
const partEnds: Record<DayPart, LocalTime> = {
  morning: '12:00' as LocalTime,
  afternoon: '17:00' as LocalTime,
  evening: '20:00' as LocalTime,
}

/**
 * Works out when something is due, by the house's conventions (issue 3): a day without a time means the end of opening hours
 * that day (17:00 where it is closed); morning 12:00, afternoon 17:00 or closing if earlier, evening 20:00; end of the week
 * and next week Friday's closing; "within 4 hours" real time, "within 4 opening hours" open time; a bare hour with one
 * reading inside opening hours is taken so (the next time round where no day is named), else both are asked; "Friday" on a
 * Friday is asked, and so is a date on another weekday than was said, and a day more than a year ahead. Where something begins, a day
 * and its morning mean the opening of the doors (8:00 where they stay shut), its afternoon 13:00, its evening 18:00, and next week
 * Monday. A working day is one from Monday to Friday on which the place opens.
 */
export function resolveDue(meaning: DueMeaning, ctx: DueContext): Due {
  const due = resolved(meaning, ctx)
  // A slip of the year would silence it for as long.
  return due.kind === 'at' && due.instant > plus(ctx.now, { days: FARTHEST_DAYS })
    ? { kind: 'ambiguous', options: [due.instant], far: true }
    : due
}

function resolved(meaning: DueMeaning, ctx: DueContext): Due {
  switch (meaning.is) {
    case 'vague':
      return { kind: 'open' }
    case 'span': {
      const instant = plus(ctx.now, { minutes: meaning.minutes })
      return { kind: meaning.minutes > 0 ? 'at' : 'past', instant }
    }
    case 'open_span': {
      const instant = addOpenTime(ctx.now, meaning.minutes, ctx.schedule)
      return instant ? { kind: 'at', instant } : { kind: 'open' }
    }
    case 'moment': {
      const options = momentOptions(meaning, ctx)
      if (options === 'no_day' || options === 'no_hour')
        return { kind: 'impossible', of: options === 'no_day' ? 'day' : 'hour' }
      const due = settle(options, ctx.now)
      return due.kind === 'past' ? { ...due, ...nextYear(meaning, due.instant, ctx) } : due
    }
  }
}

/** Tells whether words look back by what they say themselves: "yesterday", "last Monday", "an hour ago". */
export function looksBack(meaning: DueMeaning): boolean {
  if (meaning.is === 'span') return meaning.minutes <= 0
  if (meaning.is !== 'moment' || meaning.day === null) return false
  const { day } = meaning
  switch (day.is) {
    case 'in_days':
      return day.days < 0
    case 'weekday':
      return day.which === 'last'
    case 'week':
      return day.week < 0
    case 'month_end':
      return day.month < 0
    default:
      return false
  }
}

/** Tells whether a moment lies in the opening hours of its day; the closing itself does ("by six"). */
export function isInOpeningHours(at: Instant, schedule: Schedule): boolean {
  const { date } = localParts(at, schedule.zone)
  return openSpans(date, schedule).some((span) => span.from <= at && at <= span.to)
}

/** Tells whether the place is closed at a moment on which something falls due; of one that keeps no hours nobody can say so. */
export function isShutAt(at: Instant, schedule: Schedule): boolean {
  return Object.values(schedule.hours).some((day) => day.length > 0) && !isInOpeningHours(at, schedule)
}

/** The same day a year after the one that is over, where no year was said. */
function nextYear(
  meaning: DueMeaning & { is: 'moment' },
  over: Instant,
  ctx: DueContext,
): { next?: Instant } {
  if (meaning.day?.is !== 'date' || meaning.day.dates.some((date) => date.year !== undefined)) return {}
  const year = Number(localParts(over, ctx.schedule.zone).date.slice(0, 4)) + 1
  const dates = meaning.day.dates.map((date) => ({ ...date, year }))
  const again = momentOptions({ ...meaning, day: { is: 'date', dates } }, ctx)
  const next =
    again === 'no_day' || again === 'no_hour' ? undefined : again.moments.find((moment) => moment > ctx.now)
  return next ? { next } : {}
}

/** Moments the words may mean, and whether one of several is meant only by guessing. */
type Options = { readonly moments: readonly Instant[]; readonly sure: boolean }

function settle({ moments, sure }: Options, now: Instant): Due {
  const all = [...new Set(moments)].sort()
  const ahead = all.filter((moment) => moment > now)
  if (all.length === 0) return { kind: 'open' }
  if (ahead.length === 0) return { kind: 'past', instant: all.at(-1)! }
  if (ahead.length === 1 && sure) return { kind: 'at', instant: ahead[0]! }
  const over = ahead.length === 1 ? all.findLast((moment) => moment <= now) : undefined
  return { kind: 'ambiguous', options: ahead, ...(over && { over }) }
}

function momentOptions(
  meaning: DueMeaning & { is: 'moment' },
  ctx: DueContext,
): Options | 'no_day' | 'no_hour' {
  const { day, time, rolls } = meaning
  if (time?.is === 'none') return 'no_hour'
  const today = localParts(ctx.now, ctx.schedule.zone).date
  if (day !== null) {
    const dates = daysOf(day, today, ctx)
    if (day.is === 'date' && dates.length === 0) return 'no_day'
    const parts = dates.map((date) => timesOf(time, date, ctx))
    // Of "12/11" neither reading is chosen because the other one is over.
    const isOne = day.is !== 'date' || dates.length === 1
    return { moments: parts.flatMap((p) => p.moments), sure: isOne && parts.every((p) => p.sure) }
  }
  const here = timesOf(time, today, ctx)
  const tomorrow = timesOf(time, addDays(today, 1), ctx)
  if (time?.is === 'bare') {
    // No day was named: each reading means its next time round.
    if (here.sure && here.moments.some((moment) => moment > ctx.now)) return here
    const all = readings(time, today, ctx).map((m, i) =>
      m > ctx.now ? m : readings(time, addDays(today, 1), ctx)[i]!,
    )
    const inside = all.filter((moment) => isInOpeningHours(moment, ctx.schedule))
    return inside.length === 1 ? { moments: inside, sure: true } : { moments: all, sure: false }
  }
  if (!rolls) return here
  if (time?.is === 'part' && time.part === 'morning') {
    return { moments: [...here.moments, ...tomorrow.moments], sure: true }
  }
  return here.moments.some((moment) => moment > ctx.now) ? here : tomorrow
}

function timesOf(time: TimeMeaning | null, date: LocalDate, ctx: DueContext): Options {
  const { zone } = ctx.schedule
  if (ctx.begins && (time === null || time.is === 'part')) {
    const early = openingOf(date, ctx.schedule) ?? atLocal(date, closedDayBegins, zone)
    const part = time?.is === 'part' && time.part !== 'morning' ? time.part : null
    return { moments: [part ? atLocal(date, partBegins[part], zone) : early], sure: true }
  }
  const closing = closingOf(date, ctx.schedule) ?? atLocal(date, closedDayEnds, zone)
  if (time === null || time.is === 'closing' || time.is === 'none') return { moments: [closing], sure: true }
  if (time.is === 'clock') return { moments: [atLocal(date, time.time, zone)], sure: true }
  if (time.is === 'part') {
    const end = atLocal(date, partEnds[time.part], zone)
    const early =
      time.part === 'afternoon' && atLocal(date, partEnds.morning, zone) < closing && closing < end
    return { moments: [early ? closing : end], sure: true }
  }
  const all = readings(time, date, ctx)
  const ahead = all.filter((moment) => moment > ctx.now)
  const both = ahead.length > 0 ? ahead : all
  const inside = both.filter((moment) => isInOpeningHours(moment, ctx.schedule))
  return inside.length === 1 ? { moments: inside, sure: true } : { moments: all, sure: false }
}

function readings(time: { hour: number; minute: number }, date: LocalDate, ctx: DueContext): Instant[] {
  return [time.hour % 12, (time.hour % 12) + 12].map((hour) =>
    atLocal(date, clock(hour, time.minute), ctx.schedule.zone),
  )
}

/** A time of day from its numbers. */
export function clock(hour: number, minute = 0): LocalTime {
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}` as LocalTime
}

function daysOf(day: DayMeaning, today: LocalDate, ctx: DueContext): LocalDate[] {
  const { weekday } = localParts(ctx.now, ctx.schedule.zone)
  const inWeek = (week: number, wanted: Weekday) => addDays(today, wanted - weekday + 7 * week)
  switch (day.is) {
    case 'in_days':
      return [addDays(today, day.days)]
    case 'in_working_days': {
      const date = addWorkingDays(today, day.days, workingWeek(ctx.schedule))
      return date ? [date] : []
    }
    case 'week':
      return [inWeek(day.week, ctx.begins && day.whole && day.week > 0 ? 1 : day.weekday)]
    case 'weekday': {
      const coming = addDays(today, ((day.weekday - weekday + 6) % 7) + 1)
      if (day.which === 'last') return [addDays(today, -(((weekday - day.weekday + 6) % 7) + 1))]
      if (day.which === 'next') return [coming, inWeek(1, day.weekday)]
      if (day.weekday !== weekday) return [coming]
      return day.which === 'this' ? [today] : [today, coming]
    }
    case 'weeks_on':
      return daysOf(day.from, today, ctx).map((date) => addDays(date, 7 * day.weeks))
    case 'either':
      return day.days.flatMap((one) => daysOf(one, today, ctx))
    case 'month_end': {
      const first = `${today.slice(0, 8)}01` as LocalDate
      const following = `${addDays(first, 32 + 31 * day.month).slice(0, 8)}01` as LocalDate
      return [addDays(following, -1)]
    }
    case 'iso_week': {
      const monday = mondayOf(day.number, Number(today.slice(0, 4)))
      const gone = addDays(monday, 7 + 30) < today
      return [addDays(gone ? mondayOf(day.number, Number(today.slice(0, 4)) + 1) : monday, 4)]
    }
    case 'end_of': {
      const [year, month] = today.split('-').map(Number) as [number, number]
      const first = dateOf(day.month < month ? year + 1 : year, day.month, 1)
      return [addDays(`${addDays(first, 31).slice(0, 8)}01` as LocalDate, -1)]
    }
    case 'date': {
      const dates = day.dates.flatMap((date) => datesOf(date, today))
      const { weekday: said } = day
      if (said === undefined) return dates
      const onDay = dates.filter((date) => weekdayOf(date) === said)
      if (onDay.length > 0) return onDay
      return dates.length === 0
        ? []
        : [...dates, ...daysOf({ is: 'weekday', weekday: said, which: 'coming' }, today, ctx)]
    }
  }
}

/** What "working days" count: Monday to Friday where the place opens then, else whenever it opens. */
function workingWeek(schedule: Schedule): Schedule {
  const { 6: _saturday, 7: _sunday, ...hours } = schedule.hours
  return Object.values(hours).some((ranges) => ranges.length > 0) ? { ...schedule, hours } : schedule
}

/** The Monday of a week of the calendar (ISO 8601: the first week of a year is that of 4 January). */
function mondayOf(week: number, year: number): LocalDate {
  const fourth = dateOf(year, 1, 4)
  return addDays(fourth, 1 - weekdayOf(fourth) + 7 * (week - 1))
}

function dateOf(year: number, month: number, day: number): LocalDate {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}` as LocalDate
}

/** A date without its year is the next such day, or the last one when it lies no more than 30 days back (then it is past). */
function datesOf(date: { year?: number; month?: number; day: number }, today: LocalDate): LocalDate[] {
  const [year, month] = today.split('-').map(Number) as [number, number]
  const written = (y: number, m: number) => {
    const [yy, mm] = m > 12 ? [y + 1, m - 12] : [y, m]
    const text = dateOf(yy, mm, date.day)
    return isValidDate(text) ? [text] : []
  }
  if (date.year !== undefined) return written(date.year, date.month ?? month)
  if (date.month === undefined) {
    const here = written(year, month)
    return here[0] && here[0] >= today ? here : written(year, month + 1)
  }
  const longAgo = addDays(today, -30)
  const here = written(year, date.month)
  return here[0] && here[0] >= longAgo ? here : written(year + 1, date.month)
}
