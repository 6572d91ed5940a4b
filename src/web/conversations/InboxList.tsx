import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ListChecks, RotateCw } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslations } from 'use-intl'
import {
  countConversations,
  listConversations,
  listMessages,
  readConversation,
} from '../../contract/conversations.ts'
import { itemsOf, paging, reading } from '../api/queries.ts'
import { usePageTitle } from '../shell/page-title.ts'
import { useMay } from '../shell/session.tsx'
import { TopActs } from '../shell/TopBar.tsx'
import { Button } from '../ui/Button.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { useVerb } from '../ui/hotkeys.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { Lines } from '../ui/Line.tsx'
import { useListNavigation } from '../ui/list-navigation.ts'
import { SkeletonLines } from '../ui/Skeleton.tsx'
import { EmptyView } from './EmptyView.tsx'
import css from './InboxList.module.css'
import { InboxRow } from './InboxRow.tsx'
import { KeptMails } from './KeptMails.tsx'
import { MergeBar } from './merge/MergeBar.tsx'
import { useSeveral } from './merge/use-several.ts'
import type { View } from './talk.ts'
import { useStayingLines } from './use-staying-lines.ts'
import { countOf, SHOWN_VIEWS } from './views.ts'

/** The head with the views, and the list of one of them. */
export function InboxList({ view, open }: { view: View; open: string | undefined }) {
  const t = useTranslations('conversations')
  const { data: counts } = useQuery(reading(countConversations))
  const query = useInfiniteQuery(paging(listConversations, { query: { view } }))
  const { lines, refresh, hasLeft } = useStayingLines(view, itemsOf(query.data))
  const several = useSeveral(lines)
  const mayChoose = useMay('conversations.write') && lines.length > 1
  const list = useRef<HTMLDivElement>(null)
  const { onKeyDown } = useListNavigation(list, { open: true })
  usePreload(
    lines.map((line) => line.id),
    open,
  )
  useVerb({
    id: 'inbox.choose',
    label: t('merge.choose'),
    keys: 'x',
    group: t('inbox'),
    enabled: mayChoose,
    run: () => (open && lines.some((line) => line.id === open) ? several.toggle(open) : several.begin()),
  })
  const title = t(`views.${view}`)
  usePageTitle(open ? '' : title)
  const Heading = open ? 'h2' : 'h1'
  const shown = SHOWN_VIEWS.filter((v) => v !== 'held' || view === 'held' || (countOf(counts, v) ?? 0) > 0)
  return (
    <>
      <header className={css.head}>
        <div className={css.top}>
          <Heading className={css.title} {...(!open && { 'data-page-heading': '', tabIndex: -1 })}>
            {title}
          </Heading>
          <TopActs />
        </div>
        <div className={css.below}>
          <nav aria-label={t('viewsLabel')} className={css.views}>
            {shown.map((v) => (
              <Link
                key={v}
                to="/inbox/$view"
                params={{ view: v }}
                className={css.view}
                aria-current={v === view ? 'page' : undefined}
              >
                {t(`viewsShort.${v}`)}
                {(countOf(counts, v) ?? 0) > 0 && <span className={css.count}>{countOf(counts, v)}</span>}
              </Link>
            ))}
          </nav>
          {/* it has a place of its own, so that nothing moves when there is something to read anew */}
          <span className={css.anew}>
            {hasLeft && (
              <IconButton
                size="s"
                icon={RotateCw}
                label={t('list.refresh')}
                onClick={() => {
                  refresh()
                  void query.refetch()
                }}
              />
            )}
          </span>
          {mayChoose && (
            <IconButton
              size="s"
              icon={ListChecks}
              label={t('merge.choose')}
              keys="x"
              aria-pressed={several.on}
              onClick={several.on ? several.end : several.begin}
            />
          )}
        </div>
      </header>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the arrows walk through the links inside */}
      <div ref={list} onKeyDown={onKeyDown} className={css.list}>
        {view === 'held' && <KeptMails />}
        {query.isPending && <SkeletonLines count={7} />}
        {query.isError && lines.length === 0 && (
          <div className={css.state}>
            <ErrorState retry={() => void query.refetch()} />
          </div>
        )}
        {query.isSuccess && lines.length === 0 && <EmptyView view={view} counts={counts} />}
        {lines.length > 0 && (
          <Lines label={title}>
            {lines.map((line) => (
              <InboxRow key={line.id} line={line} view={view} selected={line.id === open} several={several} />
            ))}
          </Lines>
        )}
        {query.hasNextPage && (
          <More busy={query.isFetchingNextPage} onMore={() => void query.fetchNextPage()} />
        )}
        {several.on && <MergeBar several={several} />}
      </div>
    </>
  )
}

/** Goes on loading when it comes into sight; a real button for those who do not scroll. */
function More({ busy, onMore }: { busy: boolean; onMore: () => void }) {
  const t = useTranslations('conversations.list')
  const place = useRef<HTMLDivElement>(null)
  const latest = useRef(onMore)
  latest.current = onMore
  useEffect(() => {
    const element = place.current
    if (!element) return
    const watch = new IntersectionObserver(([entry]) => entry?.isIntersecting && latest.current(), {
      rootMargin: '200px',
    })
    watch.observe(element)
    return () => watch.disconnect()
  }, [])
  return (
    <div ref={place} className={css.more}>
      <Button size="s" busy={busy} onClick={onMore}>
        {t('more')}
      </Button>
    </div>
  )
}

/** Reads the conversation below the open one beforehand, so that J opens it at once. */
function usePreload(ids: readonly string[], open: string | undefined): void {
  const queryClient = useQueryClient()
  const next = ids[open ? ids.indexOf(open) + 1 : 0]
  useEffect(() => {
    if (!next) return
    const params = { conversationId: next }
    const later = setTimeout(() => {
      void queryClient.prefetchQuery(reading(readConversation, { params }))
      void queryClient.prefetchInfiniteQuery(paging(listMessages, { params }))
    }, 300)
    return () => clearTimeout(later)
  }, [queryClient, next])
}
