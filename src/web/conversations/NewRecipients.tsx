import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { readReach } from '../../contract/conversations.ts'
import { readPerson } from '../../contract/people.ts'
import { reading } from '../api/queries.ts'
import { Chosen } from './composer/Recipients.tsx'
import { Unreachable } from './composer/Unreachable.tsx'
import css from './NewConversation.module.css'
import type { NewDraft } from './new-draft.ts'

/** How the words reach the person one chose: every address in sight, their own page, or what it takes to reach them at all. */
export function NewRecipients({
  person,
  draft,
  change,
  wrong,
}: {
  person: { id: string; name: string }
  draft: NewDraft
  change: (part: Partial<NewDraft>) => void
  wrong: string | undefined
}) {
  const t = useTranslations('conversations')
  const params = { personId: person.id }
  const { data: reach } = useQuery(reading(readReach, { params }))
  const { data: whole } = useQuery({ ...reading(readPerson, { params }), enabled: reach?.by === 'no_link' })
  if (!reach) return null
  if (reach.by === 'no_link')
    return (
      <Unreachable
        person={person}
        telephones={whole?.handles.filter((h) => h.kind === 'phone').map((h) => h.shown) ?? []}
      />
    )
  if (reach.by !== 'email')
    return (
      <p className={css.way}>
        {t('recipients.to')} <b>{person.name}</b> {t('recipients.onPage')}
      </p>
    )
  return (
    <div className={css.to}>
      <Chosen label={t('recipients.to')} list={draft.to ?? reach.to} onChange={(to) => change({ to })} />
      <Chosen label={t('recipients.cc')} list={draft.cc} onChange={(cc) => change({ cc })} />
      {wrong && (
        <p className={css.wrong} role="alert">
          {wrong}
        </p>
      )}
    </div>
  )
}
