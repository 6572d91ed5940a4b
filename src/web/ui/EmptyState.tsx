import type { ReactNode } from 'react'
import css from './States.module.css'

/** An empty room: says what would be here, and offers the next step. An empty filter offers to clear itself. */
export function EmptyState({
  heading: Heading = 'p',
  title,
  children,
  action,
}: {
  /** `h1` where it stands for the whole page */
  heading?: 'h1' | 'p'
  title: ReactNode
  children?: ReactNode
  action?: ReactNode
}) {
  return (
    <div className={css.state}>
      <Heading className={css.title}>{title}</Heading>
      {children && <div className={css.words}>{children}</div>}
      {action && <div className={css.action}>{action}</div>}
    </div>
  )
}
