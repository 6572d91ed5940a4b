import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { listRecoveryCases } from '../../../contract/recovery.ts'
import type { PersonId } from '../../../domain/shared/ids.ts'
import { reading } from '../../api/queries.ts'
import css from './Give.module.css'

/** What they say and what we know, beside each other, where something is being put right for them: to be read, and nothing else. */
export function BothSides({
  personId,
  conversationId,
}: {
  personId: string
  conversationId?: string | undefined
}) {
  const t = useTranslations('goodwill.give')
  const { data } = useQuery(
    reading(listRecoveryCases, { query: { personId: personId as PersonId, state: 'open', limit: 5 } }),
  )
  const cases = (data?.items ?? []).filter((one) => one.theirs ?? one.known)
  // Of another conversation it is another matter.
  const here =
    cases.find((one) => one.conversation?.id === conversationId) ??
    cases.find((one) => !conversationId || one.conversation === null)
  if (!here) return null
  return (
    <div className={css.sides}>
      {(['theirs', 'known'] as const).map((side) => (
        <section key={side}>
          <h3>{t(side)}</h3>
          <p className={css.side}>{here[side] ?? t('nothingYet')}</p>
        </section>
      ))}
    </div>
  )
}
