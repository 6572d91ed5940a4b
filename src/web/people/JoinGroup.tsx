import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useDeferredValue, useId, useState } from 'react'
import { useTranslations } from 'use-intl'
import { listGroups } from '../../contract/people.ts'
import type { Id } from '../../domain/shared/ids.ts'
import { reading } from '../api/queries.ts'
import { Button } from '../ui/Button.tsx'
import { TextField } from '../ui/TextField.tsx'
import css from './Person.module.css'

/** Chooses a household or an organisation by its name; a new name makes a new one. */
export function JoinGroup({
  kind,
  busy,
  onJoin,
  onClose,
}: {
  kind: 'household' | 'organisation'
  busy: boolean
  onJoin: (body: { id?: Id<'group'>; name?: string; role: string | null }) => void
  onClose: () => void
}) {
  const t = useTranslations('people.groups')
  const f = useTranslations('form')
  const listId = useId()
  const [name, setName] = useState('')
  const [role, setRole] = useState('')
  const [tried, setTried] = useState(false)
  const q = useDeferredValue(name.trim())
  const { data } = useQuery({ ...reading(listGroups, { query: { kind, q } }), enabled: q !== '' })
  const known = data?.items.find((group) => group.name.toLowerCase() === name.trim().toLowerCase())
  const send = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (name.trim() === '') return
    onJoin({
      ...(known ? { id: known.id as Id<'group'> } : { name: name.trim() }),
      role: role.trim() || null,
    })
  }
  return (
    <form noValidate className={css.form} onSubmit={send}>
      <TextField
        label={t(`${kind}.name`)}
        placeholder={t(`${kind}.example`)}
        hint={q === '' ? undefined : known ? t('known') : t('new')}
        error={tried && name.trim() === '' ? f('missing') : undefined}
        autoFocus
        autoComplete="off"
        list={listId}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <datalist id={listId}>
        {data?.items.map((group) => (
          <option key={group.id} value={group.name} />
        ))}
      </datalist>
      <TextField
        label={t('role')}
        placeholder={t(`${kind}.roleExample`)}
        optional
        autoComplete="off"
        value={role}
        onChange={(event) => setRole(event.target.value)}
      />
      <div className={css.formActs}>
        <Button type="submit" busy={busy}>
          {f('add')}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {f('cancel')}
        </Button>
      </div>
    </form>
  )
}
