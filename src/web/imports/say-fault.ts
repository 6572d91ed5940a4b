import { useTranslations } from 'use-intl'

/** Gives a function that says why a line or a mail cannot be taken, which column is to blame, and what stands in it. */
export function useSayFault(): (reason: string, field: string | null, said: string) => string {
  const t = useTranslations('imports.faults')
  const c = useTranslations('imports.columns.targets')
  return (reason, field, said) => {
    const words = t.has(reason as 'nobody') ? t(reason as 'nobody') : t('other')
    const where =
      field && c.has(field as 'name') && ['too_long', 'odd_letters'].includes(reason)
        ? `${c(field as 'name')}: ${words}`
        : words
    return said ? t('said', { said, why: where }) : where
  }
}
