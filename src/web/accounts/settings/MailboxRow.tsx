import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { makePostToken } from '../../../contract/channels.ts'
import { useAct } from '../../api/queries.ts'
import { Button } from '../../ui/Button.tsx'
import { Name } from '../../ui/Name.tsx'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'
import { When } from '../../ui/When.tsx'
import { CopyField } from './CopyField.tsx'
import type { Mailbox } from './MailboxesSection.tsx'
import css from './Settings.module.css'

/** One mailbox: how it is in a sentence, its receipt book in figures, and the token to post to it. */
export function MailboxRow({
  mailbox,
  onChange,
}: {
  mailbox: Mailbox
  /** absent for those who only look */
  onChange: (() => void) | undefined
}) {
  const t = useTranslations('settings.mailboxes')
  const f = useTranslations('form')
  const [asking, setAsking] = useState(false)
  const make = useAct(makePostToken, { onSuccess: () => setAsking(false) })
  const trouble = mailbox.state === 'refused' || mailbox.state === 'waiting_retry'
  const { filed, kept, doubled, waiting } = mailbox.receipts
  const token = () => make.mutate({ params: { mailboxId: mailbox.id } })
  return (
    <li>
      <div className={css.words}>
        <Name>{mailbox.address}</Name>
        <div className={trouble ? css.wait : css.small}>
          {t(`states.${mailbox.state}`)} {trouble && mailbox.stateReason}
          {!trouble && mailbox.state !== 'off' && (
            <>
              {' · '}
              {t.rich('since', { when: () => <When at={mailbox.stateAt} /> })}
            </>
          )}
        </div>
        <div className={css.small}>
          {t('receipts', { fetched: mailbox.receipts.fetched, filed, kept, doubled, waiting })}
        </div>
      </div>
      {onChange && (
        <div className={css.acts}>
          <Button
            look="quiet"
            busy={make.isPending}
            onClick={() => (mailbox.hasPostToken && !make.data ? setAsking(true) : token())}
          >
            {t('token')}
            <VisuallyHidden> {mailbox.address}</VisuallyHidden>
          </Button>
          <Button onClick={onChange}>
            {f('change')}
            <VisuallyHidden> {mailbox.address}</VisuallyHidden>
          </Button>
        </div>
      )}
      {asking && (
        <div className={css.more}>
          <p>{t('tokenEnds')}</p>
          <div className={css.acts}>
            <Button onClick={token}>{t('tokenNew')}</Button>
            <Button look="quiet" onClick={() => setAsking(false)}>
              {f('cancel')}
            </Button>
          </div>
        </div>
      )}
      {make.data && (
        <div className={css.more}>
          <CopyField label={t('tokenLabel')} hint={t('tokenHint')} value={make.data.token} />
          <pre className={css.code}>
            {`curl --data-binary @message.eml -H "authorization: Bearer ${make.data.token}" -H "content-type: message/rfc822" ${make.data.url}`}
          </pre>
        </div>
      )}
    </li>
  )
}
