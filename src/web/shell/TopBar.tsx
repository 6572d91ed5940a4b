import { ArrowLeft, ConciergeBell, PenLine, Phone, Search } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { Bell } from '../notices/Bell.tsx'
import { Button } from '../ui/Button.tsx'
import { classNames } from '../ui/class-names.ts'
import { Icon } from '../ui/Icon.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { Kbd } from '../ui/Kbd.tsx'
import { LinkButton } from '../ui/LinkButton.tsx'
import { MemberMenu } from './MemberMenu.tsx'
import { usePageTitle } from './page-title.ts'
import { useShellActs } from './shell-acts.tsx'
import css from './TopBar.module.css'

export type TopBarProps = {
  /** names the page, as its heading and in the browser's tab */
  title: string
  /** stands instead of the title as the heading, where it is more than words (a greeting with a name) */
  heading?: ReactNode
  /** one sentence below: what stands here now */
  lede?: ReactNode
  /** what to search for here, in the field */
  searchFor?: string
  /** the filled button of this screen, where it is one of these two */
  first?: 'arrival' | 'call'
  /** more buttons of this page, before the search */
  children?: ReactNode
}

/** Head of a screen: its heading, and on every screen the search, Log a call, Someone is here. On a phone the last two lie under the thumb. */
export function TopBar({ title, heading, lede, searchFor, first, children }: TopBarProps) {
  const t = useTranslations('shell')
  const acts = useShellActs()
  usePageTitle(title)
  return (
    <header>
      <div className={css.top}>
        <h1 className={css.heading} data-page-heading="" tabIndex={-1}>
          {heading ?? title}
        </h1>
        {children && <div className={css.own}>{children}</div>}
        <div className={css.acts}>
          <button type="button" className={css.find} onClick={acts.openPalette}>
            <Icon of={Search} />
            <span className={css.findWords}>{searchFor ?? t('search.label')}</span>
            <Kbd keys="/" />
          </button>
          {acts.logCall && (
            <Button icon={Phone} look={first === 'call' ? 'filled' : 'outline'} onClick={acts.logCall}>
              {t('capture.call')}
            </Button>
          )}
          {acts.someoneIsHere && (
            <Button
              icon={ConciergeBell}
              look={first === 'arrival' ? 'filled' : 'outline'}
              onClick={acts.someoneIsHere}
            >
              {t('capture.arrival')}
            </Button>
          )}
          <Bell />
        </div>
        <div className={css.corner}>
          <IconButton icon={Search} label={t('search.label')} onClick={acts.openPalette} />
          <Bell />
          <MemberMenu compact />
        </div>
      </div>
      {lede && <p className={css.lede}>{lede}</p>}
    </header>
  )
}

/**
 * The same acts as pictures, and a new conversation, for screens whose head is narrow: the list of the Inbox, a promise. On a phone the
 * corner is that of every screen, and the captures lie under the thumb.
 */
export function TopActs({ className }: { className?: string }) {
  const t = useTranslations('shell')
  const acts = useShellActs()
  return (
    <div className={classNames(css.compactActs, className)}>
      <IconButton size="s" icon={Search} label={t('search.label')} keys="/" onClick={acts.openPalette} />
      {acts.writeToSomebody && (
        <IconButton
          size="s"
          icon={PenLine}
          label={t('capture.write')}
          keys="c"
          onClick={acts.writeToSomebody}
        />
      )}
      {acts.logCall && (
        <span className={css.underThumb}>
          <IconButton size="s" icon={Phone} label={t('capture.call')} keys="t" onClick={acts.logCall} />
        </span>
      )}
      {acts.someoneIsHere && (
        <span className={css.underThumb}>
          <IconButton
            size="s"
            icon={ConciergeBell}
            label={t('capture.arrival')}
            keys="w"
            onClick={acts.someoneIsHere}
          />
        </span>
      )}
      <Bell size="s" />
      <span className={css.ofPhone}>
        <MemberMenu compact />
      </span>
    </div>
  )
}

/**
 * Leads back from above a heading: to the list, on a phone, where list and page do not stand beside each other; to a part of the
 * settings from a page of its own, everywhere.
 */
export function BackLink({
  to,
  section,
  children,
}: {
  to?: '/today' | '/inbox' | '/promises' | '/people'
  section?: 'imports' | 'mailboxes'
  children: ReactNode
}) {
  const looks = { look: 'quiet', size: 's', icon: ArrowLeft } as const
  if (section)
    return (
      <LinkButton {...looks} to="/settings/$section" params={{ section }} className={css.backAlways}>
        {children}
      </LinkButton>
    )
  return (
    <LinkButton {...looks} to={to ?? '/today'} className={css.back}>
      {children}
    </LinkButton>
  )
}
