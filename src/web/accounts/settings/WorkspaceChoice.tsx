import { useQuery } from '@tanstack/react-query'
import { useRouteContext } from '@tanstack/react-router'
import { useTranslations } from 'use-intl'
import { chooseWorkspace } from '../../api/call.ts'
import { sessionQuery, useSession } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { Section } from '../../ui/Section.tsx'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'
import css from './Settings.module.css'

/** The workspaces one serves in, to go from one to the other; nothing where there is only one. */
export function WorkspaceChoice() {
  const t = useTranslations('settings.me')
  const { source } = useRouteContext({ from: '__root__' })
  const { workspace: here } = useSession()
  const { data } = useQuery(sessionQuery(source))
  const workspaces = data?.workspaces ?? []
  if (workspaces.length < 2) return null
  return (
    <Section title={t('workspaces')} className={css.part}>
      <ul className={css.plainRows}>
        {workspaces.map((workspace) => (
          <li key={workspace.id}>
            <span className={css.words}>{workspace.name}</span>
            {workspace.id === here.id ? (
              <span className={css.small}>{t('here')}</span>
            ) : (
              <Button onClick={() => chooseWorkspace(workspace.id)}>
                {t('goThere')}
                <VisuallyHidden> {workspace.name}</VisuallyHidden>
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}
