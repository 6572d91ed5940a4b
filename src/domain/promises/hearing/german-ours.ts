import { isTold, noted } from './german-notes.ts'
import { aboutNow, being, definite, modal, openAnyway, openWith, toYou } from './german-promising.ts'
import { byUs, type Judged, type Reading } from './german-reading.ts'
import { doneByMe, doneBySeveral, doneByThem, isParticiple } from './german-verbs.ts'

type Person = 'ich' | 'wir'

const beforeVerb =
  /^(?:dann|danach|anschliessend|auch|gern|gerne|ok|okay|ja|alles|klar|sehr|natuerlich|selbstverstaendlich|gut|super|hallo|guten|tag)$/
/** These are nouns as often as verbs at the head of a sentence. */
const alsoNouns = /^(?:frage|sage|sorge|pflege|reise|buche|plane|suche|kosten)$/
const promising =
  /^(?:verspreche|versprechen|sorge|sorgen|bestaetige|bestaetigen|garantiere|garantieren|zusichern|sichern|sichere|versichere|versichern|kuemmere|kuemmern|darauf|dafuer|sicher|zusagen|sage)$/
const athand =
  /^(?:fertig|bereit|parat|da|hier|zurueck|apparat|ergebnis|antwort|angebot|loesung|ersatz|ersatzteil|teil|ergebnisse)$/
const away = /^(?:zeit|frei|urlaub|geschlossen|geoeffnet|offen|zu)$/

/** Hears "Ich rufe … an", "… rufen wir … an", "und rufe … an", "Melde mich …". */
export function ours(reading: Reading): Judged | null {
  const { n, words, plain, has } = reading
  const i = n.findIndex((word) => word === 'ich' || word === 'wir')
  if (i < 0) return goingOn(reading) ?? withoutI(reading)
  const person = n[i] as Person
  const dass = n.indexOf('dass')
  if (dass >= 0 && dass < i) return afterDass(reading, dass)
  const at = finiteBeside(n, i, person)
  if (at === null) return null
  const word = n[at]!
  if (/^werden?$/.test(word)) return future(reading, person, at)
  if (/^(?:bin|sind)$/.test(word)) return isThere(n, plain, has) ? byUs(person, 'date', at, 'sein') : null
  if (/^hab(?:e|en)?$/.test(word)) return isTold(n, words) ? noted(reading) : having(reading, person, at)
  if (modal.has(word)) return null
  const verb = person === 'ich' ? doneByMe(word) : doneBySeveral(word)
  if (verb) return acting(reading, person, at, verb)
  const base = person === 'wir' ? word : (firstOf(word, being) ?? word.replace(/e$/, 'en'))
  if (being.has(base) || !/(?:e|en|ern|eln)$/.test(word)) return helped(reading, person, at, base)
  return byUs(person, 'date', at, base)
}

function firstOf(word: string, verbs: ReadonlySet<string>): string | undefined {
  return [`${word}n`, `${word}en`].find((verb) => verbs.has(verb))
}

/** "… und rufe Sie an": who goes on stands in the clause before. */
function goingOn({ n, joiner, before, has, ...rest }: Reading): Judged | null {
  if (before?.who !== 'us' || !/^(?:und|,|oder|sowie|aber)$/.test(joiner)) return null
  const first = firstAt(n)
  const person: Person = before.person === 'wir' ? 'wir' : 'ich'
  if (has(/^(?:sie|er|es|du)$/) && doneByThem(n[first] ?? '')) return null
  const verb = person === 'wir' ? doneBySeveral(n[first] ?? '') : doneByMe(n[first] ?? '')
  if (verb) return acting({ n, joiner, before, has, ...rest }, person, first, verb)
  const last = doneBySeveral(n.at(-1) ?? '')
  return before.verb === 'werden' && last ? byUs(person, 'nothing', n.length - 1, last) : null
}

