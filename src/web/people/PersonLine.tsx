import { useTranslations } from 'use-intl'
import { Line } from '../ui/Line.tsx'
import { When } from '../ui/When.tsx'
import type { FoundPerson } from './look-up.ts'
import css from './PeoplePage.module.css'

/** One person in the list: how to reach them, what they have, when they were here last. */
export function PersonLine({ person }: { person: FoundPerson }) {
  const t = useTranslations('people')
  const known = [...person.things, ...person.handles]
  // What a search found stands first.
  const why = [person.found, ...known.filter((one) => one !== person.found)]
    .filter((one) => one !== null)
    .slice(0, 4)
  return (
    <Line
      avatar={person.name}
      who={person.name}
      what={person.sayName ? t('say', { how: person.sayName }) : undefined}
      why={why.length > 0 ? why.join(' · ') : t('nothingKnown')}
      chip={
        person.lastSeenAt && (
          <span className={css.seen}>
            <When at={person.lastSeenAt} form="short" />
          </span>
        )
      }
      to={{ to: '/people/$id', params: { id: person.id } }}
    />
  )
}
