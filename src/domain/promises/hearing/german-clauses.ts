import type { DueWords } from './due-words.ts'
import { isParticiple, spelled } from './german-verbs.ts'

/** A word of a clause: as it stands, and with its umlauts written out ("zurück" is "zurueck"), in lower-case. */
export type Word = {
  readonly norm: string
  readonly start: number
  readonly end: number
  readonly isCapital: boolean
}
/** A clause of a sentence: what joins it to the one before, its words without dates, and its dates. */
export type Clause = {
  readonly joiner: string
  readonly start: number
  readonly end: number
  readonly words: readonly Word[]
  readonly dates: readonly DueWords[]
}

const joiners = /[,;:()]|\s[–—-]{1,2}\s|(?<![a-zäöüß])(?:und|sowie|aber|sondern|denn|oder)(?![a-zäöüß])/g

/** Cuts a German sentence into clauses at commas and at "und", "aber"…, never inside a date. */
export function clausesOf(text: string, plain: string, dates: readonly DueWords[]): Clause[] {
  const masked = dates.reduce(
    (left, { start, end }) => left.slice(0, start) + '_'.repeat(end - start) + left.slice(end),
    plain,
  )
  const clauses: Clause[] = []
  let from = 0
  let joiner = ''
  for (const cut of masked.matchAll(joiners)) {
    push(from, cut.index)
    joiner = cut[0].trim()
    from = cut.index + cut[0].length
  }
  push(from, plain.length)
  return clauses

  function push(start: number, end: number): void {
    const words = [...masked.slice(start, end).matchAll(/[a-zäöüß'-]*[a-zäöüß][a-zäöüß'-]*/g)].map(
      (found) => {
        const at = start + found.index
        const isCapital = /\p{Lu}/u.test(text[at]!)
        return { norm: spelled(found[0].replace(/'s$/, '')), start: at, end: at + found[0].length, isCapital }
      },
    )
    const own = dates.filter((date) => start <= date.start && date.end <= end)
    const last = clauses.at(-1)
    if (words.length === 0 && own.length === 0) return
    // A comma around nothing but a date, or before what cannot stand alone, parts nothing.
    if (last && (words.length === 0 || last.words.length === 0 || !mayStandAlone(words, last))) {
      clauses[clauses.length - 1] = joined(last, { joiner, start, end, words, dates: own })
    } else clauses.push({ joiner, start, end, words, dates: own })
  }
}

/** Two clauses as one. */
export function joined(a: Clause, b: Clause): Clause {
  return { ...a, end: b.end, words: [...a.words, ...b.words], dates: [...a.dates, ...b.dates] }
}

/** Has something that may be a verb: not just "und Rechnung", ", Frau Meier". */
function mayStandAlone(words: readonly Word[], before: Clause): boolean {
  const isVerb = ({ norm, isCapital }: Word, i: number) =>
    (!isCapital || i === 0) &&
    (/(?:e|t|en|ern|eln)$/.test(norm) ||
      /^(?:ist|sind|bin|war|waren|wuerde|gibt|hat|hab|ruf|meld|schick|sag|schau|komm|wird|kann|weiss)$/.test(
        norm,
      )) &&
    !notVerbs.has(norm)
  if (words.some(isVerb)) return true
  // "Kunde gesagt, Rückruf …" and greetings stand alone.
  return before.words.every((word, i) => !isVerb(word, i)) || words.some(({ norm }) => isParticiple(norm))
}

const notVerbs = new Set(
  'ihnen ihre ihren seine seinen meine meinen unsere unseren deine deinen eine einen keine keinen alle allen diese diesen gerne bitte heute danke leute und mit seit bereits spaetestens nicht naechste naechsten beste besten neue neuen alte alten kurze kurzen liebe lieben sehr geehrte geehrten den wegen gegen neben oben unten ganzen ganze erste ersten letzte letzten weitere weiteren andere anderen'.split(
    ' ',
  ),
)
