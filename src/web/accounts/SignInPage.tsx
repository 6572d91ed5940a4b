import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useRouteContext, useRouter, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { chooseWorkspace } from '../api/call.ts'
import { PublicPage } from '../shell/PublicPage.tsx'
import { sessionQuery } from '../shell/session.tsx'
import { Button } from '../ui/Button.tsx'
import { LinkButton } from '../ui/LinkButton.tsx'
import { TextField } from '../ui/TextField.tsx'
import { AccessEnded } from './AccessEnded.tsx'
import { ForgotPassword } from './ForgotPassword.tsx'
import { FormTrouble } from './FormTrouble.tsx'
import css from './SignIn.module.css'
import { type SignInTrouble, signIn } from './sign-in.ts'
import { looksLikeEmail, useForm } from './use-form.ts'

/** Who are you? */
export function SignInPage() {
  const t = useTranslations('accounts.signIn')
  const { source } = useRouteContext({ from: '__root__' })
  const { data: session } = useSuspenseQuery(sessionQuery(source))
  const [forgot, setForgot] = useState<string | null>(null)
  if (session.accessEnded) return <AccessEnded session={session} />
  if (!session.setUp) {
    return (
      <PublicPage title={t('noHouse')} lede={t('noHouseLede')}>
        <LinkButton to="/setup" look="filled" size="l">
          {t('setUp')}
        </LinkButton>
      </PublicPage>
    )
  }
  if (forgot !== null) return <ForgotPassword email={forgot} onBack={() => setForgot(null)} />
  return (
    <PublicPage title={t('title')} lede={t('lede')}>
      <SignInForm onForgot={setForgot} />
    </PublicPage>
  )
}

function SignInForm({ onForgot }: { onForgot: (email: string) => void }) {
  const t = useTranslations('accounts.signIn')
  const w = useTranslations('accounts')
  const f = useTranslations('form')
  const enter = useEnter()
  const [trouble, setTrouble] = useState<SignInTrouble | null>(null)
  const [busy, setBusy] = useState(false)
  const form = useForm(
    { email: '', password: '' },
    {
      check: (v) => ({
        email: looksLikeEmail(v.email) ? undefined : f('email'),
        password: v.password ? undefined : f('missing'),
      }),
    },
  )
  const send = form.submit(async ({ email, password }) => {
    setBusy(true)
    const wrong = await signIn(email, password)
    setTrouble(wrong)
    if (wrong === null) await enter()
    setBusy(false)
  })
  return (
    <form noValidate onSubmit={send}>
      <TextField label={w('email')} type="email" autoComplete="username" autoFocus {...form.text('email')} />
      <TextField
        label={w('password.label')}
        type="password"
        autoComplete="current-password"
        {...form.text('password')}
      />
      <FormTrouble trouble={trouble ? { words: w(`trouble.${trouble}`) } : undefined} />
      <div className={css.foot}>
        <Button type="submit" look="filled" size="l" busy={busy}>
          {t('send')}
        </Button>
        <Button look="quiet" onClick={() => onForgot(form.values.email)}>
          {t('forgot')}
        </Button>
      </div>
    </form>
  )
}

/** Goes on to where somebody wanted, once they are signed in. */
function useEnter(): () => Promise<void> {
  const { source } = useRouteContext({ from: '__root__' })
  const { to } = useSearch({ from: '/sign-in' })
  const queryClient = useQueryClient()
  const router = useRouter()
  return async () => {
    const session = await queryClient.fetchQuery({ ...sessionQuery(source), staleTime: 0 })
    const first = session.workspaces[0]
    // This machine remembers a workspace that is not theirs.
    if (!session.current && !session.accessEnded && first) return chooseWorkspace(first.id)
    if (!session.current) return
    const within = to?.startsWith('/') && !to.startsWith('//') ? to : '/'
    await router.navigate({ href: within, replace: true })
  }
}
