import { type Dispatch, type RefObject, type SetStateAction, useRef } from 'react'
import { useTranslations } from 'use-intl'
import { ChosenPerson } from '../people/ChosenPerson.tsx'
import { type FoundPerson, looksLikeName, useWhoIsMeant } from '../people/look-up.ts'
import { PersonFinder } from '../people/PersonFinder.tsx'
import { Stack } from '../ui/Layout.tsx'
import { TextField } from '../ui/TextField.tsx'

/** Who somebody at the counter is, as far as one knows: somebody known, a new name, or what one sees. */
export type Naming = {
  person: FoundPerson | null
  newName: string
  note: string
  /** what was typed to find them, not yet anybody */
  who: string
  /** the words mean several people */
  unclear: boolean
}

export const NOTHING_NAMED: Naming = { person: null, newName: '', note: '', who: '', unclear: false }

/** What the server takes of it; blanks are left out. */
export function namingBody({ person, newName, note }: Naming) {
  return {
    ...(person ? { personId: person.id } : {}),
    ...(!person && newName.trim() ? { newPersonName: newName.trim() } : {}),
    note: note.trim(),
  }
}

/** Keeps words that name nobody: a name is somebody new, all else (a plate, a number) is noted. */
export function keepWords(naming: Naming): Naming {
  const who = naming.who.trim()
  if (who === '' || naming.person || naming.newName) return naming
  if (looksLikeName(who)) return { ...naming, who: '', newName: who }
  return noteWords(naming)
}

/** Keeps words that were typed to find somebody beside what one sees. */
export function noteWords(naming: Naming): Naming {
  const who = naming.person || naming.newName ? '' : naming.who.trim()
  return { ...naming, who: '', note: [naming.note.trim(), who].filter(Boolean).join(', ') }
}

/**
 * Gives a function that settles what was typed and not yet chosen. `ready`: it can be saved; otherwise somebody was found or several
 * are meant, and who saves should see that first.
 */
export function useSettle(): (naming: Naming) => Promise<{ naming: Naming; ready: boolean }> {
  const whoIsMeant = useWhoIsMeant()
  return async (naming) => {
    if (naming.person || naming.newName || naming.who.trim() === '') return { naming, ready: true }
    const meant = await whoIsMeant(naming.who)
    if (meant === 'nobody') return { naming: keepWords(naming), ready: true }
    if (meant === 'several') return { naming: { ...naming, unclear: true }, ready: false }
    return { naming: { ...naming, person: meant.person }, ready: false }
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
  onChange: Dispatch<SetStateAction<Naming>>
  /** they are known already: only the note is asked */
  knownName?: string | undefined
  noteRef?: RefObject<HTMLInputElement | null>
  whoRef?: RefObject<HTMLInputElement | null>
}) {
  const t = useTranslations('counter.who')
  const chosen = naming.person?.name ?? naming.newName
  const ownNote = useRef<HTMLInputElement>(null)
  const note = noteRef ?? ownNote
  const put = (part: Partial<Naming>) => onChange((now) => ({ ...now, ...part }))
  // Whoever is chosen takes the field away in which one typed: Enter goes on from the other.
  const choose = (how: (now: Naming) => Naming) => {
    onChange((now) => ({ ...how(now), unclear: false }))
    note.current?.focus()
  }
  const isName = looksLikeName(naming.who)
  return (
    <Stack>
      <TextField
        label={t('note')}
        hint={knownName ? undefined : t('noteHint')}
        ref={note}
        autoComplete="off"
        value={naming.note}
        onChange={(event) => put({ note: event.target.value })}
      />
      {!knownName &&
        (chosen ? (
          <ChosenPerson
            name={chosen}
            onChange={() => put({ person: null, newName: '', who: naming.who || naming.newName })}
          />
        ) : (
          <PersonFinder
            label={t('who')}
            text={naming.who}
            onText={(who) => put({ who, unclear: false })}
            inputRef={whoRef}
            error={naming.unclear ? t('several') : undefined}
            onGoOn={() => note.current?.focus()}
            onSeveral={() => put({ unclear: true })}
            onFound={(person) => choose((now) => ({ ...now, person, newName: '' }))}
            onNew={(who) => choose((now) => keepWords({ ...now, who }))}
            newWords={isName ? undefined : t('keep', { words: naming.who.trim() })}
          />
        ))}
    </Stack>
  )
}
