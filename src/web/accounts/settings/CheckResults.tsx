import { useTranslations } from 'use-intl'
import type { ReplyOf } from '../../../contract/endpoint.ts'
import type { checkMailbox } from '../../../contract/mailboxes.ts'
import css from './Settings.module.css'

/** What came of trying the settings: each way with what the server said. */
export function CheckResults({
  results,
  busy,
}: {
  results: ReplyOf<typeof checkMailbox> | undefined
  busy: boolean
}) {
  const t = useTranslations('settings.mailboxes')
  return (
    <div role="status" className={css.results}>
      {busy && <p>{t('testing')}</p>}
      {!busy &&
        results &&
        (['imap', 'smtp'] as const).map((way) => {
          const result = results[way]
          if (!result) return <p key={way}>{t(`check.${way}.none`)}</p>
          return (
            <p key={way} className={result.ok ? css.ok : css.late}>
              {result.ok
                ? t(`check.${way}.ok`)
                : t(`check.${way}.failed`, { reason: result.reason ?? t('unknown') })}
            </p>
          )
        })}
    </div>
  )
}
