import { looksBack } from '../due.ts'
import { type DueWords, findDueWords } from './due-words.ts'
import { type Clause, clausesOf, joined, type Word } from './german-clauses.ts'
import { germanTime } from './german-grammar.ts'
import { judge } from './german-judging.ts'
import { advertising, guessed, reported } from './german-promising.ts'
import type { Judged } from './german-reading.ts'
import { germanWording } from './german-wording.ts'
import { oneDate } from './heard-date.ts'
import type { HeardPart, HearingContext } from './heard-part.ts'
import { foldedWords, plainWords } from './plain-words.ts'
import type { Sentence } from './sentences.ts'

/** What asks back at the end and leaves a promise one: "…, passt das?" */
const askingTag =
  /[,;–—-]\s*(?:ja|okay|ok|passt(?: das| dir| ihnen)?(?: so)?|in ordnung|recht so|geht das|einverstanden|ist das (?:ok|okay|recht|in ordnung))(?: (?:für|bei) (?:sie|dich|euch|ihnen|dir))?\s*\?$/
/** What words are about rather than when: "wegen des Termins am Freitag", "Ihre Rechnung vom Montag". */
const about =
  /\b(?:wegen|bezue?glich|betreffs?|zu[mr]?|ue?ber|fue?r|von|vom)\s+(?:[a-z]+ ){0,3}(?:termin|termins|besuch|besuchs|treffen|bestellung|rechnung|anruf|mail|nachricht|lieferung|gesprach|kurs|meeting|reservierung)\s*$/
const subordinate =
  /^(?:ob|weil|wann|wie|wer|wo|warum|wieso|wozu|welche[nrms]?|damit|sodass|obwohl|während|nachdem|bevor|indem|sobald|was|wohin|solange bis|weshalb)$/
const relative = /^(?:der|die|das|den|dem|denen|deren|dessen)$/
const unlikely = /^(?:falls|sofern|solange|ausser|soweit|vorausgesetzt|angenommen|je nachdem|notfalls)$/
/** "Wenn Sie möchten", "wenn etwas ist": a condition; "wenn die Teile da sind" is only when. */
const ifs =
  /^(?:sie|du|ihr|man|etwas|was|es|sich|alles|nichts|noch|jemand|moeglich|noetig|gewuenscht|dir|ihnen|euch|gar|kein|keine|keiner|irgend|irgendetwas|dich|das|bedarf|dann|doch|interesse)$/

/** Hears what a German sentence promises: clause by clause, since its verbs stand in many places. */
export function hearGerman(ctx: HearingContext): (sentence: Sentence) => HeardPart[] {
  const ourNames = new Set((ctx.ourNames ?? []).map(plainWords))
  return (sentence) => {
    const { plain, text } = sentence
    if ((plain.endsWith('?') && !askingTag.test(plain)) || advertising.test(plain)) return []
    const spelt = foldedWords(plain)
    const dates = findDueWords(spelt, germanTime).filter(
      (words) => !about.test(spelt.slice(0, words.start)) && !tellsOfBefore(spelt, words),
    )
    const clauses = folded(clausesOf(text, plain, dates))
    const found = judged(clauses, plain, ourNames).map(({ clause, as }) => {
      // A note says when it was promised: "Rückruf gestern zugesagt".
      const isWhen = (date: DueWords) => date.weight > 0 && !(as.who === 'note' && looksBack(date.meaning))
      const words = oneDate(clause.dates.filter(isWhen))
      const [first, last] = [clause.words[0]!, clause.words.at(-1)!]
      const asked = askedBehind(clauses, clause, as)
      const end = Math.max(last.end, (asked ?? clause).end)
      const what = germanWording(text, clause, as, words, ctx.toName, asked)
      return { start: first.start, end, words, as, what }
    })
    const kept = merged(found)
    return kept.map(({ start, end, words, what }) => ({ start, end, words, what }))
  }
}

