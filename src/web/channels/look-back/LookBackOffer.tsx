import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { startLookBack } from '../../../contract/look-back.ts'
import type { MailboxId } from '../../../domain/shared/ids.ts'
import { useAct } from '../../api/queries.ts'
import { useMay } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { LinkButton } from '../../ui/LinkButton.tsx'
import { When } from '../../ui/When.tsx'
import { LookAgain } from './LookAgain.tsx'
import css from './LookBack.module.css'
import { LookBackProgress } from './LookBackProgress.tsx'
import { LookBackSum } from './LookBackSum.tsx'
import { isUnderWay, useLookBack } from './look-back-data.ts'

const WAVED = (id: string) => `servus.look-back.${id}`

/** Below a mailbox: the offer to look through its last 30 days for promises; then how far that is, and what it found. */
export function LookBackOffer({ mailboxId }: { mailboxId: MailboxId }) {
  const t = useTranslations('lookBack')
  const may = useMay('mailboxes.manage')
  const { query, look } = useLookBack(mailboxId)
  const start = useAct(startLookBack)
  const [waved, setWaved] = useState(() => localStorage.getItem(WAVED(mailboxId)) !== null)
  if (!query.data) return null
  const begin = () => start.mutate({ params: { mailboxId } })
  const seeThem = (
    <LinkButton to="/promises/earlier/$mailboxId" params={{ mailboxId }} size="s">
      {t('see')}
    </LinkButton>
  )
  if (look && isUnderWay(look))
    return (
      <div className={css.offer}>
        <LookBackProgress look={look} />
        {look.found.promises + look.found.unanswered > 0 && seeThem}
      </div>
    )
  if (look)
    return (
      <div className={css.offer}>
        <p className={css.words}>
          {look.state === 'failed' && (
            <span className={css.trouble}>{t('failed', { problem: look.problem ?? t('noReason') })} </span>
          )}
          {look.state === 'stopped' && <>{t('stopped')} </>}
          <LookBackSum look={look} />
          {look.state === 'done' && look.finishedAt && (
            <span className={css.small}>
              {' '}
              {t.rich('lookedAt', { when: () => <When at={look.finishedAt ?? ''} /> })}
            </span>
          )}
        </p>
        <div className={css.acts}>
          {look.found.promises + look.found.unanswered > 0 && seeThem}
          <LookAgain mailboxId={mailboxId}>{t(look.state === 'failed' ? 'tryAgain' : 'again')}</LookAgain>
        </div>
      </div>
    )
  if (!may) return null
  if (waved)
    return (
      <div className={css.offer}>
        <LookAgain mailboxId={mailboxId}>{t('quiet')}</LookAgain>
      </div>
    )
  return (
    <div className={css.offer}>
      <div className={css.words}>
        <p className={css.question}>{t('offer')}</p>
        <p className={css.small}>{t('offerWords')}</p>
      </div>
      <div className={css.acts}>
        <Button size="s" busy={start.isPending} onClick={begin}>
          {t('start')}
        </Button>
        <Button
          size="s"
          look="quiet"
          onClick={() => {
            localStorage.setItem(WAVED(mailboxId), '1')
            setWaved(true)
          }}
        >
          {t('notNow')}
        </Button>
      </div>
    </div>
  )
}
