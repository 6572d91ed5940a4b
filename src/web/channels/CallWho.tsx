import type { RefObject } from 'react'
import { useTranslations } from 'use-intl'
import { ChosenPerson } from '../people/ChosenPerson.tsx'
import { looksLikeName } from '../people/look-up.ts'
import { PersonFinder } from '../people/PersonFinder.tsx'
import { classNames } from '../ui/class-names.ts'
import { TextField } from '../ui/TextField.tsx'
import css from './Capture.module.css'
import { type CallDraft, looksLikeTelephone } from './call-draft.ts'

/** With whom one spoke: somebody known, or a name or number as typed. */
export function CallWho({
  draft,
  change,
  whoRef,
  wrong,
  unclear,
  found,
  onDone,
  onSeveral,
}: {
  draft: CallDraft
  change: (part: Partial<CallDraft>) => void
  whoRef: RefObject<HTMLInputElement | null>
  wrong?: string | undefined
  /** the words mean several people */
  unclear: boolean
  /** whoever stands there was found only when it was saved, and has to be seen first */
  found: boolean
  /** it is said with whom: on to what it was about */
  onDone: () => void
  onSeveral: () => void
}) {
  const t = useTranslations('capture.call')
  if (draft.person) {
    return (
      <>
        <ChosenPerson name={draft.person.name} onChange={() => change({ person: null })} />
        <p role="status" className={classNames(css.ask, css.found)}>
          {found && t('found', { name: draft.person.name })}
        </p>
      </>
    )
  }
  const isName = looksLikeName(draft.who)
  const isTelephone = looksLikeTelephone(draft.who)
  return (
    <>
      {draft.isNew ? (
        <ChosenPerson name={draft.who} onChange={() => change({ isNew: false })} />
      ) : (
        <PersonFinder
          label={t('who')}
          hint={draft.who === '' ? t('whoHint') : undefined}
          text={draft.who}
          onText={(who) => change({ who })}
          onFound={({ id, name }) => {
            change({ person: { id, name } })
            onDone()
          }}
          onNew={
            isName
              ? (who) => {
                  change({ who, isNew: true })
                  onDone()
                }
              : undefined
          }
          onNobody={onDone}
          onGoOn={onDone}
          onSeveral={onSeveral}
          error={unclear ? t('several') : isTelephone ? wrong : undefined}
          inputRef={whoRef}
        />
      )}
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
