import { useTranslations } from 'use-intl'
import { Section } from '../../ui/Section.tsx'
import { useSayMoney } from '../say-given.ts'
import css from './Given.module.css'
import type { Sum } from './totals.ts'

/** Sums by one thing: what it is, how often, how much in each currency. */
export function GivenTable({
  title,
  rows,
}: {
  title: string
  rows: readonly { key: string; name: string; sum: Sum }[]
}) {
  const t = useTranslations('goodwill.given')
  const sayMoney = useSayMoney()
  return (
    <Section title={title} className={css.part}>
      <table className={css.table}>
        <thead className="sr-only">
          <tr>
            <th scope="col">{title}</th>
            <th scope="col">{t('often')}</th>
            <th scope="col">{t('much')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, sum }) => (
            <tr key={key}>
              <th scope="row">{name}</th>
              <td className={css.often}>{t('times', { count: sum.count })}</td>
              <td className={css.much}>
                {sum.money.map((money) => (
                  <div key={money.currency}>{sayMoney(money)}</div>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  )
}
