import { Link, useParams } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import { useTranslations } from 'use-intl'
import { NotFound } from '../shell/RouteStates.tsx'
import { TopBar } from '../shell/TopBar.tsx'
import { classNames } from '../ui/class-names.ts'
import { Page } from '../ui/Layout.tsx'
import { AsksPart } from './AsksPart.tsx'
import { GivenPart } from './GivenPart.tsx'
import css from './GoodwillPage.module.css'
import { LearnPart } from './LearnPart.tsx'
import { RightPart } from './RightPart.tsx'
import { RulesPart } from './RulesPart.tsx'

/** The parts of goodwill in their order: who waits for a yes, what is being made right, which rule was in the way, what we learn, what we gave. */
const PARTS = [
  { name: 'asks', Part: AsksPart },
  { name: 'right', Part: RightPart },
  { name: 'rules', Part: RulesPart },
  { name: 'learn', Part: LearnPart },
  { name: 'given', Part: GivenPart },
] as const satisfies readonly { name: string; Part: ComponentType }[]

/** What is given beyond the usual, and what comes of it. */
export function GoodwillPage() {
  const t = useTranslations('goodwill')
  const { part } = useParams({ from: '/staff/goodwill/$part' })
  const here = PARTS.find(({ name }) => name === part)
  if (!here) return <NotFound />
  return (
    <Page>
      <TopBar title={`${t(`${here.name}.title`)} · ${t('title')}`} heading={t('title')} lede={t('lede')} />
      <nav aria-label={t('nav')} className={css.nav}>
        {PARTS.map(({ name }) => (
          <Link
            key={name}
            ref={name === here.name ? toMiddle : undefined}
            to="/goodwill/$part"
            params={{ part: name }}
            className={classNames(css.link, name === here.name && css.here)}
            aria-current={name === here.name ? 'page' : undefined}
          >
            {t(`${name}.title`)}
          </Link>
        ))}
      </nav>
      <here.Part />
    </Page>
  )
}

/** On a phone the row of parts is wider than the screen: the one that is open stands in its middle. */
function toMiddle(link: HTMLElement | null): void {
  const row = link?.parentElement
  if (!row) return
  const [outer, one] = [row.getBoundingClientRect(), link.getBoundingClientRect()]
  row.scrollLeft += one.left - outer.left - (outer.width - one.width) / 2
}
