import { useClock } from './clock.tsx'

/** A Monday, to name the days of the week by. */
const MONDAY = Date.UTC(2024, 0, 1)

/** Names a day of the week (1 is Monday) as the reader's language does. */
export function useSayWeekday(): (day: number) => string {
  const { dates } = useClock()
  const format = new Intl.DateTimeFormat(dates, { weekday: 'long', timeZone: 'UTC' })
  return (day) => format.format(MONDAY + (day - 1) * 86_400_000)
}
