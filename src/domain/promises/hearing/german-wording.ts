import type { Clause, Word } from './german-clauses.ts'
import type { Judged } from './german-reading.ts'
import { subjectOf } from './german-subject.ts'
import { asWritten, isPrefix } from './german-verbs.ts'
import { type Dated, withoutDates } from './heard-date.ts'

type Place = Pick<Word, 'start' | 'end'>

const longest = 120
/** Small words that say nothing of what is done. */
const filler =
  /^(?:ich|wir|gerne?|natuerlich|selbstverstaendlich|dann|danach|anschliessend|noch|auch|mal|ja|schon|eben|nun|jetzt|also|bestimmt|sicher)$/
/** "Sie bekommen" of somebody by name. */
const third: Readonly<Record<string, string>> = {
  bekommen: 'bekommt',
  bekommst: 'bekommt',
  erhalten: 'erhält',
  erhaeltst: 'erhält',
  haben: 'hat',
  hast: 'hat',
  habt: 'hat',
  kriegen: 'kriegt',
  kriegst: 'kriegt',
  erfahren: 'erfährt',
  erfaehrst: 'erfährt',
  wissen: 'weiß',
  weisst: 'weiß',
  finden: 'findet',
  findest: 'findet',
  koennen: 'kann',
  kannst: 'kann',
  koennt: 'kann',
  werden: 'wird',
  wirst: 'wird',
  werdet: 'wird',
  erhaltet: 'erhält',
}

/**
 * What a German clause promises, as a short phrase: what we do as an infinitive ("Marta zurückrufen"), what others do or what
 * happens as it was said ("Unser Monteur kommt zu Marta", "Ihr Anzug ist gebügelt").
 */
export function germanWording(
  text: string,
  clause: Clause,
  as: Judged,
  words: Dated | null,
  toName: string | undefined,
  /** the clause that says what they will be told */
  asked?: Clause,
): string {
  const about = asked ? `, ${tidy(text.slice(asked.start, asked.end))}` : ''
  const blank = withoutDates(text.slice(clause.start, clause.end), clause.start, words)
  const said = (word: Place) => blank.slice(word.start - clause.start, word.end - clause.start)
  return shorten(capital(named(tidy(phrase(blank, clause, as, said, toName)) + about, toName)))
}

