import en from './en.json' with { type: 'json' }

/** All sentences of the product, by area. English is the measure: every other language has the same keys. */
export type Words = typeof en

/** The languages that are complete. */
export const LOCALES = ['en'] as const
export type Locale = (typeof LOCALES)[number]

/** Of a language: which way it is written, and the locale that orders day and month. */
export const LOCALE_FACTS: Record<Locale, { direction: 'ltr' | 'rtl'; dates: string }> = {
  en: { direction: 'ltr', dates: 'en-GB' },
}

/** A sentence with its values put in, for letters and pushes, which go where no screen is. What has no value stays as it is. */
export function fill(sentence: string, values: Readonly<Record<string, string>>): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)
}

/** Where another language is found: `de: async () => (await import('./de.json', { with: { type: 'json' } })).default`. */
const others: Partial<Record<Locale, () => Promise<Words>>> = {}

/** Loads the words of a language. English is at hand; another comes as its own file. */
export async function loadWords(locale: Locale): Promise<Words> {
  return (await others[locale]?.()) ?? en
}

/** The best of our languages for what a browser or a person asks for, most wanted first. */
export function chooseLocale(wanted: readonly string[]): Locale {
  const spoken = wanted.map((tag) => tag.toLowerCase().split('-')[0])
  return LOCALES.find((locale) => spoken.includes(locale)) ?? 'en'
}
