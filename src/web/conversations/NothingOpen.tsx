import { useTranslations } from 'use-intl'
import { Kbd } from '../ui/Kbd.tsx'
import css from './NothingOpen.module.css'
import type { View } from './talk.ts'

/** The middle while no conversation is open. */
export function NothingOpen({ view }: { view: View }) {
  const t = useTranslations('conversations')
  return (
    <div className={css.nothing}>
      <p className={css.title}>{t('nothingOpen.title')}</p>
      <p className={css.words}>
        {view === 'held' ? t('nothingOpen.held') : t.rich('nothingOpen.words', { j: () => <Kbd keys="j" /> })}
      </p>
    </div>
  )
}
