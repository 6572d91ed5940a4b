import { Link } from '@tanstack/react-router'
import { useTranslations } from 'use-intl'
import { type Instant, localParts, type TimeZone } from '../../domain/shared/time.ts'
import { useClock } from '../ui/clock.tsx'
import { Name } from '../ui/Name.tsx'
import { Section } from '../ui/Section.tsx'
import { When } from '../ui/When.tsx'
import css from './TodayPage.module.css'
import type { Today } from './why.ts'

const SHORT = 5

/** Who is expected today, and shortly who in the next days. */
export function Expected({ expected }: { expected: Today['expected'] }) {
  const t = useTranslations('today.expected')
  const { now, zone } = useClock()
  const dayOf = (at: string) => localParts(at as Instant, zone as TimeZone).date
  const today = dayOf(now)
  const here = expected.filter((one) => dayOf(one.at) <= today)
  const later = expected.filter((one) => dayOf(one.at) > today).slice(0, SHORT)
  return (
    <>
      <Section title={t('today')}>
        {here.length > 0 ? <Visits visits={here} /> : <p className={css.none}>{t('none')}</p>}
      </Section>
      {later.length > 0 && (
        <Section title={t('later')}>
          <Visits visits={later} />
        </Section>
      )}
    </>
  )
}

function Visits({ visits }: { visits: Today['expected'] }) {
  return (
    <ul>
      {visits.map((visit) => (
        <li key={`${visit.person.id}${visit.at}`} className={css.visit}>
          <When at={visit.at} form="short" />
          <Link to="/people/$id" params={{ id: visit.person.id }}>
            <Name size="s">{visit.person.name}</Name>
          </Link>
          {visit.what && <span className={css.what}>{visit.what}</span>}
        </li>
      ))}
    </ul>
  )
}
