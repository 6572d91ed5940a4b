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

/** Where the owner's name goes in a frame. */
const OWNER = '{owner}'

/** The words of a promise, and the same with their owner's place left open. */
export type PromiseWords = {
  /** As it was said: "Ana calls you". Never changes (P2). */
  readonly text: string
  /** "{owner} calls you". Null where the words are not about the owner. */
  readonly frame: string | null
}

/**
 * A promise's words with their owner's place left open ("{owner} calls you", "You hear from {owner}"), so that they stay true
 * in other hands. Null where they tell no known deed of the owner (by first or whole name), or where whom it is made to has
 * the same name.
 */
export function frameOf(text: string, owner: string, to: string | null): string | null {
  const first = firstName(owner)
  if (to !== null && firstName(to) === first) return null
  for (const name of new Set([owner, first])) {
    if (name === '') continue
    const behind = text.startsWith(`${name} `) ? text.slice(name.length + 1) : null
    if (behind !== null && (doesInEnglish(behind) || doesInGerman(behind))) return `${OWNER} ${behind}`
    const at = heardFrom(text, name)
    if (at !== null) return text.slice(0, at) + OWNER + text.slice(at + name.length)
  }
  return null
}

/** A promise's words as they hold now: as said by who owned it first, "Ben calls you" once it is Ben's. */
export function wordsNow({ text, frame }: PromiseWords, owner: string): string {
  if (frame === null) return text
  const now = (name: string) => frame.replace(OWNER, () => name)
  return text === now(owner) ? text : now(firstName(owner))
}

/** Where the owner stands as the one from whom something comes: "You hear from Ana", "Sie hören von Ana". */
function heardFrom(text: string, name: string): number | null {
  const gets =
    /^\p{Lu}\S* (?:(?:hears?|gets?|has|have|receives?)\b[^.,;]*? from|(?:hör(?:en|st|t)|bekomm(?:en|st|t)|erhalten|erhält|haben|hat)\b[^.,;]*? von) /u
  const before = gets.exec(text)?.[0].length
  if (before === undefined || !text.startsWith(name, before)) return null
  return /^[\p{L}\p{N}'’-]/u.test(text.slice(before + name.length)) ? null : before
}

function capital(words: string): string {
  return words.charAt(0).toLocaleUpperCase() + words.slice(1)
}
