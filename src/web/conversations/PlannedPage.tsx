import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslations } from 'use-intl'
import { listPlanned } from '../../contract/planned.ts'
import { itemsOf, paging } from '../api/queries.ts'
import { useSite } from '../shell/session.tsx'
import { BackLink, TopBar } from '../shell/TopBar.tsx'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Page } from '../ui/Layout.tsx'
import { LinkButton } from '../ui/LinkButton.tsx'
import { SkeletonLines } from '../ui/Skeleton.tsx'
import { PlannedReply } from './composer/PlannedReplies.tsx'

/** Every reply of the house that waits for its hour, or for somebody to say what becomes of it. */
export function PlannedPage() {
  const t = useTranslations('conversations.planned')
  const site = useSite()
  const query = useInfiniteQuery(paging(listPlanned, { query: {} }))
  const all = itemsOf(query.data)
  return (
    <Page>
      <BackLink to="/inbox">{t('back')}</BackLink>
      <TopBar title={t('page')} lede={t('lede')} />
      {query.isPending && <SkeletonLines count={6} />}
      {query.isError && all.length === 0 && <ErrorState retry={() => void query.refetch()} />}
      {query.isSuccess && all.length === 0 && (
        <EmptyState title={t('none')} action={<LinkButton to="/inbox">{t('back')}</LinkButton>}>
          {t('noneWords')}
        </EmptyState>
      )}
      {all.map((planned) => (
        <div key={planned.id}>
          <Link to="/conversations/$id" params={{ id: planned.conversation.id }}>
            {[planned.person?.name, planned.conversation.subject].filter(Boolean).join(' · ') || t('open')}
          </Link>
          <PlannedReply planned={planned} siteId={site?.id ?? ''} />
        </div>
      ))}
      {query.hasNextPage && (
        <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </Page>
  )
}
