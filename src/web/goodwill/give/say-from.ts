import { type Instant, plus } from '../../../domain/shared/time.ts'
import { useClock, useSayWhen } from '../../ui/clock.tsx'
import { whenParts } from '../../ui/say-when.ts'

/** The first whole minute from which something holds: before it nobody is told that it does. */
export function fromMinute(at: string): Instant {
  const seconds = new Date(at).getTime() % 60_000
  return seconds === 0 ? (at as Instant) : plus(at as Instant, { ms: 60_000 - seconds })
}

/** Gives a function that says from when something holds: "14:20", "Friday 14:20". */
export function useSayFrom(): (at: string) => string {
  const sayWhen = useSayWhen()
  const clock = useClock()
  return (at) => {
    const from = fromMinute(at)
    const { day, time } = whenParts(from, 'at', clock)
    return day === 'today' ? time : sayWhen(from)
  }
}

/** Tells whether a moment has come, by the clock of the house. */
export function useHasCome(at: string): boolean {
  return useClock().now >= fromMinute(at)
}
