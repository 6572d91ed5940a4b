import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import css from './Banner.module.css'
import { classNames } from './class-names.ts'
import { Icon } from './Icon.tsx'

/** A line over the screen that holds for all of it: offline, a mailbox that cannot be reached. Read out when it appears. */
export function Banner({
  tone = 'wait',
  icon,
  action,
  children,
}: {
  tone?: 'ok' | 'wait' | 'late'
  icon?: LucideIcon
  action?: ReactNode
  children: ReactNode
}) {
  return (
    <div className={classNames(css.banner, css[tone])} role="status">
      {icon && <Icon of={icon} size={16} />}
      <span className={css.words}>{children}</span>
      {action}
    </div>
  )
}
