import type { RefObject } from 'react'
import { useTranslations } from 'use-intl'
import { ChosenPerson } from '../people/ChosenPerson.tsx'
import { PersonFinder } from '../people/PersonFinder.tsx'
import { TextField } from '../ui/TextField.tsx'
import { type CallDraft, looksLikeTelephone } from './call-draft.ts'

/** With whom one spoke: somebody known, or a name or number as typed. */
export function CallWho({
  draft,
  change,
  whoRef,
  wrong,
}: {
  draft: CallDraft
  change: (part: Partial<CallDraft>) => void
  whoRef: RefObject<HTMLInputElement | null>
  wrong?: string | undefined
}) {
  const t = useTranslations('capture.call')
  if (draft.person) {
    return <ChosenPerson name={draft.person.name} onChange={() => change({ person: null, who: '' })} />
  }
  const isName = draft.who.trim() !== '' && !looksLikeTelephone(draft.who)
  return (
    <>
      <PersonFinder
        label={t('who')}
        hint={draft.who === '' ? t('whoHint') : undefined}
        text={draft.who}
        onText={(who) => change({ who })}
        onFound={({ id, name }) => change({ person: { id, name } })}
        inputRef={whoRef}
      />
      {isName && (
        <TextField
          label={t('telephone')}
          optional
          type="tel"
          autoComplete="off"
          value={draft.telephone}
          error={wrong}
          onChange={(event) => change({ telephone: event.target.value })}
        />
      )}
    </>
  )
}
