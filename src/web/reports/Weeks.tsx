import { useTranslations } from 'use-intl'
import { shownAs } from '../../domain/reports/display.ts'
import { When } from '../ui/When.tsx'
import { type Share, usePercent, useSayShare } from './Figure.tsx'
import css from './ReportsPage.module.css'

/** The kept rate week by week: a dot where it stands, and a line as wide as it is unsure. */
export function Weeks({ weeks }: { weeks: readonly { from: string; kept: Share | null; few: boolean }[] }) {
  const t = useTranslations('reports')
  const say = usePercent()
  const sayShare = useSayShare()
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
        {[...weeks].reverse().map((week) => (
          <tr key={week.from}>
            <th scope="row">
              <When at={week.from} form="day" />
            </th>
            <td>{sayShare(week.kept)}</td>
            <td className={css.wide}>
              {week.kept && shownAs(week.kept.n) !== 'nothing' && (
                <Range
                  share={week.kept}
                  label={t('weeks.between', { low: say(week.kept.low), high: say(week.kept.high) })}
                />
              )}
            </td>
            <td>{week.few ? t('weeks.few') : (week.kept?.n ?? 0)}</td>
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
