import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslations } from 'use-intl'
import { chooseTwins, listImportLines } from '../../contract/imports.ts'
import { CHOICES, type Choice } from '../../domain/imports/twins.ts'
import { itemsOf, paging, useAct } from '../api/queries.ts'
import { Button } from '../ui/Button.tsx'
import { Line, Lines } from '../ui/Line.tsx'
import { Select } from '../ui/Select.tsx'
import { SkeletonLines } from '../ui/Skeleton.tsx'
import css from './Imports.module.css'
import type { Import } from './imports-data.ts'

/** Lines that say whom we know, each with what becomes of it. */
export function TwinLines({ brought }: { brought: Import }) {
  const t = useTranslations('imports.checked')
  const f = useTranslations('form')
  const params = { importId: brought.id }
  const query = useInfiniteQuery(paging(listImportLines, { params, query: { kind: 'twin' } }))
  const choose = useAct(chooseTwins)
  if (query.isPending) return <SkeletonLines count={3} />
  return (
    <>
      <Lines label={t('twins', { twins: brought.twins })}>
        {itemsOf(query.data).map((l) => (
          <Line
            key={l.line}
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
        ))}
      </Lines>
      {query.hasNextPage && (
        <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {f('more')}
        </Button>
      )}
    </>
  )
}
