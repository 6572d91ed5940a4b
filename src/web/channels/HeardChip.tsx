import { HandHeart } from 'lucide-react'
import { useTranslations } from 'use-intl'
import type { HeardPromise } from '../../domain/promises/hearing/heard.ts'
import { Button } from '../ui/Button.tsx'
import { useSayWhen } from '../ui/clock.tsx'
import { Icon } from '../ui/Icon.tsx'
import css from './Capture.module.css'

/** A promise heard in the words: one press makes it one, or lets it go. */
export function HeardChip({
  heard,
  text,
  first,
  onPromise,
  onNo,
}: {
  heard: HeardPromise
  text: string
  /** the one the key promises */
  first: boolean
  onPromise: () => void
  onNo: () => void
}) {
  const t = useTranslations('capture.heard')
  const sayWhen = useSayWhen()
  const by = heard.due.kind === 'at' ? sayWhen(heard.due.instant, 'by') : (heard.saidAs ?? t('open'))
  return (
    <div className={css.heard}>
      <Icon of={HandHeart} />
      <div className={css.heardWords}>
        <b>{t('what', { what: text, by })}</b>
        <div className={css.small}>{t('why')}</div>
      </div>
      <Button size="s" {...(first && { keys: 'mod+shift+p' })} onClick={onPromise}>
        {t('promise')}
      </Button>
      <Button size="s" look="quiet" onClick={onNo}>
        {t('no')}
      </Button>
    </div>
  )
}
