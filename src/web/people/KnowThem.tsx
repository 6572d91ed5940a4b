import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useMay } from '../shell/session.tsx'
import { Button } from '../ui/Button.tsx'
import { Chip } from '../ui/Chip.tsx'
import { Section } from '../ui/Section.tsx'
import { EditPerson } from './EditPerson.tsx'
import css from './Person.module.css'
import type { Person } from './person-data.ts'
import { useSayLanguages } from './say-languages.ts'

/** What to know before one meets somebody; changed in its place. */
export function KnowThem({ person }: { person: Person }) {
  const t = useTranslations('people.know')
  const f = useTranslations('form')
  const m = useTranslations('people.merge')
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
            {person.alsoKnown.map((other) => (
              <div key={other.id}>
                <dt>{m('noted', { name: other.name })}</dt>
                <dd>{[other.sayName, other.goodToKnow, other.accessNeeds].filter(Boolean).join('\n')}</dd>
              </div>
            ))}
          </dl>
          {person.sensitive && <Chip tone="wait">{t('sensitive')}</Chip>}
        </>
      )}
    </Section>
  )
}
