import { useTranslations } from 'use-intl'
import { Section } from '../ui/Section.tsx'
import { PromisedItem } from './PromisedItem.tsx'
import { firstOf, isOpen, type PromisedThing } from './page-data.ts'
import css from './YourPage.module.css'

/** How many settled promises stand there unasked. */
const SHOWN = 2

/** What we promised: open ones with each word on the way, kept ones quiet below. */
export function Promised({ promises }: { promises: readonly PromisedThing[] }) {
  const t = useTranslations('customer')
  const open = promises.filter(isOpen).sort((a, b) => (firstOf(a).at < firstOf(b).at ? -1 : 1))
  const settled = promises.filter((promise) => !isOpen(promise))
  const earlier = settled.slice(SHOWN)
  return (
    <Section title={t('promised')}>
      {promises.length === 0 && <p className={css.none}>{t('promisedNone')}</p>}
      <ul className={css.list}>
        {open.map((promise) => (
          <li key={promise.id} className={css.item}>
            <PromisedItem promise={promise} />
          </li>
        ))}
        {settled.slice(0, SHOWN).map((promise) => (
          <li key={promise.id} className={css.item}>
            <PromisedItem promise={promise} />
          </li>
        ))}
      </ul>
      {earlier.length > 0 && (
        <details className={css.earlier}>
          <summary>{t('promisedEarlier', { count: earlier.length })}</summary>
          <ul className={css.list}>
            {earlier.map((promise) => (
              <li key={promise.id} className={css.item}>
                <PromisedItem promise={promise} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </Section>
  )
}
