import { Car, House, KeyRound, type LucideIcon, Package, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { marksBeside } from '../../domain/people/thing-words.ts'
import { useMay } from '../shell/session.tsx'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Section } from '../ui/Section.tsx'
import css from './Person.module.css'
import type { Person, PersonThing } from './person-data.ts'
import { ThingDialog } from './ThingDialog.tsx'

const ICONS: Record<PersonThing['kind'], LucideIcon> = {
  vehicle: Car,
  home: House,
  account: KeyRound,
  other: Package,
}

/** What a person has that we look after. */
export function Things({ person }: { person: Person }) {
  const t = useTranslations('people.things')
  const f = useTranslations('form')
  const may = useMay('people.write')
  const [open, setOpen] = useState<PersonThing['id'] | 'new' | null>(null)
  const chosen = person.things.find((thing) => thing.id === open)
  return (
    <Section title={t('title')}>
      {person.things.length === 0 && <p className={css.none}>{t('none')}</p>}
      <ul className={css.rows}>
        {person.things.map((thing) => (
          <li key={thing.id}>
            <Icon of={ICONS[thing.kind]} size={16} />
            <div className={css.words}>
              {thing.name}
              <div className={css.small}>
                {[...marksBeside(thing), thing.role].filter(Boolean).join(' · ')}
              </div>
              {thing.note && <div className={css.small}>{thing.note}</div>}
            </div>
            {may && (
              <span className={css.acts}>
                <Button look="quiet" size="s" onClick={() => setOpen(thing.id)}>
                  {f('change')}
                  <span className="sr-only">{thing.name}</span>
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
      {may && (
        <Button look="quiet" size="s" icon={Plus} className={css.add} onClick={() => setOpen('new')}>
          {t('add')}
        </Button>
      )}
      {(open === 'new' || chosen) && (
        <ThingDialog personId={person.id} thing={chosen} onClose={() => setOpen(null)} />
      )}
    </Section>
  )
}
