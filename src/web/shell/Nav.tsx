import { Link, useRouterState } from '@tanstack/react-router'
import { Fragment } from 'react'
import { useTranslations } from 'use-intl'
import { classNames } from '../ui/class-names.ts'
import { Icon } from '../ui/Icon.tsx'
import { latePart } from './late-part.tsx'
import { MemberMenu } from './MemberMenu.tsx'
import css from './Nav.module.css'
import { belongsTo, linkTo, SCREENS, type Screen, type ScreenName } from './screens.ts'
import type { Counts } from './source.ts'

const SavedViews = latePart(async () => (await import('../conversations/views/SavedViews.tsx')).SavedViews)

/** The menu of screens: on a desk at the side, on a phone below as tabs. */
export function Nav({ counts }: { counts: Counts }) {
  const t = useTranslations('shell')
  const main = SCREENS.filter((screen) => !isBelowLine(screen))
  const rest = SCREENS.filter(isBelowLine)
  // Not before one is there: the first screen carries none of it.
  const inbox = useRouterState({
    select: ({ location }) => /^\/(inbox|conversations)/.test(location.pathname),
  })
  return (
    <nav className={css.nav} aria-label={t('nav.label')}>
      <Link to="/today" className={css.brand} aria-label={t('brand')}>
        {t('brand')}
        <span aria-hidden="true">.</span>
      </Link>
      {main.map((screen) => (
        <Fragment key={screen.name}>
          <NavLink screen={screen} count={countOf(counts, screen)} />
          {screen.name === 'inbox' && inbox && <SavedViews />}
        </Fragment>
      ))}
      <hr className={css.rule} />
      {rest.map((screen) => (
        <NavLink key={screen.name} screen={screen} small />
      ))}
      <div className={css.foot}>
        <MemberMenu />
      </div>
    </nav>
  )
}

const BELOW_LINE: readonly ScreenName[] = ['goodwill', 'reports', 'settings']

/** What one does not need all day. */
function isBelowLine(screen: Screen): boolean {
  return BELOW_LINE.includes(screen.name)
}

function countOf(counts: Counts, screen: Screen): number | undefined {
  return counts[screen.name as keyof Counts]
}

function NavLink({ screen, count, small }: { screen: Screen; count?: number | undefined; small?: boolean }) {
  const t = useTranslations('shell')
  const here = useRouterState({ select: (state) => belongsTo(screen, state.location.pathname) })
  return (
    <Link
      {...linkTo(screen)}
      className={classNames(css.link, small && css.small, here && css.here)}
      aria-current={here ? 'page' : undefined}
    >
      <Icon of={screen.icon} size={small ? 17 : 18} />
      {t(`screens.${screen.name}`)} {count ? <span className={css.count}>{count}</span> : null}
    </Link>
  )
}
