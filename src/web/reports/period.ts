import {
  addDays,
  type Instant,
  instant,
  type LocalDate,
  localParts,
  startOfDay,
  type TimeZone,
} from '../../domain/shared/time.ts'

export const PERIODS = ['weeks', 'quarter', 'year'] as const
export type PeriodName = (typeof PERIODS)[number]
const WEEKS: Record<PeriodName, number> = { weeks: 4, quarter: 13, year: 52 }

/** The last weeks, quarter or year up to the end of today, in the site's time. Weeks begin on Monday; this week is the last of them. */
export function periodOf(name: PeriodName, now: string, zone: string): { from: Instant; to: Instant } {
  const { date, weekday } = localParts(instant(now), zone as TimeZone)
  const monday = addDays(date, 1 - weekday)
  const start = (date: LocalDate) => startOfDay(date, zone as TimeZone)
  return { from: start(addDays(monday, -7 * (WEEKS[name] - 1))), to: start(addDays(date, 1)) }
}
