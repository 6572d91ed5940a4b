import { Link } from '@tanstack/react-router'
import { Plus, Speech, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { endSpeaksFor } from '../../../contract/people-merge.ts'
import type { Id } from '../../../domain/shared/ids.ts'
import { useAct } from '../../api/queries.ts'
import { useMay } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Section } from '../../ui/Section.tsx'
import { say } from '../../ui/toasts.tsx'
import css from '../Person.module.css'
import type { Person } from '../person-data.ts'
import { AddSpeaksFor } from './AddSpeaksFor.tsx'
import { useSayDay } from './say-day.ts'

type Spoken = Person['speaksFor'][number]

/** For whom a person speaks, and who speaks for them: a mother, a carer, whoever looks after the fleet. */
export function SpeaksFor({ person }: { person: Person }) {
  const t = useTranslations('people.speaksFor')
  const may = useMay('people.write')
  const sayDay = useSayDay()
  const [adding, setAdding] = useState(false)
  const end = useAct(endSpeaksFor)
  const all = [...person.speaksFor, ...person.spokenForBy]
  const stop = ({ id, version, speaker, for: other }: Spoken) => {
    const params = { speaksForId: id as Id<'speaks_for'> }
    end.mutate(
      { params, body: { ended: true, version } },
      {
        onSuccess: () =>
          say({
            words: t('ended', { speaker: speaker.name, name: other.name }),
            undo: () => end.mutate({ params, body: { ended: false, version: version + 1 } }),
          }),
      },
    )
  }
  if (all.length === 0 && !may) return null
  return (
    <Section title={t('title')}>
      {all.length === 0 && !adding && <p className={css.none}>{t('none')}</p>}
      <ul className={css.rows}>
        {all.map((one) => (
          <li key={one.id}>
            <Icon of={Speech} size={16} />
            <div className={css.words}>
              <Said one={one} person={person} />
              <div className={css.small}>
                {[
                  one.role && t('as', { role: one.role }),
                  one.since && t('sinceDay', { day: sayDay(one.since) }),
                  one.until && t('untilDay', { day: sayDay(one.until) }),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </div>
            </div>
            {may && (
              <span className={css.acts}>
                <IconButton
                  icon={X}
                  size="s"
                  tip={false}
                  label={t('end', { speaker: one.speaker.name, name: one.for.name })}
                  onClick={() => stop(one)}
                />
              </span>
            )}
          </li>
        ))}
      </ul>
      {adding && <AddSpeaksFor person={person} onClose={() => setAdding(false)} />}
      {may && !adding && (
        <Button look="quiet" size="s" icon={Plus} className={css.add} onClick={() => setAdding(true)}>
          {t('add')}
        </Button>
      )}
    </Section>
  )
}

function Said({ one, person }: { one: Spoken; person: Person }) {
  const t = useTranslations('people.speaksFor')
  const to = (id: string, name: string) => (
    <Link to="/people/$id" params={{ id }}>
      {name}
    </Link>
  )
  if (one.speaker.id !== person.id)
    return t.rich('by', { name: person.name, who: () => to(one.speaker.id, one.speaker.name) })
  return t.rich('for', {
    who: () => (one.for.kind === 'person' ? to(one.for.id, one.for.name) : one.for.name),
  })
}
