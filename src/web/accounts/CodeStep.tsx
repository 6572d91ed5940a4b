import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { enterCode } from '../../contract/safety.ts'
import { useAct } from '../api/queries.ts'
import { PublicPage } from '../shell/PublicPage.tsx'
import { refusalCode } from '../shell/trouble.ts'
import { Button } from '../ui/Button.tsx'
import { TextField } from '../ui/TextField.tsx'
import { CodeField } from './CodeField.tsx'
import { FormTrouble } from './FormTrouble.tsx'
import css from './SignIn.module.css'
import { useForm } from './use-form.ts'

/** How many digits an authenticator shows. */
const DIGITS = 6

/** The second step of signing in: a code of the authenticator, or a recovery code. */
export function CodeStep({
  onDone,
  onBack,
}: {
  onDone: () => Promise<void>
  /** begins anew, and says why */
  onBack: (why: string | null) => void
}) {
  const t = useTranslations('accounts.code')
  const f = useTranslations('form')
  const [way, setWay] = useState<'app' | 'recovery'>('app')
  const act = useAct(enterCode, { quiet: true, onSuccess: () => void onDone() })
  const form = useForm(
    { code: '' },
    { error: act.error, check: (v) => ({ code: v.code.trim() ? undefined : f('missing') }) },
  )
  const enter = (code: string) =>
    act.mutate(
      { body: { code, way } },
      {
        onError: (error) => {
          const no = refusalCode(error)
          if (no === 'sign_in_again') onBack(t('again'))
          else if (no === 'too_many_requests') onBack(t('often'))
        },
      },
    )
  const field = form.text('code')
  const turn = () => {
    setWay(way === 'app' ? 'recovery' : 'app')
    act.reset()
    form.reset({ code: '' })
  }
  const app = way === 'app'
  return (
    <PublicPage
      title={t(app ? 'title' : 'recoveryTitle')}
      lede={t(app ? 'lede' : 'recoveryLede')}
      foot={t('lost')}
    >
      <form noValidate onSubmit={form.submit(({ code }) => enter(code))}>
        {app ? (
          <CodeField
            key="app"
            label={t('label')}
            autoFocus
            {...field}
            onChange={(event) => {
              field.onChange(event)
              // Pasted or typed to its end, it need not be sent by hand.
              const digits = event.target.value.replace(/\s/g, '')
              if (/^\d+$/.test(digits) && digits.length === DIGITS && !act.isPending) enter(digits)
            }}
          />
        ) : (
          <TextField
            key="recovery"
            label={t('recoveryLabel')}
            autoFocus
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            {...field}
          />
        )}
        <FormTrouble trouble={form.whole} />
        <div className={css.foot}>
          <Button type="submit" look="filled" size="l" busy={act.isPending || act.isSuccess}>
            {t('send')}
          </Button>
          <Button look="quiet" onClick={turn}>
            {t(app ? 'useRecovery' : 'useApp')}
          </Button>
          <Button look="quiet" onClick={() => onBack(null)}>
            {t('back')}
          </Button>
        </div>
      </form>
    </PublicPage>
  )
}
