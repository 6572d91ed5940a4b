import { type RefObject, useState } from 'react'
import { useTranslations } from 'use-intl'
import { ChosenPerson } from '../people/ChosenPerson.tsx'
import { type FoundPerson, PersonFinder } from '../people/PersonFinder.tsx'
import { Stack } from '../ui/Layout.tsx'
import { TextField } from '../ui/TextField.tsx'

/** Who somebody at the counter is, as far as one knows: somebody known, a new name, or what one sees. */
export type Naming = { person: FoundPerson | null; newName: string; note: string }

/** What the server takes of it; blanks are left out. */
export function namingBody({ person, newName, note }: Naming) {
  return {
    ...(person ? { personId: person.id } : {}),
    ...(!person && newName.trim() ? { newPersonName: newName.trim() } : {}),
    note: note.trim(),
  }
}

/** The two fields of it. */
export function NameFields({
  naming,
  onChange,
  knownName,
  noteRef,
  whoRef,
}: {
  naming: Naming
  onChange: (naming: Naming) => void
  /** they are known already: only the note is asked */
  knownName?: string | undefined
  noteRef?: RefObject<HTMLInputElement | null>
  whoRef?: RefObject<HTMLInputElement | null>
}) {
  const t = useTranslations('counter.who')
  const [text, setText] = useState('')
  const chosen = naming.person?.name ?? naming.newName
  return (
    <Stack>
      <TextField
        label={t('note')}
        hint={knownName ? undefined : t('noteHint')}
        ref={noteRef}
        autoComplete="off"
        value={naming.note}
        onChange={(event) => onChange({ ...naming, note: event.target.value })}
      />
      {!knownName &&
        (chosen ? (
          <ChosenPerson name={chosen} onChange={() => onChange({ ...naming, person: null, newName: '' })} />
        ) : (
          <PersonFinder
            label={t('who')}
            text={text}
            onText={setText}
            inputRef={whoRef}
            onFound={(person) => onChange({ ...naming, person, newName: '' })}
            onNew={(newName) => onChange({ ...naming, person: null, newName })}
          />
        ))}
    </Stack>
  )
}
