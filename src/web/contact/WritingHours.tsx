import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { changeWritingHours, listWritingHours } from '../../contract/door.ts'
import type { ReplyOf } from '../../contract/endpoint.ts'
import pair from '../accounts/Form.module.css'
import rows from '../accounts/settings/Settings.module.css'
import { reading, useAct } from '../api/queries.ts'
import { Button } from '../ui/Button.tsx'
import { useClock } from '../ui/clock.tsx'
import { Name } from '../ui/Name.tsx'
import { Section } from '../ui/Section.tsx'
import { TextField } from '../ui/TextField.tsx'
import { Checkbox } from '../ui/Toggle.tsx'
import { say } from '../ui/toasts.tsx'
import css from './Contact.module.css'

type Hours = ReplyOf<typeof listWritingHours>['items'][number]

const DAYS = [1, 2, 3, 4, 5, 6, 7]
/** A Monday, to name the days of the week by. */
const MONDAY = Date.UTC(2024, 0, 1)

/** When each site writes to people by itself, and on which days it does not. */
export function WritingHours() {
  const t = useTranslations('contact.writing')
  const f = useTranslations('form')
  const [open, setOpen] = useState<Hours['siteId'] | null>(null)
  const { data } = useQuery(reading(listWritingHours))
  const sayDay = useSayDay()
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
                  <HoursForm key={site.version} site={site} onClose={() => setOpen(null)} />
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
  const sayDay = useSayDay()
  const [from, setFrom] = useState(site.from)
  const [to, setTo] = useState(site.to)
  const [quiet, setQuiet] = useState<readonly number[]>(site.quietDays)
  const act = useAct(changeWritingHours, {
    onSuccess: () => {
      say({ words: f('saved') })
      onClose()
    },
  })
  const early = from >= to
  const never = quiet.length === DAYS.length
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (early || never) return
    const body = { from, to, quietDays: [...quiet], version: site.version }
    act.mutate({ params: { siteId: site.siteId }, body })
  }
  return (
    <form noValidate className={css.form} onSubmit={send}>
      <div className={pair.pair}>
        <TextField
          label={t('from')}
          type="time"
          value={from}
          onChange={(event) => setFrom(event.target.value)}
        />
        <TextField
          label={t('to')}
          type="time"
          value={to === '24:00' ? '00:00' : to}
          error={early ? t('toEarly') : undefined}
          onChange={(event) => setTo(event.target.value === '00:00' ? '24:00' : event.target.value)}
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
              onChange={(on) => setQuiet(DAYS.filter((d) => (d === day ? on : quiet.includes(d))))}
            />
          ))}
        </div>
        {never && (
          <p className={css.error} role="alert">
            {t('allQuiet')}
          </p>
        )}
      </fieldset>
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

function useSayDay(): (day: number) => string {
  const { dates } = useClock()
  return (day) =>
    new Intl.DateTimeFormat(dates, { weekday: 'long', timeZone: 'UTC' }).format(
      MONDAY + (day - 1) * 86_400_000,
    )
}
