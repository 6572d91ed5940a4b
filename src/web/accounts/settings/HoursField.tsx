import { Plus, X } from 'lucide-react'
import { useId } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '../../ui/Button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { useClock } from '../../ui/clock.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import css from './Settings.module.css'

type Range = { from: string; to: string }
/** Weekday (1 is Monday) to its ranges; none: closed. */
export type Hours = Partial<Record<string, Range[]>>

const DAYS = ['1', '2', '3', '4', '5', '6', '7']
/** A Monday, to name the days of the week by. */
const MONDAY = Date.UTC(2024, 0, 1)

/** Opening hours: several ranges a day. */
export function HoursField({
  value,
  onChange,
  error,
}: {
  value: Hours
  onChange: (hours: Hours) => void
  error?: string | undefined
}) {
  const t = useTranslations('settings.sites')
  const { dates } = useClock()
  const errorId = useId()
  const nameOf = (day: string) =>
    new Intl.DateTimeFormat(dates, { weekday: 'long', timeZone: 'UTC' }).format(
      MONDAY + (Number(day) - 1) * 86_400_000,
    )
  const put = (day: string, ranges: Range[]) => onChange({ ...value, [day]: ranges })
  return (
    <fieldset className={css.group} aria-describedby={error ? errorId : undefined}>
      <legend>{t('hours')}</legend>
      {DAYS.map((day) => {
        const ranges = value[day] ?? []
        const name = nameOf(day)
        return (
          <div key={day} className={css.day}>
            <span className={css.dayName}>{name}</span>
            <div className={css.ranges}>
              {ranges.map((range, n) => (
                <div key={n} className={css.range}>
                  <TimeInput
                    label={t('from', { day: name })}
                    value={range.from}
                    onChange={(from) => put(day, ranges.with(n, { ...range, from }))}
                  />
                  <span aria-hidden="true">–</span>
                  <TimeInput
                    label={t('to', { day: name })}
                    value={range.to}
                    onChange={(to) => put(day, ranges.with(n, { ...range, to }))}
                  />
                  <IconButton
                    icon={X}
                    size="s"
                    tip={false}
                    label={t('removeRange', { day: name })}
                    onClick={() => put(day, ranges.toSpliced(n, 1))}
                  />
                </div>
              ))}
              <div className={css.range}>
                {ranges.length === 0 && <span className={css.small}>{t('closed')}</span>}
                <Button
                  size="s"
                  look="quiet"
                  icon={Plus}
                  onClick={() => put(day, [...ranges, following(ranges)])}
                >
                  {ranges.length === 0 ? t('open') : t('addRange')}
                  <span className="sr-only">, {name}</span>
                </Button>
              </div>
            </div>
          </div>
        )
      })}
      {error && (
        <p id={errorId} className={css.wrong} aria-live="polite">
          {error}
        </p>
      )}
    </fieldset>
  )
}

function following(ranges: readonly Range[]): Range {
  const last = ranges.at(-1)?.to
  return last && last < '20:00' ? { from: last, to: '20:00' } : { from: '08:00', to: '17:00' }
}

function TimeInput({
  label,
  value,
  onChange,
}: {
  label: string
  value: string
  onChange: (time: string) => void
}) {
  return (
    <input
      type="time"
      aria-label={label}
      className={classNames(css.field, css.time)}
      value={value === '24:00' ? '23:59' : value}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}
