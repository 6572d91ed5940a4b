import { useNavigate } from '@tanstack/react-router'
import { useId, useState } from 'react'
import { useTranslations } from 'use-intl'
import { addPerson } from '../../contract/people.ts'
import css from '../accounts/Form.module.css'
import { FormTrouble } from '../accounts/FormTrouble.tsx'
import { looksLikeEmail, useForm } from '../accounts/use-form.ts'
import { useAct } from '../api/queries.ts'
import { newId } from '../conversations/new-id.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { TextField } from '../ui/TextField.tsx'

/** A new person: one thing to know them by is enough. */
export function AddPersonDialog({ typed, onClose }: { typed: string; onClose: () => void }) {
  const t = useTranslations('people.addDialog')
  const f = useTranslations('form')
  const formId = useId()
  const [id] = useState(newId<'person'>)
  const navigate = useNavigate()
  const act = useAct(addPerson, {
    quiet: true,
    onSuccess: (person) => {
      onClose()
      void navigate({ to: '/people/$id', params: { id: person.id } })
    },
  })
  const isPhone = /^\+?[\d\s/().-]{5,}$/.test(typed)
  const isEmail = typed.includes('@')
  const form = useForm(
    {
      name: isPhone || isEmail ? '' : typed,
      sayName: '',
      phone: isPhone ? typed : '',
      email: isEmail ? typed : '',
    },
    {
      error: act.error,
      fieldOf: (path) => (path === 'phone' || path === 'email' ? path : undefined),
      check: (v) => ({
        name: v.name.trim() || v.phone.trim() || v.email.trim() ? undefined : t('something'),
        email: !v.email.trim() || looksLikeEmail(v.email) ? undefined : f('email'),
      }),
    },
  )
  const send = form.submit(({ name, sayName, phone, email }) =>
    act.mutate({
      body: {
        id,
        name: name.trim(),
        sayName: sayName.trim() || null,
        handles: [
          ...(phone.trim() ? [{ kind: 'phone' as const, value: phone.trim() }] : []),
          ...(email.trim() ? [{ kind: 'email' as const, value: email.trim() }] : []),
        ],
      },
    }),
  )
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('title')}
      lede={t('lede')}
      size="s"
      actions={
        <Button type="submit" form={formId} look="filled" busy={act.isPending}>
          {t('send')}
        </Button>
      }
    >
      <form id={formId} noValidate onSubmit={send} className={css.fields}>
        <TextField label={t('name')} autoComplete="off" {...form.text('name')} />
        <TextField
          label={t('sayName')}
          placeholder={t('sayExample')}
          autoComplete="off"
          {...form.text('sayName')}
        />
        <TextField label={t('phone')} type="tel" autoComplete="off" {...form.text('phone')} />
        <TextField label={t('email')} type="email" autoComplete="off" {...form.text('email')} />
      </form>
      <FormTrouble trouble={form.whole} />
    </Dialog>
  )
}
