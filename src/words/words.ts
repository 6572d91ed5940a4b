import type en from './en.json'

/** All sentences of the product, by area. English is the measure: every other language has the same keys. */
export type Words = typeof en

/** A language the product speaks, and where its sentences are found. */
type Spoken = {
  /** As its own speakers call it. */
  readonly name: string
  readonly direction: 'ltr' | 'rtl'
  /** The locale that orders day and month. */
  readonly dates: string
  readonly load: () => Promise<Words>
}

/** The languages that are complete, each a file of its own that a browser fetches when it is spoken. How to add one: `docs/guide/words.md`. */
const SPOKEN = {
  en: {
    name: 'English',
    direction: 'ltr',
    dates: 'en-GB',
    load: async () => (await import('./en.json', { with: { type: 'json' } })).default,
  },
  de: {
    name: 'Deutsch',
    direction: 'ltr',
    dates: 'de-DE',
    load: async () => (await import('./de.json', { with: { type: 'json' } })).default,
  },
} satisfies Record<string, Spoken>

export type Locale = keyof typeof SPOKEN

/** Of each language: how it is called, which way it is written, and the locale that orders day and month. */
export const LOCALE_FACTS: Readonly<Record<Locale, Omit<Spoken, 'load'>>> = SPOKEN

export const LOCALES = Object.keys(SPOKEN) as [Locale, ...Locale[]]

/** Loads the words of a language; a browser fetches no other. */
export async function loadWords(locale: Locale): Promise<Words> {
  return await SPOKEN[locale].load()
}

/**
 * The first of our languages among those that are wanted (language tags, most wanted first; what is not known counts for nothing):
 * for one who serves what they chose, what the workspace speaks, what the browser asks for; for a customer their own languages, the
 * browser's, the workspace's. English where we speak none of them.
 */
export function chooseLocale<L extends string = Locale>(
  wanted: readonly (string | null | undefined)[],
  spoken: readonly L[] = LOCALES as readonly string[] as readonly L[],
): L {
  for (const tag of wanted) {
    const language = tag?.trim().toLowerCase().split('-')[0]
    const found = spoken.find((locale) => locale.toLowerCase() === language)
    if (found) return found
  }
  return 'en' as L
}

/** The languages a browser asks for, most wanted first, from its `Accept-Language` (RFC 9110 §12.5.4). */
export function wantedIn(acceptLanguage: string | null | undefined): string[] {
  return (acceptLanguage ?? '')
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', ...more] = part.split(';').map((s) => s.trim())
      const weight = more.find((m) => m.startsWith('q='))
      return { tag, weight: weight ? Number(weight.slice(2)) || 0 : 1 }
    })
    .filter(({ tag, weight }) => tag && tag !== '*' && weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag)
}

/** A sentence with its values put in, for letters and pushes, which go where no screen is. What has no value stays as it is. */
export function fill(sentence: string, values: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : whole,
  )
}
