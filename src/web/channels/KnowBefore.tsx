import { useTranslations } from 'use-intl'
import type { approaches } from '../../contract/people.ts'
import { amongUs } from '../../domain/promises/among-us.ts'
import { When } from '../ui/When.tsx'
import css from './Counter.module.css'

/** What to know before greeting: how they like to be met, what it was about last time, what we still owe. */
export function KnowBefore({
  approach,
  lastTime,
  name,
  promises,
}: {
  approach: (typeof approaches)[number]
  lastTime: string | null
  /** of whom it is known */
  name: string
  promises: readonly { id: string; text: string; due: string }[]
}) {
  const t = useTranslations('counter')
  return (
    <ul className={css.know}>
      {approach !== 'welcome' && <li>{t(`approach.${approach}`)}</li>}
      {lastTime && <li>{t('lastTime', { what: lastTime })}</li>}
      {promises.map((promise) => (
        <li key={promise.id}>
          {t.rich('promised', {
            what: amongUs(promise.text, name),
            when: () => <When at={promise.due} form="by" />,
          })}
        </li>
      ))}
    </ul>
  )
}
