import { answers, outside } from './german-promising.ts'
import { byThem, type Judged, type Reading } from './german-reading.ts'
import { isParticiple } from './german-verbs.ts'

const receiving: Readonly<Record<string, RegExp>> = {
  sie: /^(?:bekommen|erhalten|haben|kriegen|hoeren|erfahren|wissen|finden|empfangen|lesen|koennen|werden|halten)$/,
  du: /^(?:bekommst|erhaeltst|hast|kriegst|hoerst|erfaehrst|weisst|findest|liest|kannst|wirst|haeltst)$/,
  ihr: /^(?:bekommt|erhaltet|habt|kriegt|hoert|erfahrt|wisst|koennt|werdet)$/,
}
const notReceived =
  /^(?:zeit|moeglichkeit|gelegenheit|frist|recht|geduld|verstaendnis|glueck|urlaub|frei|anspruch|rabatt|prozent|ferien|geschlossen|geoeffnet|garantie|spass|schon|pause)$/
const called =
  /^(?:angerufen|zurueckgerufen|informiert|benachrichtigt|kontaktiert|verstaendigt|beliefert|unterrichtet)$/
const received = /^(?:erhalten|bekommen|verloren|gesehen|gelesen|vergessen|gesprochen)$/

/** Hears what they get of us: "Sie bekommen …", "… hören Sie von mir", "ab vier können Sie es abholen". */
export function theirs(reading: Reading): Judged | null {
  const { n, plain, has } = reading
  if (has(notReceived) || fromOutside(n) || /(?:einen|ihren|keinen|nächsten) termin/.test(plain)) return null
  for (const [i, word] of n.entries()) {
    const verbs = receiving[word]
    const at = verbs && [i + 1, i - 1].find((k) => n[k] !== undefined && verbs.test(n[k]!))
    if (at === undefined) continue
    const needs = needed(reading, n[at]!)
    return needs && byThem('you', needs, at, n[at]!)
  }
  return null
}

/** What the verb beside "Sie" needs to be a promise of ours; null when it is none. */
function needed({ n, has }: Reading, verb: string): Judged['needs'] | null {
  const end = n.at(-1)!
  switch (true) {
    case /^(?:koennen|kannst|koennt)$/.test(verb): {
      const isFetched = has(
        /^(?:abholen|holen|haben|mitnehmen|nutzen|wieder|abgeholt|rechnen|einziehen|wiederhaben|haben)$/,
      )
      return isFetched && !has(/^(?:uns|mich|gerne?)$/) ? 'date' : null
    }
    case /^(?:werden|wirst|werdet)$/.test(verb):
      if (called.test(end) || end === 'hoeren') return 'nothing'
      if (!/^(?:bekommen|erhalten|haben|erfahren|wissen)$/.test(end)) return null
      return has(answers) ? 'nothing' : 'date'
    case /^(?:haben|hast|habt)$/.test(verb): {
      const isPast = isParticiple(end) || received.test(end) || has(/^(?:uns|mir|mich|recht)$/)
      return isPast && !has(/^(?:von|bei)$/) ? null : 'date'
    }
    case /^(?:hoeren|hoerst|hoert|lesen|liest)$/.test(verb):
      return has(/^(?:mir|uns|ich|wir|von)$/) ? 'nothing' : null
    case /^(?:finden|findest)$/.test(verb):
      return has(/^(?:postfach|briefkasten|mail|e-mail|mailbox|konto|posteingang)$/) ? 'date' : null
    case /^(?:halten|haeltst)$/.test(verb):
      return has(/^haenden$/) ? 'date' : null
    default:
      return has(answers) && !has(/^(?:wenn|falls)$/) ? 'nothing' : 'date'
  }
}

/** "Sie bekommen von Ihrer Bank …": not of us. */
function fromOutside(n: readonly string[]): boolean {
  const from = n.findIndex((word) => /^vo[nm]$/.test(word))
  return from >= 0 && outside.test(n.slice(from + 1, from + 4).join(' '))
}
