import { Link, useParams } from '@tanstack/react-router'
import { ChevronRight } from 'lucide-react'
import type { ComponentType } from 'react'
import { useTranslations } from 'use-intl'
import type { Permission } from '../../domain/accounts/permissions.ts'
import { AuthoritySection } from '../goodwill/authority/AuthoritySection.tsx'
import { ImportsSection } from '../imports/ImportsSection.tsx'
import { NoticesSection } from '../notices/NoticesSection.tsx'
import { NotFound } from '../shell/RouteStates.tsx'
import { useSession } from '../shell/session.tsx'
import { TopBar } from '../shell/TopBar.tsx'
import { classNames } from '../ui/class-names.ts'
import { Icon } from '../ui/Icon.tsx'
import { Page } from '../ui/Layout.tsx'
import css from './SettingsPage.module.css'
import { AuditSection } from './settings/AuditSection.tsx'
import { AwaySection } from './settings/AwaySection.tsx'
import { FormsSection } from './settings/FormsSection.tsx'
import { KeysSection } from './settings/KeysSection.tsx'
import { MailboxesSection } from './settings/MailboxesSection.tsx'
import { MembersSection } from './settings/MembersSection.tsx'
import { MeSection } from './settings/MeSection.tsx'
import { OutboxSection } from './settings/OutboxSection.tsx'
import { ProvidersSection } from './settings/ProvidersSection.tsx'
import { RepliesSection } from './settings/RepliesSection.tsx'
import { SafetySection } from './settings/SafetySection.tsx'
import { SitesSection } from './settings/SitesSection.tsx'
import { TagsSection } from './settings/TagsSection.tsx'
import { TeamsSection } from './settings/TeamsSection.tsx'
import { TokensSection } from './settings/TokensSection.tsx'
import { ViewsSection } from './settings/ViewsSection.tsx'
import { WorkspaceSection } from './settings/WorkspaceSection.tsx'

type Name =
  | 'me'
  | 'safety'
  | 'tokens'
  | 'keys'
  | 'notices'
  | 'workspace'
  | 'sites'
  | 'members'
  | 'teams'
  | 'authority'
  | 'mailboxes'
  | 'providers'
  | 'outbox'
  | 'forms'
  | 'views'
  | 'tags'
  | 'replies'
  | 'imports'
  | 'away'
  | 'audit'

/** The parts of the settings in their order, each with what it needs to be seen. */
const PARTS: readonly { name: Name; needs?: Permission; Part: ComponentType }[] = [
  { name: 'me', Part: MeSection },
  { name: 'safety', Part: SafetySection },
  { name: 'keys', Part: KeysSection },
  { name: 'notices', Part: NoticesSection },
  { name: 'workspace', needs: 'workspace.configure', Part: WorkspaceSection },
  { name: 'sites', needs: 'sites.manage', Part: SitesSection },
  { name: 'members', needs: 'members.manage', Part: MembersSection },
  { name: 'teams', needs: 'teams.manage', Part: TeamsSection },
  { name: 'authority', needs: 'people.read', Part: AuthoritySection },
  { name: 'mailboxes', needs: 'mailboxes.manage', Part: MailboxesSection },
  { name: 'providers', needs: 'mailboxes.manage', Part: ProvidersSection },
  { name: 'outbox', needs: 'mailboxes.manage', Part: OutboxSection },
  { name: 'forms', needs: 'conversations.read', Part: FormsSection },
  { name: 'tokens', Part: TokensSection },
  { name: 'views', needs: 'conversations.read', Part: ViewsSection },
  { name: 'replies', Part: RepliesSection },
  { name: 'tags', needs: 'tags.manage', Part: TagsSection },
  { name: 'imports', needs: 'imports.manage', Part: ImportsSection },
  { name: 'away', needs: 'conversations.write', Part: AwaySection },
  { name: 'audit', needs: 'audit.read', Part: AuditSection },
]

/** How the house is set up: on a desk with the parts beside it, on a phone the list of parts is a page of its own (`all`). */
export function SettingsPage() {
  const t = useTranslations('settings')
  const { section } = useParams({ from: '/staff/settings/$section' })
  const { permissions } = useSession()
  const parts = PARTS.filter(({ needs }) => !needs || permissions.includes(needs))
  const here = parts.find(({ name }) => name === section) ?? (section === 'all' ? parts[0] : undefined)
  if (!here) return <NotFound />
  const list = section === 'all'
  return (
    <Page>
      <TopBar title={list ? t('title') : `${t(`parts.${here.name}`)} · ${t('title')}`} heading={t('title')} />
      <div className={classNames(css.split, list && css.list)}>
        <nav aria-label={t('nav')} className={css.nav}>
          {parts.map(({ name }) => (
            <Link
              key={name}
              to="/settings/$section"
              params={{ section: name }}
              className={classNames(css.link, name === here.name && css.here)}
              aria-current={name === here.name && !list ? 'page' : undefined}
            >
              {t(`parts.${name}`)}
              <span className={css.chevron}>
                <Icon of={ChevronRight} size={16} />
              </span>
            </Link>
          ))}
        </nav>
        <div className={css.part}>
          <Link to="/settings/$section" params={{ section: 'all' }} className={css.back}>
            {t('all')}
          </Link>
          <h2 className={css.title}>{t(`parts.${here.name}`)}</h2>
          <here.Part />
        </div>
      </div>
    </Page>
  )
}
