import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslations } from 'use-intl'
import { listStayed } from '../../contract/imports.ts'
import { paging } from '../api/queries.ts'
import { Line } from '../ui/Line.tsx'
import { PagedList } from '../ui/PagedList.tsx'
import { Section } from '../ui/Section.tsx'
import css from './Imports.module.css'
import type { Import } from './imports-data.ts'

/** What stayed after an import was taken back, because somebody went on with it. */
export function StayedLines({ brought }: { brought: Import }) {
  const t = useTranslations('imports.stayed')
  const query = useInfiniteQuery(paging(listStayed, { params: { importId: brought.id }, query: {} }))
  if (brought.stayed === 0) return <p className={css.note}>{t('none')}</p>
  return (
    <Section title={t('title', { stayed: brought.stayed })}>
      <p className={css.note}>{t('words')}</p>
      <PagedList
        look="lines"
        label={t('title', { stayed: brought.stayed })}
        query={query}
        none={null}
        keyOf={(one) => one.nth}
        row={(one) => (
          <Line
            who={t(`kinds.${one.kind as 'person'}`)}
            what={
              one.person ? (
                <Link to="/people/$id" params={{ id: one.person.id }}>
                  {one.person.name}
                </Link>
              ) : (
                one.conversation && (
                  <Link to="/conversations/$id" params={{ id: one.conversation.id }} search={{}}>
                    {one.conversation.subject || t('unnamed')}
                  </Link>
                )
              )
            }
            why={t(`why.${one.why as 'touched'}`)}
          />
        )}
      />
    </Section>
  )
}
