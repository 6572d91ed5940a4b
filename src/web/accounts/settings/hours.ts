import { hoursAreSound } from '../../../domain/shared/business-hours.ts'

export type Range = { from: string; to: string }
/** Weekday (1 is Monday) to its ranges of local time; none: closed. */
export type Hours = Partial<Record<string, Range[]>>

/** The days that cannot stand: a time is missing, ends before it begins, or overlaps another. */
export function wrongDays(hours: Hours): string[] {
  return Object.keys(hours).filter((day) => {
    const ranges = hours[day] ?? []
    return ranges.some((range) => !range.from || !range.to) || !hoursAreSound({ [day]: ranges } as never)
  })
}

/** The week with Monday's times on Tuesday to Friday too. */
export function likeMonday(hours: Hours): Hours {
  const monday = hours['1'] ?? []
  return { ...hours, ...Object.fromEntries(['2', '3', '4', '5'].map((day) => [day, [...monday]])) }
}

/** What one is offered next on a day: the usual hours, or what comes after the last ones. */
export function following(ranges: readonly Range[]): Range {
  const last = ranges.at(-1)?.to
  return last && last < '20:00' ? { from: last, to: '20:00' } : { from: '08:00', to: '17:00' }
}
