import type { Word } from './german-clauses.ts'
import { modal } from './german-promising.ts'
import type { Judged, Reading } from './german-reading.ts'
import { doneBySeveral, doneByThem } from './german-verbs.ts'

const promised = /^(?:zugesagt|versprochen|zugesichert|angekuendigt|vereinbart|ausgemacht|avisiert)$/
const told =
  /^(?:gesagt|mitgeteilt|ausgerichtet|informiert|versprochen|zugesagt|zugesichert|erklaert|angekuendigt|versichert)$/
const toThem =
  /^(?:ihr|ihm|ihnen|hrn|herrn|frau|fr|kunde|kunden|kundin|patient|patientin|patienten|anrufer|anruferin|mieter|mieterin|familie|dem|der|telefonisch)$/
/** What is ours to give: "Rückruf zugesagt". */
const ofOurs =
  /^(?:rueckruf|anruf|rueckmeldung|antwort|lieferung|versand|angebot|kostenvoranschlag|ersatz|reparatur|gutschrift|erstattung|mail|e-mail|email|bescheid|besuch|unterlagen|zusendung|nachricht|fertigstellung|auslieferung|zustellung|info|termin|austausch|umtausch|montage|techniker|monteur|abholung|brief|nachlieferung|wagen|auto|geraet|offert|befund|ergebnis|foto|fotos|muster|schluessel)/
const alone = /^(?:zusage|rueckruf|anruf|rueckmeldung|antwort|lieferung|versand|zustellung|auslieferung)/
const notAlone =
  /^(?:ist|sind|wird|werden|bitte|erbeten|gewuenscht|erwuenscht|offen|kommt|erfolgt|steht|liegt|geht|fuer|vom|von|unter|kostenlos|gratis)$/

/** Hears what a note records: "Rückruf morgen 9 Uhr zugesagt", "Ihr gesagt, dass …", "Rückruf bis 16 Uhr." */
export function noted({ n, words, has }: Reading): Judged | null {
  const note = (needs: Judged['needs']): Judged => ({ who: 'note', person: 'wir', needs, at: -1, verb: null })
  const isTheirs = has(/^(?:wie|hat|hatten?|hast|haetten?|wurden?|war|waren|mir|zahlung|ueberweisung)$/)
  const end = n.at(-1)
  if (isTheirs || (has(/^uns$/) && end !== 'melden') || end === undefined) return null
  const dass = n.indexOf('dass')
  if (dass > 0) return isTold(n.slice(0, dass), words) ? note('nothing') : null
  if ((n.at(-2) === 'zu' && doneBySeveral(end)) || /^[a-z]{2,7}zu[a-z]{3,}n$/.test(end))
    return isTold(n, words) ? note('nothing') : null
  if (promised.test(end) && !has(/^(?:ist|sind)$/)) {
    const isOurs = n.some((word) => ofOurs.test(word) || doneBySeveral(word) !== null)
    return isOurs ? note('nothing') : null
  }
  const isBare = n.length <= 6 && alone.test(n[0]!)
  return isBare && !n.some((word) => doneByThem(word) || modal.has(word) || notAlone.test(word))
    ? note('date')
    : null
}

/** That we told or promised a third person something: not "wir hatten Ihnen gesagt". */
export function isTold(n: readonly string[], words: readonly Word[]): boolean {
  const isYou = (word: string, i: number) => word === 'ihnen' && words[i]!.isCapital && i > 0
  return (
    n.some((word) => told.test(word)) &&
    n.some((word, i) => toThem.test(word) && !isYou(word, i)) &&
    !n.some(
      (word) => /^(?:wie|hatten?|hat|mir|dir|sie)$/.test(word) || (word === 'uns' && n.at(-1) !== 'melden'),
    )
  )
}
