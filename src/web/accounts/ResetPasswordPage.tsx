import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { PublicPage } from '../shell/PublicPage.tsx'
import { Button } from '../ui/Button.tsx'
import { LinkButton } from '../ui/LinkButton.tsx'
import { TextField } from '../ui/TextField.tsx'
import { FormTrouble } from './FormTrouble.tsx'
import { SHORTEST_PASSWORD } from './SetupForm.tsx'
import css from './SignIn.module.css'
import { resetPassword, type SignInTrouble } from './sign-in.ts'
import { useForm } from './use-form.ts'

/** A new password, by the link of a letter. */
export function ResetPasswordPage() {
  const t = useTranslations('accounts.reset')
  const w = useTranslations('accounts')
  const { token } = useSearch({ from: '/reset-password' })
  const [state, setState] = useState<SignInTrouble | 'done' | null>(null)
  const [busy, setBusy] = useState(false)
  const form = useForm(
    { password: '' },
    {
      check: (v) => ({ password: v.password.length >= SHORTEST_PASSWORD ? undefined : w('password.short') }),
    },
  )
  const toSignIn = (
    <LinkButton to="/sign-in" look="filled" size="l">
      {t('signIn')}
    </LinkButton>
  )
  if (state === 'done') {
    return (
      <PublicPage title={t('done')} lede={t('doneLede')}>
        {toSignIn}
      </PublicPage>
    )
  }
  if (!token || state === 'wrong') {
    return (
      <PublicPage title={t('old')} lede={t('oldLede')}>
        {toSignIn}
      </PublicPage>
    )
  }
  const send = form.submit(async ({ password }) => {
    setBusy(true)
    setState((await resetPassword(password, token)) ?? 'done')
    setBusy(false)
  })
  return (
    <PublicPage title={t('title')}>
      <form noValidate onSubmit={send}>
        <TextField
          label={t('password')}
          hint={w('password.hint')}
          type="password"
          autoComplete="new-password"
          autoFocus
          {...form.text('password')}
        />
        <FormTrouble trouble={state ? { words: w(`trouble.${state}`) } : undefined} />
        <div className={css.foot}>
          <Button type="submit" look="filled" size="l" busy={busy}>
            {t('send')}
          </Button>
        </div>
      </form>
    </PublicPage>
  )
}
