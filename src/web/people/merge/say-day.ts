import { useFormatter } from 'use-intl'

/** Gives a function that says a day (`2026-11-23`) as people do. */
export function useSayDay(): (day: string) => string {
  const format = useFormatter()
  return (day) => format.dateTime(new Date(`${day}T12:00:00Z`), { dateStyle: 'medium', timeZone: 'UTC' })
}
