import type { Locale, Words } from '../../words/words.ts'
import type { LATE_AREAS } from './late-areas.ts'

/** The words only some pages say, of one language. */
export type LateWords = Pick<Words, (typeof LATE_AREAS)[number]>

// The build leaves these areas out of each language, and makes a file of them (`vite.config.ts`).
const FILES: Readonly<Record<Locale, () => Promise<LateWords>>> = {
  en: () => import('../../words/en.json?late'),
  de: () => import('../../words/de.json?late'),
}

const held = new Map<Locale, LateWords>()
const spoken = new Set<Locale>()
const listeners = new Set<() => void>()
let wanted = false

async function hold(locale: Locale): Promise<void> {
  if (held.has(locale)) return
  const { settings, imports, receipts, reports } = await FILES[locale]()
  held.set(locale, { settings, imports, receipts, reports })
  for (const tell of listeners) tell()
}

/** Fetches the late words of what is spoken; done once they can be said. Rejects without a line, as what needs them does. */
export async function fetchLateWords(): Promise<void> {
  wanted = true
  await Promise.all([...spoken].map(hold))
}

/** Says that a language is about to be spoken; done once its late words are there, if any page has said such yet. */
export async function willSpeak(locale: Locale): Promise<void> {
  spoken.add(locale)
  if (wanted) await hold(locale)
}

/** The late words of a language, as far as they are there. */
export function lateWordsOf(locale: Locale): LateWords | undefined {
  return held.get(locale)
}

/** Calls `tell` whenever late words came, until the function it gives is called. */
export function followLateWords(tell: () => void): () => void {
  listeners.add(tell)
  return () => listeners.delete(tell)
}
