import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Navigate, useRouteContext, useRouter, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { chooseWorkspace, chosenWorkspace } from '../api/call.ts'
import { PublicPage } from '../shell/PublicPage.tsx'
import { sessionQuery } from '../shell/session.tsx'
import { Button } from '../ui/Button.tsx'
import css from './SignIn.module.css'
import { TwoStepSteps } from './TwoStepSteps.tsx'

/** The second step is set up before anything else, where the workspace asks for it; what was written stays where it is. */
export function TwoStepPage() {
  const t = useTranslations('accounts.twoStep')
  const { source } = useRouteContext({ from: '__root__' })
  const { to } = useSearch({ from: '/two-step' })
  const { data } = useSuspenseQuery(sessionQuery(source))
  // The recovery codes stand here still when the workspace is open already.
  const [needed] = useState(data.twoStepNeeded)
  const queryClient = useQueryClient()
  const router = useRouter()
  const within = to?.startsWith('/') && !to.startsWith('//') ? to : '/'
  if (!needed || !data.user) return <Navigate to="/" replace />
  const here = chosenWorkspace() ?? data.workspaces[0]?.id
  const goOn = async () => {
    await queryClient.fetchQuery({ ...sessionQuery(source), staleTime: 0 })
    await router.navigate({ href: within, replace: true })
  }
  const signOut = async () => {
    await source.signOut()
    location.assign('/sign-in')
  }
  return (
    <PublicPage title={t('needed')} lede={t('neededLede', { workspace: needed.workspace })}>
      <TwoStepSteps email={data.user.email} onDone={() => void goOn()} />
      <div className={css.foot}>
        {data.workspaces
          .filter((workspace) => workspace.id !== here)
          .map((workspace) => (
            <Button key={workspace.id} look="quiet" onClick={() => chooseWorkspace(workspace.id)}>
              {t('goTo', { workspace: workspace.name })}
            </Button>
          ))}
        <Button look="quiet" onClick={() => void signOut()}>
          {t('signOut')}
        </Button>
      </div>
    </PublicPage>
  )
}
