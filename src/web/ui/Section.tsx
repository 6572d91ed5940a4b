import { type ReactNode, useId } from 'react'
import { classNames } from './class-names.ts'
import css from './Section.module.css'

export type SectionProps = {
  title: ReactNode
  /** stands at the end of the heading: a figure, a quiet button */
  aside?: ReactNode
  level?: 2 | 3
  children: ReactNode
  className?: string
}

/** A part of a screen: a small heading with a rule under it, and what belongs to it. */
export function Section({ title, aside, level = 2, children, className }: SectionProps) {
  const id = useId()
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <section className={classNames(css.section, className)} aria-labelledby={id}>
      <div className={css.head}>
        <Heading id={id} className={css.title}>
          {title}
        </Heading>
        {aside}
      </div>
      {children}
    </section>
  )
}
