import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { listGestures } from '../../../contract/goodwill.ts'
import type { PersonId } from '../../../domain/shared/ids.ts'
import { itemsOf, paging } from '../../api/queries.ts'
import { PartState } from '../../ui/PartState.tsx'
import { Section } from '../../ui/Section.tsx'
import { ShowMore } from '../../ui/ShowMore.tsx'
import css from './Given.module.css'
import { GivenLine } from './GivenLine.tsx'

/** What somebody was given, the latest first; nothing stands there where nothing was. */
export function Given({ personId, name }: { personId: string; name: string }) {
  const t = useTranslations('goodwill.ofThem')
  const query = useInfiniteQuery(
    paging(listGestures, { query: { personId: personId as PersonId, limit: 5 } }),
  )
  const gestures = itemsOf(query.data)
  // Whoever was given nothing has no empty part on their page.
  if (query.data && gestures.length === 0) return null
  return (
    <Section title={t('title')} className={css.part}>
      <PartState query={query} />
      <ul>
        {gestures.map((gesture) => (
          <GivenLine key={gesture.id} gesture={gesture} name={name} />
        ))}
      </ul>
      <ShowMore query={query} />
    </Section>
  )
}
