import { useTranslations } from 'use-intl'
import { parseDue } from '../../domain/promises/hearing/parse-due.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { Button } from '../ui/Button.tsx'
import { useClock } from '../ui/clock.tsx'
import { whenParts } from '../ui/say-when.ts'
import { TextField } from '../ui/TextField.tsx'
import css from './DueField.module.css'
import { useDueContext } from './schedule.ts'

/** A time as it was typed, and the instant it means once that is clear. */
export type TypedDue = { text: string; at: Instant | null }
/** What was understood stands inside the field while the typed words leave it room (characters). */
const LONG = 17
export const NO_DUE: TypedDue = { text: '', at: null }

/** Says an instant with its weekday, "Saturday, 10:30", or with its date where it is further away. */
export function useFullDay(): (at: string) => string {
  const clock = useClock()
  const t = useTranslations('promises.due')
  return (at) => {
    const { named, time } = whenParts(at, 'by', clock)
    return t('resolved', { day: named, time })
  }
}

/** A time in one's own words: "Friday 17:00", "tomorrow noon". Shows the instant understood; asks back where two may be meant. */
export function DueField({
  label,
  value,
  onChange,
  siteId,
  error,
  optional,
  hideLabel,
  hint,
  placeholder,
}: {
  label: string
  value: TypedDue
  onChange: (value: TypedDue) => void
  siteId?: string | undefined
  error?: string | undefined
  optional?: boolean
  hideLabel?: boolean
  hint?: string | undefined
  placeholder?: string
}) {
  const t = useTranslations('promises.due')
  const ctx = useDueContext(siteId)
  const fullDay = useFullDay()
  const { dates, zone } = useClock()
  const read = (text: string) => (text.trim() === '' ? null : parseDue(text, ctx))
  const due = read(value.text)
  const typed = (text: string) => {
    const understood = read(text)
    onChange({ text, at: understood?.kind === 'at' ? understood.instant : null })
  }
  const wrong = due?.kind === 'past' ? t('past') : due?.kind === 'impossible' ? t('impossible') : error
  const unclear = value.text.trim().length > 2 && due === null ? t('unclear') : undefined
  return (
    <div>
      <TextField
        label={label}
        value={value.text}
        optional={optional}
        hideLabel={hideLabel}
        placeholder={placeholder ?? t('placeholder')}
        autoComplete="off"
        error={wrong}
        hint={unclear ?? hint}
        after={value.at && value.text.length < LONG ? t('shopTime', { when: fullDay(value.at) }) : undefined}
        onChange={(event) => typed(event.target.value)}
      />
      {value.at && value.text.length >= LONG && (
        <p className={css.understood}>{t('shopTime', { when: fullDay(value.at) })}</p>
      )}
      {due?.kind === 'ambiguous' && (
        <fieldset className={css.options}>
          <legend className="sr-only">{t('which')}</legend>
          <span aria-hidden="true">{t('which')}</span>
          {due.options.map((option) => (
            <Button
              key={option}
              size="s"
              look="outline"
              aria-pressed={value.at === option}
              className={value.at === option ? css.chosen : undefined}
              onClick={() => onChange({ text: value.text, at: option })}
            >
              {optionWords(option, dates, zone)}
            </Button>
          ))}
        </fieldset>
      )}
    </div>
  )
}

/** Two readings stand beside each other: each with its day and its date. */
export function optionWords(at: string, dates: string, zone: string): string {
  return new Intl.DateTimeFormat(dates, {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(at))
}
