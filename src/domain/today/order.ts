import { LEAD_MINUTES } from '../promises/overdue.ts'
import { earlier, type Instant, msBetween, plus } from '../shared/time.ts'

type Subject = {
  /** Whose id the line opens: of the arrival or conversation, promise, hand-over, next contact. */
  readonly id: string
  /** For whom it is, where that is known (S2-11): somebody we serve, or a colleague (S3-24). */
  readonly personId?: string | null
  readonly colleagueId?: string | null
}

/**
 * Something that may need us. It carries times and ids and nothing else: there is no place for what somebody bought or is
 * worth (S0-04, S2-27).
 */
export type TodayItem = Subject &
  (
    | { readonly kind: 'arrival'; readonly since: Instant; readonly greetWithinMinutes: number }
    | { readonly kind: 'greeted'; readonly since: Instant }
    | { readonly kind: 'waiting'; readonly since: Instant }
    | { readonly kind: 'promise'; readonly due: Instant }
    /** What a colleague owes the one who looks (S3-24), once its moment has passed. */
    | { readonly kind: 'owed'; readonly due: Instant }
    /** The next word; `wasDue` once the date of the promise has passed, `unsaid` where no word has been told yet. */
    | { readonly kind: 'update'; readonly due: Instant; readonly wasDue?: Instant; readonly unsaid?: boolean }
    /** A word that did not reach them; `rule` says why, where it is known, `due` what they wait for all the same. */
    | {
        readonly kind: 'not_told'
        readonly since: Instant
        readonly rule?: string | null
        readonly due?: Instant
      }
    | { readonly kind: 'handover'; readonly since: Instant }
    /** What a colleague asks of the one who looks, who has not answered (S3-24); `wishedBy` where they named a moment. */
    | { readonly kind: 'asked'; readonly since: Instant; readonly wishedBy: Instant | null }
    /** What the one who looks asked of a colleague who has left since. */
    | { readonly kind: 'asked_back'; readonly since: Instant }
    /** What a colleague owes who rests now, and for whom the one who looks stands in: its next moment. */
    | { readonly kind: 'stands_in'; readonly due: Instant }
    | { readonly kind: 'snooze'; readonly due: Instant }
    | { readonly kind: 'next_contact'; readonly due: Instant }
    /** Somebody who comes, by the word of a colleague. */
    | { readonly kind: 'expected'; readonly due: Instant }
    /** A promise was kept, and nobody has spoken with them since. */
    | { readonly kind: 'ask'; readonly since: Instant }
    /**
     * A colleague asks the one who looks for their yes, with somebody before them (S3-09); from `until` on they may help themselves.
     * `passed`: somebody else is asked by now.
     */
    | {
        readonly kind: 'yes_asked'
        readonly since: Instant
        readonly until: Instant
        readonly passed: boolean
      }
    /** What the one who looks asked for is answered, and whom it is for has not heard; `due` as that was promised. */
    | {
        readonly kind: 'yes_answered'
        readonly since: Instant
        readonly due: Instant
        readonly outcome: 'granted' | 'refused' | 'emergency'
      }
    /** Nobody answered the one who looks in twice the time; `enough`: they may help themselves. */
    | { readonly kind: 'may_help'; readonly since: Instant; readonly due: Instant; readonly enough: boolean }
    /** A rule kept a colleague from helping (S1-08); `vacant`: who answered for it has left. */
    | { readonly kind: 'rule_asked'; readonly since: Instant; readonly vacant: boolean }
    /** What made gestures necessary came back, and the one who looks sees that it is mended. */
    | { readonly kind: 'cause'; readonly since: Instant; readonly vacant: boolean }
    /** What was given beyond a limit, to be looked at by who leads. */
    | { readonly kind: 'given'; readonly since: Instant; readonly count: number }
    | { readonly kind: 'held'; readonly since: Instant; readonly count: number }
    | {
        readonly kind: 'loose_end'
        readonly since: Instant
        readonly missing: 'owner' | 'next_date' | 'stand_in'
      }
  )

export type TodayGroup = 'now' | 'next' | 'moment'

/** Why a line stands where it stands; the words stand in `src/words/` under `today.why.<code>`. */
export type Why = { readonly code: WhyCode; readonly values: Readonly<Record<string, string | number>> }
export type WhyCode =
  | 'arrival_overlooked'
  | 'arrival_waiting'
  | 'greeted_waiting'
  | 'owed_overdue'
  | 'promise_overdue'
  | 'promise_due_soon'
  | 'promise_due'
  | 'update_overdue'
  | 'update_due_soon'
  | 'update_due'
  | 'word_overdue'
  | 'word_due_soon'
  | 'word_due'
  | 'not_told'
  | 'handover_waiting'
  | 'asked_waiting'
  | 'asked_back'
  | 'stands_in'
  | 'answer_waiting'
  | 'snooze_over'
  | 'snooze_ends'
  | 'next_contact_due'
  | 'next_contact_ahead'
  | 'next_contact_over'
  | 'expected'
  | 'ask_how'
  | 'yes_waiting'
  | 'yes_over'
  | 'yes_passed'
  | 'yes_granted'
  | 'yes_refused'
  | 'yes_emergency'
  | 'may_help'
  | 'nobody_answered'
  | 'rule_asked'
  | 'rule_vacant'
  | 'cause_open'
  | 'cause_vacant'
  | 'given'
  | 'held'
  | 'no_owner'
  | 'no_next_date'
  | 'no_stand_in'

