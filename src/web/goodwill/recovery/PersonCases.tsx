import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { listRecoveryCases } from '../../../contract/recovery.ts'
import { itemsOf, paging } from '../../api/queries.ts'
import person from '../../people/Person.module.css'
import { useSayWhen } from '../../ui/clock.tsx'
import { PartState } from '../../ui/PartState.tsx'
import { Section } from '../../ui/Section.tsx'
import { ShowMore } from '../../ui/ShowMore.tsx'
import { CaseDialog } from './CaseDialog.tsx'
import { CaseSummary } from './CaseSummary.tsx'
import css from './Recovery.module.css'
import type { Case } from './recovery-data.ts'

/** What is being put right for a person, and what was; silent where there was never anything. */
export function PersonCases({ personId }: { personId: string }) {
  const t = useTranslations('amends')
  const sayWhen = useSayWhen()
  const query = useInfiniteQuery(
    paging(listRecoveryCases, {
      query: { personId: personId as Case['person']['id'], state: 'all', limit: 20 },
    }),
  )
  const [shown, setShown] = useState<Case | null>(null)
  const all = itemsOf(query.data)
  if (query.data && all.length === 0) return null
  const past = all.filter((one) => one.closedAt !== null)
  return (
    <Section title={t('heading')} className={person.part}>
      <PartState query={query} count={1} />
      {all
        .filter((one) => one.closedAt === null)
        .map((one) => (
          <CaseSummary key={one.id} one={one} />
        ))}
      {past.length > 0 && (
        <ul className={css.past}>
          {past.map((one) => (
            <li key={one.id}>
              <button type="button" className={css.open} onClick={() => setShown(one)}>
                {t('past', { when: sayWhen(one.closedAt!, 'day') })}
              </button>{' '}
              <span className={css.soft}>{one.conversation?.subject}</span>
            </li>
          ))}
        </ul>
      )}
      <ShowMore query={query} />
      {shown && <CaseDialog id={shown.id} name={shown.person.name} onClose={() => setShown(null)} />}
    </Section>
  )
}
