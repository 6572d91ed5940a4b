import { useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { useTranslations } from 'use-intl'
import { readToday } from '../../contract/today.ts'
import { type Instant, localParts, type TimeZone } from '../../domain/shared/time.ts'
import { reading } from '../api/queries.ts'
import { useSession } from '../shell/session.tsx'
import { TopBar } from '../shell/TopBar.tsx'
import { useClock } from '../ui/clock.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Page } from '../ui/Layout.tsx'
import { Lines } from '../ui/Line.tsx'
import { LinkButton } from '../ui/LinkButton.tsx'
import { useListNavigation } from '../ui/list-navigation.ts'
import { Section } from '../ui/Section.tsx'
import { SkeletonLines } from '../ui/Skeleton.tsx'
import { Expected } from './Expected.tsx'
import { firstName, useLede } from './lede.ts'
import { TodayLine } from './TodayLine.tsx'
import css from './TodayPage.module.css'
import type { Today } from './why.ts'

const GROUPS = ['now', 'next', 'moment'] as const

/** Who needs us now, and next. */
export function TodayPage() {
  const t = useTranslations('today')
  const screens = useTranslations('shell.screens')
  const { member } = useSession()
  const { data, isError, refetch } = useQuery({ ...reading(readToday), refetchInterval: 60_000 })
  const sayLede = useLede()
  const greeting = t(`greeting.${usePartOfDay()}`, { name: firstName(member.name) })
  return (
    <Page aside={data && <Expected expected={data.expected} />}>
      <TopBar title={screens('today')} heading={greeting} lede={data && sayLede(data.groups)} />
      {data ? <Groups groups={data.groups} expected={data.expected} /> : null}
      {!data && !isError && (
        <div className={css.coming}>
          <SkeletonLines count={6} />
        </div>
      )}
      {!data && isError && <ErrorState retry={() => void refetch()} />}
    </Page>
  )
}

function Groups({ groups, expected }: Pick<Today, 'groups' | 'expected'>) {
  const t = useTranslations('today')
  const container = useRef<HTMLDivElement>(null)
  const { onKeyDown } = useListNavigation(container)
  const first = GROUPS.map((name) => groups[name][0]?.key).find(Boolean)
  if (!first) return <Nobody next={expected[0]} />
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears the arrows for the rows in it
    <div ref={container} onKeyDown={onKeyDown}>
      {GROUPS.filter((name) => groups[name].length > 0).map((name) => (
        <Section key={name} title={t(`groups.${name}`)} className={css.group}>
          <Lines>
            {groups[name].map((item) => (
              <TodayLine key={item.key} item={item} first={item.key === first} />
            ))}
          </Lines>
        </Section>
      ))}
    </div>
  )
}

function Nobody({ next }: { next: Today['expected'][number] | undefined }) {
  const t = useTranslations('today.empty')
  return (
    <div className={css.coming}>
      <EmptyState title={t('title')} action={<LinkButton to="/promises">{t('promises')}</LinkButton>}>
        {next ? t('next', { name: next.person.name, what: next.what }) : t('words')}
      </EmptyState>
    </div>
  )
}

function usePartOfDay(): 'morning' | 'afternoon' | 'evening' {
  const { now, zone } = useClock()
  const { time } = localParts(now as Instant, zone as TimeZone)
  if (time < '12:00') return 'morning'
  return time < '18:00' ? 'afternoon' : 'evening'
}
