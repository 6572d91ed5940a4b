import { digitsWithCountry, type HandleKind } from './handles.ts'

/** Words of a text as they are compared: without case, accents and marks. */
export function searchWords(text: string): string[] {
  const plain = text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ø', 'o')
  return plain.match(/[\p{L}\p{N}]+/gu) ?? []
}

/** A word with Mueller, Muller and Müller as one. */
export function foldedWord(word: string): string {
  return word.replace(/([aou])e/g, '$1')
}

/** A question: alternatives, each the keys a person must have, every one, as a prefix. Empty for no question. */
export type AskedKeys = readonly (readonly string[])[]

type FoundHandle = { readonly kind: HandleKind; readonly value: string }
type FoundThing = { readonly name: string; readonly vin: string | null; readonly plate: string | null }

/**
 * What a person can be found by, as prefixes of keys: words of the name, whole addresses, digits of telephones, plates and VINs, what
 * their things are called.
 */
export function searchKeys(of: {
  readonly name: string
  readonly handles: readonly FoundHandle[]
  readonly things: readonly FoundThing[]
}): string[] {
  const words = searchWords(of.name)
  const all = [
    ...words,
    ...words.map(foldedWord),
    ...words.flatMap(similarKeys),
    ...of.handles.flatMap(keysOfHandle),
    ...of.things.flatMap(keysOfThing),
  ]
  return [...new Set(all)].map((k) => k.slice(0, 100))
}

/**
 * The keys by which a word of a name is found though one letter is wrong, missing, too many or has changed places with its neighbour:
 * the word, and the word without each of its letters, on both sides (the scheme of SymSpell, distance 1). None of a word shorter
 * than four letters, and none that a beginning would meet.
 */
export function similarKeys(word: string): string[] {
  const letters = [...foldedWord(word)]
  if (letters.length < 4 || letters.length > 40) return []
  const without = letters.map((_, n) => letters.toSpliced(n, 1).join(''))
  return [...new Set([letters.join(''), ...without])].map((key) => `~${key}`)
}

/**
 * What a question asks for where nobody has its keys: for each of its words those keys of which one must be there. Empty where it is no
 * name: with a digit, or only short words.
 */
export function askedSimilar(question: string): readonly (readonly string[])[] {
  const words = searchWords(question)
  if (words.length > 6 || /[\p{N}@]/u.test(question)) return []
  const all = words.map(similarKeys)
  // A short word has to stand there as it is.
  return all.some((keys) => keys.length > 0)
    ? all.map((keys, n) => (keys.length > 0 ? keys : [words[n]!]))
    : []
}

/** The keys of one address, telephone or chat id. */
export function keysOfHandle({ kind, value }: FoundHandle): string[] {
  if (kind === 'email') return [value.toLowerCase(), ...searchWords(value)]
  if (kind === 'chat') return []
  const digits = value.replace(/;.*/, '').replace(/\D/g, '')
  // Found with and without the country's and the trunk's digits, and by the end people remember.
  const known = [digits, digits.slice(2), digits.slice(-4)]
    .map((d) => d.replace(/^0+/, ''))
    .filter((d) => d.length >= 3)
  return [
    ...known,
    ...Array.from({ length: digits.length }, (_, n) => digits.slice(n + 1))
      .filter(isLongEnough)
      .map(within),
  ]
}

/** So many digits that stand together tell a telephone, wherever in it they begin; fewer would tell every second one. */
const LONG_ENOUGH = 5
const isLongEnough = (digits: string) => digits.length >= LONG_ENOUGH
const within = (digits: string) => `#${digits}`

/** The keys of one thing: its plate and VIN, and the words it is called by. */
export function keysOfThing({ name, vin, plate }: FoundThing): string[] {
  return [...endings(searchWords(name)), ...[vin, plate].flatMap((m) => (m ? keysOfMark(m) : []))]
}

/** The keys of a plate or VIN: the whole of it however it is written, and each of its ends ("218" and "MO 218" of "B-MO 218"). */
export function keysOfMark(mark: string): string[] {
  const joined = mark.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
  // A VIN is asked for by its beginning or its last six or seven.
  const ends =
    joined.length === 17
      ? [joined.slice(-7), joined.slice(-6)]
      : endings(mark.toLowerCase().match(/\p{L}+|\p{N}+/gu) ?? [])
  return [...new Set([joined, ...ends, ...ends.map((e) => e.replace(/^0+/, ''))])].filter((k) => k !== '')
}

/** "white golf 7" → whitegolf7, golf7, 7: each word begins a key, and words said together are found together. */
function endings(words: readonly string[]): string[] {
  return words.slice(0, 12).map((_, n) => words.slice(n).join(''))
}

/** The keys a question asks for. */
export function askedKeys(question: string): AskedKeys {
  const text = question.trim()
  if (text.includes('@')) return [[text.toLowerCase()]]
  const digits = askedDigits(text)
  if (digits !== null) return isLongEnough(digits) ? [[digits], [within(digits)]] : [[digits]]
  const words = searchWords(text)
  if (words.length === 0) return []
  // A plate is one key however it is written; and a name may stand beside the end of a plate.
  const joined = words.join('')
  const folded = words.map(foldedWord)
  const ways = folded.some((word, n) => word !== words[n]) ? [words, folded] : [words]
  return words.length > 1 && /\d/.test(joined) ? [[joined], ...ways] : ways
}

/** The digits of a telephone, or a piece of one, in any notation, without its trunk's noughts; null for what is no telephone. */
function askedDigits(text: string): string | null {
  const bare = text.replace(/^(?:tel|telefon|phone|mobil|handy|fon|fax)?[.:\s]*/i, '').replace(/\(0+\)/g, '')
  if (!/^[\p{Nd}\s()[\]/.,+\p{Pd}·]+$/u.test(bare)) return null
  const digits = (digitsWithCountry(bare) ?? bare).replace(/\D/g, '').replace(/^0+(?=\d)/, '')
  return /\d{3,}/.test(bare.replace(/\D/g, '')) ? digits : null
}

/** Whether any of the keys is one that was asked for. */
export function foundBy(asked: AskedKeys, keys: readonly string[]): boolean {
  return asked.flat().some((a) => keys.some((key) => key.startsWith(a)))
}

/** What of a person a search found, as it is shown: the first piece with a key that was asked for; null where the name says it all. */
export function whatWasFound(
  asked: AskedKeys,
  name: string,
  pieces: readonly { readonly shown: string; readonly keys: readonly string[] }[],
): string | null {
  const words = searchWords(name).flatMap((word) => [word, foldedWord(word)])
  const sought = asked.flat().filter((a) => !words.some((word) => word.startsWith(a)))
  return pieces.find(({ keys }) => foundBy([sought], keys))?.shown ?? null
}
