import { type ReactNode, useId } from 'react'
import css from './Segmented.module.css'

export type Segment<Value extends string> = { value: Value; label: ReactNode }

/** One of two or three ways, all in sight: Reply | Note, There is news | No news yet. Arrow keys change it. */
export function Segmented<Value extends string>({
  label,
  segments,
  value,
  onChange,
}: {
  /** what is chosen, for those who listen */
  label: string
  segments: readonly Segment<Value>[]
  value: Value
  onChange: (value: Value) => void
}) {
  const name = useId()
  return (
    <div role="radiogroup" aria-label={label} className={css.segmented}>
      {segments.map((segment) => (
        <label key={segment.value} className={css.segment}>
          <input
            type="radio"
            className={css.radio}
            name={name}
            value={segment.value}
            checked={segment.value === value}
            onChange={() => onChange(segment.value)}
          />
          {segment.label}
        </label>
      ))}
    </div>
  )
}
