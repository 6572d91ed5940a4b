import { useTranslations } from 'use-intl'
import { LookAgain } from './LookAgain.tsx'
import css from './LookBack.module.css'
import { LookBackProgress } from './LookBackProgress.tsx'
import { isUnderWay, type LookBack } from './look-back-data.ts'

/** How the reading went: how far it is, what it could not read, what it did not find. */
export function LookBackNotes({ look }: { look: LookBack }) {
  const t = useTranslations('lookBack')
  const going = isUnderWay(look)
  const { oversized, unreadable } = look
  return (
    <div className={css.about}>
      {going && <LookBackProgress look={look} />}
      {look.state === 'failed' && (
        <p className={css.trouble} role="status">
          {t('failed', { problem: look.problem ?? t('noReason') })}
        </p>
      )}
      {look.state === 'stopped' && <p className={css.note}>{t('stopped')}</p>}
      {look.state === 'done' && look.sentFolder === null && <p className={css.trouble}>{t('noSent')}</p>}
      {!going && oversized + unreadable > 0 && (
        <p className={css.note}>{t('leftOut', { oversized, unreadable })}</p>
      )}
      <div className={css.source}>
        <p className={css.note}>{t('from', { address: look.mailbox.address })}</p>
        {!going && (
          <LookAgain mailboxId={look.mailbox.id}>
            {t(look.state === 'failed' ? 'tryAgain' : 'again')}
          </LookAgain>
        )}
      </div>
    </div>
  )
}
