import type { Span } from '../../shared/time.ts'

/** Words that name a time gone by, said as the same words ahead: "yesterday 10:00" is today 10:00, a day earlier. */
export type PastWords = { readonly ahead: string } & (
  | { readonly is: 'earlier'; readonly by: Span }
  /** As long ago as the words lie ahead: "2 days ago" is "in 2 days", the other way. */
  | { readonly is: 'mirrored' }
)

const DAYS: readonly [RegExp, string, number][] = [
  [/\b(?:the )?day before yesterday\b/, 'today', -2],
  [/\byesterday\b/, 'today', -1],
  [/\blast (?:night|evening)\b/, 'this evening', -1],
  [/\bvorgestern\b/, 'heute', -2],
  [/\bgestern\b/, 'heute', -1],
  [/\bletzte nacht\b/, 'heute abend', -1],
]
const LAST =
  /\b(?:last|letzte[nrms]?|vergangene[nrms]?|vorige[nrms]?) (?=(?:mon|tue|wed|thu|fri|sat|sun|die|mit|don|fre|sam|son)[a-z]*\b)/
const LAST_WEEK = /\b(?:last week|(?:letzte|vergangene|vorige)r? woche)\b/

/** Hears in a typed date, plain and folded, that it names a time gone by; null where it does not. */
export function pastWords(typed: string): PastWords | null {
  for (const [pattern, word, days] of DAYS)
    if (pattern.test(typed)) return { is: 'earlier', ahead: typed.replace(pattern, word), by: { days } }
  if (LAST_WEEK.test(typed))
    return { is: 'earlier', ahead: typed.replace(LAST_WEEK, 'this week'), by: { days: -7 } }
  if (LAST.test(typed)) return { is: 'earlier', ahead: typed.replace(LAST, ''), by: { days: -7 } }
  const span = /^(?:(.+) ago|vor (\S+ (?:minuten?|stunden?|tag(?:en)?|wochen?)))$/.exec(typed.trim())
  return span ? { is: 'mirrored', ahead: `in ${span[1] ?? span[2]}` } : null
}
