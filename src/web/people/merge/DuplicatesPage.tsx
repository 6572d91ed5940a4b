import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import type { ReplyOf } from '../../../contract/endpoint.ts'
import { listDuplicates } from '../../../contract/people-merge.ts'
import { itemsOf, paging } from '../../api/queries.ts'
import { useMay } from '../../shell/session.tsx'
import { BackLink, TopBar } from '../../shell/TopBar.tsx'
import { Button } from '../../ui/Button.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Page } from '../../ui/Layout.tsx'
import { Lines } from '../../ui/Line.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { PersonLine } from '../PersonLine.tsx'
import css from './Merge.module.css'
import { MergePreview } from './MergePreview.tsx'
import { useTwo } from './use-two.ts'

type Pair = ReplyOf<typeof listDuplicates>['items'][number]

/** Who may be here twice, with the reasons, the surest first: merge them, or say that they are two. */
export function DuplicatesPage() {
  const t = useTranslations('people.duplicates')
  const p = useTranslations('people')
  const query = useInfiniteQuery(paging(listDuplicates, {}))
  const pairs = itemsOf(query.data)
  const [merging, setMerging] = useState<Pair | null>(null)
  return (
    <Page>
      <BackLink to="/people">{p('back')}</BackLink>
      <TopBar title={t('title')} lede={t('lede')} />
      {query.isPending && <SkeletonLines count={6} />}
      {query.isError && pairs.length === 0 && <ErrorState retry={() => void query.refetch()} />}
      {query.isSuccess && pairs.length === 0 && <EmptyState title={t('none')}>{t('noneWords')}</EmptyState>}
      {pairs.length > 0 && (
        // biome-ignore lint/a11y/noRedundantRoles: Safari takes the role away from a list without bullets
        <ul role="list" className={css.list} aria-label={t('title')}>
          {pairs.map((pair) => (
            <Two key={`${pair.first.id}${pair.second.id}`} pair={pair} onMerge={() => setMerging(pair)} />
          ))}
        </ul>
      )}
      {query.hasNextPage && (
        <div className={css.more}>
          <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {p('more')}
          </Button>
        </div>
      )}
      {merging && (
        <MergePreview
          stayHere
          survivorId={merging.first.id}
          mergedId={merging.second.id}
          onClose={() => setMerging(null)}
        />
      )}
    </Page>
  )
}

function Two({ pair, onMerge }: { pair: Pair; onMerge: () => void }) {
  const t = useTranslations('people.duplicates')
  const may = useMay('people.write')
  const two = useTwo()
  const names = { first: pair.first.name, second: pair.second.name }
  return (
    <li className={css.pair}>
      <div>
        <Lines>
          <PersonLine person={pair.first} />
          <PersonLine person={pair.second} />
        </Lines>
        <div className={css.reasons}>
          {pair.reasons.map((reason) => (
            <Chip key={reason}>{t(`reasons.${reason}`)}</Chip>
          ))}
        </div>
      </div>
      {may && (
        <div className={css.verbs}>
          <Button aria-label={t('mergeOf', names)} onClick={onMerge}>
            {t('merge')}
          </Button>
          <Button look="quiet" aria-label={t('twoOf', names)} onClick={() => two(pair.first, pair.second)}>
            {t('two')}
          </Button>
        </div>
      )}
    </li>
  )
}
