import { useTranslations } from 'use-intl'

/** Gives a function that says why a line or a mail cannot be taken, and which column is to blame. */
export function useSayFault(): (reason: string, field: string | null) => string {
  const t = useTranslations('imports.faults')
  const c = useTranslations('imports.columns.targets')
  return (reason, field) => {
    const words = t.has(reason as 'nobody') ? t(reason as 'nobody') : t('other')
    return field && c.has(field as 'name') && ['too_long', 'odd_letters'].includes(reason)
      ? `${c(field as 'name')}: ${words}`
      : words
  }
}
