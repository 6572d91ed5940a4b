import type { ReplyOf } from '../../contract/endpoint.ts'
import type { readPromise } from '../../contract/promises.ts'
import { daysBetween, type Instant, localParts, type TimeZone } from '../../domain/shared/time.ts'

export type PromiseShown = ReplyOf<typeof readPromise>

/** What comes first of a promise: its date, or the next word on the way to it. */
export function nextMoment(p: Pick<PromiseShown, 'due' | 'nextUpdateDue'>): {
  at: Instant
  is: 'due' | 'word'
} {
  return p.nextUpdateDue && p.nextUpdateDue < p.due
    ? { at: p.nextUpdateDue, is: 'word' }
    : { at: p.due, is: 'due' }
}

/** Tells whether something of it should have happened by now. */
export function isLate(p: Pick<PromiseShown, 'due' | 'nextUpdateDue' | 'state' | 'isUpdateDue'>): boolean {
  return p.state === 'overdue' || p.isUpdateDue
}

export type DayGroup = {
  key: string
  is: 'overdue' | 'today' | 'tomorrow' | 'day' | 'later'
  at: Instant
  items: PromiseShown[]
}

/** Open promises by the day on which something of them is due: what is overdue first, a week day by day, then the rest. */
export function groupByDay(promises: readonly PromiseShown[], now: Instant, zone: TimeZone): DayGroup[] {
  const today = localParts(now, zone).date
  const groups = new Map<string, DayGroup>()
  const sorted = [...promises].sort((a, b) => (nextMoment(a).at < nextMoment(b).at ? -1 : 1))
  for (const promise of sorted) {
    const { at } = nextMoment(promise)
    const { date } = localParts(at, zone)
    const days = daysBetween(today, date)
    const is =
      isLate(promise) || days < 0
        ? 'overdue'
        : days === 0
          ? 'today'
          : days === 1
            ? 'tomorrow'
            : days < 7
              ? 'day'
              : 'later'
    const key = is === 'day' ? date : is
    const group = groups.get(key) ?? { key, is, at, items: [] }
    group.items.push(promise)
    groups.set(key, group)
  }
  const order = ['overdue', 'today', 'tomorrow', 'day', 'later']
  return [...groups.values()].sort(
    (a, b) => order.indexOf(a.is) - order.indexOf(b.is) || (a.key < b.key ? -1 : 1),
  )
}
