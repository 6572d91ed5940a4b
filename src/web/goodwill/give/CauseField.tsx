import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { useTranslations } from 'use-intl'
import { listCauses } from '../../../contract/learning.ts'
import { reading } from '../../api/queries.ts'
import { TextField } from '../../ui/TextField.tsx'

/** What it was for, in a word or two: one that colleagues used already, or a new one. */
export function CauseField({
  value,
  error,
  onChange,
}: {
  value: string
  error: string | undefined
  onChange: (cause: string) => void
}) {
  const t = useTranslations('goodwill.give')
  const list = useId()
  const { data } = useQuery({ ...reading(listCauses, { query: { limit: 100 } }), staleTime: 60_000 })
  return (
    <>
      <TextField
        label={t('cause')}
        optional
        hint={t('causeHint')}
        list={list}
        maxLength={120}
        autoComplete="off"
        value={value}
        error={error}
        onChange={(event) => onChange(event.target.value)}
      />
      <datalist id={list}>
        {data?.items.map((one) => (
          <option key={one.id} value={one.name} />
        ))}
      </datalist>
    </>
  )
}
