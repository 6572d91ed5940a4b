import { being, modal, openAnyway, outside, statements, toYou } from './german-promising.ts'
import { byThem, type Judged, type Reading } from './german-reading.ts'
import { subjectOf } from './german-subject.ts'
import { ready, toPlace, verbsOfThings } from './german-things.ts'
import { doneBySeveral, doneByThem, isDoneParticiple, isParticiple } from './german-verbs.ts'

/** Third persons of verbs of being, and words that end like a third person. */
const noThird =
  /^(?:nicht|mit|seit|jetzt|fest|recht|gut|sofort|direkt|selbst|zuerst|erst|dort|sonst|zuletzt|statt|samt|laut|komplett|spaet|leicht|bekannt|nett|weit|fort|damit|somit|wartet|freut|braucht|weiss|denkt|hofft|arbeitet|bleibt|heisst|dauert|kostet|endet|beginnt|gilt|gehoert|wohnt|findet|feiert|schliesst|oeffnet|bekommt|erhaelt|passt|steht|geht|fehlt|hilft|gefaellt|liegt|schadet|scheint|macht|entsteht|wuenscht|dankt|bietet)$/
const noDeed = /^(?:gebeten|erwartet|benoetigt|verlangt|gebraucht|gesucht|berechnet|verrechnet|gefeiert)$/
/** Participles beside "ist" that say what has come about, or what is only planned. */
const noResult =
  /^(?:angekommen|eingetroffen|gekommen|gegangen|gefahren|erschienen|passiert|geplant|gedacht|vorgesehen|gebucht|eingetragen|reserviert|vereinbart|bekannt|besetzt|belegt|beschaeftigt|bedient|betreut|berechtigt|begrenzt|verabredet|eingeplant)$/
const coming = /^(?:melden|rufen|kommen|schicken|senden|bringen|schreiben|kontaktieren|liefern|reparieren)$/
/** What buses, concerts and shops do. */
const ofTimetables = /^(?:fahren|spielen|gehen|sprechen|ziehen|zahlen)$/

/** Hears what others of us do and what happens: "Unser Monteur kommt …", "Ihr Anzug ist … gebügelt", "… geht heute raus". */
export function others(reading: Reading): Judged | null {
  const { n, words, has, before, joiner, ourNames } = reading
  const fetched = n.findIndex((word) => /^(?:kann|koennen)$/.test(word))
  if (fetched >= 0 && n.slice(-2).join(' ') === 'abgeholt werden') return byThem('thing', 'date', fetched)
  if (n.some((word) => modal.has(word)) || has(/^(?:ich|wir|bitte|du)$/) || isForUs(n)) return null
  if (n.at(-2) === 'zu' && doneBySeveral(n.at(-1)!)) return null
  const goesOn = before?.person === 'they' && joiner === 'und'
  const at = finiteAt(reading)
  if (at < 0) return goesOn && isParticiple(n.at(-1) ?? '') ? { ...before, at: n.length - 1 } : null
  const subject = subjectOf(n, words, at)
  const named = subject.join(' ')
  const isOurs =
    /(?:^| )(?:unser|unsere[rnms]?|kolleg(?:e|in|en)|jemand)(?: |$)|^einer von/.test(named) ||
    subject.some((word) => ourNames.has(word))
  if (subject.length === 0 && !goesOn && n[at] !== 'wird') return null
  if ((outside.test(named) && !isOurs) || statements.test(n.join(' '))) return null
  if (named === 'es' && !/^(?:ist|wird|klappt)$/.test(n[at]!)) return null
  return said(reading, at, named, isOurs)
}

/** "Ruft uns morgen an": done for us, not by us; "bei uns" is no matter. */
function isForUs(n: readonly string[]): boolean {
  const beside = /^(?:von|bei|mit|zu|fuer|an|durch|aus)$/
  return n.some((word, i) => /^(?:uns|mich|mir)$/.test(word) && !beside.test(n[i - 1] ?? ''))
}

function finiteAt({ n, words, has }: Reading): number {
  const isFree = (i: number) => i === 0 || !words[i]!.isCapital
  const isVerb = (word: string, i: number) =>
    isFree(i) &&
    (Object.hasOwn(verbsOfThings, word) ||
      /^(?:wird|werden|hat|haben)$/.test(word) ||
      doneByThem(word) !== null)
  const isLastParticiple = (word: string, i: number) => i > 0 && i === n.length - 1 && isParticiple(word)
  const tries: ((word: string, i: number) => boolean)[] = [
    (word, i) => isVerb(word, i) && !isLastParticiple(word, i),
    isVerb,
    (word, i) =>
      has(/^(?:unsere?[rm]?|ihnen|dir|euch|kollegin|kollege)$/) &&
      isFree(i) &&
      /[a-z]{2}t$/.test(word) &&
      !noThird.test(word),
    (word, i) =>
      i > 0 &&
      isFree(i) &&
      doneBySeveral(word) === word &&
      n[i + 1] !== 'sie' &&
      has(/^(?:unsere|die|meine|beide|zwei|alle)$/),
  ]
  for (const one of tries) {
    const at = n.findIndex(one)
    if (at >= 0) return at
  }
  return -1
}

