import { useId, useState } from 'react'
import { useTranslations } from 'use-intl'
import { addThing, changeThing, thingKinds } from '../../contract/people.ts'
import css from '../accounts/Form.module.css'
import { SaveTrouble } from '../accounts/settings/SaveTrouble.tsx'
import { useForm } from '../accounts/use-form.ts'
import { useMeanwhile } from '../accounts/use-meanwhile.ts'
import { useAct } from '../api/queries.ts'
import { newId } from '../conversations/new-id.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Select } from '../ui/Select.tsx'
import { TextArea } from '../ui/TextArea.tsx'
import { TextField } from '../ui/TextField.tsx'
import { say } from '../ui/toasts.tsx'
import type { PersonThing } from './person-data.ts'

/** Adds a thing, changes it, or lets it go. */
export function ThingDialog({
  personId,
  thing,
  onClose,
}: {
  personId: string
  /** absent: a new one */
  thing?: PersonThing | undefined
  onClose: () => void
}) {
  const t = useTranslations('people.things')
  const f = useTranslations('form')
  const formId = useId()
  const add = useAct(addThing, { quiet: true, onSuccess: onClose })
  const takeBack = useAct(changeThing)
  const [id] = useState(newId<'thing'>)
  const change = useAct(changeThing, { quiet: true })
  const error = add.error ?? change.error
  const present = {
    kind: thing?.kind ?? ('vehicle' as PersonThing['kind']),
    name: thing?.name ?? '',
    plate: thing?.plate ?? '',
    vin: thing?.vin ?? '',
    note: thing?.note ?? '',
    role: thing?.role ?? '',
  }
  const form = useForm(present, {
    error,
    check: (v) => ({ name: v.name.trim() ? undefined : f('missing') }),
  })
  const { version, met } = useMeanwhile(form, { values: present, version: thing?.version }, { error })
  const isVehicle = form.values.kind === 'vehicle'
  const send = form.submit((v) => {
    const fields = {
      kind: v.kind,
      name: v.name.trim(),
      plate: (isVehicle && v.plate.trim()) || null,
      vin: (isVehicle && v.vin.trim()) || null,
      note: v.note.trim() || null,
    }
    if (!thing)
      return add.mutate({ params: { personId }, body: { id, ...fields, role: v.role.trim() || null } })
    const params = { personId, thingId: thing.id }
    change.mutate({ params, body: { ...fields, version } }, { onSuccess: onClose })
  })
  const release = () => {
    if (!thing) return
    const params = { personId, thingId: thing.id }
    const { version, role } = thing
    change.mutate(
      { params, body: { released: true, version } },
      {
        onSuccess: () => {
          say({
            words: t('released', { name: thing.name }),
            undo: () => takeBack.mutate({ params, body: { released: false, role, version: version + 1 } }),
          })
          onClose()
        },
      },
    )
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={thing ? thing.name : t('addTitle')}
      size="s"
      actions={
        <>
          <Button type="submit" form={formId} look="filled" busy={add.isPending || change.isPending}>
            {thing ? f('save') : f('add')}
          </Button>
          {thing && (
            <Button look="quiet" onClick={release}>
              {t('release')}
            </Button>
          )}
        </>
      }
    >
      <form id={formId} noValidate onSubmit={send} className={css.fields}>
        <Select
          label={t('kind')}
          value={form.values.kind}
          onChange={(kind) => form.set('kind', kind)}
          choices={thingKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
        />
        <TextField
          label={t('name')}
          placeholder={t(`examples.${form.values.kind}`)}
          autoComplete="off"
          {...form.text('name')}
        />
        {isVehicle && (
          <div className={css.pair}>
            <TextField label={t('plate')} autoComplete="off" spellCheck={false} {...form.text('plate')} />
            <TextField label={t('vin')} autoComplete="off" spellCheck={false} {...form.text('vin')} />
          </div>
        )}
        {!thing && (
          <TextField
            label={t('role')}
            placeholder={t('roleExample')}
            optional
            autoComplete="off"
            {...form.text('role')}
          />
        )}
        <TextArea label={t('note')} optional rows={2} {...form.text('note')} />
      </form>
      <SaveTrouble
        whole={form.whole}
        met={met}
        says={{
          labels: {
            kind: t('kind'),
            name: t('name'),
            plate: t('plate'),
            vin: t('vin'),
            note: t('note'),
            role: t('role'),
          },
          words: (field, value) =>
            field === 'kind' ? t(`kinds.${value as PersonThing['kind']}`) : undefined,
        }}
      />
    </Dialog>
  )
}
