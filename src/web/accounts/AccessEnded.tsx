import { useRouteContext } from '@tanstack/react-router'
import { useTranslations } from 'use-intl'
import { chooseWorkspace, chosenWorkspace } from '../api/call.ts'
import { PublicPage } from '../shell/PublicPage.tsx'
import type { SessionReply } from '../shell/session.tsx'
import { Button } from '../ui/Button.tsx'
import css from './SignIn.module.css'

/** Says that somebody's time in a workspace is over, and where else they can go. */
export function AccessEnded({ session }: { session: SessionReply }) {
  const t = useTranslations('accounts.ended')
  const { source } = useRouteContext({ from: '__root__' })
  const here = chosenWorkspace() ?? session.workspaces[0]?.id
  const others = session.workspaces.filter((workspace) => workspace.id !== here)
  const signOut = async () => {
    await source.signOut()
    location.assign('/sign-in')
  }
  return (
    <PublicPage title={t('title')} lede={t('lede')}>
      <div className={css.list}>
        {others.map((workspace) => (
          <Button key={workspace.id} onClick={() => chooseWorkspace(workspace.id)}>
            {t('goTo', { workspace: workspace.name })}
          </Button>
        ))}
        <Button look={others.length > 0 ? 'quiet' : 'filled'} onClick={signOut}>
          {t('signOut')}
        </Button>
      </div>
    </PublicPage>
  )
}
