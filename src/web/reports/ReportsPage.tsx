import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import type { ReplyOf } from '../../contract/endpoint.ts'
import { measurePromises } from '../../contract/reports.ts'
import { reading } from '../api/queries.ts'
import { useSession } from '../shell/session.tsx'
import { TopBar } from '../shell/TopBar.tsx'
import { useClock } from '../ui/clock.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Cluster, Page } from '../ui/Layout.tsx'
import { Section } from '../ui/Section.tsx'
import { Segmented } from '../ui/Segmented.tsx'
import { Select } from '../ui/Select.tsx'
import { SkeletonLines } from '../ui/Skeleton.tsx'
import { LatenessFigure, ShareFigure } from './Figure.tsx'
import { Mistakes } from './Mistakes.tsx'
import { PERIODS, type PeriodName, periodOf } from './period.ts'
import css from './ReportsPage.module.css'
import { Weeks } from './Weeks.tsx'

type Reply = ReplyOf<typeof measurePromises>
const EVERYWHERE = 'all'

/** How promises were kept: of the house, a site or a team, with what each figure rests on; never of a person who serves. */
export function ReportsPage() {
  const t = useTranslations('reports')
  const { sites, teams } = useSession()
  const { now, zone } = useClock()
  const [period, setPeriod] = useState<PeriodName>('quarter')
  const [madeTo, setMadeTo] = useState<'customers' | 'colleagues'>('customers')
  const [where, setWhere] = useState<string>(EVERYWHERE)
  const [kind, id] = where.split(' ')
  // To the hour, so that the page asks anew only now and then.
  const { from, to } = periodOf(period, now, zone)
  const query = useQuery(
    reading(measurePromises, {
      query: {
        ...{ from, to, madeTo },
        ...(kind === 'site' ? { siteId: id as never } : {}),
        ...(kind === 'team' ? { teamId: id as never } : {}),
      },
    }),
  )
  const parts = [
    { value: EVERYWHERE, label: t('where.all') },
    ...(sites.length > 1 ? sites.map((s) => ({ value: `site ${s.id}`, label: s.name })) : []),
    ...teams.map((team) => ({ value: `team ${team.id}`, label: t('where.team', { name: team.name }) })),
  ]
  return (
    <Page>
      <TopBar title={t('title')} lede={t('lede')} />
      <div className={css.choose}>
        <Cluster gap="m">
          <Segmented
            label={t('period.label')}
            value={period}
            onChange={setPeriod}
            segments={PERIODS.map((value) => ({ value, label: t(`period.${value}`) }))}
          />
          <Segmented
            label={t('madeTo.label')}
            value={madeTo}
            onChange={setMadeTo}
            segments={(['customers', 'colleagues'] as const).map((value) => ({
              value,
              label: t(`madeTo.${value}`),
            }))}
          />
          {parts.length > 1 && (
            <Select
              className={css.where}
              label={t('where.label')}
              hideLabel
              value={where}
              onChange={setWhere}
              choices={parts}
            />
          )}
        </Cluster>
      </div>
      {query.isPending && <SkeletonLines count={5} />}
      {query.isError && <ErrorState retry={() => void query.refetch()} />}
      {query.data && <Figures reply={query.data} />}
      {madeTo === 'customers' && kind !== 'team' && (
        <Mistakes from={from} to={to} siteId={kind === 'site' ? id : undefined} />
      )}
    </Page>
  )
}

function Figures({ reply }: { reply: Reply }) {
  const t = useTranslations('reports')
  const { figures, few } = reply
  if (figures === null) return <EmptyState title={t('few.title')}>{t('few.words')}</EmptyState>
  if (!figures.kept && !figures.updateOnTime)
    return <EmptyState title={t('nothing.title')}>{t('nothing.words')}</EmptyState>
  return (
    <>
      <div className={css.figures}>
        <ShareFigure name="kept" share={figures.kept} />
        <ShareFigure name="earlyWarning" share={figures.earlyWarning} few={few.includes('earlyWarning')} />
        <ShareFigure name="updateOnTime" share={figures.updateOnTime} few={few.includes('updateOnTime')} />
        <LatenessFigure lateness={figures.lateness} few={few.includes('lateness')} />
      </div>
      <Section title={t('weeks.title')}>
        <Weeks weeks={reply.weeks} />
      </Section>
      <p className={css.small}>{t('smallNumbers')}</p>
      <p className={css.small}>{t('definition', { version: reply.definition })}</p>
    </>
  )
}
