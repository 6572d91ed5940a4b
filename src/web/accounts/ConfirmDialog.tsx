import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslations } from 'use-intl'
import { confirmItsMe, readSafety } from '../../contract/safety.ts'
import { reading, useAct } from '../api/queries.ts'
import { useSession } from '../shell/session.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { TextField } from '../ui/TextField.tsx'
import { CodeField } from './CodeField.tsx'
import css from './Form.module.css'
import { FormTrouble } from './FormTrouble.tsx'
import { useForm } from './use-form.ts'

/** Is it you? The password, or with two-step sign-in a code. */
export function ConfirmDialog({ onDone }: { onDone: (proved: boolean) => void }) {
  const t = useTranslations('accounts.confirm')
  const a = useTranslations('accounts')
  const f = useTranslations('form')
  const formId = useId()
  const { member } = useSession()
  const { data: safety } = useQuery(reading(readSafety))
  const [byCode, setByCode] = useState(false)
  const act = useAct(confirmItsMe, { quiet: true, onSuccess: () => onDone(true) })
  const form = useForm(
    { password: '', code: '' },
    {
      error: act.error,
      check: (v) => ({
        [byCode ? 'code' : 'password']: v[byCode ? 'code' : 'password'] ? undefined : f('missing'),
      }),
    },
  )
  const send = form.submit(({ password, code }) => act.mutate({ body: byCode ? { code } : { password } }))
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onDone(false)}
      size="s"
      title={t('title')}
      lede={t('lede')}
      actions={
        <>
          <Button type="submit" form={formId} look="filled" busy={act.isPending}>
            {t('send')}
          </Button>
          {safety?.twoStep && (
            <Button look="quiet" onClick={() => setByCode(!byCode)}>
              {t(byCode ? 'usePassword' : 'useCode')}
            </Button>
          )}
        </>
      }
    >
      <form id={formId} noValidate onSubmit={send} className={css.fields}>
        <input type="email" autoComplete="username" value={member.email} readOnly hidden />
        {byCode ? (
          <CodeField label={t('code')} autoFocus {...form.text('code')} />
        ) : (
          <TextField
            label={a('password.label')}
            type="password"
            autoComplete="current-password"
            autoFocus
            {...form.text('password')}
          />
        )}
      </form>
      <FormTrouble trouble={form.whole} />
    </Dialog>
  )
}
