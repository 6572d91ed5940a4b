import { useId } from 'react'
import { useTranslations } from 'use-intl'
import { makeToken } from '../../../contract/safety.ts'
import { TOKEN_SCOPES, type TokenScope } from '../../../domain/accounts/tokens.ts'
import { type Instant, plus } from '../../../domain/shared/time.ts'
import { useAct } from '../../api/queries.ts'
import { useSession } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { useClock } from '../../ui/clock.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { Checkbox } from '../../ui/Toggle.tsx'
import css from '../Form.module.css'
import { FormTrouble } from '../FormTrouble.tsx'
import { useForm } from '../use-form.ts'
import { CopyField } from './CopyField.tsx'
import settings from './Settings.module.css'
import { useSayScope } from './use-say-scope.ts'

/** How long a token may be chosen to live, in days. */
const LIVES = ['30', '90', '366'] as const

/** Makes a token: what it is for, what it may do, until when; and shows it this once. */
export function TokenDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('settings.tokens')
  const f = useTranslations('form')
  const formId = useId()
  const sayScope = useSayScope()
  const { now } = useClock()
  const { permissions } = useSession()
  const act = useAct(makeToken, { quiet: true })
  const form = useForm(
    { name: '', scopes: [] as TokenScope[], expiresAt: '90' as (typeof LIVES)[number] },
    {
      error: act.error,
      check: (v) => ({
        name: v.name.trim() ? undefined : f('missing'),
        scopes: v.scopes.length > 0 ? undefined : t('scopesMissing'),
      }),
    },
  )
  const { scopes } = form.values
  const send = form.submit(({ expiresAt, ...v }) =>
    // A day short of the longest, lest the clocks of here and there differ.
    act.mutate({
      body: { ...v, expiresAt: plus(now as Instant, { days: Number(expiresAt) - 1, hours: 23 }) },
    }),
  )
  const frame = { open: true, onOpenChange: (open: boolean) => !open && onClose() }
  if (act.data) {
    return (
      <Dialog
        {...frame}
        title={t('madeTitle')}
        lede={t('madeLede')}
        actions={
          <Button look="filled" onClick={onClose}>
            {f('done')}
          </Button>
        }
      >
        <CopyField label={t('token')} value={act.data.token} />
      </Dialog>
    )
  }
  return (
    <Dialog
      {...frame}
      title={t('add')}
      actions={
        <Button type="submit" form={formId} look="filled" busy={act.isPending}>
          {t('make')}
        </Button>
      }
    >
      <form id={formId} noValidate onSubmit={send} className={css.fields}>
        <TextField
          label={t('name')}
          placeholder={t('nameExample')}
          autoComplete="off"
          {...form.text('name')}
        />
        <fieldset className={settings.group} aria-invalid={form.wrongAt('scopes') ? true : undefined}>
          <legend>{t('scopes')}</legend>
          <div className={settings.checks}>
            {TOKEN_SCOPES.filter((scope) => permissions.includes(scope)).map((scope) => (
              <Checkbox
                key={scope}
                label={sayScope(scope)}
                checked={scopes.includes(scope)}
                onChange={(on) =>
                  form.set('scopes', on ? [...scopes, scope] : scopes.filter((one) => one !== scope))
                }
              />
            ))}
          </div>
          <p className={settings.wrong} aria-live="polite">
            {form.wrongAt('scopes')}
          </p>
        </fieldset>
        <Select
          label={t('until')}
          value={form.values.expiresAt}
          onChange={(expiresAt) => form.set('expiresAt', expiresAt)}
          error={form.wrongAt('expiresAt')}
          choices={LIVES.map((days) => ({ value: days, label: t('days', { days: Number(days) }) }))}
        />
      </form>
      <FormTrouble trouble={form.whole} />
    </Dialog>
  )
}
