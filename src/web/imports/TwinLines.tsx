import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslations } from 'use-intl'
import { chooseTwins, listImportLines } from '../../contract/imports.ts'
import { CHOICES, type Choice } from '../../domain/imports/twins.ts'
import { paging, useAct } from '../api/queries.ts'
import { Line } from '../ui/Line.tsx'
import { PagedList } from '../ui/PagedList.tsx'
import { Select } from '../ui/Select.tsx'
import css from './Imports.module.css'
import type { Import } from './imports-data.ts'

/** Lines that say whom we know, each with what becomes of it. */
export function TwinLines({ brought }: { brought: Import }) {
  const t = useTranslations('imports.checked')
  const params = { importId: brought.id }
  const query = useInfiniteQuery(paging(listImportLines, { params, query: { kind: 'twin' } }))
  const choose = useAct(chooseTwins)
  return (
    <PagedList
      look="lines"
      label={t('twins', { twins: brought.twins })}
      query={query}
      none={null}
      loads={3}
      keyOf={(l) => l.line}
      row={(l) => (
        <Line
          avatar={l.name}
          who={l.name}
          why={
            <>
              {t('line', { line: l.line })} · {t(`reasons.${l.reason as 'same_handle'}`)}
              {l.person && (
                <>
                  {': '}
                  <Link to="/people/$id" params={{ id: l.person.id }}>
                    {l.person.name}
                  </Link>
                </>
              )}
              {l.sameLine && `: ${t('sameLine', { line: l.sameLine })}`}
            </>
          }
          action={
            <Select<Choice>
              label={t('becomes', { name: l.name })}
              hideLabel
              className={css.choice}
              value={l.becomes}
              onChange={(choice) => choose.mutate({ params, body: { lines: [{ line: l.line, choice }] } })}
              choices={CHOICES.map((value) => ({ value, label: t(`choices.${value}`) }))}
            />
          }
        />
      )}
    />
  )
}
