import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { finishTwoStep, startTwoStep } from '../../contract/safety.ts'
import { useAct } from '../api/queries.ts'
import { Button } from '../ui/Button.tsx'
import { TextField } from '../ui/TextField.tsx'
import { CodeField } from './CodeField.tsx'
import form from './Form.module.css'
import { FormTrouble } from './FormTrouble.tsx'
import { Qr } from './Qr.tsx'
import { RecoveryCodes } from './RecoveryCodes.tsx'
import css from './TwoStep.module.css'
import { useForm } from './use-form.ts'

/** Setting up two-step sign-in, in three steps: the password, the authenticator, the recovery codes. */
export function TwoStepSteps({
  email,
  onCodes,
  onDone,
}: {
  email: string
  /** the recovery codes are shown now, this once */
  onCodes?: () => void
  onDone: () => void
}) {
  const t = useTranslations('accounts.twoStep')
  const [on, setOn] = useState(false)
  const start = useAct(startTwoStep, { quiet: true })
  if (!start.data) return <PasswordStep email={email} start={start} />
  const shown = () => {
    setOn(true)
    onCodes?.()
  }
  if (!on) return <ScanStep begun={start.data} onDone={shown} />
  return (
    <>
      <h2 className={css.heading}>{t('codesTitle')}</h2>
      <RecoveryCodes codes={start.data.recoveryCodes} email={email} />
      <div className={css.kept}>
        <Button look="filled" onClick={onDone}>
          {t('kept')}
        </Button>
      </div>
    </>
  )
}

type Start = ReturnType<typeof useAct<typeof startTwoStep>>

function PasswordStep({ email, start }: { email: string; start: Start }) {
  const t = useTranslations('accounts.twoStep')
  const f = useTranslations('form')
  const fields = useForm(
    { password: '' },
    { error: start.error, check: (v) => ({ password: v.password ? undefined : f('missing') }) },
  )
  return (
    <form noValidate onSubmit={fields.submit((body) => start.mutate({ body }))}>
      <input type="email" autoComplete="username" value={email} readOnly hidden />
      <TextField
        label={t('password')}
        type="password"
        autoComplete="current-password"
        autoFocus
        {...fields.text('password')}
      />
      <FormTrouble trouble={fields.whole} />
      <div className={form.actions}>
        <Button type="submit" look="filled" busy={start.isPending}>
          {t('begin')}
        </Button>
      </div>
    </form>
  )
}

function ScanStep({ begun, onDone }: { begun: { uri: string; secret: string }; onDone: () => void }) {
  const t = useTranslations('accounts.twoStep')
  const f = useTranslations('form')
  const act = useAct(finishTwoStep, { quiet: true, onSuccess: onDone })
  const fields = useForm(
    { code: '' },
    { error: act.error, check: (v) => ({ code: v.code.trim() ? undefined : f('missing') }) },
  )
  return (
    <form noValidate onSubmit={fields.submit((body) => act.mutate({ body }))}>
      <p className={css.words}>{t('scan')}</p>
      <Qr text={begun.uri} label={t('qr')} />
      <details className={css.cannot}>
        <summary>{t('cannotScan')}</summary>
        <code className={css.secret}>{begun.secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
      </details>
      <CodeField label={t('code')} {...fields.text('code')} />
      <FormTrouble trouble={fields.whole} />
      <div className={form.actions}>
        <Button type="submit" look="filled" busy={act.isPending}>
          {t('finish')}
        </Button>
      </div>
    </form>
  )
}