/** "Melde mich morgen", "Schick dir die Fotos heute Abend": no "ich", and no order to somebody. */
function withoutI(reading: Reading): Judged | null {
  const { n, words, joiner, plain, before, has } = reading
  if (!/^[,:;–-]?$/.test(joiner) || (before?.who === 'us' && joiner === ',')) return null
  if (/(?<![a-zäöüß])bitte(?![a-zäöüß])/.test(plain)) return null
  const at = firstAt(n)
  const word = n[at] ?? ''
  if (word === 'werde') return future(reading, 'ich', at)
  const verb = doneByMe(word)
  if (!verb) return null
  const isMelding = has(/^(?:melde|meld|kuemmere|kuemmer)$/) && has(/^mich$/)
  const isForYou = has(/^(?:ihnen|dir|dich|euch|sie)$/)
  const isOrder = n.some((other, i) => {
    if (other === 'sie') return i === at + 1 && !word.endsWith('e')
    return !isMelding && /^(?:mir|uns|mich|ihr)$/.test(other)
  })
  if (isOrder || (verb === 'melden' && /^(?:dir|dich)$/.test(n[at + 1] ?? ''))) return null
  if (!isMelding && !isForYou && (!word.endsWith('e') || n.length < 2)) return null
  if (words[at]!.isCapital && n.length > 1 && alsoNouns.test(word) && !isForYou) return null
  return acting(reading, 'ich', at, verb)
}

function firstAt(n: readonly string[]): number {
  return Math.max(
    0,
    n.findIndex((word) => !beforeVerb.test(word)),
  )
}

/** The finite verb stands beside its pronoun: before it, behind it, or one word on. */
function finiteBeside(n: readonly string[], i: number, person: Person): number | null {
  const finite = (at: number) => {
    const word = n[at]
    if (word === undefined) return false
    if (modal.has(word) || /^(?:werden?|bin|sind|habe?n?)$/.test(word)) return true
    const verb = person === 'ich' ? doneByMe(word) !== null : doneBySeveral(word) === word
    return verb || being.has(person === 'wir' ? word : word.replace(/e$/, 'en')) || being.has(`${word}n`)
  }
  if (finite(i - 1)) return i - 1
  if (finite(i + 1)) return i + 1
  if (finite(i + 2) && /^(?:selbst|persoenlich|gerne?|dann|hier|sie|ihnen)$/.test(n[i + 1]!)) return i + 2
  const isSub = /^(?:dass|ob|weil|wie|wenn|sobald|was|wann|die|den|das|der|und)$/.test(n[i - 1] ?? '')
  if (i > 0 && !isSub && isVerbLike(n[i - 1]!, person)) return i - 1
  return n[i + 1] !== undefined && isVerbLike(n[i + 1]!, person) ? i + 1 : null
}

function isVerbLike(word: string, person: Person): boolean {
  // "Schickten" is past: its third person with an ending of its own.
  if (/ten?$/.test(word) && doneByThem(word.replace(/en?$/, '')) !== null) return false
  const ending = person === 'ich' ? /e$/ : /(?:en|ern|eln)$/
  return ending.test(word) && !/^(?:gerne|heute|eine|keine|ihnen|den|einen|diese|alle)$/.test(word)
}

/** "Ich bin um drei bei Ihnen", not "wir sind bis fünf da". */
function isThere(n: readonly string[], plain: string, has: Reading['has']): boolean {
  if (has(/^(?:fuer|erreichbar|geschlossen|geoeffnet|offen|immer|urlaub|froh)$/)) return false
  if (n.some((word, k) => /^(?:ihnen|dir|euch)$/.test(word) && n[k - 1] === 'bei')) return true
  if (has(/^(?:fertig|ort|soweit|dran|durch)$/)) return true
  return has(/^(?:da|dort)$/) && !/(?<![a-zäöüß])(?:bis|von|ab|wieder)(?![a-zäöüß])/.test(plain)
}

/** "Bis Freitag haben wir das repariert": with a firm date it lies ahead, else it is past. */
function having({ n, has }: Reading, person: Person, at: number): Judged | null {
  const end = n.at(-1)!
  if (has(away)) return null
  if (isParticiple(end)) return byUs(person, 'firm', at, 'haben')
  return has(athand) ? byUs(person, 'date', at, 'haben') : null
}

