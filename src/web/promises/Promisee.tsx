import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { firstName } from '../../domain/shared/first-name.ts'
import { ColleagueSelect } from '../accounts/ColleagueSelect.tsx'
import { PersonFinder } from '../people/PersonFinder.tsx'
import { useSession } from '../shell/session.tsx'
import { Segmented } from '../ui/Segmented.tsx'

/** To whom something is promised: a person served, or a colleague. */
export type To = { kind: 'person' | 'member'; id: string; name: string }

/** Chooses to whom: the person one is with, somebody found by name, or a colleague (S3-24). */
export function Promisee({
  person,
  to,
  onTo,
  colleague,
  onColleague,
  error,
}: {
  /** whom one is with; without it somebody is looked for */
  person: To | null
  to: To | null
  onTo: (to: To | null) => void
  colleague: boolean
  onColleague: (colleague: boolean) => void
  error?: string | undefined
}) {
  const t = useTranslations('promises.make')
  const { member, members } = useSession()
  const [sought, setSought] = useState('')
  const others = members.filter((m) => m.serves && m.id !== member.id)
  return (
    <>
      {others.length > 0 && (
        <Segmented
          label={t('to')}
          value={colleague ? 'colleague' : 'person'}
          onChange={(kind) => {
            onColleague(kind === 'colleague')
            onTo(kind === 'person' ? person : null)
          }}
          segments={[
            {
              value: 'person',
              label: person ? t('toPerson', { name: firstName(person.name) }) : t('toCustomer'),
            },
            { value: 'colleague', label: t('toColleague') },
          ]}
        />
      )}
      {colleague && (
        <ColleagueSelect
          label={t('colleague')}
          value={to?.id ?? null}
          placeholder={t('chooseColleague')}
          error={error}
          onChange={(id) => {
            const one = others.find((m) => m.id === id)
            if (one) onTo({ kind: 'member', id: one.id, name: one.name })
          }}
        />
      )}
      {!colleague && !person && (
        <PersonFinder
          label={t('customer')}
          hint={to ? t('chosen', { name: to.name }) : t('customerHint')}
          text={sought}
          onText={(text) => {
            setSought(text)
            if (to && text !== to.name) onTo(null)
          }}
          onFound={(found) => {
            setSought(found.name)
            onTo({ kind: 'person', id: found.id, name: found.name })
          }}
          error={error}
        />
      )}
    </>
  )
}
