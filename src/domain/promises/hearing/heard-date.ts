import { looksBack } from '../due.ts'
import { type DueWords, findDueWords } from './due-words.ts'
import type { TimeGrammar } from './due-words-grammar.ts'

type Span = { readonly start: number; readonly end: number }
/** The date of a promise in its clause; `also` are the words that add to it ("tomorrow … by ten"). */
export type Dated = DueWords & { readonly also?: Span }

/** How a language tells deadlines from other words about time: `weigh` gives the weight they have in their clause. */
export type DeadlineGrammar = {
  readonly time: TimeGrammar
  readonly weigh: (before: string, words: DueWords, said: string) => number
  /** What may stand between a date in front and the opening of a promise. */
  readonly direct: RegExp
}

/** The words that name a deadline between two places of a clause, each with its weight there; the others are left out. */
function deadlinesIn(clause: string, from: number, to: number, grammar: DeadlineGrammar): DueWords[] {
  const part = clause.slice(from, to)
  return findDueWords(part, grammar.time)
    .map((words) => {
      const weight = grammar.weigh(part.slice(0, words.start), words, part.slice(words.start, words.end))
      return { ...words, start: words.start + from, end: words.end + from, weight }
    })
    .filter((words) => words.weight > 0)
}

/**
 * The date of a promise: the firmest of those found, and of equals the first. Words that only say what something is about or
 * for how long do not count. A day alone and a time alone are one date.
 */
export function deadlineIn(clause: string, from: number, to: number, grammar: DeadlineGrammar): Dated | null {
  return oneDate(deadlinesIn(clause, from, to, grammar))
}

/** One date of several. */
export function oneDate(all: readonly DueWords[]): Dated | null {
  const [first] = [...all].sort((a, b) => b.weight - a.weight || a.start - b.start)
  if (!first) return null
  for (const other of all) {
    const whole: Dated = other === first ? first : added(first, other)
    if (whole !== first) return whole
  }
  return first
}

/** "By noon you'll have the quote": the date in front, when it stands directly before the opening. */
export function deadlineBefore(before: string, grammar: DeadlineGrammar): Dated | null {
  const isFirst = ({ start }: DueWords) => before.slice(0, start).trim() === ''
  // "Yesterday I'll call you" is asked back; "as I said yesterday, I'll call you" is not.
  const last = findDueWords(before, grammar.time).findLast(
    (words) => words.weight >= 2 || (looksBack(words.meaning) && isFirst(words)),
  )
  const direct = last && grammar.direct.test(before.slice(last.end))
  return direct ? last : null
}

/** "Tomorrow I'll call you by ten": the day in front and the time behind are one date. */
export function withDay(words: Dated, front: DueWords): Dated {
  const [late, early] = [words.meaning, front.meaning]
  if (late.is !== 'moment' || early.is !== 'moment' || late.day !== null || early.day === null) return words
  const also = { start: front.start, end: front.end }
  return { ...words, also, meaning: { ...late, day: early.day, rolls: false } }
}

/** A day alone and a time alone, in either order. */
function added(first: DueWords, other: DueWords): Dated {
  const [a, b] = [first.meaning, other.meaning]
  if (a.is !== 'moment' || b.is !== 'moment') return first
  if (a.day === null && b.day !== null && b.time === null) return withDay(first, other)
  if (a.day === null || a.time !== null || b.day !== null || b.time === null) return first
  const also = { start: other.start, end: other.end }
  return { ...first, also, meaning: { ...a, time: b.time, rolls: false } }
}

/** The same date where its clause stands further on. */
export function shifted(words: Dated, by: number): Dated {
  const move = (span: Span) => ({ start: span.start + by, end: span.end + by })
  return { ...words, ...move(words), ...(words.also ? { also: move(words.also) } : {}) }
}

/** A stretch of a sentence, of which `at` is the place, with the dates blanked. */
export function withoutDates(stretch: string, at: number, words: Dated | null): string {
  const dates = words ? [words, ...(words.also ? [words.also] : [])] : []
  return dates.reduce((left, date) => {
    const from = Math.max(0, date.start - at)
    const to = Math.max(from, Math.min(left.length, date.end - at))
    return left.slice(0, from) + ' '.repeat(to - from) + left.slice(to)
  }, stretch)
}
