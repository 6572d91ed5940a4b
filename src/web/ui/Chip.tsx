import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import css from './Chip.module.css'
import { classNames } from './class-names.ts'
import { Icon } from './Icon.tsx'

/** What needs care: `wait` is waiting or due soon, `late` is overdue and only that, `ok` is well. Never who is slow. */
export type ChipTone = 'neutral' | 'ok' | 'wait' | 'late'

/** A word in a coloured ground. Its words carry the meaning by themselves: the colour only helps the eye. */
export function Chip({
  tone = 'neutral',
  icon,
  children,
}: {
  tone?: ChipTone
  icon?: LucideIcon
  children: ReactNode
}) {
  return (
    <span className={classNames(css.chip, css[tone])}>
      {icon && <Icon of={icon} size={14} />}
      {children}
    </span>
  )
}
