import { useTranslations } from 'use-intl'
import type { ReplyOf } from '../../../contract/endpoint.ts'
import type { listGestures } from '../../../contract/goodwill.ts'
import type { GestureKind } from '../../../domain/goodwill/gesture.ts'
import type { Money } from '../../../domain/shared/money.ts'
import { useSayMoney } from './say-money.ts'

/** Something that was given, as it is shown. */
export type GivenShown = ReplyOf<typeof listGestures>['items'][number]

/** Gives a function that says what was given: "refund of €49.90", "apology". */
export function useSayGiven(): (gesture: { kind: GestureKind; money: Money | null }) => string {
  const t = useTranslations('goodwill')
  const sayMoney = useSayMoney()
  return ({ kind, money }) =>
    money ? t('give.of', { kind: t(`kinds.${kind}`), money: sayMoney(money) }) : t(`kinds.${kind}`)
}
