import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import { Fragment, type ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { itemsOf } from '../../api/queries.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import css from './Settings.module.css'

/** A list of the settings that is read page by page: while it loads, when it fails, when nothing is in it, and the way to more of it. */
export function PagedRows<T extends { id: string }>({
  query,
  none,
  row,
  loads = 4,
}: {
  query: UseInfiniteQueryResult<InfiniteData<{ items: T[] }>>
  /** what is said where nothing is in it */
  none: ReactNode
  /** an `li` */
  row: (item: T) => ReactNode
  /** how many lines stand there while it loads */
  loads?: number
}) {
  const f = useTranslations('form')
  const items = itemsOf(query.data)
  return (
    <>
      {query.isPending && <SkeletonLines count={loads} />}
      {query.isError && items.length === 0 && <ErrorState retry={() => void query.refetch()} />}
      {query.isSuccess && items.length === 0 && !query.hasNextPage && <p className={css.none}>{none}</p>}
      {items.length > 0 && (
        <ul className={css.rows}>
          {items.map((item) => (
            <Fragment key={item.id}>{row(item)}</Fragment>
          ))}
        </ul>
      )}
      {query.hasNextPage && (
        <Button
          className={css.add}
          busy={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {f('more')}
        </Button>
      )}
    </>
  )
}
