import type { ReactNode } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import type { ReplyOf } from '../../contract/endpoint.ts'
import type { measurePromises } from '../../contract/reports.ts'
import { shownAs } from '../../domain/reports/display.ts'
import css from './ReportsPage.module.css'

type Figures = NonNullable<ReplyOf<typeof measurePromises>['figures']>
export type Share = NonNullable<Figures['kept']>

/** Of fewer, nine in ten is all of them. */
const FEWEST_FOR_TAIL = 10

/** A share in whole per cent, with what it rests on and how sure it is. */
export function ShareFigure({
  name,
  share,
  few = false,
}: {
  name: 'kept' | 'earlyWarning' | 'updateOnTime' | 'escaped'
  share: Share | null
  few?: boolean
}) {
  const t = useTranslations('reports')
  const say = usePercent()
  const sayShare = useSayShare()
  return (
    <Figure
      name={t(`${name}.name`)}
      value={sayShare(share)}
      rests={
        share
          ? t(`rests.${shownAs(share.n)}`, {
              k: share.k,
              n: share.n,
              low: say(share.low),
              high: say(share.high),
            })
          : t(few ? 'fewHere' : `${name}.none`)
      }
      means={t(`${name}.means`)}
    />
  )
}

/** How late late ones were: the middle one, and what nine in ten stayed under; of a handful nothing (DOMAIN 3.4). */
export function LatenessFigure({ lateness, few }: { lateness: Figures['lateness']; few: boolean }) {
  const t = useTranslations('reports')
  const say = (minutes: number) => sayMinutes(minutes, t)
  const shown = lateness && shownAs(lateness.n) !== 'nothing' ? lateness : null
  const tail = shown !== null && shown.n >= FEWEST_FOR_TAIL
  return (
    <Figure
      name={t('lateness.name')}
      value={
        shown ? (
          <>
            {say(shown.median)}
            {tail && <span className={css.tail}>{t('lateness.tail', { p90: say(shown.p90) })}</span>}
          </>
        ) : (
          t('none')
        )
      }
      rests={
        shown
          ? t(tail ? 'lateness.rests' : 'lateness.restsFew', { n: shown.n })
          : lateness
            ? t('lateness.tooFew', { n: lateness.n })
            : t(few ? 'fewHere' : 'lateness.none')
      }
      means={t('lateness.means')}
    />
  )
}

function Figure({
  name,
  value,
  rests,
  means,
}: {
  name: string
  value: ReactNode
  rests: string
  means: string
}) {
  return (
    <div className={css.figure}>
      <h2 className={css.name}>{name}</h2>
      <p className={css.value}>{value}</p>
      <p className={css.rests}>{rests}</p>
      <p className={css.small}>{means}</p>
    </div>
  )
}

/** Says a share as far as it may be said: nothing of a handful, "12 of 14", or 93 %. */
export function useSayShare(): (share: Share | null) => string {
  const t = useTranslations('reports')
  const say = usePercent()
  return (share) => {
    const as = share ? shownAs(share.n) : 'nothing'
    if (!share || as === 'nothing') return t('none')
    return as === 'counts' ? t('counts', { k: share.k, n: share.n }) : say(share.share)
  }
}

/** Says a share as people do: 93 %. */
export function usePercent(): (share: number) => string {
  const format = useFormatter()
  return (share) => format.number(share, { style: 'percent', maximumFractionDigits: 0 })
}

/** Minutes as people say a length of time: in the largest unit that fits twice. */
function sayMinutes(minutes: number, t: ReturnType<typeof useTranslations<'reports'>>): string {
  if (minutes < 120) return t('length.minutes', { n: Math.round(minutes) })
  if (minutes < 48 * 60) return t('length.hours', { n: Math.round(minutes / 60) })
  return t('length.days', { n: Math.round(minutes / 1440) })
}
