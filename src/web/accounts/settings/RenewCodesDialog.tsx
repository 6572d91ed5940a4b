import { useId } from 'react'
import { useTranslations } from 'use-intl'
import { renewRecoveryCodes } from '../../../contract/safety.ts'
import { useAct } from '../../api/queries.ts'
import { useSession } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { TextField } from '../../ui/TextField.tsx'
import css from '../Form.module.css'
import { FormTrouble } from '../FormTrouble.tsx'
import { RecoveryCodes } from '../RecoveryCodes.tsx'
import { useForm } from '../use-form.ts'

/** Makes new recovery codes, and shows them this once. */
export function RenewCodesDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('settings.safety')
  const a = useTranslations('accounts.twoStep')
  const f = useTranslations('form')
  const formId = useId()
  const { member } = useSession()
  const act = useAct(renewRecoveryCodes, { quiet: true })
  const form = useForm(
    { password: '' },
    { error: act.error, check: (v) => ({ password: v.password ? undefined : f('missing') }) },
  )
  const frame = { open: true, onOpenChange: (open: boolean) => !open && onClose() }
  if (act.data) {
    return (
      <Dialog
        {...frame}
        firm
        title={a('codesTitle')}
        actions={
          <Button look="filled" onClick={onClose}>
            {a('kept')}
          </Button>
        }
      >
        <RecoveryCodes codes={act.data.recoveryCodes} email={member.email} />
      </Dialog>
    )
  }
  return (
    <Dialog
      {...frame}
      size="s"
      title={t('renew')}
      lede={t('renewLede')}
      actions={
        <Button type="submit" form={formId} look="filled" busy={act.isPending}>
          {t('renewSend')}
        </Button>
      }
    >
      <form
        id={formId}
        noValidate
        onSubmit={form.submit((body) => act.mutate({ body }))}
        className={css.fields}
      >
        <input type="email" autoComplete="username" value={member.email} readOnly hidden />
        <TextField
          label={t('password')}
          type="password"
          autoComplete="current-password"
          autoFocus
          {...form.text('password')}
        />
      </form>
      <FormTrouble trouble={form.whole} />
    </Dialog>
  )
}