/** One line of Today: the item, its moment (due, or since when), and why it stands here. */
export type TodayLine = { readonly item: TodayItem; readonly at: Instant; readonly why: Why }
/** `by`: what its rank is ordered by, where that is not its moment. */
type Placed = TodayLine & { readonly group: TodayGroup; readonly rank: number; readonly by?: Instant }
/** The moment Today is read at, and how far what presses and what comes next reach from it. */
type Clock = { readonly now: Instant; readonly soon: Instant; readonly far: Instant; readonly over: Instant }

/** How far "next" reaches: what is due later waits under "when there is a moment". */
export const NEXT_HOURS = 24
/** How many things that press nobody stand there when there is a moment: an offer, not a pile. */
export const USEFUL = 5
/** What presses nobody: it may be done ahead, or not. What is loose is never among it. */
const CAN_WAIT: ReadonlySet<WhyCode> = new Set([
  ...([
    'promise_due',
    'update_due',
    'word_due',
    'snooze_ends',
    'next_contact_ahead',
    'expected',
    'ask_how',
  ] as const),
])

/**
 * The order of Today: who needs us now, next, and when there is a moment (S1-31). Now: who stands here ungreeted, or before a
 * colleague who asks for our yes; promises and words due within a quarter of an hour or past, words that did not arrive, and what
 * was answered and they have not heard; who was greeted and still waits; hand-overs to accept, what a colleague asked for about now,
 * and a yes that somebody else is asked for by now; then whoever waits for an answer, longest first. Next: what falls due, to
 * whomever it was promised, the soonest first; then what colleagues owe us or wish for by a day, and what should be over, by that
 * day; last what a colleague asks by no day, or was kept from by a rule of ours, the longest first. Equal lines keep one order
 * whatever order they came in. What is to be learnt waits for a moment, after everything that is for somebody. Of what
 * presses nobody no more than `USEFUL` stand there, and nothing that is for nobody by name (S2-13): what is loose or held back is
 * no offer, and stands there whomever it is of. The days ahead show all of it (`ahead.ts`).
 */
export function orderToday(
  items: readonly TodayItem[],
  now: Instant,
  leadMinutes = LEAD_MINUTES,
): Readonly<Record<TodayGroup, readonly TodayLine[]>> {
  const clock = clockAt(now, leadMinutes)
  const placed = items.map((item) => place(item, clock)).sort(compare)
  const lines = (group: TodayGroup) =>
    placed.filter((line) => line.group === group).map(({ item, at, why }) => ({ item, at, why }))
  let useful = 0
  const moment = lines('moment').filter(
    (line) => !CAN_WAIT.has(line.why.code) || (isForSomebody(line.item) && ++useful <= USEFUL),
  )
  return { now: lines('now'), next: lines('next'), moment }
}

function isForSomebody({ personId, colleagueId }: Subject): boolean {
  return Boolean(personId ?? colleagueId)
}

/** Items with their moment and why they stand where they stand, as they came. */
export function linesOf(items: readonly TodayItem[], now: Instant): TodayLine[] {
  const clock = clockAt(now, LEAD_MINUTES)
  return items.map((item) => {
    const { at, why } = place(item, clock)
    return { item, at, why }
  })
}

function clockAt(now: Instant, leadMinutes: number): Clock {
  return {
    now,
    soon: plus(now, { minutes: leadMinutes }),
    far: plus(now, { hours: NEXT_HOURS }),
    over: plus(now, { hours: -NEXT_HOURS }),
  }
}