/** "Ich sage Anna bis zwei, welcher Tisch gedeckt ist": what they will be told, which promises nothing by itself. */
function askedBehind(clauses: readonly Clause[], clause: Clause, { who, verb }: Judged): Clause | undefined {
  if (who !== 'us' || !/^(?:sagen|teilen|mitteilen|schreiben|melden|klaeren|pruefen)$/.test(verb ?? ''))
    return
  const next = clauses[clauses.indexOf(clause) + 1]
  const isAsked = next?.joiner === ',' && next.dates.length === 0 && asking.test(next.words[0]?.norm ?? '')
  return isAsked && /(?:t|en|e|n)$/.test(next.words.at(-1)!.norm) ? next : undefined
}

const asking = /^(?:ob|was|wer|wen|wem|wann|wie|wo|wohin|woran|warum|weshalb|welche[mnrs]?|wieviel)$/

/** "Wie gestern besprochen", "die Rechnung von letzter Woche": what it is about, not when. */
function tellsOfBefore(spelt: string, { start, end, meaning, weight }: DueWords): boolean {
  if (!looksBack(meaning)) return false
  const before =
    /\b(?:wie|als|seit|vo[nm]|aus|de[rsmn]|die|das|uber|zu[rm]?|beim?|mit|wegen|bisher|schon|bereits|noch)\s+$/
  const adjective = /^ [a-z]+(?:te|ne)[nmrs]?\b/
  const led = /^(?:vo[nm]|zu[rm]?|de[rmn])\b/
  if (weight === 0 || led.test(spelt.slice(start, end))) return true
  return before.test(spelt.slice(0, start)) || adjective.test(spelt.slice(end))
}

type Candidate = { clause: Clause; as: Judged }

function judged(clauses: readonly Clause[], plain: string, ourNames: ReadonlySet<string>): Candidate[] {
  const found: Candidate[] = []
  let before: Judged | null = null
  let isOffer = false
  const isReported = reported.test(plain)
  const isGuessed = guessed.test(plain)
  const isWaiting = clauses.some(
    (clause) =>
      kindOf(clause) === 'sub' && /^(?:sobald|wenn|nachdem|erst)$/.test(clause.words[0]?.norm ?? ''),
  )
  for (const clause of clauses) {
    const kind = kindOf(clause)
    if (kind === 'if') {
      if (found.length > 0 && clause.joiner !== ';') found.pop()
      else isOffer = true
    }
    if (kind !== 'main') continue
    const judgement: Judged | null = isOffer ? null : judge(clause, before, ourNames, plain)
    const as: Judged | null =
      judgement && isWaiting && judgement.who === 'us'
        ? { ...judgement, needs: 'nothing' as const }
        : judgement
    before = as ?? unheard(clause)
    if (!as || isGuessed || (isReported && as.who !== 'us')) continue
    if (isDatedAs(clause, as)) found.push({ clause, as })
  }
  return found
}

/** A clause that promises nothing still says who goes on: "Morgen weiß ich mehr und rufe Sie an". */
function unheard({ words }: Clause): Judged | null {
  const person = words.find(({ norm }) => norm === 'ich' || norm === 'wir')?.norm
  return person ? { who: 'us', person: person as 'ich' | 'wir', needs: 'date', at: -1, verb: null } : null
}

/** Has a date firm enough for what is said, or needs none. */
function isDatedAs(clause: Clause, as: Judged): boolean {
  const weight = Math.max(0, ...clause.dates.map((date) => date.weight))
  if (as.needs === 'nothing') return true
  if (as.needs === 'hour')
    return clause.dates.some(
      ({ meaning }) => meaning.is === 'moment' && meaning.time !== null && meaning.time.is !== 'part',
    )
  if (as.needs === 'firm') return weight >= 3 || clause.dates.some(isLater)
  return weight >= 2
}

/** A day after today, so that "ist am Montag angekommen" is not taken for what will be. */
function isLater({ meaning }: DueWords): boolean {
  return (
    meaning.is === 'moment' &&
    meaning.day !== null &&
    ((meaning.day.is === 'in_days' && meaning.day.days > 0) ||
      meaning.day.is === 'in_working_days' ||
      (meaning.day.is === 'week' && meaning.day.week > 0))
  )
}

