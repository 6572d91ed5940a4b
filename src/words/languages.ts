import { chooseLocale, LOCALE_FACTS, LOCALES, loadWords, type Words } from './words.ts'

/** A language with its sentences and the locale that orders day and month. */
export type Language = { readonly locale: string; readonly dates: string; readonly words: Words }

/** The languages an installation speaks, all at hand: letters and pushes are written where no browser is. */
export type Languages = {
  /** The first of them that is wanted (see `chooseLocale`). */
  readonly choose: (...wanted: readonly (string | null | undefined)[]) => Language
}

/** Puts languages together. English is among them. */
export function languagesOf(all: readonly Language[]): Languages {
  const locales = all.map((l) => l.locale)
  return { choose: (...wanted) => all.find((l) => l.locale === chooseLocale(wanted, locales))! }
}

/** Loads all languages of the product. */
export async function loadLanguages(): Promise<Languages> {
  return languagesOf(
    await Promise.all(
      LOCALES.map(async (locale) => ({
        locale,
        dates: LOCALE_FACTS[locale].dates,
        words: await loadWords(locale),
      })),
    ),
  )
}