/** Verbs of being that with their other half are something done: "sehe nach", "finde heraus", "halte … auf dem Laufenden". */
function helped({ n, has }: Reading, person: Person, at: number, base: string): Judged | null {
  const rest = openWith[base]
  const isHelped = rest !== undefined && n.some((word, i) => i !== at && rest.test(word)) && !has(/^mich$/)
  return isHelped ? byUs(person, 'nothing', at, base) : null
}

/** "Wir werden uns melden". */
function future(reading: Reading, person: Person, at: number): Judged | null {
  const { n, has } = reading
  const verb = n
    .slice(at + 1)
    .map(doneBySeveral)
    .findLast((found) => found !== null)
  if (verb) {
    const judged = acting(reading, person, at, verb)
    return judged && { ...judged, needs: has(aboutNow) ? 'date' : judged.needs, verb: 'werden' }
  }
  const end = n.at(-1) ?? ''
  if (end === 'sein') return has(/^(?:fertig|da|bei)$/) ? byUs(person, 'date', at, 'werden') : null
  const isInfinitive = /(?:en|ern|eln)$/.test(end) && !being.has(end) && end !== 'werden'
  return isInfinitive ? byUs(person, 'date', at, 'werden') : null
}

/** Something we do; without a date only what is plainly done for them. */
function acting(reading: Reading, person: Person, at: number, verb: string): Judged | null {
  const { n, has } = reading
  const rest = n.filter((_, i) => i !== at)
  const halves = openWith[verb]
  const isHelped = halves !== undefined && rest.some((word) => halves.test(word))
  const isDefinite = rest.some((word) => definite.test(word))
  if (isNoDeed(reading, person, verb, rest)) return null
  if (being.has(verb) && !isHelped && !(/^(?:schliessen|oeffnen)$/.test(verb) && isDefinite)) return null
  if (has(aboutNow)) return byUs(person, 'date', at, verb)
  if (/^(?:senden|schicken)$/.test(verb))
    return byUs(person, isDefinite || has(toYou) ? 'nothing' : 'date', at, verb)
  const isOpen = openAnyway.test(verb) || (halves ? isHelped : isDefinite)
  return byUs(person, isOpen ? 'nothing' : 'date', at, verb)
}

/** Manners of speaking, offers, holidays and closing times. */
function isNoDeed(
  { plain, has, n }: Reading,
  person: Person,
  verb: string,
  rest: readonly string[],
): boolean {
  if (/^(?:helfen|bieten|bitten|schenken)$/.test(verb)) return true
  switch (verb) {
    case 'kommen':
      return /zur sache/.test(plain)
    case 'fragen':
      return rest.includes(person === 'ich' ? 'mich' : 'uns')
    case 'laden':
      return rest.at(-1) === 'ein'
    case 'nehmen':
      return (rest.at(-1) === 'an' && n.length <= 3) || has(/^(?:urlaub|frei)$/)
    case 'machen':
      return has(/^(?:auf|schluss|dicht|urlaub|pause|betriebsferien|feierabend|inventur|zu)$/)
    case 'sagen':
      return has(/^(?:ehrlich|offen)$/)
    case 'fahren':
    case 'gehen':
      return has(/^(?:urlaub|pause|feierabend)$/)
    default:
      return false
  }
}

/** "Ich sorge dafür, dass wir …", "Ihr gesagt, dass wir … mailen". */
function afterDass({ n, words, has }: Reading, dass: number): Judged | null {
  const isGiven = n.slice(0, dass).some((word) => promising.test(word))
  if (!isGiven && !isTold(n.slice(0, dass), words)) return null
  if (n.slice(dass).some((word) => modal.has(word) && !/^(?:koennen|sollen?)$/.test(word))) return null
  const isAboutUs = has(/^(?:ihnen|sie|dir|dich|ihr|ihm|wir|ich)$/)
  return isAboutUs ? { who: 'note', person: 'wir', needs: 'nothing', at: -1, verb: null } : null
}
