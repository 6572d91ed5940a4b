import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import css from './CustomerShell.module.css'
import { usePageTitle } from './page-title.ts'

/** The frame of what those who are served see: one narrow column, the house's name above, nothing else in the way. */
export function CustomerShell({
  title,
  over,
  accent,
  children,
}: {
  /** the heading: "Hello Jonas" */
  title: string
  /** small, above it: "Your page at …" */
  over?: ReactNode
  /** the house's own colour, checked by the server for contrast */
  accent?: string
  children: ReactNode
}) {
  const t = useTranslations('shell')
  usePageTitle(title)
  return (
    <div
      className={css.frame}
      style={accent ? ({ '--accent': accent } as Record<string, string>) : undefined}
    >
      <main id="main" className={css.main}>
        {over && <p className={css.over}>{over}</p>}
        <h1 className={css.title} data-page-heading="" tabIndex={-1}>
          {title}
        </h1>
        {children}
      </main>
      <footer className={css.foot}>{t('customer.foot')}</footer>
    </div>
  )
}
