import { useTranslations } from 'use-intl'
import { addSite, changeSite } from '../../../contract/accounts.ts'
import type { InputOf } from '../../../contract/endpoint.ts'
import { isValidTimeZone } from '../../../domain/shared/time.ts'
import { useAct } from '../../api/queries.ts'
import type { Site } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { say } from '../../ui/toasts.tsx'
import { useSayWeekday } from '../../ui/use-say-weekday.ts'
import form from '../Form.module.css'
import { useForm } from '../use-form.ts'
import { useMeanwhile } from '../use-meanwhile.ts'
import { ZoneField } from '../ZoneField.tsx'
import { browserZone } from '../zones.ts'
import { HolidaysField } from './HolidaysField.tsx'
import { HoursField } from './HoursField.tsx'
import { type Hours, type Range, wrongDays } from './hours.ts'
import { keptBase, keptOr, useKeeping } from './kept-drafts.ts'
import { SaveTrouble } from './SaveTrouble.tsx'
import { useSessionChanged } from './use-session-changed.ts'

const USUAL: Hours = Object.fromEntries(
  ['1', '2', '3', '4', '5'].map((day) => [day, [{ from: '08:00', to: '17:00' }]]),
)

/** One site, filled in: a new one, or one that is there. */
export function SiteForm({ site, onClose }: { site?: Site; onClose: () => void }) {
  const t = useTranslations('settings.sites')
  const f = useTranslations('form')
  const z = useTranslations('accounts.zone')
  const changed = useSessionChanged()
  const done = () => {
    forget()
    changed()
    say({ words: f('saved') })
    onClose()
  }
  const add = useAct(addSite, { quiet: true, onSuccess: done })
  const change = useAct(changeSite, { quiet: true, onSuccess: done })
  const key = site ? `site:${site.id}` : 'site'
  const fields = useForm(keptOr(key, draftOf(site)), {
    error: add.error ?? change.error,
    check: (v) => ({
      name: v.name.trim() ? undefined : f('missing'),
      timeZone: isValidTimeZone(v.timeZone) ? undefined : t('zoneWrong'),
      greetWithinMinutes: /^\d+$/.test(v.greetWithinMinutes) ? undefined : t('minutesWrong'),
      openingHours: wrongDays(v.openingHours).length === 0 ? undefined : t('hoursWrong'),
      holidays: v.holidays.every((day) => day.date) ? undefined : t('dateMissing'),
    }),
  })
  const { base, baseVersion, version, met } = useMeanwhile(
    fields,
    { values: draftOf(site), version: site?.version },
    { error: change.error, began: keptBase(key) },
  )
  const forget = useKeeping(key, fields.values, base, baseVersion)
  const sayDay = useSayWeekday()
  const send = fields.submit(({ telephone, greetWithinMinutes, ...v }) => {
    const body = {
      ...v,
      telephone: telephone.trim() || null,
      greetWithinMinutes: Number(greetWithinMinutes),
      openingHours: Object.fromEntries(Object.entries(v.openingHours).filter(([, ranges]) => ranges?.length)),
    } as InputOf<typeof addSite>['body']
    if (!site) return add.mutate({ body })
    change.mutate({ params: { siteId: site.id }, body: { ...body, version } }, { onError: changed })
  })
  return (
    <form noValidate onSubmit={send}>
      <div className={form.fields}>
        <div className={form.pair}>
          <TextField label={t('name')} autoComplete="off" {...fields.text('name')} />
          <ZoneField
            value={fields.values.timeZone}
            onChange={(zone) => fields.set('timeZone', zone)}
            error={fields.wrongAt('timeZone')}
          />
        </div>
        <div className={form.pair}>
          <TextField label={t('telephone')} type="tel" autoComplete="off" {...fields.text('telephone')} />
          <TextField
            label={t('greetWithin')}
            inputMode="numeric"
            autoComplete="off"
            after={t('minutes')}
            {...fields.text('greetWithinMinutes')}
          />
        </div>
        <HoursField
          value={fields.values.openingHours}
          onChange={(hours) => fields.set('openingHours', hours)}
          error={fields.wrongAt('openingHours')}
        />
        <HolidaysField
          value={fields.values.holidays}
          onChange={(holidays) => fields.set('holidays', holidays)}
          error={fields.wrongAt('holidays')}
        />
      </div>
      <SaveTrouble
        whole={fields.whole}
        met={met}
        says={{
          labels: {
            name: t('name'),
            timeZone: z('label'),
            telephone: t('telephone'),
            greetWithinMinutes: t('greetWithin'),
            openingHours: t('hours'),
            holidays: t('holidays'),
          },
          words: (field, value) =>
            field === 'openingHours'
              ? (value as Range[]).map(({ from, to }) => `${from}–${to}`).join(', ')
              : field === 'holidays'
                ? (value as { date: string; name: string }[])
                    .map(({ date, name }) => `${date} ${name}`)
                    .join('\n')
                : undefined,
          sub: (_, day) => sayDay(Number(day)),
        }}
      />
      <div className={form.actions}>
        <Button type="submit" look="filled" busy={add.isPending || change.isPending}>
          {site ? f('save') : f('add')}
        </Button>
        <Button
          look="quiet"
          onClick={() => {
            forget()
            onClose()
          }}
        >
          {f('cancel')}
        </Button>
      </div>
    </form>
  )
}

function draftOf(site: Site | undefined) {
  return {
    name: site?.name ?? '',
    timeZone: site?.timeZone ?? browserZone(),
    telephone: site?.telephone ?? '',
    greetWithinMinutes: String(site?.greetWithinMinutes ?? 3),
    openingHours: (site?.openingHours ?? USUAL) as Hours,
    holidays: (site?.holidays ?? []) as { date: string; name: string }[],
  }
}
