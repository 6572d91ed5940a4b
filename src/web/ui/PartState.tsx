import { RotateCw } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from './Button.tsx'
import { SkeletonLines } from './Skeleton.tsx'
import css from './States.module.css'

type Asked = {
  readonly data: unknown
  readonly isError: boolean
  readonly fetchStatus: 'fetching' | 'paused' | 'idle'
  readonly refetch: () => unknown
}

/**
 * What stands in a part of a page instead of its list: its place while it comes, that there is no line, that it could not be
 * loaded with a way to try again, or what would be here. Nothing once there is something to show.
 */
export function PartState({
  query,
  empty = false,
  none,
  count = 2,
}: {
  query: Asked
  /** it came, and there is nothing */
  empty?: boolean
  /** what would be here */
  none?: ReactNode
  /** how many lines are likely to come */
  count?: number
}) {
  const t = useTranslations('ui')
  if (query.data !== undefined) return empty && none ? <p className={css.part}>{none}</p> : null
  if (query.isError)
    return (
      <div className={css.part} role="alert">
        {t('error.title')}{' '}
        <Button size="s" look="quiet" icon={RotateCw} onClick={() => void query.refetch()}>
          {t('error.retry')}
        </Button>
      </div>
    )
  if (query.fetchStatus === 'paused')
    return (
      <p className={css.part} role="status">
        {t('error.noLine')}
      </p>
    )
  return <SkeletonLines count={count} />
}
