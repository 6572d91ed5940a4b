import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { addSpeaksFor } from '../../../contract/people-merge.ts'
import type { OrganisationId } from '../../../domain/shared/ids.ts'
import type { LocalDate } from '../../../domain/shared/time.ts'
import { useAct } from '../../api/queries.ts'
import { newId } from '../../conversations/new-id.ts'
import { Button } from '../../ui/Button.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { ChosenPerson } from '../ChosenPerson.tsx'
import type { FoundPerson } from '../look-up.ts'
import css from '../Person.module.css'
import { PersonFinder } from '../PersonFinder.tsx'
import type { Person } from '../person-data.ts'

/** Writes down for whom somebody speaks: another person, or an organisation they belong to. */
export function AddSpeaksFor({ person, onClose }: { person: Person; onClose: () => void }) {
  const t = useTranslations('people.speaksFor')
  const f = useTranslations('form')
  const [id] = useState(newId<'speaks_for'>)
  const [text, setText] = useState('')
  const [other, setOther] = useState<FoundPerson | null>(null)
  const [organisation, setOrganisation] = useState('')
  const [role, setRole] = useState('')
  const [since, setSince] = useState('')
  const [until, setUntil] = useState('')
  const [tried, setTried] = useState(false)
  const add = useAct(addSpeaksFor, { onSuccess: onClose })
  const send = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!other && !organisation) return
    const whom = organisation
      ? { forOrganisationId: organisation as OrganisationId }
      : { forPersonId: other!.id }
    add.mutate({
      params: { personId: person.id },
      body: {
        ...{ id, ...whom, role: role.trim() },
        ...{ since: (since || null) as LocalDate | null, until: (until || null) as LocalDate | null },
      },
    })
  }
  return (
    <form noValidate className={css.form} onSubmit={send}>
      {organisation === '' &&
        (other ? (
          <ChosenPerson name={other.name} onChange={() => setOther(null)} />
        ) : (
          <PersonFinder
            label={t('find')}
            text={text}
            onText={setText}
            error={tried ? t('missing') : undefined}
            onFound={(found) => found.id !== person.id && setOther(found)}
          />
        ))}
      {person.organisations.length > 0 && !other && (
        <Select
          label={t('organisation')}
          value={organisation}
          onChange={setOrganisation}
          choices={[
            { value: '', label: t('nobody') },
            ...person.organisations.map((o) => ({ value: o.id as string, label: o.name })),
          ]}
        />
      )}
      <TextField
        label={t('role')}
        placeholder={t('roleExample')}
        optional
        autoComplete="off"
        value={role}
        onChange={(event) => setRole(event.target.value)}
      />
      <TextField
        label={t('since')}
        type="date"
        optional
        value={since}
        onChange={(event) => setSince(event.target.value)}
      />
      <TextField
        label={t('until')}
        type="date"
        optional
        value={until}
        onChange={(event) => setUntil(event.target.value)}
      />
      <div className={css.formActs}>
        <Button type="submit" busy={add.isPending}>
          {f('add')}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {f('cancel')}
        </Button>
      </div>
    </form>
  )
}
