import { Link, type LinkProps } from '@tanstack/react-router'
import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { Avatar } from './Avatar.tsx'
import { classNames } from './class-names.ts'
import { Icon } from './Icon.tsx'
import css from './Line.module.css'
import { Name } from './Name.tsx'

export type LineProps = {
  /** a box before everything else, while lines are being chosen */
  select?: ReactNode
  /** whose line it is; its initials stand in the round. null: somebody unknown. absent: no round */
  avatar?: string | null
  /** the name, set in the serif */
  who: ReactNode
  /** what it is about, in the same sentence */
  what?: ReactNode
  /** why it stands here, below and small */
  why?: ReactNode
  /** by when or how it stands: a `Chip` */
  chip?: ReactNode
  /** a `Button`, or several */
  action?: ReactNode
  /** what the line leads to, in words that stand on a phone instead of the action */
  cue?: ReactNode
  /** the action stands on a phone too, though the line leads on */
  keepsAction?: boolean
  /** on a phone the chip stands below the words, which then have the whole width */
  chipBelow?: boolean
  /** where the whole line leads when one presses it anywhere; on a phone it then stands instead of the action */
  to?: Pick<LinkProps, 'to' | 'params' | 'search'>
  /** this line is the one shown beside the list */
  selected?: boolean
  /** more below, over the whole width of the words */
  children?: ReactNode
}

/** One row of Today, of Promises, of People: for whom, what, why it stands where it stands, by when, and the act. */
export function Line({
  select,
  avatar,
  who,
  what,
  why,
  chip,
  action,
  cue,
  keepsAction = false,
  chipBelow = false,
  to,
  selected = false,
  children,
}: LineProps) {
  const words = (
    <>
      <Name>{who}</Name>
      {what && <span className={css.what}> {what}</span>}
    </>
  )
  return (
    <li
      className={classNames(
        css.line,
        selected && css.selected,
        to && css.leads,
        keepsAction && css.keeps,
        chipBelow && css.below,
      )}
      data-row={to ? undefined : ''}
    >
      {select && <div className={css.select}>{select}</div>}
      {avatar !== undefined && <Avatar name={avatar} />}
      <div className={css.main}>
        {to ? (
          <Link {...to} className={css.link} data-row="" aria-current={selected ? 'true' : undefined}>
            {words}
          </Link>
        ) : (
          <div>{words}</div>
        )}
        {why && <div className={css.why}>{why}</div>}
        {children && <div className={css.more}>{children}</div>}
        {cue && to && (
          <div className={css.cue} aria-hidden="true">
            {cue}
            <Icon of={ChevronRight} size={14} />
          </div>
        )}
      </div>
      {chip && <div className={css.chip}>{chip}</div>}
      {action && <div className={css.action}>{action}</div>}
    </li>
  )
}

/** The list that holds the lines. */
export function Lines({ label, children }: { label?: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: Safari takes the role away from a list without bullets
    <ul role="list" aria-label={label}>
      {children}
    </ul>
  )
}
