import { earlier, instant, msBetween, plus } from '../../shared/time.ts'
import { type Due, type DueContext, type DueMeaning, resolveDue } from '../due.ts'
import { findDueWords } from './due-words.ts'
import type { TimeGrammar } from './due-words-grammar.ts'
import { englishTime } from './english-grammar.ts'
import { germanTime } from './german-grammar.ts'
import { type PastWords, pastWords } from './past-words.ts'
import { foldedWords, plainWords } from './plain-words.ts'

/** Nobody types a date that is longer (characters). */
const LONGEST = 200

/**
 * Reads a date somebody typed, in English or German: "tomorrow 10:30", "Fri 17:00", "in 2 hours", "bis Freitag", "morgen
 * früh", "2026-11-25", a full ISO moment. Null when it is not understood; what is ambiguous, past ("yesterday 10:00") or a
 * day that does not exist is said so.
 */
export function parseDue(text: string, ctx: DueContext): Due | null {
  const typed = text.trim()
  if (typed.length > LONGEST) return null
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/.test(typed))
    return isoMoment(typed, ctx)
  const plain = plainWords(typed).replace(/^(\d{4}-\d\d-\d\d)t(?=\d\d:)/, '$1 ')
  const past = pastWords(foldedWords(plain))
  // "Vor 3 Stunden" is a span gone by, though "vor Freitag" lies ahead.
  if (past?.is === 'mirrored') return goneBy(past, ctx)
  return ahead(plain, ctx) ?? (past && goneBy(past, ctx))
}

function ahead(plain: string, ctx: DueContext): Due | null {
  const meaning = meaningOf(plain, englishTime) ?? meaningOf(foldedWords(plain), germanTime)
  return meaning && resolveDue(meaning, ctx)
}

/** "Yesterday 10:00" is understood: it is over, whatever hour it means. */
function goneBy(past: PastWords, ctx: DueContext): Due | null {
  const due = ahead(past.ahead, ctx)
  if (!due || due.kind === 'open' || due.kind === 'impossible') return due
  const at = due.kind === 'ambiguous' ? due.options.at(-1)! : due.instant
  const was =
    past.is === 'earlier' ? plus(at, past.by) : plus(ctx.now, { minutes: msBetween(at, ctx.now) / 60_000 })
  return { kind: 'past', instant: earlier(was, ctx.now) }
}

/** What the words mean when all of them are understood. */
function meaningOf(plain: string, grammar: TimeGrammar): DueMeaning | null {
  const [words, ...more] = findDueWords(plain, grammar, true)
  if (!words || more.length > 0 || words.meaning.is === 'vague') return null
  const rest = plain.slice(0, words.start).trim() + plain.slice(words.end)
  return /[^\s.,!]/.test(rest) ? null : words.meaning
}

function isoMoment(text: string, ctx: DueContext): Due | null {
  try {
    const at = instant(text)
    return at > ctx.now ? { kind: 'at', instant: at } : { kind: 'past', instant: at }
  } catch {
    return null
  }
}
