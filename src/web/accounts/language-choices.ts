import { LOCALE_FACTS, LOCALES } from '../../words/words.ts'

/** The languages the product speaks as choices, each called as its own speakers do. */
export function languageChoices(): { value: string; label: string }[] {
  return LOCALES.map((value) => ({ value, label: LOCALE_FACTS[value].name }))
}
