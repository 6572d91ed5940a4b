import { firstName } from '../shared/first-name.ts'
import { doesInEnglish, saidInEnglish } from './english-doing.ts'
import { doesInGerman, saidInGerman } from './german-doing.ts'
import { languageOf } from './hearing/heard-language.ts'

/** How a promise begins of which only the words are known, not who does what. */
const PROMISED = { en: 'Promised', de: 'Versprochen' }

/**
 * Says a thing to be done of who will do it (`owner`, their first name): "call you" is "Ana calls you", "Sie zurückrufen" is
 * "Ana ruft Sie zurück". Only known verbs are bent; of what has none the words are kept: "Promised: somebody comes".
 * `languages`: tags of the languages that are spoken here, where the words do not tell.
 */
export function saidOf(what: string, owner: string, languages: readonly string[] = []): string {
  const phrase = what.trim().replace(/^(?:I|we)(?:['’]ll| will| shall|['’]m going to| am going to) /i, '')
  if (phrase === '') return ''
  const plain = phrase.toLowerCase()
  const language = languageOf(plain, plain, languages)
  const said =
    language === 'de' || /\p{L}n(?:,.*)?$/su.test(phrase)
      ? (saidInGerman(phrase, owner) ?? (language === 'de' ? null : saidInEnglish(phrase, owner)))
      : saidInEnglish(phrase, owner)
  if (said?.startsWith(owner)) return said
  return capital(said ?? `${PROMISED[language]}: ${phrase}`)
}

/** The words of a promise, and what of them tells its owner's deed. */
export type PromiseWords = {
  /** As it was said: "Ana calls you". Never changes (P2). */
  readonly text: string
  /** What stands behind the name of who owned it then: "calls you". Null where the words are not about the owner. */
  readonly does: string | null
}

/**
 * What of a promise's words tells what its owner does ("calls you"), so that they stay true in other hands. Null where they do
 * not begin with the owner's name (first or whole) and a known verb, or where whom it is made to has the same name.
 */
export function doesOf(text: string, owner: string, to: string | null): string | null {
  const first = firstName(owner)
  if (to !== null && firstName(to) === first) return null
  for (const name of [owner, first]) {
    if (name === '' || !text.startsWith(`${name} `)) continue
    const does = text.slice(name.length + 1)
    if (doesInEnglish(does) || doesInGerman(does)) return does
  }
  return null
}

/** A promise's words as they hold now: as said by who owned it first, "Ben calls you" once it is Ben's. */
export function wordsNow({ text, does }: PromiseWords, owner: string): string {
  if (does === null) return text
  const first = firstName(owner)
  return text.startsWith(`${first} `) ? text : `${first} ${does}`
}

function capital(words: string): string {
  return words.charAt(0).toLocaleUpperCase() + words.slice(1)
}
