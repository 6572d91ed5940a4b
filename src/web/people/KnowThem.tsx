import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useMay } from '../shell/session.tsx'
import { Button } from '../ui/Button.tsx'
import { Chip } from '../ui/Chip.tsx'
import { Section } from '../ui/Section.tsx'
import { EditNoted } from './EditNoted.tsx'
import { EditPerson } from './EditPerson.tsx'
import css from './Person.module.css'
import type { Person } from './person-data.ts'
import { useSayLanguages } from './say-languages.ts'

/** What to know before one meets somebody; changed in its place. */
export function KnowThem({ person }: { person: Person }) {
  const t = useTranslations('people.know')
  const f = useTranslations('form')
  const may = useMay('people.write')
  const [editing, setEditing] = useState(false)
  const sayLanguages = useSayLanguages()
  const facts = [
    ['approach', t(`approaches.${person.approach}`)],
    ['goodToKnow', person.goodToKnow],
    ['accessNeeds', person.accessNeeds],
    ['languages', sayLanguages(person.languages)],
  ] as const
  const edit = may && !editing && (
    <Button look="quiet" size="s" className={css.head} onClick={() => setEditing(true)}>
      {f('change')}
      <span className="sr-only">{t('title')}</span>
    </Button>
  )
  return (
    <Section title={t('title')} aside={edit}>
      {editing ? (
        <EditPerson person={person} onClose={() => setEditing(false)} />
      ) : (
        <>
          <dl className={css.facts}>
            {facts.map(
              ([name, words]) =>
                words && (
                  <div key={name}>
                    <dt>{t(name)}</dt>
                    <dd>{words}</dd>
                  </div>
                ),
            )}
          </dl>
          {person.alsoKnown.map((other) => (
            <Noted key={other.id} personId={person.id} noted={other} may={may} />
          ))}
          {person.sensitive && <Chip tone="wait">{t('sensitive')}</Chip>}
        </>
      )}
    </Section>
  )
}

/** What was noted with a record that was merged into this one, and stays theirs; changed in its place. */
function Noted({
  personId,
  noted,
  may,
}: {
  personId: Person['id']
  noted: Person['alsoKnown'][number]
  may: boolean
}) {
  const m = useTranslations('people.merge')
  const f = useTranslations('form')
  const [editing, setEditing] = useState(false)
  const title = m('noted', { name: noted.name })
  if (editing) return <EditNoted personId={personId} noted={noted} onClose={() => setEditing(false)} />
  return (
    <dl className={css.facts}>
      <div>
        <dt>{title}</dt>
        <dd>
          {[noted.sayName, noted.goodToKnow, noted.accessNeeds].filter(Boolean).join('\n')}
          {may && (
            <Button look="quiet" size="s" onClick={() => setEditing(true)}>
              {f('change')}
              <span className="sr-only"> {title}</span>
            </Button>
          )}
        </dd>
      </div>
    </dl>
  )
}