function phrase(
  blank: string,
  clause: Clause,
  as: Judged,
  said: (word: Place) => string,
  toName: string | undefined,
): string {
  const { words } = clause
  const verb = words[as.at]
  const without = (left: (word: Word, i: number) => boolean) =>
    words.reduce((all, word, i) => (left(word, i) ? blanked(all, word, clause.start) : all), blank)
  switch (as.who) {
    case 'note':
      return noteOf(tidy(blank))
    case 'us': {
      if (!verb) return without(({ norm }) => filler.test(norm))
      const end = words.at(-1)!
      const beforeComma =
        words.find((word, i) => i > as.at && /^\s*[,;:(–]/.test(blank.slice(word.end - clause.start))) ?? end
      const last = isPrefix(beforeComma.norm) ? beforeComma : end
      const beside = words[words.indexOf(last) - 1]?.norm ?? ''
      const prefix =
        as.verb !== 'werden' && isPrefix(last.norm) && last !== verb && !/^(?:zu|mit|um)$/.test(beside)
          ? last
          : null
      const rest = without((word) => filler.test(word.norm) || word === verb || word === prefix)
      const infinitive =
        as.verb === 'werden'
          ? ''
          : `${prefix ? said(prefix).toLowerCase() : ''}${infinitiveOf(said(verb), as)}`
      const [main, ...behind] = tidy(rest)
        .replace(/\b(?:mich|mir|uns)\b/g, 'sich')
        .split(/(?=,\s)/)
      const about = behind.filter((part) =>
        /^, (?:dass|ob|wann|wie|wer|was|wo|welche)\b|\bzu \p{Ll}+n$/u.test(part),
      )
      return `${main} ${infinitive}${about.join('')}`
    }
    case 'you': {
      if (!verb) return blank
      if (/^(?:hoeren|hoerst|hoert|lesen|liest)$/.test(verb.norm))
        return `sich bei ${toName ?? 'Ihnen'} melden`
      const you = words.find(({ norm }, i) => Math.abs(i - as.at) === 1 && /^(?:sie|du|ihr)$/.test(norm))
      const rest = without((word) => word === verb || word === you || /^(?:dann|auch|noch)$/.test(word.norm))
      const finite = toName ? (third[verb.norm] ?? said(verb)) : said(verb)
      return `${toName ?? (you ? said(you) : 'Sie')} ${finite.toLowerCase()} ${lowered(tidy(rest))}`
    }
    default: {
      const isFirst = words.slice(0, as.at).every(({ norm }) => filler.test(norm))
      if (!verb || !isFirst) return without(({ norm }) => /^(?:dann|natuerlich|auch|noch)$/.test(norm))
      const subject = subjectOf(
        words.map(({ norm }) => norm),
        words,
        as.at,
      )
      const from = words.findIndex(
        (_, i) => i > as.at && subject.every((part, k) => words[i + k]?.norm === part),
      )
      if (from < 0 || subject.length === 0) return blank
      const own = { start: words[from]!.start, end: words[from + subject.length - 1]!.end }
      const rest = without((word) => word === verb || /^(?:dann|natuerlich|auch|noch)$/.test(word.norm))
      return `${said(own)} ${said(verb).toLowerCase()} ${tidy(blanked(rest, own, clause.start))}`
    }
  }
}

/** The article a sentence began with, now inside it. */
function lowered(words: string): string {
  return words.replace(/^(?:D(?:er|ie|as|en|em)|Ein(?:e[nmrs]?)?|Diese[nmrs]?|Alles?|Noch)(?= |$)/, (word) =>
    word.toLowerCase(),
  )
}

function infinitiveOf(said: string, as: Judged): string {
  const word = said.toLowerCase()
  const known = as.verb && asWritten(as.verb)
  if (known) return known
  if (as.verb === 'sein' || as.verb === 'haben') return as.verb
  return as.person === 'wir' || word.endsWith('n') ? word : `${word}${word.endsWith('e') ? 'n' : 'en'}`
}

/** What a note says was promised: behind "dass", or before "zugesagt". */
function noteOf(blank: string): string {
  const dass = /\bdass\b(?:\s+(?:wir|ich)\b)?(.*)$/is.exec(blank)
  if (dass) return dass[1]!.replace(/^\s*uns\b/, 'sich')
  return (
    blank
      .replace(
        /\b(?:zugesagt|versprochen|zugesichert|angekündigt|vereinbart|ausgemacht|avisiert)\b[\s,:]*/gi,
        ' ',
      )
      .replace(/^\s*(?:(?:habe|haben|ihr|ihm)\b\s*)+/i, '')
      .replace(/\bzu (\p{Ll}+)\s*$/u, '$1')
      // "Herrn Weber zugesagt, uns zu melden": to whom it is promised is known.
      .replace(/^.*(?<!\p{L})(?:mich|uns)(?!\p{L})(.*)\bmelden\s*$/u, 'Sich$1melden')
  )
}

function blanked(text: string, { start, end }: Place, at: number): string {
  return text.slice(0, start - at) + ' '.repeat(end - start) + text.slice(end - at)
}

/** Their name instead of "Sie" and "Ihnen". */
function named(what: string, toName: string | undefined): string {
  if (!toName) return what
  const [main, dass] = what.split(/(?=, dass\b)/)
  if (dass) return named(main!, toName) + dass
  return what
    .replace(/(?<![\p{L}])(?:Ihnen|Sie|dir|dich|euch)(?![\p{L}])/gu, toName)
    .replace(
      /(?<![\p{L}])(?:Ihr|[Dd]ein)(?:e[mnrs]?)?(?=\s\p{Lu})/gu,
      /[sxzß]$/.test(toName) ? `${toName}’` : `${toName}s`,
    )
}

function tidy(phrase: string): string {
  return (
    phrase
      .replace(/\s+/g, ' ')
      .replace(/\s+(?=[,;:.])/g, '')
      // Where a date was taken out between two commas.
      .replace(/(?<=\bsich), (?=(?:bei|zu|an|auf|in|mit) )/g, ' ')
      .replace(/^[\s,;:.!–—-]+|[\s,;:.!–—-]+$/g, '')
  )
}

function capital(words: string): string {
  // "Ich prüfe sie" is about what was sent, not about whom one writes to.
  if (/^sie \p{Ll}/u.test(words)) return words
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function shorten(line: string): string {
  return line.length <= longest ? line : `${line.slice(0, longest).replace(/\s+\S*$/, '')}…`
}
