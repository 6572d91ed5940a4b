import { looksBack } from '../due.ts'
import type { DueWords } from './due-words.ts'
import { englishDeadlines } from './english-deadlines.ts'
import { type HeadKind, moreHeads } from './english-openings.ts'
import {
  advertising,
  askingTag,
  being,
  conditionBefore,
  conditionBehind,
  doing,
  doubtBefore,
  filler,
  finishing,
  type Opening,
  openings,
  tellingWhether,
  tryingToCall,
  usual,
  whether,
} from './english-promising.ts'
import { wording } from './english-wording.ts'
import { type Dated, deadlineBefore, deadlineIn, shifted, withDay, withoutDates } from './heard-date.ts'
import type { HeardPart, HearingContext } from './heard-part.ts'
import { plainWords } from './plain-words.ts'
import type { Sentence } from './sentences.ts'

type Head = {
  readonly kind: HeadKind
  readonly start: number
  readonly end: number
  readonly who: string | null
}
/** A stretch of a clause that is one promise. */
type Part = { readonly start: number; readonly end: number; readonly words: Dated | null }

/** Hears what an English sentence promises. */
export function hearEnglish(ctx: HearingContext): (sentence: Sentence) => HeardPart[] {
  const all = openings((ctx.ourNames ?? []).map(plainWords))
  return (sentence) =>
    partsOf(sentence, all).map(({ head, part }) => {
      const who = head.who && inItsLetters(sentence, head.start, head.who)
      const clause = withoutDates(sentence.text.slice(part.start, part.end), part.start, part.words)
      return {
        start: head.start,
        end: part.end,
        words: part.words,
        what: wording(clause, head.kind, who, ctx.toName),
      }
    })
}

/** Who it is as it was written; openings are found in lower-case. */
function inItsLetters({ text, plain }: Sentence, start: number, who: string): string {
  return plain.startsWith(who, start) ? text.slice(start, start + who.length) : who
}

function partsOf(sentence: Sentence, all: readonly Opening[]): { head: Head; part: Part }[] {
  const { plain } = sentence
  if (plain.endsWith('?') && !askingTag.test(plain)) return []
  if (usual.test(plain) || advertising.test(plain)) return []
  const heads = findHeads(sentence, all)
  const parts = heads.flatMap((head, i) => {
    const before = plain.slice(i > 0 ? heads[i - 1]!.end : 0, head.start)
    if (doubtBefore.test(before) || conditionBefore.test(plain.slice(0, head.start))) return []
    const stop = plain.slice(head.end).search(/[;:]\s/)
    const end = Math.min(heads[i + 1]?.start ?? plain.length, stop < 0 ? plain.length : head.end + stop)
    const fronted = i === 0 ? deadlineBefore(before, englishDeadlines) : null
    return hearClause(plain.slice(head.end, end), head, fronted).map((part) => ({ head, part }))
  })
  // "I'll check, and I'll call you by noon" is one promise: the one with a date.
  const isDated = ({ part }: { part: Part }) => part.words !== null && part.words.meaning.is !== 'vague'
  return parts.some(isDated) ? parts.filter(isDated) : parts
}

function findHeads(sentence: Sentence, all: readonly Opening[]): Head[] {
  const { plain } = sentence
  const plainly: Head[] = all.flatMap(({ kind, pattern }) =>
    [...plain.matchAll(pattern)].map((match) => {
      return { kind, start: match.index, end: match.index + match[0].length, who: match.groups?.who ?? null }
    }),
  )
  const inOrder = [...plainly, ...moreHeads(sentence)].sort((a, b) => a.start - b.start || b.end - a.end)
  return inOrder.filter((head, i) => inOrder.slice(0, i).every((earlier) => earlier.end <= head.start))
}

/** The parts of a clause that are promises: one for each date, with all that is to be done by then; places in the sentence. */
function hearClause(clause: string, head: Head, fronted: DueWords | null): Part[] {
  const condition = conditionAt(clause)
  const free = condition === null ? clause : clause.slice(0, condition)
  const parts: Part[] = []
  let open: Part | null = null
  for (const [start, end] of conjuncts(free)) {
    const dated = deadlineIn(free, start, end, englishDeadlines)
    // A note says when it was promised: "promised her a call yesterday".
    const words = head.kind === 'note' && dated && looksBack(dated.meaning) ? null : dated
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
  if (/^(?:thing|passive|note|leave)$/.test(head.kind)) return true
  if (/present|back|you_can/.test(head.kind)) return false
  if (head.kind !== 'you_will') return doing.test(said)
  return !/^(?:have to|get (?:used|a chance|the chance|to (?!you))|have (?:received|seen|noticed|a chance|time|no|trouble|the chance|to)|find (?:out|that|us|me))\b/.test(
    said,
  )
}

/** Any other verb is a promise beside a date, unless it only tells how somebody is ("I'll be away on Friday"). */
function isDoneBy(said: string, words: DueWords | null, head: Head): boolean {
  if (words === null || words.weight < 2) return false
  if (tryingToCall.test(said)) {
    return words.meaning.is === 'moment' && words.meaning.time !== null && words.meaning.time.is !== 'part'
  }
  if (head.kind === 'you_present') return words.weight >= 3
  if (/present|back|you_can/.test(head.kind) || finishing.test(said)) return true
  return head.kind !== 'let_me' && /\w/.test(said) && !being.test(said)
}

/** Without a date only what is plainly done for them counts; that something will be ready, or "let me see", does not. */
function mayBeOpen(clause: string, head: Head): boolean {
  switch (head.kind) {
    case 'thing':
      return /^(?:be )?(?!finished|completed|closed|needed)(?:[a-z]{2,}ed|sent|done for)\b/.test(
        clause.trimStart(),
      )
    case 'you_can':
    case 'going':
    case 'present':
    case 'others_present':
    case 'present_thing':
    case 'you_present':
    case 'back':
      return false
    case 'others':
      return doing.test(clause.trimStart())
    case 'you_will':
      return /^(?:also |then |definitely |certainly |surely )?(?:to |be )?(?:hear|hearing|called|contacted|notified|informed|refunded|reimbursed|(?:get|receive|have) (?:an?|our|my|your|the) (?:reply|answer|call|call-?back|refund|credit|replacement|confirmation|e-?mail|letter|quote|message|update|copy|invoice|receipt|new)\b)/.test(
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
