import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import css from './Layout.module.css'

/** The inside of a screen: its room to the edges, and beside it, where there is width, an aside. Below, a phone's thumb has its room. */
export function Page({
  head,
  aside,
  width = 'wide',
  children,
}: {
  /** the head of the screen, over the body and what stands beside it */
  head?: ReactNode
  aside?: ReactNode
  width?: 'wide' | 'text'
  children: ReactNode
}) {
  return (
    <div className={classNames(css.page, aside ? css.withAside : undefined, width === 'text' && css.text)}>
      {head && <div className={css.head}>{head}</div>}
      <div className={css.body}>{children}</div>
      {aside && <aside className={css.aside}>{aside}</aside>}
    </div>
  )
}

/** Columns of the same width, as on the Counter; on a phone one below the other. */
export function Columns({ children }: { children: ReactNode }) {
  return <div className={css.columns}>{children}</div>
}

/**
 * List, main and side pane, each with its own scroll. On a phone only one shows: the main one when `open`, else the list.
 */
export function Panes({
  list,
  side,
  open,
  label,
  children,
}: {
  list?: ReactNode
  side?: ReactNode
  /** something is open in the middle */
  open: boolean
  /** names of the panes, for those who listen */
  label: { list: string; side: string }
  children: ReactNode
}) {
  return (
    <div
      data-panes=""
      className={classNames(
        css.panes,
        open && css.open,
        list ? css.hasList : undefined,
        side ? css.hasSide : undefined,
      )}
    >
      {list && (
        <section className={css.list} aria-label={label.list}>
          {list}
        </section>
      )}
      <div className={css.middle}>{children}</div>
      {side && (
        <aside className={css.side} aria-label={label.side}>
          {side}
        </aside>
      )}
    </div>
  )
}

/** Things below each other, with the same room between. */
export function Stack({ gap = 'm', children }: { gap?: 's' | 'm' | 'l'; children: ReactNode }) {
  return <div className={classNames(css.stack, css[gap])}>{children}</div>
}

/** Things beside each other, that go to the next line where there is no room. */
export function Cluster({
  gap = 's',
  between = false,
  children,
}: {
  gap?: 's' | 'm' | 'l'
  between?: boolean
  children: ReactNode
}) {
  return <div className={classNames(css.cluster, css[gap], between && css.between)}>{children}</div>
}
