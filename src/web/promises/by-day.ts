import type { ReplyOf } from '../../contract/endpoint.ts'
import type { readPromise } from '../../contract/promises.ts'
import { type ComesFirst, comesFirst } from '../../domain/promises/comes-first.ts'
import { daysBetween, type Instant, localParts, type TimeZone } from '../../domain/shared/time.ts'

export type PromiseShown = ReplyOf<typeof readPromise>

/** What comes first of a promise: its date, or the next word that was named. */
export function nextMoment(p: Pick<PromiseShown, 'due' | 'nextUpdateDue' | 'state'>): ComesFirst {
  return comesFirst(p, p.state === 'overdue')
}

/** Tells whether what comes first of it should have happened by now. Who was told of a later word is not kept waiting for it. */
export function isLate(p: Pick<PromiseShown, 'due' | 'nextUpdateDue' | 'state' | 'isUpdateDue'>): boolean {
  return nextMoment(p).is === 'word' ? p.isUpdateDue : p.state === 'overdue'
}

/** Tells whether its date has passed though a later word was told: it will be kept late, and nobody has to call just now. */
export function isLateAndTold(
  p: Pick<PromiseShown, 'due' | 'nextUpdateDue' | 'state' | 'isUpdateDue'>,
): boolean {
  return p.state === 'overdue' && !isLate(p)
}

/** Tells whether it is settled: kept or not, let go, or with a new date. */
export function isOver(p: Pick<PromiseShown, 'state'>): boolean {
  return !['open', 'due_soon', 'overdue'].includes(p.state)
}

export type DayGroup = {
  key: string
  is: 'overdue' | 'today' | 'tomorrow' | 'day' | 'later'
  at: Instant
  items: PromiseShown[]
}

/** Open promises by the day on which something of them is due: what is past its date first (P5), a week day by day, then the rest. */
export function groupByDay(promises: readonly PromiseShown[], now: Instant, zone: TimeZone): DayGroup[] {
  const today = localParts(now, zone).date
  const groups = new Map<string, DayGroup>()
  const sorted = [...promises].sort((a, b) => (nextMoment(a).at < nextMoment(b).at ? -1 : 1))
  for (const promise of sorted) {
    const { at } = nextMoment(promise)
    const { date } = localParts(at, zone)
    const days = daysBetween(today, date)
    const is =
      promise.state === 'overdue' || isLate(promise) || days < 0
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
