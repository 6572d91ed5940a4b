import { type HeardPromise, type HearingContext, hearPromises } from './heard.ts'
import { languageOf } from './heard-language.ts'

const SAID_BY_US = { en: 'I’ll ', de: 'ich werde ' }

/**
 * Hears what is written where one asks only for the deed ("send you the bill by Friday 17:00", "die Rechnung bis Freitag schicken"): as
 * it stands, else as said by whoever promises it. `what`, `saidAs` and `due` are of the words themselves. Null where nothing is heard.
 */
export function hearDeed(
  words: string,
  ctx: HearingContext,
): Pick<HeardPromise, 'what' | 'saidAs' | 'due'> | null {
  const [heard] = hearPromises(words, ctx)
  if (heard) return heard
  const deed = words.trim()
  const plain = deed.toLowerCase()
  const language = languageOf(plain, plain, ctx.languages)
  const before = SAID_BY_US[language]
  // English begins the deed small behind its "I’ll"; German nouns stay big.
  const asSaid = language === 'en' ? deed.charAt(0).toLowerCase() + deed.slice(1) : deed
  const [said] = hearPromises(before + asSaid, ctx)
  if (!said || said.what.toLowerCase().includes(before.trim().toLowerCase())) return null
  return said.what.startsWith(asSaid.charAt(0))
    ? { ...said, what: deed.charAt(0) + said.what.slice(1) }
    : said
}
