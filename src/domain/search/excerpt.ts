import { foldedWord, searchWords } from '../people/search-keys.ts'

/** A piece of an excerpt; what was looked for is lit. */
export type ExcerptPiece = { readonly text: string; readonly lit: boolean }

const WORD = /[\p{L}\p{N}\p{M}]+/gu

/** The different words of a text as they stand in it. */
export function wordsOf(text: string): Set<string> {
  return new Set(text.match(WORD) ?? [])
}

/**
 * The words of texts that may be what was asked, at most 2,000: those that begin like one of the asked words, for neither a stem nor
 * a longer form changes that. Whoever searches tells which of them are found.
 */
export function wordsToLight(texts: readonly string[], asked: readonly string[]): string[] {
  const begins = new Set(asked.map(beginOf))
  const alike = new Set<string>()
  for (const text of texts)
    for (const word of wordsOf(text)) {
      const begin = beginOf(word)
      if (begins.has(begin) || begins.has(begin.slice(0, 1))) alike.add(word)
    }
  return [...alike].slice(0, 2000)
}

function beginOf(word: string): string {
  return foldedWord(searchWords(word.slice(0, 8)).join('')).slice(0, 2)
}

/**
 * The part of a text around the first place where most of what was looked for stands, in pieces, about `length` characters long; from
 * its beginning where nothing is lit. Line breaks become blanks; cut ends bear an ellipsis.
 */
export function excerpt(text: string, lit: ReadonlySet<string>, length = 160): ExcerptPiece[] {
  const flat = text.replace(/\s+/g, ' ').trim()
  const places = [...flat.matchAll(WORD)].filter(([word]) => lit.has(word)).map((m) => m.index)
  const from = begin(flat, bestPlace(places, length), length)
  const to = end(flat, from + length)
  const pieces: ExcerptPiece[] = []
  let at = from
  for (const match of flat.slice(from, to).matchAll(WORD)) {
    const [word] = match
    const start = from + match.index
    if (!lit.has(word)) continue
    if (start > at) pieces.push({ text: flat.slice(at, start), lit: false })
    pieces.push({ text: word, lit: true })
    at = start + word.length
  }
  if (at < to) pieces.push({ text: flat.slice(at, to), lit: false })
  return [
    ...(from > 0 ? [{ text: '… ', lit: false }] : []),
    ...pieces,
    ...(to < flat.length ? [{ text: ' …', lit: false }] : []),
  ]
}

// The first place from which most others are in sight.
function bestPlace(places: readonly number[], length: number): number {
  let best = 0
  let most = 0
  for (const [n, place] of places.slice(0, 200).entries()) {
    const inSight = places.slice(n, n + 50).filter((p) => p < place + length * 0.7).length
    if (inSight > most) [best, most] = [place, inSight]
  }
  return best
}

function begin(text: string, place: number, length: number): number {
  const wanted = Math.max(0, Math.min(place - Math.floor(length / 4), text.length - length))
  if (wanted === 0) return 0
  const blank = text.indexOf(' ', wanted)
  return blank >= 0 && blank < place ? blank + 1 : wholeCharacter(text, wanted)
}

function end(text: string, wanted: number): number {
  if (wanted >= text.length) return text.length
  const blank = text.lastIndexOf(' ', wanted)
  return blank > wanted - 30 ? blank : wholeCharacter(text, wanted)
}

// Never between the two halves of a character.
function wholeCharacter(text: string, at: number): number {
  return /[\udc00-\udfff]/.test(text[at] ?? '') ? at + 1 : at
}
