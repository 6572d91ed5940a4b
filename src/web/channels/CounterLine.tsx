import type { ReactNode } from 'react'
import { Avatar } from '../ui/Avatar.tsx'
import { Name } from '../ui/Name.tsx'
import css from './CounterLine.module.css'

/**
 * A row of the Counter: who, one line below, the act and the menu at the end; what to know beneath over the whole width. In a narrow
 * column the act goes under the name, so that no name is broken.
 */
export function CounterLine({
  avatar,
  who,
  why,
  action,
  menu,
  children,
}: {
  avatar: string | null
  who: ReactNode
  why: ReactNode
  action?: ReactNode
  menu?: ReactNode
  children?: ReactNode
}) {
  return (
    <li className={css.row}>
      <div className={css.line}>
        <Avatar name={avatar} />
        <div className={css.main}>
          <Name>{who}</Name>
          <div className={css.why}>{why}</div>
        </div>
        {action && <div className={css.action}>{action}</div>}
        {menu && <div className={css.menu}>{menu}</div>}
        {children && <div className={css.more}>{children}</div>}
      </div>
    </li>
  )
}