function kindOf({ words, joiner }: Clause): 'main' | 'sub' | 'if' {
  const [first, second] = words
  if (!first) return 'sub'
  if (unlikely.test(first.norm) || (first.norm === 'bei' && second?.norm === 'bedarf')) return 'if'
  if (/^soll(?:te|ten)?$/.test(first.norm)) return 'if'
  const at = words.findIndex(({ norm }) => norm === 'wenn')
  if (at === 0 || (at === 1 && /^(?:nur|erst|immer|auch|und)$/.test(first.norm))) {
    const next = words[at + 1]?.norm ?? ''
    if (words.some(({ norm }) => /^(?:weit|soweit|fertig|da|vorliegt|angekommen)$/.test(norm))) return 'sub'
    return ifs.test(next) ||
      words.some(({ norm }) =>
        /^(?:klappt|gut|recht|moeglich|gewuenscht|noetig|haetten?|waeren?)$/.test(norm),
      )
      ? 'if'
      : 'sub'
  }
  if (subordinate.test(first.norm)) return 'sub'
  if (second && subordinate.test(second.norm) && /^(?:auf|in|mit|zu|bei|von|an|fuer|um)$/.test(first.norm))
    return 'sub'
  const isLast = (word: Word | undefined) => word !== undefined && /(?:t|en|e)$/.test(word.norm)
  if (
    joiner === ',' &&
    relative.test(first.norm) &&
    words.length > 2 &&
    !second?.isCapital &&
    isLast(words.at(-1)) &&
    !isLast(second)
  ) {
    return words.some(({ norm }) => /^(?:ich|wir|sie|du)$/.test(norm)) ? 'main' : 'sub'
  }
  return 'main'
}

/** "Ich sorge dafür, dass …" and "…, Sie zu erreichen" are one clause with what they are about; "…, dann" keeps its date. */
function folded(clauses: readonly Clause[]): Clause[] {
  const all: Clause[] = []
  for (const clause of clauses) {
    const last = all.at(-1)
    const [first] = clause.words
    if (last && (first?.norm === 'dass' || isInfinitive(clause))) all[all.length - 1] = joined(last, clause)
    else if (last && goesOn(last, clause)) all.push({ ...clause, dates: last.dates })
    else if (last && first?.norm === 'dann' && clause.dates.length === 0)
      all.push({ ...clause, dates: last.dates })
    else all.push(clause)
  }
  return all
}

/** "Morgen weiß ich mehr und rufe Sie an": the date in front is of both. */
function goesOn(last: Clause, { joiner, dates, words }: Clause): boolean {
  const isFronted = last.dates.length > 0 && last.dates[0]!.start < last.words[0]!.start
  return (
    joiner === 'und' &&
    isFronted &&
    dates.length === 0 &&
    /^weiss$/.test(last.words[0]!.norm) &&
    words.length > 1
  )
}

function isInfinitive({ words, joiner }: Clause): boolean {
  const [last, before] = [words.at(-1)?.norm ?? '', words.at(-2)?.norm]
  return (
    joiner === ',' &&
    ((before === 'zu' && /n$/.test(last)) ||
      /^(?:an|auf|aus|ab|ein|mit|nach|vor|weiter|zurueck|zu|durch|vorbei|bereit|um)zu[a-z]{3,}n$/.test(last))
  )
}

/** "Ich frage nach und rufe Sie bis vier an" is one promise: what leads to another, without a date of its own, goes with it. */
function merged<T extends { words: unknown; start: number; as: Judged }>(found: readonly T[]): T[] {
  if (found.length < 2) return [...found]
  const dated = found.filter(({ words }) => words !== null)
  if (dated.length > 0) {
    const kept: T[] = []
    let start: number | null = null
    for (const one of found) {
      if (one.words === null && one.as.who !== 'thing') {
        start ??= one.start
        continue
      }
      kept.push({ ...one, start: start ?? one.start })
      start = null
    }
    return kept
  }
  return found.every(({ as }) => as.who === 'us')
    ? [{ ...found[0]!, ...{ end: (found.at(-1) as never as { end: number }).end } }]
    : [...found]
}
