import type { DayMeaning, DueMeaning, TimeMeaning } from '../due.ts'

/** What one word about time, or a few, say. `rolls`: "in the morning" may be tomorrow's. */
export type Found =
  | { readonly is: 'day'; readonly day: DayMeaning }
  | { readonly is: 'time'; readonly time: TimeMeaning; readonly rolls?: boolean }
  | { readonly is: 'whole'; readonly meaning: DueMeaning }
/** The same, with where it stands. */
export type Atom = Found & { readonly start: number; readonly end: number }
/** What stands around a word; `near` is the word about time just before it. */
export type Place = {
  readonly before: string
  readonly after: string
  readonly typed: boolean
  readonly near: Atom | null
}
/** A pattern (sticky) and how to read it; null says that it means something else here. */
export type Rule = readonly [pattern: RegExp, read: (m: RegExpExecArray, place: Place) => Found | null]

/** How a language speaks of time: the words themselves, and the small ones around them. */
export type TimeGrammar = {
  readonly rules: readonly Rule[]
  /** All that may stand between two words of one date ("Friday by noon"). */
  readonly between: RegExp
  /** The same between a word and the one it helps to read. */
  readonly near: RegExp
  /** Small words before a date that belong to it; the first group is them. */
  readonly lead: RegExp
  /** Words behind a date that belong to it ("at the latest"). */
  readonly tail: RegExp
  /** Words before a date that make it none of ours ("last Friday"). */
  readonly notAhead: RegExp
  /** In the lead: from then on ("after three"). */
  readonly after: RegExp
  /** In the lead: what something is for or about, no deadline; `firm` and `unless` win over it. */
  readonly loose: RegExp
  readonly unless: RegExp
  /** Names a deadline: "by", "within". */
  readonly firm: RegExp
  /** A span that begins so names a deadline ("in two days"). */
  readonly firmSpan: RegExp
  readonly or: RegExp
  readonly and: RegExp
  /** Before and in the gap of two dates that stay two: "for Friday by noon". */
  readonly apart: readonly [lead: RegExp, gap: RegExp]
}
