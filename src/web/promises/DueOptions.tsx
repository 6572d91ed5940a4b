import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { isShutAt } from '../../domain/promises/due.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { Button } from '../ui/Button.tsx'
import { useClock } from '../ui/clock.tsx'
import css from './DueField.module.css'
import { useDueContext } from './schedule.ts'

/** The times words may mean, to choose one of; choosing fills it in, and no more. */
export function DueOptions({
  options,
  chosen,
  onChoose,
  label,
  siteId,
  children,
}: {
  options: readonly Instant[]
  chosen: string | null
  onChoose: (at: Instant) => void
  label: string
  siteId?: string | undefined
  /** what else may be chosen */
  children?: ReactNode
}) {
  const t = useTranslations('promises.due')
  const { schedule } = useDueContext(siteId)
  const clock = useClock()
  return (
    <fieldset className={css.options}>
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <Button
          key={option}
          size="s"
          look="outline"
          aria-pressed={chosen === option}
          className={chosen === option ? css.chosen : undefined}
          onClick={() => onChoose(option)}
        >
          <span>
            {optionWords(option, clock)}
            {isShutAt(option, schedule) && <span className={css.shut}> · {t('closedThen')}</span>}
          </span>
        </Button>
      ))}
      {children}
    </fieldset>
  )
}

/** Gives a function that says a reading which is over, beside the one that is not: "09:00", or "Thu 12 Nov" where the day is another. */
export function useOverWords(): (over: string, option: string) => string {
  const { dates, zone } = useClock()
  return (over, option) => {
    const day = new Intl.DateTimeFormat(dates, {
      timeZone: zone,
      weekday: 'short',
      day: 'numeric',
      month: 'short',
    })
    const time = new Intl.DateTimeFormat(dates, {
      timeZone: zone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
    const [then, ahead] = [new Date(over), new Date(option)]
    return (day.format(then) === day.format(ahead) ? time : day).format(then)
  }
}

/** Two readings stand beside each other: each with its day and its date, and its year where that is another. */
function optionWords(at: string, { now, dates, zone }: { now: string; dates: string; zone: string }): string {
  const year = new Intl.DateTimeFormat('en', { timeZone: zone, year: 'numeric' })
  return new Intl.DateTimeFormat(dates, {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(year.format(new Date(at)) !== year.format(new Date(now)) && { year: 'numeric' }),
  }).format(new Date(at))
}
