import { Link } from '@tanstack/react-router'
import { useTranslations } from 'use-intl'
import { someoneIsHere } from '../../contract/counter.ts'
import { type Instant, localParts, type TimeZone } from '../../domain/shared/time.ts'
import { useAct } from '../api/queries.ts'
import { ExpectedMenu } from '../channels/ExpectedMenu.tsx'
import { useMay } from '../shell/session.tsx'
import { Button } from '../ui/Button.tsx'
import { useClock, useSayWhen } from '../ui/clock.tsx'
import { Name } from '../ui/Name.tsx'
import { Section } from '../ui/Section.tsx'
import { say } from '../ui/toasts.tsx'
import { VisuallyHidden } from '../ui/VisuallyHidden.tsx'
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
          <div>
            <Link to="/people/$id" params={{ id: visit.person.id }}>
              <Name size="s">{visit.person.name}</Name>
            </Link>
            {visit.what && <p className={css.what}>{visit.what}</p>}
            {visit.late && <Late visit={visit} />}
          </div>
        </li>
      ))}
    </ul>
  )
}

/** Their moment has passed: until they come somebody can say that they are here, that it took place or that they did not come. */
function Late({ visit: { person, at, what, nextContactId } }: { visit: Today['expected'][number] }) {
  const t = useTranslations('expected')
  const sayWhen = useSayWhen()
  const mayGreet = useMay('counter.use')
  const maySay = useMay('conversations.write')
  const here = useAct(someoneIsHere, {
    onSuccess: () => say({ words: t('isHere', { name: person.name }) }),
  })
  return (
    <>
      <p className={css.late}>{t('was', { when: sayWhen(at, 'short') })}</p>
      <div className={css.lateActs}>
        {mayGreet && (
          <Button
            size="s"
            busy={here.isPending || here.isSuccess}
            onClick={() => here.mutate({ body: { personId: person.id, note: what } })}
          >
            {t('act.isHere')}
            <VisuallyHidden> {person.name}</VisuallyHidden>
          </Button>
        )}
        {maySay && nextContactId && <ExpectedMenu nextContactId={nextContactId} name={person.name} />}
      </div>
    </>
  )
}
