import { useId } from 'react'
import { useTranslations } from 'use-intl'
import { stopTwoStep } from '../../../contract/safety.ts'
import { useAct } from '../../api/queries.ts'
import { useSession } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { say } from '../../ui/toasts.tsx'
import css from '../Form.module.css'
import { FormTrouble } from '../FormTrouble.tsx'
import { useForm } from '../use-form.ts'

/** Switches two-step sign-in off: the password and a code together. */
export function SwitchOffDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('settings.safety')
  const f = useTranslations('form')
  const formId = useId()
  const { member } = useSession()
  const act = useAct(stopTwoStep, {
    quiet: true,
    onSuccess: () => {
      onClose()
      say({ words: t('switchedOff') })
    },
  })
  const form = useForm(
    { password: '', code: '' },
    {
      error: act.error,
      check: (v) => ({
        password: v.password ? undefined : f('missing'),
        code: v.code.trim() ? undefined : f('missing'),
      }),
    },
  )
  // A recovery code has letters, or more than six of them.
  const send = form.submit(({ password, code }) =>
    act.mutate({ body: { password, code, way: /^\s*\d{3}\s?\d{3}\s*$/.test(code) ? 'app' : 'recovery' } }),
  )
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="s"
      title={t('switchOff')}
      lede={t('switchOffLede')}
      actions={
        <Button type="submit" form={formId} look="filled" busy={act.isPending}>
          {t('switchOff')}
        </Button>
      }
    >
      <form id={formId} noValidate onSubmit={send} className={css.fields}>
        <input type="email" autoComplete="username" value={member.email} readOnly hidden />
        <TextField
          label={t('password')}
          type="password"
          autoComplete="current-password"
          autoFocus
          {...form.text('password')}
        />
        <TextField label={t('code')} autoComplete="one-time-code" spellCheck={false} {...form.text('code')} />
      </form>
      <FormTrouble trouble={form.whole} />
    </Dialog>
  )
}