function said(reading: Reading, at: number, named: string, isOurs: boolean): Judged | null {
  const { n, has } = reading
  const verb = n[at]!
  const end = n.at(-1)!
  if (/^(?:wird|werden)$/.test(verb)) return willBe(reading, at, named !== '', isOurs)
  if (/^(?:hat|haben)$/.test(verb)) {
    const isHad = has(/^(?:fertig|bereit|apparat|parat)$/) || (isParticiple(end) && has(/^bis$/))
    return isHad ? byThem('other', 'date', at, 'haben') : null
  }
  if (/^(?:ist|sind|steht|stehen|liegt|liegen)$/.test(verb) && toPlace.test(n.join(' ')))
    return byThem('thing', 'date', at)
  if (/^(?:ist|sind)$/.test(verb)) return is(reading, at, named)
  return does(reading, at, named, isOurs)
}

/** "Wird … erledigt", "wird Sie anrufen", "wird fertig". */
function willBe({ n, has }: Reading, at: number, hasSubject: boolean, isOurs: boolean): Judged | null {
  const end = n.at(-1)!
  const isPassive = isParticiple(end) || (/^(?:sein|werden)$/.test(end) && isParticiple(n.at(-2) ?? ''))
  if (isPassive) {
    const isDeed = isDoneParticiple(end) && !noDeed.test(end) && (hasSubject || n.length <= 3)
    return byThem('thing', isDeed ? 'nothing' : 'date', at)
  }
  const infinitive = doneBySeveral(end)
  if (infinitive && coming.test(infinitive))
    return byThem('other', isOurs ? 'nothing' : 'date', at, infinitive)
  if (end === 'sein') return has(ready) || has(/^bei$/) ? byThem('thing', 'date', at) : null
  const isThere = /^(?:ankommen|eintreffen|bereitstehen|bereitliegen|rausgehen|vorliegen|da|haben)$/.test(end)
  return infinitive || isThere || has(ready) ? byThem('thing', 'date', at) : null
}

/** "Ist fertig", "ist bei Ihnen", "ist bis Freitag gebügelt". */
function is({ n, has }: Reading, at: number, named: string): Judged | null {
  const end = n.at(-1)!
  if (n.some((word, k) => /^(?:ihnen|dir|euch)$/.test(word) && n[k - 1] === 'bei') && !has(/^fuer$/))
    return byThem('other', 'date', at, 'sein')
  if (/^(?:frau|herr|er|sie) /.test(named) && has(/^(?:wieder|hier|zurueck)$/)) return null
  if (isParticiple(end)) return noResult.test(end) ? null : byThem('thing', 'firm', at)
  const isHere = has(ready) && (!has(/^(?:uns|immer|schon|erreichbar|besetzt)$/) || has(/^bei$/))
  return isHere ? byThem('thing', 'date', at) : null
}

/** "Kommt am Montag", "ruft Sie an", "geht heute raus". */
function does({ n, has }: Reading, at: number, named: string, isOurs: boolean): Judged | null {
  const verb = n[at]!
  const half = Object.hasOwn(verbsOfThings, verb) ? verbsOfThings[verb] : undefined
  const base = doneByThem(verb) ?? doneBySeveral(verb)
  const isPerson = base !== null && base !== 'kommen' && isOurs
  if (half && !isPerson && n.some((word, i) => i !== at && half.test(word)))
    return byThem('thing', 'date', at)
  if (!base) return half || being.has(verb) ? null : byThem('other', 'date', at, verb)
  const isForYou = has(toYou) || has(/^sie$/)
  if (being.has(base) || (base === 'machen' && has(/^(?:zu|auf|schluss|dicht|feierabend|pause|urlaub)$/)))
    return null
  if (/^(?:beginnen|starten|oeffnen|schliessen)$/.test(base) && !isForYou) return null
  const isStranger = ofTimetables.test(base) || /^(?:frau|herr|fr|hr|familie) /.test(named)
  const isTheirs = /^(?:ihre?|deine?|eure?|meine?) /.test(named)
  if ((isStranger || isTheirs) && !isForYou && !isOurs) return null
  return byThem('other', isOurs && (isForYou || openAnyway.test(base)) ? 'nothing' : 'date', at, base)
}
