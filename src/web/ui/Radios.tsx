import { type ReactNode, useId } from 'react'
import { classNames } from './class-names.ts'
import css from './Radios.module.css'
import toggle from './Toggle.module.css'

export type Radio<Value extends string> = { value: Value; label: ReactNode; hint?: ReactNode }

/**
 * One of a few ways, each on a line with what it means, or as pills beside each other where a word says it; nothing need be chosen to
 * begin with. Arrow keys change it.
 */
export function Radios<Value extends string>({
  label,
  radios,
  value,
  onChange,
  look = 'lines',
  error,
}: {
  label: string
  radios: readonly Radio<Value>[]
  value: Value | null
  onChange: (value: Value) => void
  look?: 'lines' | 'pills'
  /** what is wrong, and how to mend it */
  error?: string | undefined
}) {
  const id = useId()
  return (
    <fieldset className={css.radios} aria-describedby={error && `${id}-error`}>
      <legend className={css.legend}>{label}</legend>
      <div className={classNames(look === 'pills' && css.pills)}>
        {radios.map((radio) => (
          <div key={radio.value} className={look === 'pills' ? css.pill : css.one}>
            <input
              type="radio"
              id={`${id}-${radio.value}`}
              className={look === 'pills' ? css.over : css.radio}
              name={id}
              value={radio.value}
              checked={radio.value === value}
              aria-describedby={radio.hint ? `${id}-${radio.value}-hint` : undefined}
              onChange={() => onChange(radio.value)}
            />
            <span className={toggle.words}>
              <label htmlFor={`${id}-${radio.value}`}>{radio.label}</label>
              {radio.hint && (
                <span id={`${id}-${radio.value}-hint`} className={toggle.hint}>
                  {radio.hint}
                </span>
              )}
            </span>
          </div>
        ))}
      </div>
      {error && (
        <p id={`${id}-error`} className={css.error}>
          {error}
        </p>
      )}
    </fieldset>
  )
}
