import type { Clause, Word } from './german-clauses.ts'
import { noted } from './german-notes.ts'
import { others } from './german-others.ts'
import { ours } from './german-ours.ts'
import { denied, doubted, offered, usual } from './german-promising.ts'
import { byUs, type Judged, type Reading, readingOf } from './german-reading.ts'
import { theirs } from './german-theirs.ts'

/** A telephone call tried at an hour is announced, not hoped. */
const calling =
  /^(?:erreichen|anrufen|anzurufen|telefonisch|festnetz|handy|mobil|festnetznummer|handynummer)$/
const trying = /^(?:versuche|versuchen|probiere|probieren)$/
const manyOf =
  /(?:ungen|ionen|aturen|agen|aben|mails|e-mails|pakete|anrufe|kunden|waren|gen|ben|fen|nen|ate)$/
const notMany =
  /^(?:morgen|wegen|unterlagen|gegen|sagen|haben|geben|schreiben|rufen|fragen|tragen|legen|helfen|zeigen|bringen|naeheres|genaueres|weiteres|alles|neues|details|infos|danke|gerne|heute|bitte|anschliessend|danach|natuerlich|selbstverstaendlich|dieses|jenes|diese|ihre|ihren|deine|deinen|eine|einen|ihnen|sie|die|der|den|das|es|dies)$/

/** Judges a clause without a condition in it; null when it promises nothing. `before` is the clause it goes on from. */
export function judge(
  clause: Clause,
  before: Judged | null,
  ourNames: ReadonlySet<string>,
  plain: string,
): Judged | null {
  const reading = readingOf(clause, before, ourNames, plain)
  const { n, words, has } = reading
  if (n.some((word) => denied.has(word)) && !/nicht (?:später|nur|länger)|nichts dest/.test(plain))
    return null
  if (isGeneral(n, words) || offered.test(plain) || n.some((word) => usual.has(word))) return null
  if (has(trying) && has(calling)) return has(/^(?:ich|wir)$/) ? byUs('ich', 'hour', -1, null) : null
  if (n.some((word) => doubted.has(word))) return null
  return inOrder(reading)
}

function inOrder(reading: Reading): Judged | null {
  return ours(reading) ?? theirs(reading) ?? noted(reading) ?? others(reading)
}

/** "Anfragen beantworten wir …", "Bestellungen werden …", "Alle Patienten …": what is done with all of them. */
function isGeneral(n: readonly string[], words: readonly Word[]): boolean {
  const [first, second] = words
  if (!first || !second || words.length < 3) return false
  if (/^allen?$/.test(first.norm)) return second.isCapital && second.norm.length > 4
  if (!first.isCapital || notMany.test(first.norm)) return false
  if (n[2] === 'wir') return /(?:e|en|s|er)$/.test(first.norm)
  return manyOf.test(first.norm) && /^(?:werden|sind|gehen|verlassen|erhalten|bekommen)$/.test(second.norm)
}
