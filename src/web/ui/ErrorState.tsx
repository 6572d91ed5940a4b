import { RotateCw } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from './Button.tsx'
import css from './States.module.css'

/** Something did not work: what happened, what was kept, and what to do. */
export function ErrorState({
  heading: Heading = 'p',
  title,
  kept,
  retry,
  action,
}: {
  /** `h1` where it stands for the whole page */
  heading?: 'h1' | 'p'
  /** what happened; in general words if absent */
  title?: ReactNode
  /** what was kept; "Nothing you wrote is lost." if absent */
  kept?: ReactNode
  retry?: () => void
  action?: ReactNode
}) {
  const t = useTranslations('ui.error')
  return (
    <div className={css.state} role="alert">
      <Heading className={css.title}>{title ?? t('title')}</Heading>
      <div className={css.words}>{kept ?? t('kept')}</div>
      {(retry || action) && (
        <div className={css.action}>
          {retry && (
            <Button icon={RotateCw} onClick={retry}>
              {t('retry')}
            </Button>
          )}
          {action}
        </div>
      )}
    </div>
  )
}
