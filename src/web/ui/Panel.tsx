import type { ComponentProps } from 'react'
import { classNames } from './class-names.ts'
import css from './Panel.module.css'

/** A sheet of paper on the table: for the one thing one works on (a form, the composer). Lists stand on lines, not in panels. */
export function Panel({
  className,
  tint,
  ...rest
}: ComponentProps<'div'> & { tint?: 'note' | 'accent' | 'wait' }) {
  return <div {...rest} className={classNames(css.panel, tint && css[tint], className)} />
}