function place(item: TodayItem, clock: Clock): Placed {
  const { now, soon } = clock
  switch (item.kind) {
    case 'arrival': {
      const overlooked = plus(item.since, { minutes: item.greetWithinMinutes }) <= now
      return put(item, 'now', 1, item.since, overlooked ? 'arrival_overlooked' : 'arrival_waiting')
    }
    case 'promise':
    case 'update':
      return placeDue(item, clock)
    case 'owed':
      return put(item, 'next', 2, item.due, 'owed_overdue')
    case 'not_told':
      return {
        ...put(item, 'now', 2, item.since, 'not_told', { rule: item.rule ?? 'other' }),
        ...(item.due && item.due < item.since ? { by: item.due } : {}),
      }
    case 'greeted':
      return put(item, 'now', 3, item.since, 'greeted_waiting')
    case 'handover':
      return put(item, 'now', 4, item.since, 'handover_waiting')
    case 'asked': {
      // Only a colleague waits for it, until what they wish for is near.
      if (item.wishedBy === null) return put(item, 'next', 3, item.since, 'asked_waiting')
      if (item.wishedBy <= soon) return put(item, 'now', 4, item.since, 'asked_waiting')
      return { ...put(item, 'next', 2, item.since, 'asked_waiting'), by: item.wishedBy }
    }
    case 'asked_back':
      return put(item, 'next', 3, item.since, 'asked_back')
    case 'stands_in': {
      const presses = item.due <= soon
      return put(item, presses ? 'now' : 'next', presses ? 2 : 1, item.due, 'stands_in')
    }
    case 'waiting':
      return put(item, 'now', 5, item.since, 'answer_waiting')
    case 'snooze': {
      if (item.due <= now) return put(item, 'now', 5, item.due, 'snooze_over')
      return put(item, reach(item.due, clock), 1, item.due, 'snooze_ends')
    }
    case 'next_contact': {
      if (item.due > now) return put(item, reach(item.due, clock), 1, item.due, 'next_contact_ahead')
      // Past a day it does not press any more: somebody has to say whether it took place.
      const over = item.due <= clock.over
      return put(item, over ? 'moment' : 'next', 2, item.due, over ? 'next_contact_over' : 'next_contact_due')
    }
    case 'expected':
      return put(item, reach(item.due, clock), 1, item.due, 'expected')
    case 'ask':
      return put(item, 'moment', 1, item.since, 'ask_how')
    case 'yes_asked': {
      const values = { until: item.until }
      if (item.passed) return put(item, 'now', 4, item.since, 'yes_passed', values)
      const stands = now < item.until
      return put(item, 'now', stands ? 1 : 4, item.since, stands ? 'yes_waiting' : 'yes_over', values)
    }
    case 'yes_answered':
      return { ...put(item, 'now', 2, item.since, `yes_${item.outcome}`), by: earlier(item.due, item.since) }
    case 'may_help': {
      const code = item.enough ? 'may_help' : 'nobody_answered'
      return { ...put(item, 'now', 2, item.since, code), by: earlier(item.due, item.since) }
    }
    case 'rule_asked':
      return put(item, 'next', 3, item.since, item.vacant ? 'rule_vacant' : 'rule_asked')
    case 'cause':
      return put(item, 'moment', 2, item.since, item.vacant ? 'cause_vacant' : 'cause_open')
    case 'given':
      return put(item, 'moment', 4, item.since, 'given', { count: item.count })
    case 'held':
      return put(item, 'moment', 3, item.since, 'held', { count: item.count })
    case 'loose_end':
      if (item.missing === 'stand_in') {
        // Somebody is waiting for it, and only whoever leads knows.
        const presses = item.since <= soon
        return put(item, presses ? 'now' : 'next', presses ? 2 : 1, item.since, 'no_stand_in')
      }
      return put(item, 'moment', 3, item.since, item.missing === 'owner' ? 'no_owner' : 'no_next_date')
  }
}

function placeDue(item: TodayItem & { kind: 'promise' | 'update' }, clock: Clock): Placed {
  const { now, soon } = clock
  // A word nobody was told of is the house's own reminder, not what we said.
  const what = item.kind === 'update' && item.unsaid ? 'word' : item.kind
  if (item.due < now) return put(item, 'now', 2, item.due, `${what}_overdue`)
  if (item.due <= soon) {
    const minutes = Math.ceil(msBetween(now, item.due) / 60_000)
    return put(item, 'now', 2, item.due, `${what}_due_soon`, { minutes })
  }
  return put(item, reach(item.due, clock), 1, item.due, `${what}_due`)
}

function reach(due: Instant, { far }: Clock): TodayGroup {
  return due <= far ? 'next' : 'moment'
}

function put(
  item: TodayItem,
  group: TodayGroup,
  rank: number,
  at: Instant,
  code: WhyCode,
  values: Record<string, string | number> = {},
): Placed {
  return { item, group, rank, at, why: { code, values: { at, ...values } } }
}

function compare(a: Placed, b: Placed): number {
  if (a.rank !== b.rank) return a.rank - b.rank
  const [byA, byB] = [a.by ?? a.at, b.by ?? b.at]
  if (byA !== byB) return byA < byB ? -1 : 1
  const [ka, kb] = [`${a.item.kind} ${a.item.id}`, `${b.item.kind} ${b.item.id}`]
  return ka < kb ? -1 : ka > kb ? 1 : 0
}
