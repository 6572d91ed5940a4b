import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { CheckCheck, Settings2 } from 'lucide-react'
import { useRef } from 'react'
import { useTranslations } from 'use-intl'
import { listNotices, markNoticesRead, readBell } from '../../contract/notices.ts'
import { itemsOf, paging, reading, useAct } from '../api/queries.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { LinkButton } from '../ui/LinkButton.tsx'
import { useListNavigation } from '../ui/list-navigation.ts'
import { useOnline } from '../ui/media.ts'
import { SkeletonLines } from '../ui/Skeleton.tsx'
import { NoticeLine } from './NoticeLine.tsx'
import css from './NoticesPanel.module.css'
import { useBack } from './use-back.ts'

/** The list of what one was told, page by page. */
export function NoticesPanel({ onClose }: { onClose: () => void }) {
  const t = useTranslations('notices')
  const online = useOnline()
  const list = useRef<HTMLUListElement>(null)
  const { onKeyDown } = useListNavigation(list)
  const query = useInfiniteQuery(paging(listNotices))
  const { data: bell } = useQuery(reading(readBell))
  const readAll = useAct(markNoticesRead)
  const back = useBack()
  const items = itemsOf(query.data)
  const newest = items[0]
  return (
    <>
      <div className={css.acts}>
        {newest && (bell?.unread ?? 0) > 0 && (
          <Button
            size="s"
            icon={CheckCheck}
            busy={readAll.isPending}
            onClick={() => readAll.mutate({ body: { upTo: newest.id } })}
          >
            {t('readAll')}
          </Button>
        )}
        <LinkButton
          size="s"
          look="quiet"
          icon={Settings2}
          to="/settings/$section"
          params={{ section: 'notices' }}
          onClick={onClose}
        >
          {t('settings')}
        </LinkButton>
      </div>
      {bell?.onBreak && (
        <div className={css.resting} role="status">
          {t('resting')}
          <Button size="s" busy={back.isPending} onClick={() => back.mutate({})}>
            {t('back')}
          </Button>
        </div>
      )}
      {!online && items.length > 0 && (
        <p className={css.offline} role="status">
          {t('offline')}
        </p>
      )}
      {query.isPending && <SkeletonLines count={4} />}
      {query.isError && items.length === 0 && <ErrorState retry={() => void query.refetch()} />}
      {query.isSuccess && items.length === 0 && <EmptyState title={t('empty')}>{t('emptyWords')}</EmptyState>}
      {items.length > 0 && (
        // biome-ignore lint/a11y/noRedundantRoles: Safari takes the role away from a list without bullets
        <ul role="list" ref={list} className={css.list} onKeyDown={onKeyDown} aria-label={t('title')}>
          {items.map((notice) => (
            <NoticeLine key={notice.id} notice={notice} onOpen={onClose} />
          ))}
        </ul>
      )}
      {query.hasNextPage && (
        <div className={css.more}>
          <Button size="s" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('more')}
          </Button>
        </div>
      )}
    </>
  )
}
