import { useTranslations } from 'use-intl'
import { Button } from '../ui/Button.tsx'
import css from './Person.module.css'
import type { Person } from './person-data.ts'
import { draftOf } from './person-draft.ts'

/** Somebody else changed the person while one wrote: what it says now, and which of the two should stay. */
export function Meanwhile({ base, theirs, onTake }: { base: Person; theirs: Person; onTake: () => void }) {
  const t = useTranslations('people.know')
  const p = useTranslations('people.addDialog')
  const f = useTranslations('form')
  const before = draftOf(base)
  const now = draftOf(theirs)
  const labelOf = (field: keyof typeof now) =>
    field === 'name' || field === 'sayName' ? p(field) : t(field as 'goodToKnow')
  const wordsOf = (field: keyof typeof now) => {
    if (field === 'approach') return t(`approaches.${now.approach}`)
    if (field === 'sensitive') return t(now.sensitive ? 'yes' : 'no')
    return now[field] || f('nothingThere')
  }
  const changed = (Object.keys(now) as (keyof typeof now)[]).filter((field) => now[field] !== before[field])
  return (
    <div className={css.conflict} role="alert">
      <h3>{f('changedMeanwhile')}</h3>
      <p>{f('changedMeanwhileMend')}</p>
      <dl className={css.facts}>
        {changed.map((field) => (
          <div key={field}>
            <dt>
              {labelOf(field)} · {f('theirs')}
            </dt>
            <dd>{wordsOf(field)}</dd>
          </div>
        ))}
      </dl>
      <div>
        <Button size="s" onClick={onTake}>
          {f('takeTheirs')}
        </Button>
      </div>
    </div>
  )
}
