import { useInfiniteQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { listPromises } from '../../contract/promises.ts'
import type { Instant, TimeZone } from '../../domain/shared/time.ts'
import { itemsOf, paging } from '../api/queries.ts'
import { TopBar } from '../shell/TopBar.tsx'
import { Button } from '../ui/Button.tsx'
import { useClock, useSayWhen } from '../ui/clock.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Cluster, Page } from '../ui/Layout.tsx'
import { Lines } from '../ui/Line.tsx'
import { LinkButton } from '../ui/LinkButton.tsx'
import { useListNavigation } from '../ui/list-navigation.ts'
import { Section } from '../ui/Section.tsx'
import { Segmented } from '../ui/Segmented.tsx'
import { SkeletonLines } from '../ui/Skeleton.tsx'
import { groupByDay, type PromiseShown } from './by-day.ts'
import { PromiseLine } from './PromiseLine.tsx'
import css from './PromisesPage.module.css'
import { UpdateDialog } from './UpdateDialog.tsx'

type Of = 'mine' | 'team' | 'all'
type State = 'open' | 'settled'

/** What we owe to whom, by day. */
export function PromisesPage() {
  const t = useTranslations('promises')
  const [of, setOf] = useState<Of>('mine')
  const [state, setState] = useState<State>('open')
  const [telling, setTelling] = useState<PromiseShown | null>(null)
  const list = useRef<HTMLDivElement>(null)
  const { onKeyDown } = useListNavigation(list)
  const query = useInfiniteQuery(paging(listPromises, { query: { of, state } }))
  const promises = itemsOf(query.data)
  return (
    <Page>
      <TopBar title={t('title')} lede={t('lede')} />
      <div className={css.choose}>
        <Cluster gap="m">
          <Segmented
            label={t('whose')}
            value={of}
            onChange={setOf}
            segments={(['mine', 'team', 'all'] as const).map((value) => ({ value, label: t(`of.${value}`) }))}
          />
          <Segmented
            label={t('which')}
            value={state}
            onChange={setState}
            segments={(['open', 'settled'] as const).map((value) => ({ value, label: t(`state.${value}`) }))}
          />
        </Cluster>
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the arrows walk through the links inside */}
      <div ref={list} onKeyDown={onKeyDown}>
        {query.isPending && <SkeletonLines count={6} />}
        {query.isError && promises.length === 0 && <ErrorState retry={() => void query.refetch()} />}
        {query.isSuccess && promises.length === 0 && (
          <NothingHere of={of} state={state} onAll={() => setOf('all')} />
        )}
        {state === 'open' ? (
          <ByDay promises={promises} onUpdate={setTelling} />
        ) : (
          promises.length > 0 && (
            <Section title={t('group.settled')}>
              <Lines>
                {promises.map((promise) => (
                  <PromiseLine key={promise.id} promise={promise} onUpdate={setTelling} />
                ))}
              </Lines>
            </Section>
          )
        )}
        {query.hasNextPage && (
          <div className={css.more}>
            <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              {t('more')}
            </Button>
          </div>
        )}
      </div>
      {telling && <UpdateDialog promise={telling} onClose={() => setTelling(null)} />}
    </Page>
  )
}

function ByDay({
  promises,
  onUpdate,
}: {
  promises: readonly PromiseShown[]
  onUpdate: (promise: PromiseShown) => void
}) {
  const t = useTranslations('promises.group')
  const { now, zone } = useClock()
  const sayWhen = useSayWhen()
  return groupByDay(promises, now as Instant, zone as TimeZone).map((group) => (
    <Section
      key={group.key}
      title={group.is === 'day' ? sayWhen(group.at, 'day') : t(group.is)}
      aside={group.items.length}
    >
      <Lines>
        {group.items.map((promise) => (
          <PromiseLine key={promise.id} promise={promise} onUpdate={onUpdate} />
        ))}
      </Lines>
    </Section>
  ))
}

function NothingHere({ of, state, onAll }: { of: Of; state: State; onAll: () => void }) {
  const t = useTranslations('promises.empty')
  return (
    <EmptyState
      title={t(state === 'settled' ? 'settled' : `${of}`)}
      action={
        of === 'all' ? (
          <LinkButton to="/inbox">{t('toInbox')}</LinkButton>
        ) : (
          <Button onClick={onAll}>{t('showAll')}</Button>
        )
      }
    >
      {t(state === 'settled' ? 'settledWords' : 'words')}
    </EmptyState>
  )
}
