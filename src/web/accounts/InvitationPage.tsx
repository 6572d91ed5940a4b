import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useTranslations } from 'use-intl'
import type { ReplyOf } from '../../contract/endpoint.ts'
import { acceptInvitation, readInvitation } from '../../contract/invitations.ts'
import { chooseWorkspace } from '../api/call.ts'
import { reading, useAct } from '../api/queries.ts'
import { PublicPage } from '../shell/PublicPage.tsx'
import { refusalCode } from '../shell/trouble.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { LinkButton } from '../ui/LinkButton.tsx'
import { SkeletonLines } from '../ui/Skeleton.tsx'
import { TextField } from '../ui/TextField.tsx'
import { FormTrouble } from './FormTrouble.tsx'
import { SHORTEST_PASSWORD } from './SetupForm.tsx'
import css from './SignIn.module.css'
import { useForm } from './use-form.ts'

/** Joins a workspace by an invitation. */
export function InvitationPage() {
  const t = useTranslations('accounts.invitation')
  const { token } = useParams({ from: '/invitation/$token' })
  const { data, error, refetch } = useQuery(reading(readInvitation, { params: { token } }))
  if (data) {
    return (
      <PublicPage
        title={t('title', { workspace: data.workspaceName })}
        lede={t(data.hasAccount ? 'ledeKnown' : 'lede', { email: data.email })}
      >
        <Join token={token} invitation={data} />
      </PublicPage>
    )
  }
  if (error && refusalCode(error)) {
    return (
      <PublicPage title={t('old')} lede={t('oldLede')}>
        <LinkButton to="/sign-in">{t('signIn')}</LinkButton>
      </PublicPage>
    )
  }
  return (
    <PublicPage title={t('loading')}>
      {error ? <ErrorState retry={() => void refetch()} /> : <SkeletonLines count={2} />}
    </PublicPage>
  )
}

function Join({ token, invitation }: { token: string; invitation: ReplyOf<typeof readInvitation> }) {
  const t = useTranslations('accounts.invitation')
  const w = useTranslations('accounts')
  const f = useTranslations('form')
  const act = useAct(acceptInvitation, {
    quiet: true,
    onSuccess: (reply) => chooseWorkspace(reply.workspaceId, reply.codeNeeded ? '/sign-in?step=code' : '/'),
  })
  const form = useForm(
    { name: invitation.name, password: '' },
    {
      error: act.error,
      check: (v) => ({
        name: v.name.trim() ? undefined : f('missing'),
        password: v.password.length >= SHORTEST_PASSWORD ? undefined : w('password.short'),
      }),
    },
  )
  const wrong = refusalCode(act.error) === 'not_allowed' ? w('trouble.wrong') : form.wrongAt('password')
  return (
    <form noValidate onSubmit={form.submit((body) => act.mutate({ params: { token }, body }))}>
      <input type="email" autoComplete="username" value={invitation.email} readOnly hidden />
      <TextField label={w('setup.ownName')} autoComplete="name" {...form.text('name')} />
      <TextField
        label={w('password.label')}
        type="password"
        autoFocus
        hint={invitation.hasAccount ? undefined : w('password.hint')}
        autoComplete={invitation.hasAccount ? 'current-password' : 'new-password'}
        {...form.text('password')}
        error={wrong}
      />
      <FormTrouble trouble={form.whole} />
      <div className={css.foot}>
        <Button type="submit" look="filled" size="l" busy={act.isPending || act.isSuccess}>
          {t('send')}
        </Button>
      </div>
    </form>
  )
}
