import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useSession } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { Section } from '../../ui/Section.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { say } from '../../ui/toasts.tsx'
import form from '../Form.module.css'
import { FormTrouble } from '../FormTrouble.tsx'
import { SHORTEST_PASSWORD } from '../SetupForm.tsx'
import type { SignInTrouble } from '../sign-in.ts'
import { useForm } from '../use-form.ts'
import { changePassword } from './change-password.ts'
import css from './Settings.module.css'

const BLANK = { currentPassword: '', newPassword: '' }

/** Changes the password one signs in with; one is signed out everywhere else. */
export function PasswordForm() {
  const t = useTranslations('settings.me')
  const a = useTranslations('accounts')
  const f = useTranslations('form')
  const { member } = useSession()
  const [open, setOpen] = useState(false)
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<SignInTrouble | null>(null)
  const fields = useForm(BLANK, {
    check: (v) => ({
      currentPassword: v.currentPassword ? undefined : f('missing'),
      newPassword: v.newPassword.length >= SHORTEST_PASSWORD ? undefined : a('password.short'),
    }),
  })
  const close = () => {
    fields.reset(BLANK)
    setTrouble(null)
    setOpen(false)
  }
  const send = fields.submit(async ({ currentPassword, newPassword }) => {
    setBusy(true)
    const wrong = await changePassword(currentPassword, newPassword)
    setBusy(false)
    setTrouble(wrong)
    if (wrong) return
    close()
    say({ words: t('passwordDone'), detail: a('reset.doneLede') })
  })
  const wrong = trouble === 'wrong' ? t('passwordWrong') : fields.wrongAt('currentPassword')
  return (
    <Section title={a('password.label')} className={css.part}>
      {open ? (
        <form noValidate onSubmit={send}>
          <input type="email" autoComplete="username" value={member.email} readOnly hidden />
          <div className={form.pair}>
            <TextField
              label={t('passwordNow')}
              type="password"
              autoComplete="current-password"
              autoFocus
              {...fields.text('currentPassword')}
              error={wrong}
            />
            <TextField
              label={a('reset.password')}
              hint={a('password.hint')}
              type="password"
              autoComplete="new-password"
              {...fields.text('newPassword')}
            />
          </div>
          <FormTrouble
            trouble={trouble && trouble !== 'wrong' ? { words: a(`trouble.${trouble}`) } : undefined}
          />
          <div className={form.actions}>
            <Button type="submit" busy={busy}>
              {a('reset.send')}
            </Button>
            <Button look="quiet" onClick={close}>
              {f('cancel')}
            </Button>
          </div>
        </form>
      ) : (
        <Button onClick={() => setOpen(true)}>{t('passwordChange')}</Button>
      )}
    </Section>
  )
}
