import { History } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Section } from '../ui/Section.tsx'
import { forgetSearches, recentSearches } from './recent.ts'
import css from './Search.module.css'

const EXAMPLES = ['from', 'owner', 'channel', 'is', 'before', 'has'] as const

/** Before anything is looked for: what was looked for lately, and what one can type. */
export function Beginning({ onChoose }: { onChoose: (question: string) => void }) {
  const t = useTranslations('search.beginning')
  const [recent, setRecent] = useState(recentSearches)
  return (
    <div className={css.beginning}>
      {recent.length > 0 && (
        <Section
          title={t('recent')}
          aside={
            <Button
              size="s"
              look="quiet"
              onClick={() => {
                forgetSearches()
                setRecent([])
              }}
            >
              {t('forget')}
            </Button>
          }
        >
          <ul className={css.recent}>
            {recent.map((q) => (
              <li key={q}>
                <button type="button" className={css.again} data-row="" onClick={() => onChoose(q)}>
                  <Icon of={History} size={15} />
                  <bdi>{q}</bdi>
                </button>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={t('help')}>
        <p className={css.lede}>{t('words')}</p>
        <dl className={css.help}>
          {EXAMPLES.map((name) => (
            <div key={name}>
              <dt>
                <code>{t(`examples.${name}.typed`)}</code>
              </dt>
              <dd>{t(`examples.${name}.means`)}</dd>
            </div>
          ))}
        </dl>
      </Section>
    </div>
  )
}
