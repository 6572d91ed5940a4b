import { useLayoutEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { addPerson } from '../../../contract/people.ts'
import { useAct } from '../../api/queries.ts'
import { newId } from '../../conversations/new-id.ts'
import { ChosenPerson } from '../../people/ChosenPerson.tsx'
import { looksLikeName } from '../../people/look-up.ts'
import { PersonFinder } from '../../people/PersonFinder.tsx'
import type { GiveTo } from './use-left.ts'

/** For whom it is: found by name, plate or telephone, or somebody new by their name. */
export function ForWhom({
  to,
  error,
  onChange,
}: {
  to: GiveTo | null
  error: string | undefined
  onChange: (to: GiveTo | null) => void
}) {
  const t = useTranslations('goodwill.give')
  const [typed, setTyped] = useState('')
  const [several, setSeveral] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const finds = useRef(false)
  // With the press that leads back and not after it: the dialog takes the focus to itself as soon as nothing has it.
  useLayoutEffect(() => {
    if (to !== null || !finds.current) return
    finds.current = false
    field.current?.focus()
  }, [to])
  // Another one for each: with the same id it would be the same person.
  const [id, setId] = useState(newId<'person'>)
  const add = useAct(addPerson)
  if (to)
    return (
      <ChosenPerson
        name={to.name}
        onChange={() => {
          finds.current = true
          onChange(null)
        }}
      />
    )
  return (
    <PersonFinder
      label={t('who')}
      text={typed}
      inputRef={field}
      error={several ? t('several') : error}
      onText={(text) => {
        setTyped(text)
        setSeveral(false)
      }}
      onFound={({ id: personId, name }) => onChange({ personId, name })}
      onNew={
        looksLikeName(typed)
          ? (name) =>
              add.mutate(
                { body: { id, name: name.trim() } as never },
                {
                  onSuccess: (person) => {
                    setId(newId<'person'>())
                    onChange({ personId: person.id, name: person.name })
                  },
                },
              )
          : undefined
      }
      onNobody={() => setSeveral(false)}
      onSeveral={() => setSeveral(true)}
    />
  )
}
