import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { checkImport, previewImport, readColumns } from '../../contract/imports.ts'
import { type Columns, doubledColumn, TARGETS, type Target } from '../../domain/imports/columns.ts'
import { call } from '../api/call.ts'
import { keyOf, reading, useAct } from '../api/queries.ts'
import { Button } from '../ui/Button.tsx'
import { Section } from '../ui/Section.tsx'
import { Select } from '../ui/Select.tsx'
import { SkeletonLines } from '../ui/Skeleton.tsx'
import { Checkbox } from '../ui/Toggle.tsx'
import { DropButton } from './DropButton.tsx'
import { ImportPreview } from './ImportPreview.tsx'
import { ImportProblem } from './ImportProblem.tsx'
import css from './Imports.module.css'
import type { Import } from './imports-data.ts'
import { useTrouble } from './use-trouble.ts'

/** What each column of a file holds, with samples from it, and below it what its first lines would become. */
export function ImportColumns({ brought, onDone }: { brought: Import; onDone?: () => void }) {
  const t = useTranslations('imports.columns')
  const params = { importId: brought.id }
  const found = useQuery({ ...reading(readColumns, { params }), retry: false })
  const sayTrouble = useTrouble()
  const [own, setOwn] = useState<Columns | null>(null)
  const [ownHeadings, setOwnHeadings] = useState<boolean | null>(null)
  const check = useAct(checkImport, { onSuccess: () => onDone?.() })
  const columns = own ?? found.data?.columns.map((c) => c.target) ?? []
  const headings = ownHeadings ?? found.data?.headings ?? true
  const doubled = doubledColumn(columns)
  const none = columns.every((c) => c === null)
  const body = { columns: [...columns], headings }
  const preview = useQuery({
    queryKey: keyOf(previewImport, { params, body }) as readonly unknown[],
    queryFn: () => call(previewImport, { params, body }),
    enabled: found.isSuccess && !none && !doubled,
    placeholderData: keepPreviousData,
    retry: false,
  })
  if (found.isPending) return <SkeletonLines count={6} />
  if (found.isError)
    return (
      <div className={css.part}>
        <p className={css.trouble} role="alert">
          {sayTrouble(found.error).words}
        </p>
        <DropButton brought={brought} />
      </div>
    )
  const choices = [
    { value: 'none', label: t('leaveOut') },
    ...TARGETS.map((value) => ({ value: value as string, label: t(`targets.${value}`) })),
  ]
  const set = (at: number, value: string) =>
    setOwn(columns.map((c, i) => (i === at ? (value === 'none' ? null : (value as Target)) : c)))
  return (
    <div className={css.wide}>
      <ImportProblem brought={brought} />
      <Section
        title={t('title')}
        aside={
          <span className={css.small}>
            {t('form', {
              encoding: found.data.encoding.toUpperCase(),
              delimiter: found.data.delimiter === '\t' ? t('tab') : found.data.delimiter,
            })}
          </span>
        }
      >
        <p className={css.note}>{t('words')}</p>
        <Checkbox label={t('headings')} checked={headings} onChange={setOwnHeadings} />
        <ul className={css.columns}>
          {found.data.columns.map((column, at) => {
            const heading = column.heading || t('nth', { n: at + 1 })
            return (
              <li key={at} className={css.column}>
                <div className={css.words}>
                  <span className={css.heading}>{heading}</span>
                  <span className={css.samples}>
                    {column.samples.filter((s) => s.trim() !== '').join(' · ') || t('nothing')}
                  </span>
                </div>
                <Select
                  label={t('holds', { heading })}
                  hideLabel
                  value={columns[at] ?? 'none'}
                  onChange={(value) => set(at, value)}
                  choices={choices}
                  error={doubled !== null && columns[at] === doubled ? t('doubled') : undefined}
                />
              </li>
            )
          })}
        </ul>
      </Section>
      <Section title={t('preview')}>
        {none ? (
          <p className={css.note}>{t('none')}</p>
        ) : preview.isError ? (
          <p className={css.trouble}>{sayTrouble(preview.error).words}</p>
        ) : preview.data?.rows.length === 0 ? (
          <p className={css.trouble}>{t('noLines')}</p>
        ) : preview.data ? (
          <ImportPreview rows={preview.data.rows} />
        ) : (
          <SkeletonLines count={4} />
        )}
      </Section>
      <div className={css.foot}>
        <Button
          look="filled"
          busy={check.isPending}
          disabled={none || doubled !== null || preview.data?.rows.length === 0}
          onClick={() => check.mutate({ params, body })}
        >
          {t('check')}
        </Button>
        <DropButton brought={brought} />
        <p className={css.small}>{t('checkWords')}</p>
      </div>
    </div>
  )
}
