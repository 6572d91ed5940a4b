import { useTranslations } from 'use-intl'
import type { ReplyOf } from '../../contract/endpoint.ts'
import type { previewImport } from '../../contract/imports.ts'
import { useSayDay } from '../people/merge/say-day.ts'
import { Chip } from '../ui/Chip.tsx'
import { Line, Lines } from '../ui/Line.tsx'
import css from './Imports.module.css'
import { useSayFault } from './say-fault.ts'

type Row = ReplyOf<typeof previewImport>['rows'][number]

/** The first lines of a file as they would become. */
export function ImportPreview({ rows }: { rows: readonly Row[] }) {
  const t = useTranslations('imports.preview')
  return (
    <Lines label={t('label')}>
      {rows.map((row) => (
        <PreviewLine key={row.line} row={row} />
      ))}
    </Lines>
  )
}

function PreviewLine({ row }: { row: Row }) {
  const t = useTranslations('imports.preview')
  const sayFault = useSayFault()
  const sayDay = useSayDay()
  const { fault, twin } = row
  const isShared = twin?.reason === 'shared_handle' && twin.becomes === 'new'
  const about = [
    ...row.handles.map((h) => h.shown),
    row.thing,
    row.household,
    row.organisation,
    row.languages.join(', '),
    row.knownSince && t('knownSince', { day: sayDay(row.knownSince) }),
    row.goodToKnow,
    isShared && (twin.line ? t('sharedLine', { line: twin.line }) : t('shared', { name: twin.name })),
  ]
  const name = row.name || row.handles[0]?.shown || t('unnamed')
  const chip = fault ? (
    <Chip tone="wait">{t('cannot')}</Chip>
  ) : twin && twin.becomes === 'same' ? (
    <Chip>{twin.line ? t('sameLine', { line: twin.line }) : t('known', { name: twin.name })}</Chip>
  ) : (
    <Chip tone="ok">{t('new')}</Chip>
  )
  return (
    <Line
      avatar={fault ? null : name}
      who={name}
      why={
        fault ? (
          <span className={css.wait}>{sayFault(fault.reason, fault.field, fault.said)}</span>
        ) : (
          about.filter(Boolean).join(' · ')
        )
      }
      chip={
        <span className={css.chips}>
          <span className={css.small}>{t('line', { line: row.line })}</span>
          {chip}
        </span>
      }
    />
  )
}
