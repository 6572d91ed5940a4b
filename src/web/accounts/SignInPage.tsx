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
import { CodeStep } from './CodeStep.tsx'
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
  const { step } = useSearch({ from: '/sign-in' })
  // What was typed once is not asked for again, however one goes on and comes back.
  const [email, setEmail] = useState('')
  const [forgot, setForgot] = useState(false)
  const [code, setCode] = useState(step === 'code')
  const [again, setAgain] = useState<string | null>(null)
  const enter = useEnter()
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
  if (forgot) return <ForgotPassword email={email} onEmail={setEmail} onBack={() => setForgot(false)} />
  if (code)
    return (
      <CodeStep
        onDone={enter}
        onBack={(why) => {
          setAgain(why)
          setCode(false)
        }}
      />
    )
  return (
    <PublicPage title={t('title')} lede={t('lede')}>
      <SignInForm
        email={email}
        onEmail={setEmail}
        again={again}
        onForgot={() => setForgot(true)}
        onCode={() => setCode(true)}
        onDone={enter}
      />
    </PublicPage>
  )
}

type SignInFormProps = {
  /** what was typed before */
  email: string
  onEmail: (email: string) => void
  /** why it begins anew */
  again: string | null
  onForgot: () => void
  onCode: () => void
  onDone: () => Promise<void>
}

function SignInForm({ email, onEmail, again, onForgot, onCode, onDone }: SignInFormProps) {
  const t = useTranslations('accounts.signIn')
  const w = useTranslations('accounts')
  const f = useTranslations('form')
  const [trouble, setTrouble] = useState<SignInTrouble | null>(null)
  const [busy, setBusy] = useState(false)
  const form = useForm(
    { email, password: '' },
    {
      check: (v) => ({
        email: looksLikeEmail(v.email) ? undefined : f('email'),
        password: v.password ? undefined : f('missing'),
      }),
    },
  )
  const send = form.submit(async ({ email: typed, password }) => {
    setBusy(true)
    onEmail(typed)
    const wrong = await signIn(typed, password)
    setBusy(false)
    if (wrong === 'code') return onCode()
    setTrouble(wrong)
    if (wrong === null) await onDone()
  })
  return (
    <form noValidate onSubmit={send}>
      <TextField
        label={w('email')}
        type="email"
        autoComplete="username"
        autoFocus={email === ''}
        {...form.text('email')}
      />
      <TextField
        label={w('password.label')}
        type="password"
        autoComplete="current-password"
        autoFocus={email !== ''}
        {...form.text('password')}
      />
      <FormTrouble
        trouble={trouble ? { words: w(`trouble.${trouble}`) } : again ? { words: again } : undefined}
      />
      <div className={css.foot}>
        <Button type="submit" look="filled" size="l" busy={busy}>
          {t('send')}
        </Button>
        <Button
          look="quiet"
          onClick={() => {
            onEmail(form.values.email)
            onForgot()
          }}
        >
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
    if (!session.current && !session.accessEnded && !session.twoStepNeeded && first)
      return chooseWorkspace(first.id)
    if (!session.current && !session.twoStepNeeded) return
    const within = to?.startsWith('/') && !to.startsWith('//') ? to : '/'
    await router.navigate({ href: within, replace: true })
  }
}
