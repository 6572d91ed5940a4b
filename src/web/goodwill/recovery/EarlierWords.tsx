import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { listRecoveryWords } from '../../../contract/recovery.ts'
import { SIDES, type Side } from '../../../domain/goodwill/recovery.ts'
import { itemsOf, paging } from '../../api/queries.ts'
import { useSayWhen } from '../../ui/clock.tsx'
import { PartState } from '../../ui/PartState.tsx'
import { PlainText } from '../../ui/PlainText.tsx'
import { ShowMore } from '../../ui/ShowMore.tsx'
import css from './Recovery.module.css'
import type { Case } from './recovery-data.ts'

/** What was written down before of both sides, with who wrote it and when; nothing of it is ever changed. */
export function EarlierWords({ one, labels }: { one: Case; labels: Record<Side, string> }) {
  const t = useTranslations('amends.sides')
  const sayWhen = useSayWhen()
  const any = one.theirs !== null || one.known !== null
  const query = useInfiniteQuery({
    ...paging(listRecoveryWords, { params: { recoveryId: one.id }, query: { limit: 20 } }),
    enabled: any,
  })
  if (!any) return null
  const all = itemsOf(query.data)
  // The latest of each side stands above.
  const latest = SIDES.map((side) => all.find((words) => words.side === side)?.id)
  const earlier = all.filter((words) => !latest.includes(words.id))
  if (query.data && earlier.length === 0 && !query.hasNextPage) return null
  return (
    <details className={css.earlier}>
      <summary>{t('earlier')}</summary>
      <PartState query={query} />
      <ol>
        {earlier.map((words) => (
          <li key={words.id}>
            <p className={css.soft}>
              {t('wrote', { side: labels[words.side], name: words.saidBy.name, when: sayWhen(words.at) })}
            </p>
            <PlainText text={words.text} className={css.said} />
          </li>
        ))}
      </ol>
      <ShowMore query={query} />
    </details>
  )
}
