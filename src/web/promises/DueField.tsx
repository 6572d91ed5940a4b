import { useTranslations } from 'use-intl'
import { type Due, isShutAt } from '../../domain/promises/due.ts'
import { parseDue } from '../../domain/promises/hearing/parse-due.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { useClock } from '../ui/clock.tsx'
import { whenParts } from '../ui/say-when.ts'
import { TextField } from '../ui/TextField.tsx'
import css from './DueField.module.css'
import { DueOptions, useOverWords } from './DueOptions.tsx'
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
  autoFocus,
  heard,
  onEnter,
  begins,
  below,
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
  autoFocus?: boolean
  /** what was heard in other words, as long as nothing is typed here: asked back here where it is not clear */
  heard?: { due: Due; saidAs: string | null } | undefined
  onEnter?: () => void
  /** something begins then, a sleep's end or a reply's leaving: a day means its opening */
  begins?: boolean
  /** the field is narrow: what was understood stands below it, however little is typed */
  below?: boolean
}) {
  const t = useTranslations('promises.due')
  const h = useTranslations('promises.heard')
  const here = useDueContext(siteId)
  const ctx = begins ? { ...here, begins: true as const } : here
  const fullDay = useFullDay()
  const overWords = useOverWords()
  const read = (text: string) => (text.trim() === '' ? null : parseDue(text, ctx))
  const asIs = read(value.text)
  const heardHere = value.text === '' && heard ? heard.due : null
  const due = asIs ?? heardHere
  const typed = (text: string) => {
    const understood = read(text)
    onChange({ text, at: understood?.kind === 'at' ? understood.instant : null })
  }
  const over = asIs?.kind === 'past' && value.at === null
  const none = asIs?.kind === 'impossible' ? t(asIs.of === 'hour' ? 'noHour' : 'impossible') : undefined
  const wrong = over ? t('past') : (none ?? error)
  const options =
    due?.kind === 'ambiguous' ? due.options : due?.kind === 'past' && due.next ? [due.next] : null
  const overOne = due?.kind === 'ambiguous' && due.over ? overWords(due.over, due.options[0]!) : null
  const isFar = due?.kind === 'ambiguous' && due.far
  const ask = isFar
    ? t('far')
    : overOne
      ? t('overOne', { over: overOne })
      : t(due?.kind === 'past' ? 'nextYear' : 'which')
  const when = (at: Instant) => {
    const said = t('shopTime', { when: fullDay(at) })
    return isShutAt(at, ctx.schedule) ? `${said} · ${t('closedThen')}` : said
  }
  const isInside = !below && value.text.length < LONG && !(value.at && isShutAt(value.at, ctx.schedule))
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
        autoFocus={autoFocus}
        error={wrong}
        hint={unclear ?? heardHint() ?? hint}
        after={value.at && isInside ? when(value.at) : undefined}
        onChange={(event) => typed(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !onEnter) return
          event.preventDefault()
          onEnter()
        }}
      />
      {value.at && value.text !== '' && !isInside && <p className={css.understood}>{when(value.at)}</p>}
      {options && (
        <div className={css.which}>
          {asIs && <span aria-hidden="true">{ask}</span>}
          <DueOptions
            options={options}
            chosen={value.at}
            label={ask}
            siteId={siteId}
            onChoose={(at) => onChange({ text: value.text, at })}
          />
        </div>
      )}
    </div>
  )

  function heardHint(): string | undefined {
    if (heardHere === null || value.at) return undefined
    const words = heard?.saidAs ?? ''
    if (isFar) return h('far', { words })
    if (overOne) return h('overOne', { words, over: overOne })
    if (heardHere.kind === 'ambiguous') return h('which', { words })
    if (heardHere.kind === 'past') return h('over', { words })
    return heardHere.kind === 'impossible' ? h('impossible', { words }) : undefined
  }
}
