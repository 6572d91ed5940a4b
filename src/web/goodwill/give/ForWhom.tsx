import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { addPerson } from '../../../contract/people.ts'
import type { PersonId } from '../../../domain/shared/ids.ts'
import { useAct } from '../../api/queries.ts'
import { newId } from '../../conversations/new-id.ts'
import { ChosenPerson } from '../../people/ChosenPerson.tsx'
import { looksLikeName } from '../../people/look-up.ts'
import { PersonFinder } from '../../people/PersonFinder.tsx'
import { Button } from '../../ui/Button.tsx'
import css from './Give.module.css'
import type { GiveTo, Unnamed } from './use-left.ts'

/** For whom it is: found by name, plate or telephone, somebody new by their name, or somebody who gives none (S3-08). */
export function ForWhom({
  to,
  stands,
  error,
  onChange,
}: {
  to: GiveTo | null
  stands: Unnamed | null
  error: string | undefined
  onChange: (to: GiveTo | null) => void
}) {
  const t = useTranslations('goodwill.give')
  const [typed, setTyped] = useState('')
  const [several, setSeveral] = useState(false)
  // Another one for each: with the same id it would be the same person.
  const [id, setId] = useState(newId<'person'>)
  const add = useAct(addPerson)
  const someone = useTranslations('counter')('someone')
  const named = (name: string) =>
    add.mutate(
      { body: { id, name } as never },
      {
        onSuccess: (person) => {
          setId(newId<'person'>())
          onChange({ personId: person.id, name: person.name })
        },
      },
    )
  // One of them, also where somebody else was looked for in between.
  const [nameless] = useState(newId<'person'>)
  const addNameless = useAct(addPerson, {
    onSuccess: ({ id: personId }) =>
      onChange({
        ...{ personId, name: someone },
        ...(stands ? { conversationId: stands.conversationId } : {}),
      }),
  })
  if (to) return <ChosenPerson name={to.name} onChange={() => onChange(null)} />
  return (
    <div className={css.whom}>
      <PersonFinder
        label={t('who')}
        text={typed}
        error={several ? t('several') : error}
        onText={(text) => {
          setTyped(text)
          setSeveral(false)
        }}
        onFound={({ id: personId, name }) => onChange({ personId, name })}
        onNew={looksLikeName(typed) ? (name) => named(name.trim()) : undefined}
        onNobody={() => setSeveral(false)}
        onSeveral={() => setSeveral(true)}
      />
      <Button
        size="s"
        look="quiet"
        busy={addNameless.isPending}
        onClick={() => addNameless.mutate({ body: { id: nameless as PersonId, name: '' } })}
      >
        {t('nameless')}
      </Button>
    </div>
  )
}
