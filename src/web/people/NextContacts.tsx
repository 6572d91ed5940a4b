import { useQuery } from '@tanstack/react-query'
import { Check, Plus } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import {
  finishNextContact,
  listNextContacts,
  reopenNextContact,
  setNextContact,
} from '../../contract/contact.ts'
import type { ReplyOf } from '../../contract/endpoint.ts'
import type { Id } from '../../domain/shared/ids.ts'
import { reading, useAct } from '../api/queries.ts'
import { DueField, NO_DUE } from '../promises/DueField.tsx'
import { useMay } from '../shell/session.tsx'
import { Button } from '../ui/Button.tsx'
import { Chip } from '../ui/Chip.tsx'
import { useClock } from '../ui/clock.tsx'
import { PartState } from '../ui/PartState.tsx'
import { Section } from '../ui/Section.tsx'
import { TextField } from '../ui/TextField.tsx'
import { Checkbox } from '../ui/Toggle.tsx'
import { say } from '../ui/toasts.tsx'
import { VisuallyHidden } from '../ui/VisuallyHidden.tsx'
import { When } from '../ui/When.tsx'
import css from './Person.module.css'
import type { Person } from './person-data.ts'

type NextContact = ReplyOf<typeof listNextContacts>['items'][number]

/** What a person may look forward to; what is past and not yet said to have taken place stands first. */
export function NextContacts({ person }: { person: Person }) {
  const t = useTranslations('people.next')
  const may = useMay('conversations.write')
  const [adding, setAdding] = useState(false)
  const query = useQuery(reading(listNextContacts, { params: { personId: person.id } }))
  const reopen = useAct(reopenNextContact)
  const finish = useAct(finishNextContact, {
    onSuccess: (_, input) => say({ words: t('finished'), undo: () => reopen.mutate(input) }),
  })
  const { now } = useClock()
  const all = query.data?.items ?? []
  const done = all.filter((one) => one.doneAt !== null)
  const open = all.filter((one) => one.doneAt === null).sort((a, b) => (a.due < b.due ? -1 : 1))
  const row = (one: NextContact) => (
    <li key={one.id}>
      <div className={css.words}>
        {one.what}
        <div className={css.small}>
          {one.due < now && <Chip tone="wait">{t('past')}</Chip>} <When at={one.due} />
          {one.told && ` · ${t('told')}`}
        </div>
      </div>
      {may && (
        <span className={css.acts}>
          <Button
            look="quiet"
            size="s"
            icon={Check}
            onClick={() => finish.mutate({ params: { nextContactId: one.id as Id<'next_contact'> } })}
          >
            {t('finish')}
            <VisuallyHidden> {one.what}</VisuallyHidden>
          </Button>
        </span>
      )}
    </li>
  )
  return (
    <Section title={t('title')} className={css.part}>
      <PartState query={query} empty={open.length === 0 && !adding} none={t('none')} count={1} />
      <ul className={css.rows}>{open.map(row)}</ul>
      {done.length > 0 && (
        <details className={css.settled}>
          <summary>{t('earlier', { count: done.length })}</summary>
          <ul className={css.rows}>
            {done.map((one) => (
              <li key={one.id}>
                <div className={css.words}>
                  {one.what}
                  <div className={css.small}>
                    {t.rich('done', {
                      missed: String(one.didNotCome),
                      // On which day it was to be says more than when somebody noted that nobody came.
                      when: () => <When at={one.didNotCome ? one.due : one.doneAt!} form="day" />,
                    })}
                  </div>
                </div>
              </li>
            ))}
          </ul>
        </details>
      )}
      {adding && <AddNext person={person} onClose={() => setAdding(false)} />}
      {may && !adding && (
        <Button look="quiet" size="s" icon={Plus} className={css.add} onClick={() => setAdding(true)}>
          {t('add')}
        </Button>
      )}
    </Section>
  )
}

function AddNext({ person, onClose }: { person: Person; onClose: () => void }) {
  const t = useTranslations('people.next')
  const f = useTranslations('form')
  const [what, setWhat] = useState('')
  const [due, setDue] = useState(NO_DUE)
  const [told, setTold] = useState(true)
  const [tried, setTried] = useState(false)
  const act = useAct(setNextContact, { onSuccess: onClose })
  const send = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (what.trim() === '' || due.at === null) return
    act.mutate({ params: { personId: person.id }, body: { what: what.trim(), due: due.at, told } })
  }
  return (
    <form noValidate className={css.form} onSubmit={send}>
      <TextField
        label={t('what')}
        placeholder={t('whatExample')}
        autoFocus
        autoComplete="off"
        value={what}
        error={tried && what.trim() === '' ? f('missing') : undefined}
        onChange={(event) => setWhat(event.target.value)}
      />
      <DueField
        label={t('when')}
        value={due}
        onChange={setDue}
        error={tried && due.at === null ? f('missing') : undefined}
      />
      <Checkbox label={t('tell')} checked={told} onChange={setTold} />
      <div className={css.formActs}>
        <Button type="submit" busy={act.isPending}>
          {f('add')}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {f('cancel')}
        </Button>
      </div>
    </form>
  )
}
