import { useCallback } from 'react'
import { useTranslations } from 'use-intl'
import type { GestureKind } from '../../domain/goodwill/gesture.ts'
import { digitsOf, type Money } from '../../domain/shared/money.ts'
import { useClock } from '../ui/clock.tsx'

/** Gives a function that says an amount as people of the site write it, a whole one without its zeros: "€50", "49,90 €". */
export function useSayMoney(): (money: Money) => string {
  const { dates } = useClock()
  return useCallback(
    ({ minor, currency }) =>
      new Intl.NumberFormat(dates, {
        style: 'currency',
        currency,
        trailingZeroDisplay: 'stripIfInteger',
      }).format(minor / 10 ** digitsOf(currency)),
    [dates],
  )
}

/** Gives a function that says what is given: "refund of €49.90", "apology"; nothing where it is of no kind. */
export function useSayGiven(): (given: { kind: GestureKind | null; money: Money | null }) => string {
  const t = useTranslations('goodwill')
  const sayMoney = useSayMoney()
  return ({ kind, money }) => {
    if (kind === null) return ''
    return money ? t('give.of', { kind: t(`kinds.${kind}`), money: sayMoney(money) }) : t(`kinds.${kind}`)
  }
}
