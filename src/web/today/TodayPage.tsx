import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
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
import { Segmented } from '../ui/Segmented.tsx'
import { SkeletonLines } from '../ui/Skeleton.tsx'
import { Ahead } from './Ahead.tsx'
import { Expected } from './Expected.tsx'
import { firstName, useLede } from './lede.ts'
import { MoreLines } from './MoreLines.tsx'
import { OnBreak } from './OnBreak.tsx'
import { TodayLine } from './TodayLine.tsx'
import css from './TodayPage.module.css'
import { WhileAway } from './WhileAway.tsx'
import type { Today } from './why.ts'

const GROUPS = ['now', 'next', 'moment'] as const

/** Who needs us now, and next. */
export function TodayPage() {
  const t = useTranslations('today')
  const screens = useTranslations('shell.screens')
  const { member } = useSession()
  const ahead = useSearch({ from: '/staff/today' }).view === 'ahead'
  const navigate = useNavigate()
  const query = useQuery({ ...reading(readToday), refetchInterval: 60_000 })
  const { data } = query
  const sayLede = useLede()
  const greeting = t(`greeting.${usePartOfDay()}`, { name: firstName(member.name) })
  return (
    <Page
      head={
        <TopBar
          title={screens('today')}
          heading={greeting}
          lede={
            (data && (data.onBreak ? t('break.lede') : (sayLede(data) ?? (ahead && t('lede.nothing'))))) ||
            undefined
          }
        />
      }
      aside={data && !data.onBreak && <Expected expected={data.expected} />}
    >
      <div className={css.choose}>
        <Segmented
          label={t('view.label')}
          value={ahead ? 'ahead' : 'today'}
          onChange={(view) =>
            void navigate({ to: '/today', search: view === 'ahead' ? { view } : {}, replace: true })
          }
          segments={[
            { value: 'today', label: t('view.today') },
            { value: 'ahead', label: t('view.ahead') },
          ]}
        />
      </div>
      {ahead ? <Ahead /> : <Now query={query} />}
    </Page>
  )
}

function Now({ query: { data, isError, refetch } }: { query: UseQueryResult<Today> }) {
  if (data?.onBreak) return <OnBreak />
  if (data)
    return (
      <>
        <WhileAway />
        <Groups groups={data.groups} more={data.more} expected={data.expected} nextSteps={data.nextSteps} />
      </>
    )
  if (isError) return <ErrorState retry={() => void refetch()} />
  return (
    <div className={css.coming}>
      <SkeletonLines count={6} />
    </div>
  )
}

function Groups({
  groups,
  more,
  expected,
  nextSteps,
}: Pick<Today, 'groups' | 'more' | 'expected' | 'nextSteps'>) {
  const t = useTranslations('today')
  const container = useRef<HTMLDivElement>(null)
  const { onKeyDown } = useListNavigation(container)
  const first = GROUPS.map((name) => groups[name][0]?.key).find(Boolean)
  if (!first) return <Nobody next={expected[0]} steps={nextSteps} />
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears the arrows for the rows in it
    <div ref={container} onKeyDown={onKeyDown}>
      {GROUPS.filter((name) => groups[name].length > 0).map((name) => (
        <Section
          key={name}
          title={t(`groups.${name}`)}
          className={css.group}
          aside={
            name === 'next' && groups.next.length > 1 && <span className={css.order}>{t('order.next')}</span>
          }
        >
          <Lines>
            {groups[name].map((item) => (
              <TodayLine key={item.key} item={item} first={item.key === first} />
            ))}
          </Lines>
          <MoreLines more={more.filter((m) => m.group === name)} />
        </Section>
      ))}
    </div>
  )
}

/** Where in the settings each of the first steps is done. */
const STEPS = {
  ...{ mailbox: 'mailboxes', history: 'imports', colleague: 'members', form: 'forms' },
  authority: 'authority',
} as const

function Nobody({ next, steps }: { next: Today['expected'][number] | undefined; steps: Today['nextSteps'] }) {
  const t = useTranslations('today.empty')
  return (
    <div className={css.coming}>
      <EmptyState
        title={t('title')}
        action={steps.length === 0 && <LinkButton to="/promises">{t('promises')}</LinkButton>}
      >
        {next ? t('next', { name: next.person.name, what: next.what }) : t('words')}
        {steps.length > 0 && (
          <div className={css.steps}>
            <p>{t('steps')}</p>
            <ul>
              {steps.map((step) => (
                <li key={step}>
                  <Link to="/settings/$section" params={{ section: STEPS[step] }}>
                    {t(`step.${step}`)}
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        )}
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
