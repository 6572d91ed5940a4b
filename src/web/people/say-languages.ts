import { useLocale } from 'use-intl'

/** Gives a function that names languages by their tags: "German, Turkish". */
export function useSayLanguages(): (tags: readonly string[]) => string {
  const locale = useLocale()
  return (tags) => {
    const names = new Intl.DisplayNames(locale, { type: 'language' })
    return tags
      .map((tag) => {
        try {
          return names.of(tag) ?? tag
        } catch {
          return tag
        }
      })
      .join(', ')
  }
}

/** Reads language tags as typed: "de, tr". */
export function readLanguages(text: string): string[] {
  return text
    .split(/[\s,;]+/)
    .map((tag) => tag.trim())
    .filter(Boolean)
}
