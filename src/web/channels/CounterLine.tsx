import type { ReactNode } from 'react'
import { Avatar } from '../ui/Avatar.tsx'
import { Name } from '../ui/Name.tsx'
import css from './CounterLine.module.css'

/** A row of the Counter: who, one line below, the act at the end; what to know beneath over the whole width. */
export function CounterLine({
  avatar,
  who,
  why,
  action,
  children,
}: {
  avatar: string | null
  who: ReactNode
  why: ReactNode
  action?: ReactNode
  children?: ReactNode
}) {
  return (
    <li className={css.line}>
      <Avatar name={avatar} />
      <div className={css.main}>
        <Name>{who}</Name>
        <div className={css.why}>{why}</div>
      </div>
      {action && <div className={css.action}>{action}</div>}
      {children && <div className={css.more}>{children}</div>}
    </li>
  )
}
