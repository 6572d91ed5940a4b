import { type ReactNode, useId } from 'react'
import css from './Progress.module.css'

/** How far a long work has come. Without a `value` it only says that it goes on. */
export function Progress({ label, value, max = 100 }: { label: ReactNode; value?: number; max?: number }) {
  const id = useId()
  const share = value === undefined ? undefined : Math.min(1, Math.max(0, value / max))
  return (
    <div className={css.progress}>
      <span id={id} className={css.label}>
        {label}
      </span>
      <div
        role="progressbar"
        aria-labelledby={id}
        aria-valuemin={0}
        aria-valuemax={max}
        aria-valuenow={value}
        className={css.track}
      >
        <div
          className={share === undefined ? css.going : css.bar}
          style={{ inlineSize: `${(share ?? 0.3) * 100}%` }}
        />
      </div>
    </div>
  )
}
