import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { changeWritingHours, listWritingHours } from '../../contract/door.ts'
import type { ReplyOf } from '../../contract/endpoint.ts'
import pair from '../accounts/Form.module.css'
import { SaveTrouble } from '../accounts/settings/SaveTrouble.tsx'
import rows from '../accounts/settings/Settings.module.css'
import { useForm } from '../accounts/use-form.ts'
import { useMeanwhile } from '../accounts/use-meanwhile.ts'
import { reading, useAct } from '../api/queries.ts'
import { Button } from '../ui/Button.tsx'
import { Name } from '../ui/Name.tsx'
import { Section } from '../ui/Section.tsx'
import { TextField } from '../ui/TextField.tsx'
import { Checkbox } from '../ui/Toggle.tsx'
import { say } from '../ui/toasts.tsx'
import { useSayWeekday } from '../ui/use-say-weekday.ts'
import css from './Contact.module.css'

type Hours = ReplyOf<typeof listWritingHours>['items'][number]

const DAYS = [1, 2, 3, 4, 5, 6, 7]

/** When each site writes to people by itself, and on which days it does not. */
export function WritingHours() {
  const t = useTranslations('contact.writing')
  const f = useTranslations('form')
  const [open, setOpen] = useState<Hours['siteId'] | null>(null)
  const { data } = useQuery(reading(listWritingHours))
  const sayDay = useSayWeekday()
  return (
    <Section title={t('title')} className={rows.part}>
      <p className={rows.lede}>{t('lede')}</p>
      <ul className={rows.rows}>
        {data?.items.map((site) => {
          const { from, to, quietDays } = site
          const days = quietDays.map(sayDay).join(', ')
          return (
            <li key={site.siteId}>
              <div className={rows.words}>
                <Name>{site.name}</Name>
                <div className={rows.small}>
                  {days ? t('shownQuiet', { from, to, days }) : t('shown', { from, to })}
                </div>
              </div>
              {open === site.siteId ? (
                <div className={rows.more}>
                  <HoursForm site={site} onClose={() => setOpen(null)} />
                </div>
              ) : (
                <Button onClick={() => setOpen(site.siteId)}>
                  {f('change')}
                  <span className="sr-only">
                    {' '}
                    {t('title')}, {site.name}
                  </span>
                </Button>
              )}
            </li>
          )
        })}
      </ul>
    </Section>
  )
}

function HoursForm({ site, onClose }: { site: Hours; onClose: () => void }) {
  const t = useTranslations('contact.writing')
  const f = useTranslations('form')
  const sayDay = useSayWeekday()
  const act = useAct(changeWritingHours, {
    quiet: true,
    onSuccess: () => {
      say({ words: f('saved') })
      onClose()
    },
  })
  const present = { from: site.from, to: site.to, quietDays: site.quietDays.map(String) }
  const fields = useForm(present, { error: act.error })
  const { version, met } = useMeanwhile(fields, { values: present, version: site.version }, act)
  const { from, to, quietDays } = fields.values
  const quiet = quietDays.map(Number)
  const early = from >= to
  const never = quiet.length === DAYS.length
  const send = fields.submit(() => {
    if (early || never) return
    const body = { from, to, quietDays: quiet.toSorted(), version }
    act.mutate({ params: { siteId: site.siteId }, body })
  })
  return (
    <form noValidate className={css.form} onSubmit={send}>
      <div className={pair.pair}>
        <TextField
          label={t('from')}
          type="time"
          value={from}
          onChange={(event) => fields.set('from', event.target.value)}
        />
        <TextField
          label={t('to')}
          type="time"
          value={to === '24:00' ? '00:00' : to}
          error={early ? t('toEarly') : undefined}
          onChange={(event) =>
            fields.set('to', event.target.value === '00:00' ? '24:00' : event.target.value)
          }
        />
      </div>
      <fieldset className={css.days}>
        <legend>{t('quiet')}</legend>
        <div className={css.dayList}>
          {DAYS.map((day) => (
            <Checkbox
              key={day}
              label={sayDay(day)}
              checked={quiet.includes(day)}
              onChange={(on) =>
                fields.set('quietDays', DAYS.filter((d) => (d === day ? on : quiet.includes(d))).map(String))
              }
            />
          ))}
        </div>
        {never && (
          <p className={css.error} role="alert">
            {t('allQuiet')}
          </p>
        )}
      </fieldset>
      <SaveTrouble
        whole={fields.whole}
        met={met}
        says={{
          labels: { from: t('from'), to: t('to'), quietDays: t('quiet') },
          sub: (_, day) => sayDay(Number(day)),
        }}
      />
      <div className={css.formActs}>
        <Button type="submit" look="filled" busy={act.isPending}>
          {f('save')}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {f('cancel')}
        </Button>
      </div>
    </form>
  )
}
