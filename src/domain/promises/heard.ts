import { type Due, type DueContext, resolveDue } from './due.ts'
import type { DueWords } from './due-words.ts'
import {
  askingTag,
  being,
  conditionBefore,
  conditionBehind,
  doing,
  doubtBefore,
  filler,
  type Opening,
  openings,
  tellingWhether,
  whether,
} from './english-promising.ts'
import { type Dated, deadlineBefore, deadlineIn, shifted, withDay } from './heard-date.ts'
import { wording } from './heard-wording.ts'
import { plainEnglish } from './plain-english.ts'
import { type Sentence, sentencesOf } from './sentences.ts'

/** A promise heard in words we are about to send; it becomes one only when a person confirms it. */
export type HeardPromise = {
  /** The sentence it was heard in, and where in the text its own words stand. */
  readonly sentence: string
  readonly start: number
  readonly end: number
  /** What is promised, short: "call Marta". */
  readonly what: string
  /** By when, as said: "by noon"; null when nothing was said. */
  readonly saidAs: string | null
  readonly due: Due
}

/** Who writes to whom: the first name of whom it is for, and the names of our own people ("Tom will call you"). */
export type HearingContext = DueContext & {
  readonly toName?: string
  readonly ourNames?: readonly string[]
}

type Head = {
  readonly kind: Opening['kind']
  readonly start: number
  readonly end: number
  readonly who: string | null
}
/** A stretch of a clause that is one promise. */
type Part = { readonly start: number; readonly end: number; readonly words: Dated | null }

/**
 * Hears what an English text promises (S3-21): offline, by rules, in the order of the text. Quotes, questions, conditions,
 * other people's promises, the past and mere politeness are not heard.
 */
export function hearPromises(text: string, ctx: HearingContext): HeardPromise[] {
  const all = openings((ctx.ourNames ?? []).map(plainEnglish))
  return sentencesOf(text).flatMap((sentence) =>
    partsOf(sentence.plain, all).map(({ head, part }) => write(text, sentence, head, part, ctx)),
  )
}

function partsOf(plain: string, all: readonly Opening[]): { head: Head; part: Part }[] {
  if (plain.endsWith('?') && !askingTag.test(plain)) return []
  const heads = findHeads(plain, all)
  const parts = heads.flatMap((head, i) => {
    const before = plain.slice(i > 0 ? heads[i - 1]!.end : 0, head.start)
    if (doubtBefore.test(before) || conditionBefore.test(plain.slice(0, head.start))) return []
    const stop = plain.slice(head.end).search(/[;:]\s/)
    const end = Math.min(heads[i + 1]?.start ?? plain.length, stop < 0 ? plain.length : head.end + stop)
    const fronted = i === 0 ? deadlineBefore(before) : null
    return hearClause(plain.slice(head.end, end), head, fronted).map((part) => ({ head, part }))
  })
  // "I'll check, and I'll call you by noon" is one promise: the one with a date.
  const isDated = ({ part }: { part: Part }) => part.words !== null && part.words.meaning.is !== 'vague'
  return parts.some(isDated) ? parts.filter(isDated) : parts
}

function findHeads(plain: string, all: readonly Opening[]): Head[] {
  const found = all.flatMap(({ kind, pattern }) =>
    [...plain.matchAll(pattern)].map((match) => {
      return { kind, start: match.index, end: match.index + match[0].length, who: match.groups?.who ?? null }
    }),
  )
  const inOrder = found.sort((a, b) => a.start - b.start || b.end - a.end)
  return inOrder.filter((head, i) => inOrder.slice(0, i).every((earlier) => earlier.end <= head.start))
}

/** The parts of a clause that are promises: one for each date, with all that is to be done by then; places in the sentence. */
function hearClause(clause: string, head: Head, fronted: DueWords | null): Part[] {
  const condition = conditionAt(clause)
  const free = condition === null ? clause : clause.slice(0, condition)
  const parts: Part[] = []
  let open: Part | null = null
  for (const [start, end] of conjuncts(free)) {
    const words = deadlineIn(free, start, end)
    const said = free.slice(start, end).replace(joiner, '').replace(filler, '')
    if (!open && !isDone(said, head) && !isDoneBy(said, words, head)) continue
    const part: Part = { start: open?.start ?? start, end, words }
    open = words === null && parts.length === 0 ? part : null
    if (words !== null) parts.push({ ...part, words: sameDay(words, parts.at(-1)?.words ?? null) })
    else if (parts.length > 0) parts.push({ ...parts.pop()!, end })
  }
  if (open) parts.push(open)
  if (parts.length === 0 && isDoneBy(free.replace(filler, ''), fronted, head)) {
    parts.push({ start: 0, end: free.length, words: null })
  }
  const settled = parts.map((part) => settle(part, head, fronted))
  if (condition === null) return settled.filter((part) => part.words !== null || mayBeOpen(clause, head))
  return isToldAnyway(clause, condition) ? settled.filter((part) => part.words !== null) : []
}

