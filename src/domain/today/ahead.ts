import {
  addDays,
  type Instant,
  type LocalDate,
  localParts,
  startOfDay,
  type TimeZone,
} from '../shared/time.ts'
import { linesOf, type TodayItem, type TodayLine } from './order.ts'

/** How many days the view ahead shows, from tomorrow on (S1-19). */
export const DAYS_AHEAD = 7

/** A day of a site with what falls on it. */
type DayAhead = { readonly date: LocalDate; readonly lines: readonly TodayLine[] }

/** The dates of the days ahead of a moment, by a site's clock: tomorrow and the six after it. */
export function datesAhead(now: Instant, zone: TimeZone): LocalDate[] {
  const { date } = localParts(now, zone)
  return Array.from({ length: DAYS_AHEAD }, (_, n) => addDays(date, n + 1))
}

/**
 * The next seven days, each with what falls on it by the site's clock, the earliest first; a day with nothing is there too.
 * Like the order of Today it knows times and ids and nothing else (S2-27).
 */
export function orderAhead(items: readonly TodayItem[], now: Instant, zone: TimeZone): DayAhead[] {
  const lines = linesOf(items, now).sort(byMoment)
  return datesAhead(now, zone).map((date) => {
    const [from, until] = [startOfDay(date, zone), startOfDay(addDays(date, 1), zone)]
    return { date, lines: lines.filter(({ at }) => at >= from && at < until) }
  })
}

function byMoment(a: TodayLine, b: TodayLine): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1
  const [ka, kb] = [`${a.item.kind} ${a.item.id}`, `${b.item.kind} ${b.item.id}`]
  return ka < kb ? -1 : ka > kb ? 1 : 0
}
