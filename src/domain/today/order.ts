import { LEAD_MINUTES } from '../promises/overdue.ts'
import { type Instant, msBetween, plus } from '../shared/time.ts'

type Subject = {
  /** Whose id the line opens: of the arrival or conversation, promise, hand-over, next contact. */
  readonly id: string
  /** For whom it is, where that is known (S2-11). */
  readonly personId?: string | null
}

/**
 * Something that may need us. It carries times and ids and nothing else: there is no place for what somebody bought or is
 * worth (S0-04, S2-27).
 */
export type TodayItem = Subject &
  (
    | { readonly kind: 'arrival'; readonly since: Instant; readonly greetWithinMinutes: number }
    | { readonly kind: 'waiting'; readonly since: Instant }
    | { readonly kind: 'promise'; readonly due: Instant }
    | { readonly kind: 'update'; readonly due: Instant }
    | { readonly kind: 'handover'; readonly since: Instant }
    | { readonly kind: 'snooze'; readonly due: Instant }
    | { readonly kind: 'next_contact'; readonly due: Instant }
    | { readonly kind: 'loose_end'; readonly since: Instant; readonly missing: 'owner' | 'next_date' }
  )

export type TodayGroup = 'now' | 'next' | 'moment'

/** Why a line stands where it stands; the words stand in `src/words/` under `today.why.<code>`. */
export type Why = { readonly code: WhyCode; readonly values: Readonly<Record<string, string | number>> }
export type WhyCode =
  | 'arrival_overlooked'
  | 'arrival_waiting'
  | 'promise_overdue'
  | 'promise_due_soon'
  | 'promise_due'
  | 'update_overdue'
  | 'update_due_soon'
  | 'update_due'
  | 'handover_waiting'
  | 'answer_waiting'
  | 'snooze_over'
  | 'snooze_ends'
  | 'next_contact_due'
  | 'next_contact_ahead'
  | 'no_owner'
  | 'no_next_date'

/** One line of Today: the item, its moment (due, or since when), and why it stands here. */
export type TodayLine = { readonly item: TodayItem; readonly at: Instant; readonly why: Why }
type Placed = TodayLine & { readonly group: TodayGroup; readonly rank: number }

/** How far "next" reaches: what is due later waits under "when there is a moment". */
const nextHours = 24

/**
 * The order of Today: who needs us now, next, and when there is a moment (S1-31). Now: who stands here ungreeted; promises
 * and words due within a quarter of an hour or past; hand-overs to accept; then whoever waits for an answer, longest first.
 * Equal lines keep one order whatever order they came in.
 */
export function orderToday(
  items: readonly TodayItem[],
  now: Instant,
  leadMinutes = LEAD_MINUTES,
): Readonly<Record<TodayGroup, readonly TodayLine[]>> {
  const placed = items.map((item) => place(item, now, leadMinutes)).sort(compare)
  const lines = (group: TodayGroup) =>
    placed.filter((line) => line.group === group).map(({ item, at, why }) => ({ item, at, why }))
  return { now: lines('now'), next: lines('next'), moment: lines('moment') }
}

function place(item: TodayItem, now: Instant, leadMinutes: number): Placed {
  switch (item.kind) {
    case 'arrival': {
      const overlooked = plus(item.since, { minutes: item.greetWithinMinutes }) <= now
      return put(item, 'now', 1, item.since, overlooked ? 'arrival_overlooked' : 'arrival_waiting')
    }
    case 'promise':
    case 'update':
      return placeDue(item, now, leadMinutes)
    case 'handover':
      return put(item, 'now', 3, item.since, 'handover_waiting')
    case 'waiting':
      return put(item, 'now', 4, item.since, 'answer_waiting')
    case 'snooze': {
      if (item.due <= now) return put(item, 'now', 4, item.due, 'snooze_over')
      return put(item, reach(item.due, now), 1, item.due, 'snooze_ends')
    }
    case 'next_contact': {
      const due = item.due <= now
      return put(
        item,
        due ? 'next' : reach(item.due, now),
        2,
        item.due,
        due ? 'next_contact_due' : 'next_contact_ahead',
      )
    }
    case 'loose_end':
      return put(item, 'moment', 3, item.since, item.missing === 'owner' ? 'no_owner' : 'no_next_date')
  }
}

function placeDue(
  item: TodayItem & { kind: 'promise' | 'update' },
  now: Instant,
  leadMinutes: number,
): Placed {
  if (item.due < now) return put(item, 'now', 2, item.due, `${item.kind}_overdue`)
  if (item.due <= plus(now, { minutes: leadMinutes })) {
    const minutes = Math.ceil(msBetween(now, item.due) / 60_000)
    return put(item, 'now', 2, item.due, `${item.kind}_due_soon`, { minutes })
  }
  return put(item, reach(item.due, now), 1, item.due, `${item.kind}_due`)
}

function reach(due: Instant, now: Instant): TodayGroup {
  return due <= plus(now, { hours: nextHours }) ? 'next' : 'moment'
}

function put(
  item: TodayItem,
  group: TodayGroup,
  rank: number,
  at: Instant,
  code: WhyCode,
  values: Record<string, number> = {},
): Placed {
  return { item, group, rank, at, why: { code, values: { at, ...values } } }
}

function compare(a: Placed, b: Placed): number {
  if (a.rank !== b.rank) return a.rank - b.rank
  if (a.at !== b.at) return a.at < b.at ? -1 : 1
  const [ka, kb] = [`${a.item.kind} ${a.item.id}`, `${b.item.kind} ${b.item.id}`]
  return ka < kb ? -1 : ka > kb ? 1 : 0
}
