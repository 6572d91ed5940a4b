import css from './Avatar.module.css'
import { classNames } from './class-names.ts'
import { initials } from './initials.ts'

/** The round with the initials beside a name; "?" for somebody whose name nobody knows yet. Decorative: the name stands beside it. */
export function Avatar({ name, size = 'm' }: { name: string | null | undefined; size?: 's' | 'm' | 'l' }) {
  return (
    <span className={classNames(css.avatar, css[size])} aria-hidden="true">
      {initials(name)}
    </span>
  )
}
