import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { PublicPage } from '../shell/PublicPage.tsx'
import { Button } from '../ui/Button.tsx'
import { TextField } from '../ui/TextField.tsx'
import { FormTrouble } from './FormTrouble.tsx'
import css from './SignIn.module.css'
import { requestPasswordReset, type SignInTrouble } from './sign-in.ts'
import { looksLikeEmail, useForm } from './use-form.ts'

/** Has a letter sent to choose a new password. */
export function ForgotPassword({
  email,
  onEmail,
  onBack,
}: {
  email: string
  /** the address that was typed, when they go back to sign in with it */
  onEmail: (email: string) => void
  onBack: () => void
}) {
  const t = useTranslations('accounts.forgot')
  const w = useTranslations('accounts')
  const f = useTranslations('form')
  const [state, setState] = useState<SignInTrouble | 'sent' | null>(null)
  const [busy, setBusy] = useState(false)
  const form = useForm(
    { email },
    { check: (v) => ({ email: looksLikeEmail(v.email) ? undefined : f('email') }) },
  )
  const back = () => {
    onEmail(form.values.email)
    onBack()
  }
  if (state === 'sent') {
    return (
      <PublicPage title={t('sent')} lede={t('sentLede', { email: form.values.email })}>
        <Button onClick={back}>{t('back')}</Button>
      </PublicPage>
    )
  }
  const send = form.submit(async (values) => {
    setBusy(true)
    setState((await requestPasswordReset(values.email)) ?? 'sent')
    setBusy(false)
  })
  return (
    <PublicPage title={t('title')} lede={t('lede')}>
      <form noValidate onSubmit={send}>
        <TextField
          label={w('email')}
          type="email"
          autoComplete="username"
          autoFocus
          {...form.text('email')}
        />
        <FormTrouble trouble={state ? { words: w(`trouble.${state}`) } : undefined} />
        <div className={css.foot}>
          <Button type="submit" look="filled" size="l" busy={busy}>
            {t('send')}
          </Button>
          <Button look="quiet" onClick={back}>
            {t('back')}
          </Button>
        </div>
      </form>
    </PublicPage>
  )
}
