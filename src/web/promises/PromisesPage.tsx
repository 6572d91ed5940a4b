import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { HandHeart, ListChecks } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { listPromises } from '../../contract/promises.ts'
import type { MemberId } from '../../domain/shared/ids.ts'
import type { Instant, TimeZone } from '../../domain/shared/time.ts'
import { itemsOf, paging } from '../api/queries.ts'
import { FoundEarlier } from '../channels/look-back/FoundEarlier.tsx'
import { useMay, useSession } from '../shell/session.tsx'
import { TopBar } from '../shell/TopBar.tsx'
import { Button } from '../ui/Button.tsx'
import { useClock } from '../ui/clock.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { Page } from '../ui/Layout.tsx'
import { LinkButton } from '../ui/LinkButton.tsx'
import { useListNavigation } from '../ui/list-navigation.ts'
import { useIsPhone } from '../ui/media.ts'
import { SkeletonLines } from '../ui/Skeleton.tsx'
import { Asks } from './Asks.tsx'
import { groupByDay, type PromiseShown } from './by-day.ts'
import { madeTo, type PromiseSearch } from './filter.ts'
import { HandOverBar, StayedBehind } from './HandOverBar.tsx'
import { NothingPromised } from './NothingPromised.tsx'
import { PromiseDialog } from './PromiseDialog.tsx'
import { PromiseFilters } from './PromiseFilters.tsx'
import { PromiseGroups } from './PromiseGroups.tsx'
import css from './PromisesPage.module.css'
import { ReleaseDialog } from './ReleaseDialog.tsx'
import { UpdateDialog } from './UpdateDialog.tsx'
import { useChosen } from './use-chosen.ts'
import { useHandOver } from './use-hand-over.ts'
import { useListVerbs } from './use-list-verbs.ts'

/** What we owe to whom, by day. */
export function PromisesPage() {
  const t = useTranslations('promises')
  const search = useSearch({ from: '/staff/promises' })
  const navigate = useNavigate()
  const [telling, setTelling] = useState<PromiseShown | null>(null)
  const [letting, setLetting] = useState<PromiseShown | null>(null)
  const [making, setMaking] = useState(false)
  const [giving, setGiving] = useState(false)
  const list = useRef<HTMLDivElement>(null)
  const { onKeyDown } = useListNavigation(list)
  const { members } = useSession()
  const may = useMay('promises.write')
  const isPhone = useIsPhone()
  const { now, zone } = useClock()
  const { of = 'mine' } = search
  const state = search.state === 'settled' ? 'settled' : 'open'
  const late = search.state === 'late' ? { is: 'due' as const } : {}
  const made = madeTo(search)
  const owner = search.owner as MemberId | undefined
  const filter = { ...(made === 'everybody' ? {} : { madeTo: made }), ...(owner ? { owner } : {}) }
  const query = useInfiniteQuery(paging(listPromises, { query: { of, state, ...late, ...filter } }))
  const promises = itemsOf(query.data)
  const groups =
    state === 'open'
      ? groupByDay(promises, now as Instant, zone as TimeZone)
      : [{ key: 'settled', is: 'settled' as const, items: promises }]
  const shown = groups.flatMap((g) => g.items)
  const chosen = useChosen(state === 'open' ? shown : [])
  const act = useHandOver()
  const onSearch = (next: PromiseSearch) => {
    chosen.end()
    act.forget()
    void navigate({ to: '/promises', search: next, replace: true })
  }
  useListVerbs({
    list,
    shown,
    chosen,
    open: state === 'open',
    onTell: setTelling,
    onMake: () => setMaking(true),
    onGive: () => setGiving(true),
  })
  return (
    <Page>
      <TopBar title={t('title')} lede={t('lede')}>
        {may && !isPhone && (
          <Button icon={HandHeart} keys="p" onClick={() => setMaking(true)}>
            {t('something')}
          </Button>
        )}
      </TopBar>
      <FoundEarlier />
      <PromiseFilters
        search={search}
        onSearch={onSearch}
        more={
          <LinkButton size="s" look="quiet" to="/promises/handed">
            {t('many.earlier')}
          </LinkButton>
        }
      >
        {may && isPhone && (
          <Button size="s" icon={HandHeart} onClick={() => setMaking(true)}>
            {t('something')}
          </Button>
        )}
        {may &&
          state === 'open' &&
          shown.length > 1 &&
          !chosen.on &&
          (isPhone ? (
            <IconButton size="s" icon={ListChecks} label={t('many.begin')} onClick={chosen.begin} />
          ) : (
            <Button size="s" look="quiet" icon={ListChecks} onClick={chosen.begin}>
              {t('many.begin')}
            </Button>
          ))}
      </PromiseFilters>
      <StayedBehind act={act} />
      {state === 'open' && (made === 'colleagues' || of === 'to_me') && <Asks />}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the arrows walk through the links inside */}
      <div ref={list} onKeyDown={onKeyDown}>
        {query.isPending && <SkeletonLines count={6} />}
        {query.isError && promises.length === 0 && <ErrorState retry={() => void query.refetch()} />}
        {query.isSuccess && promises.length === 0 && (
          <NothingPromised
            search={search}
            owner={members.find((m) => m.id === owner)?.name}
            onSearch={onSearch}
          />
        )}
        {promises.length > 0 && (
          <PromiseGroups groups={groups} chosen={chosen} onUpdate={setTelling} onLetOff={setLetting} />
        )}
        {query.hasNextPage && (
          <div className={css.more}>
            <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              {t('more')}
            </Button>
          </div>
        )}
      </div>
      {(chosen.on || act.going) && (
        <HandOverBar
          chosen={chosen}
          shown={shown.map((p) => p.id)}
          act={act}
          open={giving}
          onOpen={setGiving}
        />
      )}
      {telling && <UpdateDialog promise={telling} onClose={() => setTelling(null)} />}
      {letting && <ReleaseDialog promise={letting} onClose={() => setLetting(null)} />}
      {making && (
        <PromiseDialog onClose={() => setMaking(false)} colleague={made === 'colleagues' || of === 'to_me'} />
      )}
    </Page>
  )
}
