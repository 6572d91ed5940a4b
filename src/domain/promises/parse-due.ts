import { instant } from '../shared/time.ts'
import { type Due, type DueContext, resolveDue } from './due.ts'
import { findDueWords } from './due-words.ts'
import { plainEnglish } from './plain-english.ts'

/**
 * Reads a date somebody typed: "tomorrow 10:30", "Fri 17:00", "in 2 hours", "noon", "4pm", "2026-11-25", a full ISO moment.
 * Null when it is not understood, also for days that do not exist; what is ambiguous or past is said so.
 */
export function parseDue(text: string, ctx: DueContext): Due | null {
  const typed = text.trim()
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/.test(typed))
    return isoMoment(typed, ctx)
  const plain = plainEnglish(typed).replace(/^(\d{4}-\d\d-\d\d)t(?=\d\d:)/, '$1 ')
  const [words, ...more] = findDueWords(plain, true)
  if (!words || more.length > 0 || words.meaning.is === 'vague') return null
  if (plain.slice(0, words.start).trim() !== '' || /[^\s.,!]/.test(plain.slice(words.end))) return null
  const due = resolveDue(words.meaning, ctx)
  return due.kind === 'open' ? null : due
}

function isoMoment(text: string, ctx: DueContext): Due | null {
  try {
    const at = instant(text)
    return at > ctx.now ? { kind: 'at', instant: at } : { kind: 'past', instant: at }
  } catch {
    return null
  }
}
