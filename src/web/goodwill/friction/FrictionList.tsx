import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import type { InputOf } from '../../../contract/endpoint.ts'
import { listFrictions } from '../../../contract/recovery.ts'
import { itemsOf, paging } from '../../api/queries.ts'
import { PartState } from '../../ui/PartState.tsx'
import { ShowMore } from '../../ui/ShowMore.tsx'
import css from './Friction.module.css'
import { FrictionItem } from './FrictionItem.tsx'

type Query = NonNullable<InputOf<typeof listFrictions>>['query']

/** What kept us from helping, page by page, the latest first. */
export function FrictionList({
  query: asked,
  none,
  label,
  named,
  except,
}: {
  query: Query
  none: string
  label: string
  named?: boolean
  /** stands elsewhere on the screen already */
  except?: string | undefined
}) {
  const query = useInfiniteQuery(paging(listFrictions, { query: { limit: 10, ...asked } }))
  const t = useTranslations('goodwill')
  const all = itemsOf(query.data)
  const items = all.filter((one) => one.id !== except)
  return (
    <div tabIndex={-1} className={css.place}>
      <PartState
        query={query}
        empty={items.length === 0 && !query.hasNextPage}
        none={all.length > 0 ? t('noneElse') : none}
      />
      {items.length > 0 && (
        // biome-ignore lint/a11y/noRedundantRoles: Safari takes the role away from a list without bullets
        <ul role="list" aria-label={label}>
          {items.map((one) => (
            <FrictionItem key={one.id} friction={one} {...(named !== undefined && { named })} />
          ))}
        </ul>
      )}
      <ShowMore query={query} />
    </div>
  )
}
