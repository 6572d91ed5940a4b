import { useTranslations } from 'use-intl'
import { useClock } from '../../ui/clock.tsx'
import { useSayMoney } from '../say-given.ts'
import type { Sum } from './totals.ts'

/** Gives a function that says a sum in words, each currency for itself: "€340, CHF 45 and 6 times without money". */
export function useSaySum(): (sum: Sum) => string {
  const t = useTranslations('goodwill.given')
  const sayMoney = useSayMoney()
  const { dates } = useClock()
  return ({ money, unpaid }) =>
    new Intl.ListFormat(dates, { type: 'conjunction' }).format([
      ...money.map(sayMoney),
      ...(unpaid > 0 ? [t('unpaid', { count: unpaid })] : []),
    ])
}
