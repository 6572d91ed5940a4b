import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { listMailApps } from '../../../contract/mail-sign-in.ts'
import { reading } from '../../api/queries.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'
import { ProviderDialog } from './ProviderDialog.tsx'
import css from './Settings.module.css'
import type { MailApp } from './settings-data.ts'

/** Where mailboxes can be signed in instead of by a password, and whether that is set up. */
export function ProvidersSection() {
  const t = useTranslations('settings.providers')
  const f = useTranslations('form')
  const { data, isError, refetch } = useQuery(reading(listMailApps))
  const [open, setOpen] = useState<MailApp['provider'] | null>(null)
  const chosen = data?.items.find((app) => app.provider === open)
  return (
    <>
      <p className={css.lede}>{t('lede')}</p>
      {!data && !isError && <SkeletonLines count={3} />}
      {!data && isError && <ErrorState retry={() => void refetch()} />}
      {data && (
        <ul className={css.rows}>
          {data.items.map((app) => (
            <li key={app.provider}>
              <div className={css.words}>
                {t(`names.${app.provider}`)}
                <div className={app.state === 'broken' ? css.wait : css.small}>
                  {t(`states.${app.state}`)} {app.problem}
                  {app.mailboxes > 0 && ` · ${t('used', { count: app.mailboxes })}`}
                </div>
              </div>
              <div className={css.acts}>
                <Button onClick={() => setOpen(app.provider)}>
                  {app.state === 'not_set_up' ? t('setUp') : f('change')}
                  <VisuallyHidden> {t(`names.${app.provider}`)}</VisuallyHidden>
                </Button>
              </div>
            </li>
          ))}
        </ul>
      )}
      {chosen && <ProviderDialog app={chosen} onClose={() => setOpen(null)} />}
    </>
  )
}
