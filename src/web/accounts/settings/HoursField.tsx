import { Copy, Plus, X } from 'lucide-react'
import { useId } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '../../ui/Button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { useSayWeekday } from '../../ui/use-say-weekday.ts'
import { following, type Hours, likeMonday, type Range, wrongDays } from './hours.ts'
import css from './Settings.module.css'

const DAYS = ['1', '2', '3', '4', '5', '6', '7']

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
  const sayDay = useSayWeekday()
  const errorId = useId()
  const wrong = error ? wrongDays(value) : []
  const nameOf = (day: string) => sayDay(Number(day))
  const put = (day: string, ranges: Range[]) => onChange({ ...value, [day]: ranges })
  return (
    <fieldset className={css.group} aria-describedby={error && wrong.length === 0 ? errorId : undefined}>
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
                    error={wrong.includes(day) ? `${errorId}-${day}` : undefined}
                    onChange={(from) => put(day, ranges.with(n, { ...range, from }))}
                  />
                  <span aria-hidden="true">–</span>
                  <TimeInput
                    label={t('to', { day: name })}
                    value={range.to === '24:00' ? '00:00' : range.to}
                    error={wrong.includes(day) ? `${errorId}-${day}` : undefined}
                    onChange={(to) =>
                      put(day, ranges.with(n, { ...range, to: to === '00:00' ? '24:00' : to }))
                    }
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
                {day === '1' && ranges.length > 0 && (
                  <Button size="s" look="quiet" icon={Copy} onClick={() => onChange(likeMonday(value))}>
                    {t('likeMonday')}
                  </Button>
                )}
              </div>
              {wrong.includes(day) && (
                <p id={`${errorId}-${day}`} className={css.wrong}>
                  {error}
                </p>
              )}
            </div>
          </div>
        )
      })}
      {error && wrong.length === 0 && (
        <p id={errorId} className={css.wrong} aria-live="polite">
          {error}
        </p>
      )}
    </fieldset>
  )
}

function TimeInput({
  label,
  value,
  error,
  onChange,
}: {
  label: string
  value: string
  /** the id of what is wrong with it */
  error: string | undefined
  onChange: (time: string) => void
}) {
  return (
    <input
      type="time"
      aria-label={label}
      className={classNames(css.field, css.time)}
      aria-invalid={error ? true : undefined}
      aria-describedby={error}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}
