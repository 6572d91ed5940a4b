import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useTranslations } from 'use-intl'
import { finishMailSignIn } from '../../contract/mail-sign-in.ts'
import { MAIL_PROVIDERS } from '../../domain/channels/mail-sign-in.ts'
import { useAct } from '../api/queries.ts'
import { NotFound } from '../shell/RouteStates.tsx'
import { useMay } from '../shell/session.tsx'
import { TopBar } from '../shell/TopBar.tsx'
import { Button } from '../ui/Button.tsx'
import { Page } from '../ui/Layout.tsx'
import { LinkButton } from '../ui/LinkButton.tsx'
import { SkeletonLines } from '../ui/Skeleton.tsx'
import { say } from '../ui/toasts.tsx'
import css from './Form.module.css'
import { FormTrouble } from './FormTrouble.tsx'
import own from './settings/Settings.module.css'
import { useSignIn } from './settings/use-sign-in.ts'
import { useForm } from './use-form.ts'

/** Where a provider sends people back to: hands over what it sent, and says what came of it where that is no signed-in mailbox. */
export function MailSignInPage() {
  const t = useTranslations('settings.providers')
  const { provider: named } = useParams({ from: '/staff/mail-sign-in/$provider' })
  const search = useSearch({ from: '/staff/mail-sign-in/$provider' })
  const navigate = useNavigate()
  const may = useMay('mailboxes.manage')
  const provider = MAIL_PROVIDERS.find((one) => one === named)
  const begun = useRef(false)
  const signIn = useSignIn()
  const finish = useAct(finishMailSignIn, {
    quiet: true,
    onSuccess: ({ fault, account, wanted }) => {
      if (fault !== null) return
      say({ words: t('signedIn', { account: account ?? wanted ?? '' }) })
      void navigate({ to: '/settings/$section', params: { section: 'mailboxes' }, replace: true })
    },
  })
  const form = useForm({}, { error: finish.error })
  useEffect(() => {
    if (begun.current || !provider || !may || !search.state) return
    // What was sent counts once; it stays neither in the address nor in what one can go back to.
    begun.current = true
    const { state, code, error, error_description: said } = search
    finish.mutate({ params: { provider }, body: { state, code, error, said } })
    void navigate({ to: '.', search: {}, replace: true })
  }, [provider, may, search, finish, navigate])
  if (!provider || !may) return <NotFound />
  const failed = finish.data?.fault ? finish.data : null
  const names = {
    provider: t(`names.${provider}`),
    wanted: failed?.wanted ?? '',
    account: failed?.account ?? '',
  }
  const over = !failed && !finish.error && !begun.current && !search.state
  return (
    <Page>
      <TopBar title={failed || over || finish.error ? t('notSignedIn') : t('signingIn', names)} />
      {!failed && !over && !finish.error && <SkeletonLines count={2} />}
      {(failed || over) && <p className={own.lede}>{t(`faults.${failed?.fault ?? 'over'}`, names)}</p>}
      {failed?.said && <p className={own.small}>{t('said', { said: failed.said })}</p>}
      <FormTrouble trouble={form.whole} />
      {(failed || over || finish.error) && (
        <div className={css.actions}>
          {failed?.mailboxId && (
            <Button
              look="filled"
              busy={signIn.isPending || signIn.isSuccess}
              onClick={() => signIn.mutate({ params: { mailboxId: failed.mailboxId! } })}
            >
              {t('again')}
            </Button>
          )}
          <LinkButton to="/settings/$section" params={{ section: 'mailboxes' }} look="outline">
            {t('toMailboxes')}
          </LinkButton>
        </div>
      )}
    </Page>
  )
}
