import { useLocale } from 'use-intl'

/** Says a size in bytes as people do, in their language: 900 bytes, 12 kB, 3.4 MB. */
export function useSayBytes(): (bytes: number) => string {
  const locale = useLocale()
  return (bytes) => sayBytes(bytes, locale)
}

/** The same in a language that is named. */
export function sayBytes(bytes: number, locale: string): string {
  const say = (value: number, unit: string, more: Intl.NumberFormatOptions) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, ...more }).format(value)
  if (bytes < 1000) return say(bytes, 'byte', { unitDisplay: 'long' })
  if (bytes < 999_500) return say(bytes / 1000, 'kilobyte', { maximumFractionDigits: 0 })
  return say(bytes / 1_000_000, 'megabyte', { minimumFractionDigits: 1, maximumFractionDigits: 1 })
}
