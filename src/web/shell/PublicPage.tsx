import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import css from './PublicPage.module.css'
import { usePageTitle } from './page-title.ts'

/** The frame of pages before one is signed in: sign in, set up, an invitation, a new password. */
export function PublicPage({
  title,
  lede,
  children,
  foot,
}: {
  title: string
  lede?: ReactNode
  children: ReactNode
  foot?: ReactNode
}) {
  const t = useTranslations('shell')
  usePageTitle(title)
  return (
    <div className={css.frame}>
      <header className={css.brand}>
        {t('brand')}
        <span aria-hidden="true">.</span>
      </header>
      <main id="main" tabIndex={-1} className={css.main}>
        <h1 className={css.title} data-page-heading="" tabIndex={-1}>
          {title}
        </h1>
        {lede && <p className={css.lede}>{lede}</p>}
        <div className={css.body}>{children}</div>
      </main>
      {foot && <footer className={css.foot}>{foot}</footer>}
    </div>
  )
}
