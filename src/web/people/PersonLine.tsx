import { useTranslations } from 'use-intl'
import { Line } from '../ui/Line.tsx'
import { When } from '../ui/When.tsx'
import css from './PeoplePage.module.css'
import type { FoundPerson } from './PersonFinder.tsx'

/** One person in the list: how to reach them, what they have, when they were here last. */
export function PersonLine({ person }: { person: FoundPerson }) {
  const t = useTranslations('people')
  const why = [...person.things, ...person.handles].slice(0, 4)
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
