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
const DAYS: Record<PeriodName, number> = { weeks: 28, quarter: 91, year: 364 }

/** The last weeks, quarter or year up to the end of today, in whole weeks, in the site's time. */
export function periodOf(name: PeriodName, now: string, zone: string): { from: Instant; to: Instant } {
  const tomorrow = addDays(localParts(instant(now), zone as TimeZone).date, 1)
  const start = (date: LocalDate) => startOfDay(date, zone as TimeZone)
  return { from: start(addDays(tomorrow, -DAYS[name])), to: start(tomorrow) }
}
