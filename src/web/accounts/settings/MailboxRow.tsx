import { Link } from '@tanstack/react-router'
import { Copy } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { makePostToken } from '../../../contract/mailboxes.ts'
import { useAct } from '../../api/queries.ts'
import { LookBackOffer } from '../../channels/look-back/LookBackOffer.tsx'
import { Button } from '../../ui/Button.tsx'
import { Name } from '../../ui/Name.tsx'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'
import { When } from '../../ui/When.tsx'
import { CopyField, useCopy } from './CopyField.tsx'
import { SendingDialog } from './SendingDialog.tsx'
import css from './Settings.module.css'
import type { Mailbox } from './settings-data.ts'
import { useSignIn } from './use-sign-in.ts'

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
  const [sending, setSending] = useState(false)
  const copy = useCopy()
  const make = useAct(makePostToken, { onSuccess: () => setAsking(false) })
  const trouble = ['refused', 'waiting_retry', 'sign_in'].includes(mailbox.state)
  const signIn = useSignIn()
  const { fetched, filed, kept, junk, doubled, waiting } = mailbox.receipts
  const balances = fetched === filed + kept + junk + doubled + waiting
  const token = () => make.mutate({ params: { mailboxId: mailbox.id } })
  return (
    <li>
      <div className={css.words}>
        <Name>{mailbox.address}</Name>
        <div className={trouble ? css.wait : css.small}>
          {t(`states.${mailbox.state}`)} {trouble && mailbox.state !== 'sign_in' && mailbox.stateReason}
          {!trouble && mailbox.state !== 'off' && (
            <>
              {' · '}
              {t.rich('since', { when: () => <When at={mailbox.stateAt} /> })}
            </>
          )}
        </div>
        <div className={css.small}>
          {t('receipts', { fetched, filed, kept, junk, doubled, waiting })}
          {fetched > 0 && ` · ${t(balances ? 'balances' : 'unbalanced')}`}
          {' · '}
          <Link to="/settings/mailboxes/$id" params={{ id: mailbox.id }}>
            {t('book')}
            <VisuallyHidden> {mailbox.address}</VisuallyHidden>
          </Link>
        </div>
        {mailbox.differsSince && (
          <p className={css.wait} role="status">
            {t.rich('differs', { when: () => <When at={mailbox.differsSince!} /> })}
          </p>
        )}
      </div>
      {onChange && (
        <div className={css.acts}>
          {mailbox.state === 'sign_in' && (
            <Button
              look="filled"
              busy={signIn.isPending || signIn.isSuccess}
              onClick={() => signIn.mutate({ params: { mailboxId: mailbox.id } })}
            >
              {mailbox.signedInAs ? t('signInAgain') : t('signIn')}
              <VisuallyHidden> {mailbox.address}</VisuallyHidden>
            </Button>
          )}
          <Button
            look="quiet"
            busy={make.isPending}
            onClick={() => (mailbox.hasPostToken && !make.data ? setAsking(true) : token())}
          >
            {t('token')}
            <VisuallyHidden> {mailbox.address}</VisuallyHidden>
          </Button>
          <Button onClick={() => setSending(true)}>
            {t('sending')}
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
          <pre className={css.code}>{curlOf(make.data)}</pre>
          <Button size="s" icon={Copy} onClick={() => void copy(curlOf(make.data))}>
            {t('copyCommand')}
          </Button>
        </div>
      )}
      {sending && <SendingDialog mailbox={mailbox} onClose={() => setSending(false)} />}
      {mailbox.imap && <LookBackOffer mailboxId={mailbox.id} />}
    </li>
  )
}

function curlOf({ token, url }: { token: string; url: string }): string {
  return `curl --data-binary @message.eml -H "authorization: Bearer ${token}" -H "content-type: message/rfc822" ${url}`
}
