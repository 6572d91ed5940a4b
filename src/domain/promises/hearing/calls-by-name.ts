import type { Sentence } from './sentences.ts'

/**
 * A sentence with those it calls ("@Luis …", "… @Luis") blanked, letter for letter: whom one speaks to is no part of what is
 * promised. `names`: of our own people, whole or first.
 */
export function withoutCalls(sentence: Sentence, names: readonly string[]): Sentence {
  if (!sentence.plain.includes('@')) return sentence
  const known = names
    .filter((name) => name !== '')
    .sort((a, b) => b.length - a.length)
    .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  const call = `@(?:${known.join('|')})(?![\\p{L}\\p{N}])`
  const calls = new RegExp(`^\\s*(?:${call}[\\s,:]*)+|[\\s,]*(?:${call}\\s*)+(?=[.!\\s]*$)`, 'giu')
  if (known.length === 0) return sentence
  const blank = (text: string) => text.replace(calls, (found) => ' '.repeat(found.length))
  return { ...sentence, plain: blank(sentence.plain), text: blank(sentence.text) }
}
