import { Plus, X } from 'lucide-react'
import { useId } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '../../ui/Button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import css from './Settings.module.css'

type Holiday = { date: string; name: string }

/** Days on which a site is closed whatever the week says. */
export function HolidaysField({
  value,
  onChange,
  error,
}: {
  value: readonly Holiday[]
  onChange: (holidays: Holiday[]) => void
  error?: string | undefined
}) {
  const t = useTranslations('settings.sites')
  const errorId = useId()
  const put = (n: number, part: Partial<Holiday>) =>
    onChange(value.map((day, i) => (i === n ? { ...day, ...part } : day)))
  return (
    <fieldset className={css.group}>
      <legend>{t('holidays')}</legend>
      <div className={css.ranges}>
        {value.map((day, n) => (
          <div key={n} className={css.range}>
            <input
              type="date"
              aria-label={t('holidayDate')}
              className={classNames(css.field, css.time, css.date)}
              aria-invalid={error && !day.date ? true : undefined}
              aria-describedby={error && !day.date ? errorId : undefined}
              value={day.date}
              onChange={(event) => put(n, { date: event.target.value })}
            />
            <input
              aria-label={t('holidayName')}
              placeholder={t('holidayExample')}
              className={classNames(css.field, css.time, css.date)}
              value={day.name}
              onChange={(event) => put(n, { name: event.target.value })}
            />
            <IconButton
              icon={X}
              size="s"
              tip={false}
              label={t('removeHoliday', { name: day.name || day.date })}
              onClick={() => onChange(value.filter((_, i) => i !== n))}
            />
          </div>
        ))}
      </div>
      <Button size="s" look="quiet" icon={Plus} onClick={() => onChange([...value, { date: '', name: '' }])}>
        {t('addHoliday')}
      </Button>
      {error && (
        <p id={errorId} className={css.wrong} aria-live="polite">
          {error}
        </p>
      )}
    </fieldset>
  )
}
