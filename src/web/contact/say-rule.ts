import { useTranslations } from 'use-intl'

/** Gives a function that says by which rule a word left, waits or does not. */
export function useSayRule(): (rule: unknown) => string {
  const t = useTranslations('contact.rule')
  return (rule) => {
    const code = `${rule}` as 'other'
    return t.has(code) ? t(code) : t('other')
  }
}
