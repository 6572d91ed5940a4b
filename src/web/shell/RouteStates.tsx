import type { ErrorComponentProps } from '@tanstack/react-router'
import { useRouter } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useLocale, useMessages, useTranslations } from 'use-intl'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Page } from '../ui/Layout.tsx'
import { LinkButton } from '../ui/LinkButton.tsx'
import { Skeleton, SkeletonLines } from '../ui/Skeleton.tsx'
import { CodeMissing, isServerThere } from './fetch-code.ts'
import { usePageTitle } from './page-title.ts'
import css from './RouteStates.module.css'
import { refusalCode, troubleOf } from './trouble.ts'

// Kept for when there is no line, but where nothing is kept: then the words are said without it.
const NoLine = lazy(() =>
  import('../conversations/waiting/NoLine.tsx').then(
    ({ NoLine }) => ({ default: NoLine }),
    () => ({ default: AppStumbled }),
  ),
)

/** What stands in the place of the whole app: where it was opened without a line, also what waits to be sent. */
export function AppError(props: ErrorComponentProps) {
  const stumbled = <AppStumbled {...props} />
  if (!(props.error instanceof TypeError)) return stumbled
  return (
    <Suspense fallback={stumbled}>
      <NoLine {...props} />
    </Suspense>
  )
}

function AppStumbled(props: ErrorComponentProps) {
  return (
    <main id="main" tabIndex={-1}>
      <RouteError {...props} />
    </main>
  )
}

/** What stands in the place of a page that stumbled, or whose code did not come; the shell around it goes on. */
export function RouteError({ error, reset }: ErrorComponentProps) {
  const t = useTranslations('shell.page')
  const router = useRouter()
  const locale = useLocale()
  const messages = useMessages()
  const { words, detail } = troubleOf(error, locale, messages)
  const known = refusalCode(error) !== undefined || error instanceof TypeError
  const again = () => {
    reset()
    void router.invalidate()
  }
  if (error instanceof CodeMissing)
    return (
      <Page>
        <ErrorState
          heading="h1"
          retry={async () => ((await isServerThere()) ? location.reload() : again())}
        />
      </Page>
    )
  return (
    <Page>
      <ErrorState
        heading="h1"
        title={known ? words : t('error')}
        kept={known ? detail : t('errorKept')}
        retry={again}
      />
    </Page>
  )
}

/** What stands in the place of a page that is coming. */
export function PagePending() {
  const t = useTranslations('shell.page')
  return (
    <Page>
      <h1 className="sr-only">{t('loading')}</h1>
      <div className={css.heading}>
        <Skeleton width="260px" height="30px" />
      </div>
      <SkeletonLines count={6} />
    </Page>
  )
}

/** What stands where there is no page, outside the frame. */
export function NowhereAtAll() {
  return (
    <main id="main" tabIndex={-1}>
      <NotFound />
    </main>
  )
}

/** What stands where there is no page. */
export function NotFound() {
  const t = useTranslations('shell.page')
  usePageTitle(t('notFound'))
  return (
    <Page>
      <EmptyState
        heading="h1"
        title={t('notFound')}
        action={
          <LinkButton to="/today" look="filled">
            {t('toToday')}
          </LinkButton>
        }
      >
        {t('notFoundMend')}
      </EmptyState>
    </Page>
  )
}
