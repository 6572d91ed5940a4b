import { clock, type DayMeaning, type DayPart, type DueMeaning, looksBack, type TimeMeaning } from '../due.ts'
import type { Atom, Found, TimeGrammar } from './due-words-grammar.ts'

/** Words about time found in a text: where they stand, and what they mean. */
export type DueWords = {
  readonly start: number
  readonly end: number
  readonly meaning: DueMeaning
  /** How firmly it names a deadline: 3 "by", "within"; 2 "tomorrow", "at"; 1 "soon", "yesterday"; 0 "for", "from", "about". */
  readonly weight: number
}

/**
 * Finds words about time in a text that was written in lower-case with plain apostrophes (same length as the original).
 * `typed`: the text is a date somebody typed into a field, so numbers alone may be times.
 */
export function findDueWords(text: string, grammar: TimeGrammar, typed = false): DueWords[] {
  const groups: { atoms: Atom[]; start: number; end: number }[] = []
  for (const atom of findAtoms(text, grammar, typed)) {
    const group = groups.at(-1)
    const gap = group ? text.slice(group.end, atom.start) : ''
    if (group && joins(text, group.start, gap, grammar) && fits(group.atoms, atom, gap, grammar)) {
      group.atoms.push(atom)
      group.end = atom.end
    } else groups.push({ atoms: [atom], start: atom.start, end: atom.end })
  }
  return groups.map((group) => {
    const lead = grammar.lead.exec(text.slice(Math.max(0, group.start - 40), group.start))?.[1] ?? ''
    const tail = grammar.tail.exec(text.slice(group.end, group.end + 40))?.[0] ?? ''
    const inner = text.slice(group.start, group.end)
    const time = group.atoms.find((atom) => atom.is === 'time') ?? group.atoms[0]!
    const isAfter = grammar.after.test(text.slice(Math.max(0, time.start - 12), time.start))
    const meaning = combine(group.atoms, isAfter)
    const weight = weigh(lead, inner, tail, meaning, grammar)
    return { start: group.start - lead.length, end: group.end + tail.length, meaning, weight }
  })
}

function findAtoms(text: string, grammar: TimeGrammar, typed: boolean): Atom[] {
  const atoms: Atom[] = []
  let index = 0
  while (index < text.length) {
    const previous = atoms.at(-1) ?? null
    if (!isWordStart(text, index) && previous?.end !== index) {
      index += 1
      continue
    }
    const near = previous && isNear(text, previous.end, index, grammar) ? previous : null
    const atom = readAtom(text, index, grammar, typed, near)
    if (atom && !grammar.notAhead.test(text.slice(Math.max(0, index - 14), index))) atoms.push(atom)
    index = atom ? atom.end : index + 1
  }
  return atoms
}

function isNear(text: string, from: number, to: number, grammar: TimeGrammar): boolean {
  return to - from < 30 && grammar.near.test(text.slice(from, to))
}

function readAtom(
  text: string,
  index: number,
  grammar: TimeGrammar,
  typed: boolean,
  near: Atom | null,
): Atom | null {
  const before = text.slice(Math.max(0, index - 24), index)
  for (const [pattern, read] of grammar.rules) {
    pattern.lastIndex = index
    const match = pattern.exec(text)
    const found = match && read(match, { before, after: text.slice(index + match[0].length), typed, near })
    if (match && found) return { ...found, start: index, end: index + match[0].length }
  }
  return null
}

/** Only small words stand between; and "for Friday by noon" is two: what it is for, and by when. */
function joins(text: string, start: number, gap: string, grammar: TimeGrammar): boolean {
  if (gap.length >= 60 || !grammar.between.test(gap)) return false
  const [lead, firm] = grammar.apart
  return !lead.test(text.slice(Math.max(0, start - 12), start)) || !firm.test(gap)
}

/** Two words about time are one expression when they add to each other: a day and a time, or "Thursday or Friday". */
function fits(atoms: readonly Atom[], next: Atom, gap: string, grammar: TimeGrammar): boolean {
  if (next.is === 'whole' || atoms.some((atom) => atom.is === 'whole')) return false
  if (grammar.or.test(gap)) return atoms.at(-1)!.is === next.is
  if (grammar.and.test(gap)) return false
  const kinds = atoms.map(kindOf)
  if (next.is === 'day' && next.day.is === 'week')
    return atoms.some((a) => a.is === 'day' && a.day.is === 'weekday')
  // "Tuesday the 24th" is one day.
  const last = atoms.at(-1)!
  if (next.is === 'day' && next.day.is === 'date' && last.is === 'day' && last.day.is === 'weekday')
    return true
  return !kinds.includes(kindOf(next))
}

function kindOf(atom: Found): string {
  if (atom.is !== 'time') return atom.is
  return atom.time.is === 'part' ? 'part' : 'time'
}

function combine(atoms: readonly Atom[], isAfter: boolean): DueMeaning {
  let day: DayMeaning | null = null
  let time: TimeMeaning | null = null
  let part: DayPart | null = null
  let rolls = false
  for (const atom of atoms) {
    if (atom.is === 'whole') return atom.meaning
    if (atom.is === 'day') {
      day = joinDays(day, atom.day)
      continue
    }
    rolls ||= atom.rolls ?? false
    if (atom.time.is === 'part') part = atom.time.part
    else time = atom.time
  }
  if (part) time = joinPart(time, part)
  if (time === null || time.is === 'part' || !isAfter) {
    return { is: 'moment', day, time, rolls: rolls && day === null }
  }
  // "After three": from then on, so what was promised is the day.
  return { is: 'moment', day: day ?? { is: 'in_days', days: 0 }, time: null, rolls: false }
}

/** "Two" and "this afternoon" are 14:00. */
function joinPart(time: TimeMeaning | null, part: DayPart): TimeMeaning {
  if (time === null) return { is: 'part', part }
  if (time.is !== 'bare') return time
  const hour = time.hour % 12
  const midnight = hour === 0 && part === 'evening'
  const shift = midnight ? 24 : part === 'morning' ? 0 : 12
  return { is: 'clock', time: clock(hour + shift, midnight ? 0 : time.minute) }
}

/** "Friday" and "next week" are the Friday of next week; "Tuesday the 24th" is a date; else the later word holds. */
function joinDays(known: DayMeaning | null, next: DayMeaning): DayMeaning {
  if (known?.is !== 'weekday') return next
  return next.is === 'week' || next.is === 'date' ? { ...next, weekday: known.weekday } : next
}

function weigh(
  lead: string,
  inner: string,
  tail: string,
  meaning: DueMeaning,
  { loose, unless, firm, firmSpan }: TimeGrammar,
): number {
  if (meaning.is === 'vague') return 1
  if (loose.test(lead) && !unless.test(lead)) return 0
  if (looksBack(meaning)) return 1
  return firm.test(lead) || firm.test(inner) || firm.test(tail) || firmSpan.test(inner) ? 3 : 2
}

function isWordStart(text: string, index: number): boolean {
  return (
    /[\w~]/.test(text[index]!) &&
    (index === 0 ||
      !/[\w'.:/-]/.test(text[index - 1]!) ||
      (/[.:-]/.test(text[index - 1]!) && !/\w/.test(text[index - 2] ?? ' ')))
  )
}
