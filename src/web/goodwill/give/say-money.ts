import { useCallback } from 'react'
import { digitsOf, type Money } from '../../../domain/shared/money.ts'
import { useClock } from '../../ui/clock.tsx'

/** Gives a function that says an amount as one writes it where one reads: "€49.90", "49,90 €". */
export function useSayMoney(): (money: Money) => string {
  const { dates } = useClock()
  return useCallback(
    ({ minor, currency }) =>
      new Intl.NumberFormat(dates, { style: 'currency', currency }).format(minor / 10 ** digitsOf(currency)),
    [dates],
  )
}
