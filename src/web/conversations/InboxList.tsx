import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ListChecks, ListFilter, RotateCw } from 'lucide-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { countConversations, listConversations } from '../../contract/conversations.ts'
import { itemsOf, paging, reading } from '../api/queries.ts'
import { latePart } from '../shell/late-part.tsx'
import { usePageTitle } from '../shell/page-title.ts'
import { useMay } from '../shell/session.tsx'
import { TopActs } from '../shell/TopBar.tsx'
import { Button } from '../ui/Button.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { useVerbs } from '../ui/hotkeys.tsx'
import { Icon } from '../ui/Icon.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { Lines } from '../ui/Line.tsx'
import { useListNavigation } from '../ui/list-navigation.ts'
import { SkeletonLines } from '../ui/Skeleton.tsx'
import { useCovers } from '../ui/use-covers.ts'
import { BulkStrip } from './bulk/BulkStrip.tsx'
import { ChosenComing } from './bulk/ChosenComing.tsx'
import { useSeveral } from './bulk/use-several.ts'
import { EmptyView } from './EmptyView.tsx'
import css from './InboxList.module.css'
import { InboxRow } from './InboxRow.tsx'
import { KeptMails } from './KeptMails.tsx'
import { useReadBefore, useReadNeighbours, useTellBeside } from './neighbours.ts'
import { useStayingLines } from './use-staying-lines.ts'
import { countOf, SHOWN_VIEWS } from './views/house-views.ts'
import type { At } from './views/use-at.ts'
import { ViewTabs } from './views/ViewTabs.tsx'

const FilterBar = latePart(async () => (await import('./views/FilterBar.tsx')).FilterBar)

const ChosenBar = latePart(async () => (await import('./bulk/ChosenBar.tsx')).ChosenBar)

/** The head with the views, and the list of one of them. */
export function InboxList({ at, open }: { at: At; open: string | undefined }) {
  const { base: view, narrowed } = at
  const t = useTranslations('conversations')
  const { data: counts } = useQuery(reading(countConversations))
  const asked = { view, ...(narrowed && { narrowed }) }
  const query = useInfiniteQuery({ ...paging(listConversations, { query: asked }), enabled: at.ready })
  const { lines, refresh, hasLeft } = useStayingLines(`${view} ${narrowed}`, itemsOf(query.data))
  const several = useSeveral(lines)
  // Late: a line is drawn anew only for what it shows.
  const latest = useRef(several)
  latest.current = several
  const toggle = useCallback((id: string, range?: boolean) => latest.current.toggle(id, range), [])
  const mayChoose = useMay('conversations.write') && lines.length > 1
  const list = useRef<HTMLDivElement>(null)
  const walk = useListNavigation(list, { open: true })
  const covers = useCovers('start')
  const rowsOf = () => [...(list.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])]
  // Where no line has the focus it is the open one; where none is open, one begins with the first.
  const current = (rows: readonly HTMLElement[]) => {
    const at = rows.findIndex((row) => row.contains(document.activeElement))
    return at < 0 ? lines.findIndex((line) => line.id === open) : at
  }
  const stretch = (by: number) => {
    const rows = rowsOf()
    const at = current(rows)
    const from = lines[Math.max(at, 0)]
    const to = at < 0 ? 0 : at + by
    if (!from || !lines[to]) return
    several.extend(from.id, lines[to].id)
    rows[to]?.focus()
  }
  useReadNeighbours(lines, open)
  useTellBeside(view, lines, { view: at.named, only: at.only })
  const readBefore = useReadBefore()
  const choose = (range: boolean) => () => {
    const rows = rowsOf()
    const at = Math.max(current(rows), 0)
    const line = lines[at]
    if (!line) return
    several.toggle(line.id, range)
    rows[at]?.focus()
  }
  const readUnder = (target: EventTarget) => {
    const row = target instanceof Element && target.closest('li')?.querySelector('[data-row]')
    const rows = row ? [...(list.current?.querySelectorAll('[data-row]') ?? [])] : []
    const line = row && lines[rows.indexOf(row)]
    if (line && line.id !== open) readBefore(line.id)
  }
  const group = t('inbox')
  useVerbs([
    {
      id: 'inbox.choose',
      label: t('merge.choose'),
      keys: 'x',
      group,
      enabled: mayChoose,
      run: choose(false),
    },
    {
      id: 'inbox.chooseTo',
      label: t('bulk.chooseTo'),
      keys: 'shift+x',
      group,
      enabled: mayChoose,
      run: choose(true),
    },
    {
      id: 'inbox.chooseAll',
      label: t('bulk.chooseAll'),
      keys: '*',
      group,
      enabled: mayChoose,
      run: several.all,
    },
    ...([1, -1] as const).map((by) => ({
      id: by > 0 ? 'inbox.chooseDown' : 'inbox.chooseUp',
      label: t(by > 0 ? 'bulk.chooseDown' : 'bulk.chooseUp'),
      keys: by > 0 ? 'shift+down' : 'shift+up',
      group,
      repeats: true,
      enabled: mayChoose,
      run: () => stretch(by),
    })),
  ])
  const title = at.saved?.name ?? t(`views.${view}`)
  const [narrowing, setNarrowing] = useState(false)
  usePageTitle(open ? '' : title)
  const Heading = open ? 'h2' : 'h1'
  const shown = SHOWN_VIEWS.filter((v) => v !== 'held' || view === 'held' || (countOf(counts, v) ?? 0) > 0)
  return (
    <>
      <header ref={covers} className={css.head}>
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
                aria-current={v === at.named ? 'page' : undefined}
              >
                {t(`viewsShort.${v}`)}
                {(countOf(counts, v) ?? 0) > 0 && <span className={css.count}>{countOf(counts, v)}</span>}
              </Link>
            ))}
            <ViewTabs named={at.named} />
            <Link to="/junk" className={css.view}>
              {t('viewsShort.junk')}
            </Link>
            <button
              type="button"
              className={css.narrow}
              aria-label={t('narrow.open')}
              title={t('narrow.open')}
              aria-expanded={narrowing || narrowed !== '' || at.saved !== undefined}
              onClick={() => setNarrowing((now) => !now)}
            >
              <Icon of={ListFilter} size={16} />
            </button>
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
        {(narrowing || narrowed !== '' || at.saved) && <FilterBar at={at} />}
      </header>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the arrows walk through the links inside */}
      <div
        ref={list}
        onKeyDown={walk.onKeyDown}
        onPointerOver={(event) => readUnder(event.target)}
        onFocus={(event) => readUnder(event.target)}
        className={css.list}
      >
        <BulkStrip />
        {view === 'held' && <KeptMails />}
        {query.isPending && <SkeletonLines count={7} />}
        {query.isError && lines.length === 0 && (
          <div className={css.state}>
            <ErrorState retry={() => void query.refetch()} />
          </div>
        )}
        {query.isSuccess && lines.length === 0 && <EmptyView at={at} counts={counts} />}
        {lines.length > 0 && (
          <Lines label={title}>
            {lines.map((line) => (
              <InboxRow
                key={line.id}
                line={line}
                named={at.named}
                only={at.only}
                mine={view === 'mine'}
                selected={line.id === open}
                chosen={several.on ? several.has(line.id) : null}
                toggle={toggle}
              />
            ))}
          </Lines>
        )}
        {query.hasNextPage && (
          <More busy={query.isFetchingNextPage} onMore={() => void query.fetchNextPage()} />
        )}
        {several.on && (
          <ChosenBar
            several={several}
            view={asked}
            more={query.hasNextPage}
            coming={<ChosenComing several={several} />}
          />
        )}
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
