import { useTranslations } from 'use-intl'
import type { GestureKind } from '../../../domain/goodwill/gesture.ts'
import { firstName } from '../../../domain/shared/first-name.ts'
import type { Money } from '../../../domain/shared/money.ts'
import { useSayWhen } from '../../ui/clock.tsx'
import { PartState } from '../../ui/PartState.tsx'
import { useSayMoney } from '../say-given.ts'
import css from './Give.module.css'
import { useSayFrom } from './say-from.ts'
import { type GiveTo, type useAuthority, useWhomToAsk } from './use-left.ts'

/** What is left to oneself where one stands; beyond that who is asked, and by when both hear of it. */
export function WhatIsLeft({
  to,
  kind,
  money,
  currency,
  authority,
  left,
  asks,
  beyond,
}: {
  to: GiveTo | null
  kind: GestureKind
  money: Money | null
  currency: string
  authority: ReturnType<typeof useAuthority>
  left: number | null
  asks: boolean
  beyond: boolean
}) {
  const t = useTranslations('goodwill.give')
  const sayMoney = useSayMoney()
  const sayWhen = useSayWhen()
  const sayFrom = useSayFrom()
  const whom = useWhomToAsk(to, kind, money, asks)
  if (!to) return null
  if (!authority.data) return <PartState query={authority} count={1} />
  const { near } = authority.data
  const counted = authority.data.kinds.find((k) => k.kind === kind)?.currency === null
  const leftWords = left === null ? '' : counted ? String(left) : sayMoney({ minor: left, currency })
  if (!asks)
    return (
      <div className={css.left} role="status">
        <p>{left === null ? t('mayDecide') : t('mayDecideLeft', { left: leftWords })}</p>
      </div>
    )
  const name = firstName(to.name)
  return (
    <div className={css.left} role="status">
      {near && <p>{t(`near.${near}`, { name })}</p>}
      {!near && beyond && <p>{t(left === 0 ? 'nothingLeft' : 'beyond', { left: leftWords })}</p>}
      {whom.data && (
        <p>
          {whom.data.holder
            ? t('willAsk', {
                who: firstName(whom.data.holder.name),
                by: sayWhen(whom.data.answerBy, 'by'),
                name,
              })
            : t(near ? 'nobodyNear' : 'nobodyThere', { from: sayFrom(whom.data.emergencyFrom), name })}
        </p>
      )}
    </div>
  )
}
