import { useQuery } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'use-intl'
import { readCustomerPage } from '../../contract/contact.ts'
import { chooseLocale, LOCALE_FACTS } from '../../words/words.ts'
import { reading } from '../api/queries.ts'
import { CustomerShell } from '../shell/CustomerShell.tsx'
import { refusalCode } from '../shell/trouble.ts'
import { useSpoken } from '../shell/WordsProvider.tsx'
import { ClockProvider } from '../ui/clock.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { SkeletonLines } from '../ui/Skeleton.tsx'
import { Ask } from './Ask.tsx'
import { ComesNext } from './ComesNext.tsx'
import { Promised } from './Promised.tsx'
import type { CustomerPage } from './page-data.ts'
import { Switches } from './Switches.tsx'
import { Talks } from './Talks.tsx'
import { useNews } from './use-news.ts'
import { usePageLine } from './use-page-line.ts'
import css from './YourPage.module.css'

/** How often the page looks for something new while no line tells it, and while one does: time passes too (ms). */
const LOOK_EVERY = 5_000
const LOOK_ANYWAY = 60_000
/** A machine's clock within this of ours counts as right (ms). */
const SAME_TIME = 30_000

/** A customer's own page, by signed link: what was promised, how it stands, what was said, what comes next. */
export function YourPage({ token }: { token: string }) {
  const t = useTranslations('customer')
  const locale = useLocale()
  const told = usePageLine(token)
  const { data, error, dataUpdatedAt, refetch } = useQuery({
    ...reading(readCustomerPage, { params: { token } }),
    refetchInterval: (query) => {
      if (refusalCode(query.state.error)) return false
      return told && !query.state.error ? LOOK_ANYWAY : LOOK_EVERY
    },
  })
  useSpoken(data && chooseLocale([data.language]))
  if (refusalCode(error)) return <OldLink />
  if (!data) {
    return (
      <CustomerShell title={t('coming')}>
        {error ? <ErrorState retry={() => void refetch()} /> : <SkeletonLines count={3} />}
      </CustomerShell>
    )
  }
  const ahead = Date.parse(data.now) - dataUpdatedAt
  return (
    <ClockProvider
      zone={data.site.timeZone}
      dates={LOCALE_FACTS[locale].dates}
      aheadMs={Math.abs(ahead) > SAME_TIME ? ahead : 0}
    >
      <Whole token={token} page={data} lost={error !== null} />
    </ClockProvider>
  )
}

function Whole({ token, page, lost }: { token: string; page: CustomerPage; lost: boolean }) {
  const t = useTranslations('customer')
  const news = useNews(page)
  const name = givenName(page.name)
  return (
    <CustomerShell
      over={t('over', { workspace: page.workspaceName })}
      title={name ? t('hello', { name }) : t('helloSomeone')}
    >
      <span className="sr-only" role="status">
        {news}
      </span>
      {lost && (
        <p className={css.lost} role="status">
          {t('lost')}
        </p>
      )}
      <Promised promises={page.promises} />
      <Ask token={token} page={page} />
      <ComesNext next={page.next} />
      <Talks token={token} page={page} />
      <Switches token={token} />
      {page.site.telephone && (
        <p className={css.call}>
          {t.rich('call', {
            site: page.site.name,
            number: () => (
              <a href={`tel:${page.site.telephone?.replace(/[^\d+]/g, '')}`}>{page.site.telephone}</a>
            ),
          })}
        </p>
      )}
    </CustomerShell>
  )
}

function OldLink() {
  const t = useTranslations('customer.old')
  return (
    <CustomerShell title={t('title')}>
      <p className={css.words}>{t('words')}</p>
    </CustomerShell>
  )
}

/** What to say hello to; nothing where only an address or a number is known. */
function givenName(name: string): string {
  return /[@\d]/.test(name) ? '' : (name.trim().split(/\s+/)[0] ?? '')
}
