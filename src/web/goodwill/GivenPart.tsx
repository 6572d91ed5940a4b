import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import type { ReplyOf } from '../../contract/endpoint.ts'
import { countGestures } from '../../contract/learning.ts'
import { reading } from '../api/queries.ts'
import { PERIODS, type PeriodName, periodOf } from '../reports/period.ts'
import { useSession } from '../shell/session.tsx'
import { useClock } from '../ui/clock.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Cluster } from '../ui/Layout.tsx'
import { PartState } from '../ui/PartState.tsx'
import { Segmented } from '../ui/Segmented.tsx'
import { Select } from '../ui/Select.tsx'
import css from './given/Given.module.css'
import { GivenTable } from './given/GivenTable.tsx'
import { useSaySum } from './given/say-sum.ts'
import { type Sum, sumOf, sumsBy } from './given/totals.ts'

const EVERYWHERE = 'all'

/** What we gave, by what made it necessary, by kind and by site; never by who gave it. */
export function GivenPart() {
  const r = useTranslations('reports')
  const { sites } = useSession()
  const { now, zone } = useClock()
  const [period, setPeriod] = useState<PeriodName>('weeks')
  const [where, setWhere] = useState(EVERYWHERE)
  const { from, to } = periodOf(period, now, zone)
  const query = useQuery(
    reading(countGestures, {
      query: { from, to, ...(where === EVERYWHERE ? {} : { siteId: where as never }) },
    }),
  )
  return (
    <>
      <Cluster gap="m">
        <Segmented
          label={r('period.label')}
          value={period}
          onChange={setPeriod}
          segments={PERIODS.map((value) => ({ value, label: r(`period.${value}`) }))}
        />
        {sites.length > 1 && (
          <Select
            className={css.where}
            label={r('where.label')}
            hideLabel
            value={where}
            onChange={setWhere}
            choices={[
              { value: EVERYWHERE, label: r('where.all') },
              ...sites.map((site) => ({ value: site.id as string, label: site.name })),
            ]}
          />
        )}
      </Cluster>
      {query.isError && !query.data ? (
        <ErrorState retry={() => void query.refetch()} />
      ) : (
        <PartState query={query} count={4} />
      )}
      {query.data && <Totals items={query.data.items} bySite={sites.length > 1 && where === EVERYWHERE} />}
    </>
  )
}

type Items = ReplyOf<typeof countGestures>['items']

function Totals({ items, bySite }: { items: Items; bySite: boolean }) {
  const t = useTranslations('goodwill.given')
  const k = useTranslations('goodwill.kinds')
  const { sites } = useSession()
  const saySum = useSaySum()
  if (items.length === 0) return <EmptyState title={t('none')}>{t('noneWords')}</EmptyState>
  const all = sumOf(items)
  const named = (rows: { key: string; sum: Sum }[], name: (key: string) => string) =>
    rows.map(({ key, sum }) => ({ key, name: name(key), sum }))
  const causes = new Map(items.map((one) => [one.cause?.id ?? '', one.cause?.name ?? t('noCause')]))
  return (
    <>
      <p className={css.sum}>{t('sum', { count: all.count, sums: saySum(all) })}</p>
      <GivenTable
        title={t('byCause')}
        rows={named(
          sumsBy(items, (one) => one.cause?.id ?? ''),
          (id) => causes.get(id)!,
        )}
      />
      <GivenTable
        title={t('byKind')}
        rows={named(
          sumsBy(items, (one) => one.kind),
          (kind) => k(kind as (typeof items)[number]['kind']),
        )}
      />
      {bySite && (
        <GivenTable
          title={t('bySite')}
          rows={named(
            sumsBy(items, (one) => one.siteId ?? ''),
            (id) => sites.find((site) => site.id === id)?.name ?? t('otherSite'),
          )}
        />
      )}
      <p className={css.small}>{t('small')}</p>
    </>
  )
}
