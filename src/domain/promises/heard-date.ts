import { type DueWords, findDueWords } from './due-words.ts'

/** The date of a promise in its clause; `also` are the words that add the day to it ("tomorrow … by ten"). */
export type Dated = DueWords & { readonly also?: { readonly start: number; readonly end: number } }

/** What words are about rather than when: "about the appointment on Friday", "your invoice for Monday". */
const about =
  /\b(?:about|regarding|concerning|your|the|our|an?) (?:[\w']+ ){0,3}?(?:appointment|visit|meeting|booking|invoice|delivery|slot|inspection|quote|order|e?-?mail|message|letter|call|question|notes?)(?: [\w']+){0,3} $/
/** Things done for so long, not by then: "we'll keep it until Friday". */
const lasting = /\b(?:extend|reserve|keep|hold|store|book|block|save|look after|park|rent|pause|postpone)\b/

/**
 * The words that name the deadline between two places of a clause: the firmest, and of equals the first. Words that only say
 * what something is about or for how long do not count. A day alone in front is added to a time alone.
 */
export function deadlineIn(clause: string, from: number, to: number): Dated | null {
  const all = findDueWords(clause.slice(from, to))
    .map((words) => ({ ...words, start: words.start + from, end: words.end + from }))
    .map((words) => ({ ...words, weight: weightIn(clause, words) }))
    .filter((words) => words.weight > 0)
  const [first] = [...all].sort((a, b) => b.weight - a.weight || a.start - b.start)
  if (!first) return null
  const day = all.find((words) => words !== first && words.end <= first.start)
  return day ? withDay(first, day) : first
}

/** "By noon you'll have the quote": the date in front, when it stands directly before the opening. */
export function deadlineBefore(before: string): DueWords | null {
  const last = findDueWords(before).at(-1)
  const direct = last && /^[\s,]*(?:(?:then|at the latest|latest)[\s,]*)?$/.test(before.slice(last.end))
  return direct && last.weight >= 2 ? last : null
}

/** "Tomorrow I'll call you by ten": the day in front and the time behind are one date. */
export function withDay(words: Dated, front: DueWords): Dated {
  const [late, early] = [words.meaning, front.meaning]
  if (late.is !== 'moment' || early.is !== 'moment' || late.day !== null || early.day === null) return words
  const also = { start: front.start, end: front.end }
  return { ...words, also, meaning: { ...late, day: early.day, rolls: false } }
}

/** The same date where its clause stands further on. */
export function shifted(words: Dated, by: number): Dated {
  const move = (span: { start: number; end: number }) => ({ start: span.start + by, end: span.end + by })
  return { ...words, ...move(words), ...(words.also ? { also: move(words.also) } : {}) }
}

function weightIn(clause: string, words: DueWords): number {
  const before = clause.slice(0, words.start)
  const said = clause.slice(words.start, words.end)
  if (
    words.weight === 0 &&
    /\b(?:ready|done|finished|prepared|available)(?: (?:for|to) (?:pick-?up|collection|collect|be collected))?\s*$/.test(
      before,
    )
  )
    return 2
  if (/^(?:until|till)\b/.test(said) && lasting.test(before)) return 0
  // "Whether Sunday is safe": the day is what it is about.
  if (/\b(?:whether|if|that|how|why)\s*$/.test(before)) return 0
  return words.weight === 2 && /^(?:on|at|from|of|for)\b/.test(said) && about.test(before) ? 0 : words.weight
}
