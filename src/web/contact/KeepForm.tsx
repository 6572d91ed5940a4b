import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { changeContact, nevers } from '../../contract/door.ts'
import { ZoneField } from '../accounts/ZoneField.tsx'
import { browserZone } from '../accounts/zones.ts'
import { useAct } from '../api/queries.ts'
import { Button } from '../ui/Button.tsx'
import { Select } from '../ui/Select.tsx'
import { Checkbox } from '../ui/Toggle.tsx'
import { say } from '../ui/toasts.tsx'
import css from './Contact.module.css'
import type { ContactWith } from './contact-data.ts'

const CHOICES = ['none', ...nevers] as const

/** Whether we may write to somebody at all, and at which hours of which clock. */
export function KeepForm({
  personId,
  contact,
  onClose,
}: {
  personId: string
  contact: ContactWith
  onClose: () => void
}) {
  const t = useTranslations('contact.keepForm')
  const f = useTranslations('form')
  const [never, setNever] = useState<(typeof CHOICES)[number]>(contact.never ?? 'none')
  const [anyHour, setAnyHour] = useState(contact.anyHour)
  const [knows, setKnows] = useState(contact.timeZone !== null)
  const [zone, setZone] = useState(contact.timeZone ?? contact.zones[0] ?? browserZone())
  const act = useAct(changeContact, {
    onSuccess: () => {
      say({ words: f('saved') })
      onClose()
    },
  })
  const send = (event: FormEvent) => {
    event.preventDefault()
    const body = { never: never === 'none' ? null : never, anyHour, timeZone: knows ? zone : null }
    act.mutate({ params: { personId }, body })
  }
  return (
    <form noValidate className={css.form} onSubmit={send}>
      <Select
        label={t('never')}
        value={never}
        onChange={setNever}
        choices={CHOICES.map((value) => ({ value, label: t(`nevers.${value}`) }))}
      />
      <Checkbox label={t('anyHour')} hint={t('anyHourHint')} checked={anyHour} onChange={setAnyHour} />
      <Checkbox label={t('knowZone')} hint={t('knowZoneHint')} checked={knows} onChange={setKnows} />
      {knows && <ZoneField value={zone} onChange={setZone} />}
      <div className={css.formActs}>
        <Button type="submit" look="filled" busy={act.isPending}>
          {f('save')}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {f('cancel')}
        </Button>
      </div>
    </form>
  )
}
