import { chooseLocale, loadWords } from '../../words/words.ts'
import type { Spoken } from './WordsProvider.tsx'

const PLACE = 'servus.language'

/** The language to begin in, before it is known who reads: the last one read here, else what the browser asks for. */
export async function firstLanguage(): Promise<Spoken> {
  const locale = chooseLocale([localStorage.getItem(PLACE), ...navigator.languages])
  // A page in another language is better than none.
  return await loadWords(locale).then(
    (words) => ({ locale, words }),
    async () => ({ locale: 'en' as const, words: await loadWords('en') }),
  )
}

/** Keeps the language for the next time, so that the page does not begin in another. */
export function keepLanguage({ locale }: Spoken): void {
  try {
    localStorage.setItem(PLACE, locale)
  } catch {
    // a browser that keeps nothing: the page begins in what it asks for
  }
}
