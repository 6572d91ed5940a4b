import { useTranslations } from 'use-intl'
import { chooseNoticeTimes } from '../../contract/notices.ts'
import form from '../accounts/Form.module.css'
import { SaveTrouble } from '../accounts/settings/SaveTrouble.tsx'
import { useForm } from '../accounts/use-form.ts'
import { useMeanwhile } from '../accounts/use-meanwhile.ts'
import { useAct } from '../api/queries.ts'
import { Button } from '../ui/Button.tsx'
import { TextField } from '../ui/TextField.tsx'
import { Checkbox } from '../ui/Toggle.tsx'
import { say } from '../ui/toasts.tsx'
import type { NoticeSettings } from './KindsTable.tsx'
import css from './NoticesSection.module.css'

/** What quiet hours begin with, when somebody first wants some. */
const NIGHT = { quietFrom: '20:00', quietTo: '07:30' }

/** Quiet hours, and when the mail once a day comes. */
export function TimesForm({ settings }: { settings: NoticeSettings }) {
  const t = useTranslations('notices.me')
  const f = useTranslations('form')
  const shown = () => ({
    quiet: settings.quietFrom !== null,
    quietFrom: settings.quietFrom ?? NIGHT.quietFrom,
    quietTo: settings.quietTo ?? NIGHT.quietTo,
    digestAt: settings.digestAt,
  })
  const act = useAct(chooseNoticeTimes, {
    quiet: true,
    onSuccess: (reply) => {
      begin(reply.version)
      say({ words: f('saved') })
    },
  })
  const fields = useForm(shown(), {
    error: act.error,
    check: (v) => ({
      quietTo: v.quiet && !(v.quietFrom && v.quietTo) ? t('quietNeedsBoth') : undefined,
      digestAt: v.digestAt ? undefined : f('missing'),
    }),
  })
  const { version, begin, met } = useMeanwhile(
    fields,
    { values: shown(), version: settings.version },
    { error: act.error },
  )
  const send = fields.submit(({ quiet, quietFrom, quietTo, digestAt }) =>
    act.mutate({
      body: {
        ...(quiet ? { quietFrom, quietTo } : { quietFrom: null, quietTo: null }),
        digestAt,
        version,
      },
    }),
  )
  const { quiet } = fields.values
  return (
    <form noValidate onSubmit={send} className={form.fields}>
      <Checkbox
        label={t('quiet')}
        hint={t('quietHint')}
        checked={quiet}
        onChange={(yes) => fields.set('quiet', yes)}
      />
      {quiet && (
        <div className={css.times}>
          <TextField type="time" label={t('from')} {...fields.text('quietFrom')} />
          <TextField type="time" label={t('to')} {...fields.text('quietTo')} />
        </div>
      )}
      <div className={css.times}>
        <TextField className={css.digest} type="time" label={t('digestAt')} {...fields.text('digestAt')} />
      </div>
      <SaveTrouble
        whole={fields.whole}
        met={met}
        says={{
          labels: { quiet: t('quiet'), quietFrom: t('from'), quietTo: t('to'), digestAt: t('digestAt') },
        }}
      />
      <div>
        <Button type="submit" busy={act.isPending}>
          {f('save')}
        </Button>
      </div>
    </form>
  )
}
