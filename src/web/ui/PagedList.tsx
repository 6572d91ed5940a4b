import { Fragment, type Key, type ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { ErrorState } from './ErrorState.tsx'
import css from './PagedList.module.css'
import { ShowMore } from './ShowMore.tsx'
import { SkeletonLines } from './Skeleton.tsx'

type Paged<T> = {
  readonly data: { readonly pages: readonly { readonly items: readonly T[] }[] } | undefined
  readonly isPending: boolean
  readonly isError: boolean
  readonly isSuccess: boolean
  readonly hasNextPage: boolean
  readonly isFetchingNextPage: boolean
  readonly refetch: () => unknown
  readonly fetchNextPage: () => unknown
}

/** A list read page by page: its place while it comes, that it could not be loaded, what stands where it is empty, and the way to more of it. */
export function PagedList<T>({
  query,
  none,
  row,
  keyOf,
  look = 'rows',
  label,
  more,
  loads = 4,
}: {
  query: Paged<T>
  /** what stands there where nothing is in it; words are set small */
  none: ReactNode
  /** an `li` */
  row: (item: T) => ReactNode
  keyOf: (item: T) => Key
  /** `ruled`: it begins with a line; `lines`: each row is a `Line`, which has its own looks */
  look?: 'rows' | 'ruled' | 'lines'
  label?: string
  /** the words of the way to more, where they are not the usual ones */
  more?: string
  /** how many lines stand there while it loads */
  loads?: number
}) {
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  const empty = items.length === 0
  return (
    <>
      {query.isPending && <SkeletonLines count={loads} />}
      {query.isError && empty && <ErrorState retry={() => void query.refetch()} />}
      {query.isSuccess &&
        empty &&
        !query.hasNextPage &&
        (typeof none === 'string' ? <p className={css.none}>{none}</p> : none)}
      {!empty && (
        <ul
          // biome-ignore lint/a11y/noRedundantRoles: Safari takes the role away from a list without bullets
          role="list"
          aria-label={label}
          className={classNames(look !== 'lines' && css.rows, look === 'ruled' && css.ruled)}
        >
          {items.map((item) => (
            <Fragment key={keyOf(item)}>{row(item)}</Fragment>
          ))}
        </ul>
      )}
      <ShowMore query={query} words={more} look="outline" size="m" className={css.more} />
    </>
  )
}
