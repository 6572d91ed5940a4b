import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { chooseTwins, startImport } from '../../contract/imports.ts'
import { CHOICES, type Choice } from '../../domain/imports/twins.ts'
import { useAct } from '../api/queries.ts'
import { Button } from '../ui/Button.tsx'
import { Section } from '../ui/Section.tsx'
import { Segmented } from '../ui/Segmented.tsx'
import { DropButton } from './DropButton.tsx'
import { FailedLines } from './FailedLines.tsx'
import { ImportColumns } from './ImportColumns.tsx'
import css from './Imports.module.css'
import type { Import } from './imports-data.ts'
import { TwinLines } from './TwinLines.tsx'

/** What the look through a file came to: who is new, whom we know and what becomes of them, what cannot be read. */
export function ImportChecked({ brought }: { brought: Import }) {
  const t = useTranslations('imports.checked')
  const [columns, setColumns] = useState(false)
  const choose = useAct(chooseTwins)
  const start = useAct(startImport)
  const { counts, twins, twinsAre, id } = brought
  if (columns) return <ImportColumns brought={brought} onDone={() => setColumns(false)} />
  const params = { importId: id }
  return (
    <div className={css.wide}>
      <p className={css.sum}>
        {t('sum', { found: counts.found, new: counts.waiting - twins, twins, failed: counts.failed })}
      </p>
      {twins > 0 && (
        <Section title={t('twins', { twins })}>
          <p className={css.note}>{t('twinsWords')}</p>
          <Segmented<Choice>
            label={t('all')}
            value={twinsAre}
            onChange={(all) => choose.mutate({ params, body: { all } })}
            segments={CHOICES.map((value) => ({ value, label: t(`choices.${value}`) }))}
          />
          <TwinLines brought={brought} />
        </Section>
      )}
      {counts.failed > 0 && <FailedLines brought={brought} />}
      <div className={css.foot}>
        <Button
          look="filled"
          busy={start.isPending}
          disabled={counts.waiting === 0}
          onClick={() => start.mutate({ params, body: {} })}
        >
          {t('start', { count: counts.waiting })}
        </Button>
        <Button look="quiet" onClick={() => setColumns(true)}>
          {t('columns')}
        </Button>
        <DropButton brought={brought} />
        <p className={css.small}>{t('startWords')}</p>
      </div>
    </div>
  )
}
