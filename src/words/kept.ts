import { fill, type Words } from './words.ts'

/**
 * A sentence as it is kept: what it says and its values, not its words, so that each reader has it in their own language. `said` is
 * what another server said, in its words.
 */
export type KeptKey = Exclude<keyof Words['kept'], 'said'>

type Values = Readonly<Record<string, string | number>>

/** Puts a sentence into the form it is kept in, a text. */
export function kept(key: KeptKey, values: Values = {}): string {
  const sound = Object.entries(values).map(([name, v]) => [name, wholeText(String(v))])
  return JSON.stringify({ say: key, ...Object.fromEntries(sound) })
}

/** Says a kept sentence. A text that is no such form was kept as it stood, and is said so. Null stays null. */
export function sayKept(words: Words, text: string): string
export function sayKept(words: Words, text: string | null): string | null
export function sayKept(words: Words, text: string | null): string | null {
  const read = text === null ? null : readKept(text)
  if (!read || !Object.hasOwn(words.kept, read.say)) return text
  const sentence = fill(words.kept[read.say as KeptKey], read.values)
  return read.values.said ? `${sentence} ${fill(words.kept.said, read.values)}` : sentence
}

/** What a kept sentence says, without its values; null for a text that is none. */
export function keptKey(text: string): string | null {
  return readKept(text)?.say ?? null
}

// What others say may hold what no database and no reader takes.
function wholeText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '')
}

function readKept(text: string): { say: string; values: Values } | null {
  if (!text.startsWith('{"say":')) return null
  try {
    const { say, ...values } = JSON.parse(text) as Record<string, string>
    return { say: say!, values: values as Values }
  } catch {
    return null
  }
}
