import { useTranslations } from 'use-intl'
import type { GESTURE_KINDS } from '../../../domain/goodwill/gesture.ts'
import { digitsOf, readAmount } from '../../../domain/shared/money.ts'
import { useSayMoney } from '../say-given.ts'

type Kind = (typeof GESTURE_KINDS)[number]

/** Gives a function that says a bound of a limit: an amount, or how many times where nothing is paid. */
export function useSayBound(): (bound: number, currency: string | null) => string {
  const t = useTranslations('goodwill.authority')
  const sayMoney = useSayMoney()
  return (bound, currency) => (currency ? sayMoney({ minor: bound, currency }) : t('times', { count: bound }))
}

/** Gives a function that says for what a limit is: one kind, or all that is paid together. */
export function useSayKind(): (kind: Kind | null) => string {
  const t = useTranslations('goodwill.authority')
  const k = useTranslations('goodwill.kinds')
  return (kind) => (kind ? k(kind) : t('allPaid'))
}

/** A bound as it was typed: null for none; undefined where it names no amount. Without a currency it is how many times. */
export function readBound(typed: string, currency: string | null): number | null | undefined {
  const words = typed.trim()
  if (words === '') return null
  if (currency) return /^0+([.,]0*)?$/.test(words) ? 0 : readAmount(words, currency)?.minor
  return /^\d{1,6}$/.test(words) ? Number(words) : undefined
}

/** An amount as one types it again: 49.9, 50. */
export function typedAmount(minor: number, currency: string | null, dates: string): string {
  const digits = currency ? digitsOf(currency) : 0
  return new Intl.NumberFormat(dates, {
    minimumFractionDigits: minor % 10 ** digits === 0 ? 0 : digits,
    maximumFractionDigits: digits,
    useGrouping: false,
  }).format(minor / 10 ** digits)
}
