import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { listDuplicatesOf } from '../../../contract/people-merge.ts'
import { reading } from '../../api/queries.ts'
import { useMay } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import type { Person } from '../person-data.ts'
import css from './Merge.module.css'
import { MergePreview } from './MergePreview.tsx'
import { useTwo } from './use-two.ts'

/** Who may be the same as this person, and why: the surest one. */
export function MaybeSame({ person }: { person: Person }) {
  const t = useTranslations('people.duplicates')
  const may = useMay('people.write')
  const { data } = useQuery(reading(listDuplicatesOf, { params: { personId: person.id } }))
  const [merging, setMerging] = useState<string | null>(null)
  const two = useTwo()
  const first = data?.items[0]
  if (!first && !merging) return null
  return (
    <>
      {first && (
        <p className={css.maybe}>
          <span>
            {t.rich('maybe', {
              who: () => (
                <Link to="/people/$id" params={{ id: first.person.id }}>
                  {first.person.name}
                </Link>
              ),
            })}
            {': '}
            {first.reasons.map((reason) => t(`reasons.${reason}`)).join(', ')}
          </span>
          {may && (
            <>
              <Button size="s" onClick={() => setMerging(first.person.id)}>
                {t('merge')}
              </Button>
              <Button size="s" look="quiet" onClick={() => two(person, first.person)}>
                {t('two')}
              </Button>
            </>
          )}
        </p>
      )}
      {merging && <MergePreview survivorId={person.id} mergedId={merging} onClose={() => setMerging(null)} />}
    </>
  )
}