/** "Pick it up at 8 tomorrow and return it by 6": the second time is of the same day. */
function sameDay(words: Dated, earlier: Dated | null): Dated {
  return earlier ? { ...words, meaning: withDay(words, earlier).meaning } : words
}

/** Where the part stands in its sentence, with the date in front where it has none, or no day, of its own. */
function settle(part: Part, head: Head, fronted: DueWords | null): Part {
  const own = part.words && shifted(part.words, head.end)
  const words = own && fronted ? withDay(own, fronted) : (own ?? fronted)
  return { start: part.start + head.end, end: part.end + head.end, words }
}

const joiner = /^,?\s*\b(?:and|then|but)\b(?: then| also)*(?: i'll| i will| we'll| we will| will|'ll)?/

/** "check and call you": cut before each "and" that another thing to do follows. */
function conjuncts(clause: string): [number, number][] {
  const cuts = [...clause.matchAll(/,?\s*\b(?:and|then|but)\b/g)]
    .filter((match) => doing.test(clause.slice(match.index).replace(joiner, '').replace(filler, '')))
    .map((match) => match.index)
  return [0, ...cuts].map((from, i, all) => [from, all[i + 1] ?? clause.length])
}

/** Plainly something done for them. */
function isDone(said: string, head: Head): boolean {
  if (head.kind === 'thing') return true
  if (head.kind !== 'you_will') return doing.test(said)
  return !/^(?:have to|get (?:used|a chance|the chance|to (?!you))|have (?:received|seen|noticed|a chance|time|no|trouble|the chance|to)|find (?:out|that|us|me))\b/.test(
    said,
  )
}

/** Any other verb is a promise beside a date, unless it only tells how somebody is ("I'll be away on Friday"). */
function isDoneBy(said: string, words: DueWords | null, head: Head): boolean {
  return words !== null && words.weight >= 2 && head.kind !== 'let_me' && /\w/.test(said) && !being.test(said)
}

/** Without a date only what is plainly done for them counts; that something will be ready, or "let me see", does not. */
function mayBeOpen(clause: string, head: Head): boolean {
  switch (head.kind) {
    case 'thing':
    case 'going':
      return false
    case 'you_will':
      return /^(?:also |then |definitely |certainly |surely )?(?:to |be )?(?:hear|hearing|called|contacted)\b/.test(
        clause.trimStart(),
      )
    case 'let_me':
      return /\band (?:then )?(?:get back|come back|call|ring|let you know|write|reply|email|text|tell you|update)\b/.test(
        clause,
      )
    default:
      return true
  }
}

/** Where a condition begins behind a promise and takes it back; "check if" means "whether" and is none. */
function conditionAt(clause: string): number | null {
  for (const condition of clause.matchAll(conditionBehind)) {
    if (!whether.test(clause.slice(0, condition.index))) return condition.index
  }
  return null
}

/** "I'll let you know by noon if it is here": told either way. */
function isToldAnyway(clause: string, condition: number): boolean {
  return clause.startsWith('if', condition) && tellingWhether.test(clause.slice(0, condition))
}

function write(text: string, sentence: Sentence, head: Head, part: Part, ctx: HearingContext): HeardPromise {
  const words = part.words
  const dates = words ? [...(words.also ? [words.also] : []), words] : []
  const quote = (from: number, to: number) => text.slice(sentence.start + from, sentence.start + to)
  const saidAs = dates.map((date) => quote(date.start, date.end).trim()).join(' ')
  const start = Math.min(head.start, ...dates.map((date) => date.start))
  const end = Math.max(part.end, ...dates.map((date) => date.end))
  return {
    sentence: quote(0, sentence.plain.length).replace(/\s+/g, ' '),
    start: sentence.start + start,
    end:
      sentence.start +
      start +
      quote(start, end).replace(/(?:[\s.,;:!?]|\b(?:and|but|so|then)(?=\s*$))+$/, '').length,
    what: wording(
      without(quote(part.start, part.end), part.start, dates),
      head.kind,
      head.who && quote(head.start, head.start + head.who.length),
      ctx.toName,
    ),
    saidAs: saidAs.replace(/\s+/g, ' ').replace(/(?<!\.m)\.$/, '') || null,
    due: words ? resolveDue(words.meaning, ctx) : { kind: 'open' },
  }
}

/** A stretch of the sentence with the dates blanked. */
function without(stretch: string, at: number, dates: readonly { start: number; end: number }[]): string {
  return [...stretch.split('').entries()]
    .map(([i, letter]) => (dates.some((date) => date.start <= at + i && at + i < date.end) ? ' ' : letter))
    .join('')
}
