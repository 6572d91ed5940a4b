import { useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import type { ReplyOf } from '../../contract/endpoint.ts'
import { readAhead } from '../../contract/today.ts'
import { reading } from '../api/queries.ts'
import { useClock } from '../ui/clock.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Lines } from '../ui/Line.tsx'
import { useListNavigation } from '../ui/list-navigation.ts'
import { Section } from '../ui/Section.tsx'
import { SkeletonLines } from '../ui/Skeleton.tsx'
import { MoreLines } from './MoreLines.tsx'
import { OnBreak } from './OnBreak.tsx'
import { TodayLine } from './TodayLine.tsx'
import css from './TodayPage.module.css'

type Day = ReplyOf<typeof readAhead>['days'][number]

/** The next seven days, each with what falls on it (S1-19). */
export function Ahead() {
  const { data, isError, refetch } = useQuery({ ...reading(readAhead), refetchInterval: 60_000 })
  if (data?.onBreak) return <OnBreak />
  if (data) return <Days days={data.days} />
  if (isError) return <ErrorState retry={() => void refetch()} />
  return (
    <div className={css.coming}>
      <SkeletonLines count={6} />
    </div>
  )
}

function Days({ days }: { days: readonly Day[] }) {
  const t = useTranslations('today.ahead')
  const { dates } = useClock()
  const list = new Intl.ListFormat(useLocale(), { style: 'long', type: 'conjunction' })
  const container = useRef<HTMLDivElement>(null)
  const { onKeyDown } = useListNavigation(container)
  const name = (date: string, form: 'long' | 'short') =>
    new Intl.DateTimeFormat(dates, {
      timeZone: 'UTC',
      weekday: 'long',
      ...(form === 'long' ? { day: 'numeric', month: 'long' } : {}),
    }).format(new Date(`${date}T12:00:00Z`))
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears the arrows for the rows in it
    <div ref={container} onKeyDown={onKeyDown}>
      {together(days).map((some) => {
        const [day] = some as [Day, ...Day[]]
        if (day.lines.length === 0)
          return (
            <p key={day.date} className={css.free}>
              {t('free', { days: list.format(some.map((d) => name(d.date, 'short'))) })}
            </p>
          )
        return (
          <Section
            key={day.date}
            title={day === days[0] ? t('tomorrow', { day: name(day.date, 'long') }) : name(day.date, 'long')}
            className={css.group}
          >
            <Lines>
              {day.lines.map((item) => (
                <TodayLine key={item.key} item={item} first={false} />
              ))}
            </Lines>
            <MoreLines more={day.more} />
          </Section>
        )
      })}
    </div>
  )
}

/** Days with something stand by themselves; free days that follow each other stand together. */
function together(days: readonly Day[]): Day[][] {
  const groups: Day[][] = []
  for (const day of days) {
    const last = groups.at(-1)
    if (day.lines.length === 0 && last?.[0]?.lines.length === 0) last.push(day)
    else groups.push([day])
  }
  return groups
}
