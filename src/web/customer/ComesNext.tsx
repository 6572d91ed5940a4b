import { useTranslations } from 'use-intl'
import { Name } from '../ui/Name.tsx'
import { Section } from '../ui/Section.tsx'
import { When } from '../ui/When.tsx'
import type { CustomerPage } from './page-data.ts'
import css from './YourPage.module.css'

/** What there is to look forward to. */
export function ComesNext({ next }: { next: CustomerPage['next'] }) {
  const t = useTranslations('customer')
  if (next.length === 0) return null
  return (
    <Section title={t('next')} className={css.part}>
      <ul className={css.list}>
        {next.map((one) => (
          <li key={one.what + one.due} className={css.item}>
            <Name>{one.what}</Name>
            <p className={css.how}>
              <When at={one.due} />
            </p>
          </li>
        ))}
      </ul>
    </Section>
  )
}
