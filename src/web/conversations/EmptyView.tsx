import { Mail } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { useMay } from '../shell/session.tsx'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { LinkButton } from '../ui/LinkButton.tsx'
import css from './InboxList.module.css'
import type { Counts } from './views/house-views.ts'
import { usePersonName } from './views/part-values.tsx'
import { type At, useGoTo } from './views/use-at.ts'

/** Says what would stand in a view, and what is next. */
export function EmptyView({ at, counts }: { at: At; counts: Counts | undefined }) {
  const view = at.base
  const goTo = useGoTo()
  const t = useTranslations('conversations.empty')
  const mayConnect = useMay('mailboxes.manage')
  const [about] = at.filter.person ?? []
  const name = usePersonName(about)
  const due = counts?.promisesDue ?? 0
  if (at.narrowed !== '')
    return (
      <div className={css.state}>
        <EmptyState
          title={t('narrowed.title')}
          action={
            <>
              {about && name && (
                <LinkButton to="/people/$id" params={{ id: about }}>
                  {t('narrowed.person', { name })}
                </LinkButton>
              )}
              <Button onClick={() => goTo(at.named, at.saved ? '' : undefined)}>{t('narrowed.clear')}</Button>
            </>
          }
        >
          {t('narrowed.words')}
        </EmptyState>
      </div>
    )
  // With mails kept unread above, the list below says nothing.
  if (view === 'held' && (counts?.toLookAt ?? 0) > 0) return null
  return (
    <div className={css.state}>
      <EmptyState
        title={t(`${view}.title`)}
        action={
          view === 'all' && mayConnect ? (
            <LinkButton to="/settings/$section" params={{ section: 'mailboxes' }} icon={Mail}>
              {t('connect')}
            </LinkButton>
          ) : view === 'waiting' ? (
            due > 0 ? (
              <LinkButton to="/promises">{t('promises', { count: due })}</LinkButton>
            ) : (
              <LinkButton to="/today">{t('today')}</LinkButton>
            )
          ) : (
            <LinkButton to="/inbox/$view" params={{ view: 'waiting' }}>
              {t('toWaiting')}
            </LinkButton>
          )
        }
      >
        {t(`${view}.words`)}
      </EmptyState>
    </div>
  )
}
