import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { demandTwoStep, listTwoStep } from '../../../contract/safety.ts'
import {
  addDays,
  type Instant,
  isValidDate,
  localParts,
  startOfDay,
  type TimeZone,
} from '../../../domain/shared/time.ts'
import { reading, useAct } from '../../api/queries.ts'
import { useMay, useSite } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { useClock, useSayWhen } from '../../ui/clock.tsx'
import { Section } from '../../ui/Section.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { say } from '../../ui/toasts.tsx'
import { When } from '../../ui/When.tsx'
import { useForm } from '../use-form.ts'
import { useMeanwhile } from '../use-meanwhile.ts'
import { SaveTrouble } from './SaveTrouble.tsx'
import css from './Settings.module.css'

/** How many days a house has to get ready, unless it says otherwise. */
const NOTICE_DAYS = 7

/** How many have two-step sign-in, and from when on everybody needs it. */
export function TwoStepHouse() {
  const t = useTranslations('settings.members')
  const { data } = useQuery(reading(listTwoStep))
  if (!data) return null
  const have = data.items.filter((item) => item.twoStep)
  return (
    <Section title={t('twoStep')} className={css.part}>
      <p className={css.lede}>
        {data.from
          ? t.rich('twoStepFrom', { when: () => <When at={data.from!} form="day" /> })
          : t('twoStepNobody')}{' '}
        {t('twoStepCount', { have: have.length, all: data.items.length })}
      </p>
      <Policy from={data.from} version={data.version} />
    </Section>
  )
}

function Policy({ from, version }: { from: Instant | null; version: number }) {
  const t = useTranslations('settings.members')
  const sayWhen = useSayWhen()
  const { now } = useClock()
  const zone = (useSite()?.timeZone ?? 'UTC') as TimeZone
  const today = localParts(now as Instant, zone).date
  const act = useAct(demandTwoStep, {
    quiet: true,
    onSuccess: (_reply, { body }) => say({ words: t(body.from ? 'twoStepAsked' : 'twoStepStopped') }),
  })
  const stands = { day: from ? (localParts(from, zone).date as string) : '' }
  const fields = useForm(stands, {
    error: act.error,
    fieldOf: (path) => (path === 'from' ? 'day' : undefined),
  })
  const {
    version: seen,
    begin,
    met,
  } = useMeanwhile(fields, { values: stands, version }, { error: act.error })
  if (!useMay('workspace.configure')) return null
  const suggested = addDays(today, NOTICE_DAYS) as string
  const day = fields.values.day || suggested
  const ask = (next: string) => {
    if (next !== '' && !isValidDate(next)) return
    act.mutate(
      { body: { from: next ? startOfDay(next as typeof today, zone) : null, version: seen } },
      {
        onSuccess: () => {
          fields.reset({ day: next })
          begin(seen + 1, { day: next })
        },
      },
    )
  }
  const dayIn = (value: unknown) =>
    typeof value === 'string' && isValidDate(value)
      ? sayWhen(startOfDay(value as typeof today, zone), 'day')
      : t('twoStepNoDay')
  return (
    <form noValidate onSubmit={fields.submit(() => ask(day))}>
      <div className={css.policy}>
        <TextField label={t('twoStepDay')} type="date" min={today} {...fields.text('day')} value={day} />
        <Button type="submit" busy={act.isPending} aria-disabled={day === stands.day}>
          {t('twoStepAsk')}
        </Button>
        {from && (
          <Button look="quiet" busy={act.isPending} onClick={() => ask('')}>
            {t('twoStepStop')}
          </Button>
        )}
      </div>
      <SaveTrouble
        whole={fields.whole}
        met={met}
        says={{ labels: { day: t('twoStepDay') }, words: (_, value) => dayIn(value) }}
      />
    </form>
  )
}
