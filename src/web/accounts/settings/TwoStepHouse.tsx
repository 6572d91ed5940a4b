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
import { useClock } from '../../ui/clock.tsx'
import { Section } from '../../ui/Section.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { say } from '../../ui/toasts.tsx'
import { When } from '../../ui/When.tsx'
import form from '../Form.module.css'
import { FormTrouble } from '../FormTrouble.tsx'
import { useForm } from '../use-form.ts'
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
  const f = useTranslations('form')
  const { now } = useClock()
  const zone = (useSite()?.timeZone ?? 'UTC') as TimeZone
  const today = localParts(now as Instant, zone).date
  const act = useAct(demandTwoStep, {
    quiet: true,
    onSuccess: (_reply, { body }) => say({ words: t(body.from ? 'twoStepAsked' : 'twoStepStopped') }),
  })
  const fields = useForm(
    { from: addDays(today, NOTICE_DAYS) as string },
    { error: act.error, check: (v) => ({ from: isValidDate(v.from) ? undefined : f('missing') }) },
  )
  if (!useMay('workspace.configure')) return null
  if (from) {
    return (
      <div className={form.actions}>
        <Button busy={act.isPending} onClick={() => act.mutate({ body: { from: null, version } })}>
          {t('twoStepStop')}
        </Button>
        <FormTrouble trouble={fields.whole} />
      </div>
    )
  }
  const send = fields.submit((v) =>
    act.mutate({ body: { from: startOfDay(v.from as typeof today, zone), version } }),
  )
  return (
    <form noValidate onSubmit={send}>
      <div className={css.policy}>
        <TextField label={t('twoStepDay')} type="date" min={today} {...fields.text('from')} />
        <Button type="submit" busy={act.isPending}>
          {t('twoStepAsk')}
        </Button>
      </div>
      <FormTrouble trouble={fields.whole} />
    </form>
  )
}
