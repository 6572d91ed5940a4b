import type { Words } from './words.ts'

/** What a sector calls those it serves: customers, guests, patients … (S0-16) */
export type Vocabulary = keyof Words['vocabulary']

/** How a word that follows the vocabulary stands in a sentence: `[customers]`, `[People]`, … */
const PLACE = /\[(\w+)\]/g

const said = new WeakMap<Words, Map<Vocabulary, Words>>()

/** All sentences in the words of a sector: what stands in brackets is said as the vocabulary of the same language has it. */
export function inVocabulary(words: Words, vocabulary: Vocabulary): Words {
  const known = said.get(words) ?? new Map<Vocabulary, Words>()
  said.set(words, known)
  const ready = known.get(vocabulary)
  if (ready) return ready
  const terms: Readonly<Record<string, string>> = words.vocabulary[vocabulary]
  const filled = fill(words, terms) as Words
  known.set(vocabulary, filled)
  return filled
}

function fill(node: unknown, terms: Readonly<Record<string, string>>): unknown {
  if (typeof node === 'string') return node.replace(PLACE, (whole, term: string) => terms[term] ?? whole)
  return Object.fromEntries(Object.entries(node as object).map(([key, value]) => [key, fill(value, terms)]))
}
