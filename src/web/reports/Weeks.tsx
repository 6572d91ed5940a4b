import { useTranslations } from 'use-intl'
import { shownAs } from '../../domain/reports/display.ts'
import { useClock } from '../ui/clock.tsx'
import { When } from '../ui/When.tsx'
import { type Share, usePercent, useSayShare } from './Figure.tsx'
import { foldEmpty, type Week } from './fold-empty.ts'
import css from './ReportsPage.module.css'

/** The kept rate week by week: a dot where it stands, and a line as wide as it is unsure. */
export function Weeks({ weeks }: { weeks: readonly Week[] }) {
  const t = useTranslations('reports')
  const say = usePercent()
  const sayShare = useSayShare()
  const { dates, zone } = useClock()
  const days = new Intl.DateTimeFormat(dates, { timeZone: zone, day: 'numeric', month: 'long' })
  // A week ends with the day before the next one begins.
  const sayDays = (from: string, to: string) => days.formatRange(Date.parse(from), Date.parse(to) - 1)
  return (
    <table className={css.weeks}>
      <thead>
        <tr>
          <th scope="col">{t('weeks.from')}</th>
          <th scope="col">{t('weeks.kept')}</th>
          <th scope="col" className={css.wide}>
            {t('weeks.range')}
          </th>
          <th scope="col">{t('weeks.n')}</th>
        </tr>
      </thead>
      <tbody>
        {foldEmpty(weeks).map(({ from, to, week }) => (
          <tr key={from}>
            {week ? (
              <>
                <th scope="row">
                  <When at={from} form="day" />
                </th>
                <td>
                  {week.kept && shownAs(week.kept.n) === 'nothing' ? t('weeks.tooFew') : sayShare(week.kept)}
                </td>
                <td className={css.wide}>
                  {week.kept && shownAs(week.kept.n) !== 'nothing' && (
                    <Range
                      share={week.kept}
                      label={t('weeks.between', { low: say(week.kept.low), high: say(week.kept.high) })}
                    />
                  )}
                </td>
                <td>{week.few ? t('weeks.few') : (week.kept?.n ?? 0)}</td>
              </>
            ) : (
              <td colSpan={4} className={css.calm}>
                {t('weeks.empty', { days: sayDays(from, to) })}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Range({ share, label }: { share: Share; label: string }) {
  const at = (x: number) => `${(x * 100).toFixed(1)}%`
  return (
    <span className={css.range} role="img" aria-label={label} title={label}>
      <span
        className={css.unsure}
        style={{ insetInlineStart: at(share.low), inlineSize: at(share.high - share.low) }}
      />
      <span className={css.dot} style={{ insetInlineStart: at(share.share) }} />
    </span>
  )
}
