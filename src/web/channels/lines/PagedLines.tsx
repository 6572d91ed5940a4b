import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import { Fragment, type ReactNode } from 'react'
import { itemsOf } from '../../api/queries.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import css from './Lines.module.css'

/** Mails, conversations or senders line by line, read page by page: while they load, when that fails, when there is none, and the way to more. */
export function PagedLines<T extends { id: string }>({
  query,
  none,
  more,
  row,
  loads = 5,
}: {
  query: UseInfiniteQueryResult<InfiniteData<{ items: T[] }>>
  /** what stands there where nothing is in it */
  none: ReactNode
  /** the words of the way to more */
  more: string
  /** an `li` */
  row: (item: T) => ReactNode
  /** how many lines stand there while it loads */
  loads?: number
}) {
  const items = itemsOf(query.data)
  return (
    <>
      {query.isPending && <SkeletonLines count={loads} />}
      {query.isError && items.length === 0 && <ErrorState retry={() => void query.refetch()} />}
      {query.isSuccess && items.length === 0 && none}
      {items.length > 0 && (
        <ul className={css.rows}>
          {items.map((item) => (
            <Fragment key={item.id}>{row(item)}</Fragment>
          ))}
        </ul>
      )}
      {query.hasNextPage && (
        <Button
          className={css.more}
          busy={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {more}
        </Button>
      )}
    </>
  )
}
