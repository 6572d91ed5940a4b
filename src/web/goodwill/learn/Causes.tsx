import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { listCauses } from '../../../contract/learning.ts'
import { paging } from '../../api/queries.ts'
import { useSayWhen } from '../../ui/clock.tsx'
import { PagedList } from '../../ui/PagedList.tsx'
import { Section } from '../../ui/Section.tsx'
import css from './Learn.module.css'
import type { Cause } from './learn-data.ts'

/** Every cause by its name: how each was mended, or that it waits for it. */
export function Causes() {
  const t = useTranslations('goodwill.learn')
  const query = useInfiniteQuery(paging(listCauses, { query: { state: 'all' } }))
  return (
    <Section title={t('causes')} className={css.part}>
      <PagedList
        query={query}
        look="rows"
        label={t('causes')}
        none={t('noneCauses')}
        keyOf={(cause) => cause.id}
        loads={2}
        row={(cause) => <CauseRow cause={cause} />}
      />
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
      <div className={css.words}>
        <div>{cause.name}</div>
        {waits && <div className={css.small}>{t('waits')}</div>}
        {mendedAt && (
          <div className={css.small}>{t('mendedBy', { when: sayWhen(mendedAt, 'day'), fix: fix! })}</div>
        )}
        {!waits && !mendedAt && <div className={css.small}>{t('quiet')}</div>}
      </div>
    </li>
  )
}
