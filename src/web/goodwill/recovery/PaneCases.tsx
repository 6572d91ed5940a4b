import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { listRecoveryCases } from '../../../contract/recovery.ts'
import { reading } from '../../api/queries.ts'
import pane from '../../conversations/person/PersonPane.module.css'
import { CaseSummary } from './CaseSummary.tsx'
import { openCasesOf } from './recovery-data.ts'

/** What is being put right for whom one talks with, beside the conversation; silent where nothing is. */
export function PaneCases({ personId, conversationId }: { personId: string; conversationId: string }) {
  const t = useTranslations('amends')
  const { data } = useQuery(reading(listRecoveryCases, openCasesOf(personId)))
  if (!data || data.items.length === 0) return null
  return (
    <section className={pane.part}>
      <h3>{t('heading')}</h3>
      {data.items.map((one) => (
        <CaseSummary key={one.id} one={one} here={conversationId} />
      ))}
    </section>
  )
}
