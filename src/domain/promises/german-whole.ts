/** What a thing is when what was promised of it is done. */
const READY =
  /^((?:Das|Der|Die|Ihre?|Deine?|Euere?|Eure|Unsere?|Alle|Beide)) ((?:\p{Ll}+ ){0,2}\p{Lu}[\p{L}-]+) ((?:wieder |wie neu )?(?:fertig|bereit|parat|abholbereit|abholfertig|fahrbereit|da|hier|zurück|repariert|gebügelt|gereinigt|geliefert|lackiert|behoben|erledigt|eingebaut|bestellt|unterwegs))$/u
/** Nouns in -e may be one thing or several ("die Brille", "die Schuhe"): nobody knows. */
const SEVERAL = /(?:en|ern|eln|[^is]s)$/
const ONE = /(?:ung|heit|keit|schaft|ion|tät|ik|ei|ur|[^aeinrs])$/

/** "Ihr Auto fertig", said short: "Ihr Auto ist fertig". Null where it says something else, or where one or several is not sure. */
export function readyInGerman(phrase: string): string | null {
  const [, article = '', thing = '', state] = READY.exec(phrase) ?? []
  if (!state) return null
  const oneThing = /^(?:Das|Der|Ihr|Dein|Euer|Unser)$/.test(article)
  if (oneThing) return `${article} ${thing} ist ${state}`
  if (/^(?:Alle|Beide)$/.test(article) || SEVERAL.test(thing)) return `${article} ${thing} sind ${state}`
  return ONE.test(thing) ? `${article} ${thing} ist ${state}` : null
}

const LAST =
  /^(?:ist|sind|hat|haben|wird|werden|kann|können|kommt|kommen|steht|stehen|liegt|liegen|geht|gehen|bekommen|erhalten)$/
/** These may as well be what somebody is to do: only behind "dass" it is known. */
const OPEN = /^(?:haben|werden|können|kommen|stehen|liegen|gehen|bekommen|erhalten)$/
const WHO =
  /^(?:(?:Sie|Du|Es|Das|Alles|Jemand)(?= )|(?:(?:D(?:er|ie|as)|Ihre?|Deine?|Unsere?|Eine?|Alle) )?(?:\p{Ll}+ ){0,2}?\p{Lu}[\p{L}-]+(?: (?:Dr\. )?(?<=(?:Herr|Frau) (?:Dr\. )?)\p{Lu}[\p{L}-]+)?)/u

/**
 * A clause whose verb stands last, as a sentence of its own: "Ihr Auto fertig ist" is "Ihr Auto ist fertig". `given`: it stood
 * behind "dass". Null where no verb is known, or it is not sure who does it.
 */
export function mainInGerman(clause: string, given = false): string | null {
  const words = clause.split(' ')
  const verb = words.pop()
  if (!verb || !LAST.test(verb) || (!given && OPEN.test(verb))) return null
  if (clause.includes(',') || words.length < 2 || words.some((word) => LAST.test(word))) return null
  const rest = words.join(' ')
  const who = WHO.exec(rest)?.[0]
  return who ? [who, verb, rest.slice(who.length).trim()].filter(Boolean).join(' ') : null
}
