import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { listCauses } from '../../../contract/learning.ts'
import { itemsOf, paging } from '../../api/queries.ts'
import { Button } from '../../ui/Button.tsx'
import { useSayWhen } from '../../ui/clock.tsx'
import { PartState } from '../../ui/PartState.tsx'
import { Section } from '../../ui/Section.tsx'
import css from './Learn.module.css'
import type { Cause } from './say-gesture.ts'

/** Every cause by its name: how each was mended, or that it waits for it. */
export function Causes() {
  const t = useTranslations('goodwill.learn')
  const f = useTranslations('form')
  const query = useInfiniteQuery(paging(listCauses, { query: { state: 'all' } }))
  const items = itemsOf(query.data)
  return (
    <Section title={t('causes')} className={css.part}>
      <PartState query={query} empty={items.length === 0} none={t('noneCauses')} />
      {items.length > 0 && (
        // biome-ignore lint/a11y/noRedundantRoles: Safari takes the role away from a list without bullets
        <ul role="list" className={css.rows} aria-label={t('causes')}>
          {items.map((cause) => (
            <CauseRow key={cause.id} cause={cause} />
          ))}
        </ul>
      )}
      {query.hasNextPage && (
        <Button look="quiet" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {f('more')}
        </Button>
      )}
    </Section>
  )
}

function CauseRow({ cause }: { cause: Cause }) {
  const t = useTranslations('goodwill.learn')
  const sayWhen = useSayWhen()
  const { openedAt, mendedAt, fix } = cause
  const waits = openedAt !== null && (mendedAt === null || mendedAt < openedAt)
  return (
    <li>
      <div>{cause.name}</div>
      {waits && <div className={css.small}>{t('waits')}</div>}
      {mendedAt && (
        <div className={css.small}>{t('mendedBy', { when: sayWhen(mendedAt, 'day'), fix: fix! })}</div>
      )}
      {!waits && !mendedAt && <div className={css.small}>{t('quiet')}</div>}
    </li>
  )
}
