import { useFormatter, useTranslations } from 'use-intl'
import type { GestureKind } from '../../domain/goodwill/gesture.ts'
import { digitsOf, type Money } from '../../domain/shared/money.ts'

/** Gives a function that says what is given, with how much of it in the words of the one who reads: "refund of €49.90". */
export function useSayGift(): (gift: { kind: GestureKind | null; money: Money | null }) => string {
  const t = useTranslations('goodwill')
  const format = useFormatter()
  return ({ kind, money }) => {
    if (kind === null) return ''
    const currency = money?.currency ?? 'EUR'
    const amount = money
      ? format.number(money.minor / 10 ** digitsOf(currency), { style: 'currency', currency })
      : ''
    return t('gift', { has: String(money !== null), what: t(`kinds.${kind}`), amount })
  }
}
