import { useQuery } from '@tanstack/react-query'
import { Copy, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { listForms } from '../../../contract/forms.ts'
import { reading } from '../../api/queries.ts'
import { useMay } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Name } from '../../ui/Name.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'
import { useCopy } from './CopyField.tsx'
import css from './Settings.module.css'
import type { WebForm } from './settings-data.ts'
import { WebFormDialog } from './WebFormDialog.tsx'

/** Web forms: each with its own address, and what to put into one's site. */
export function FormsSection() {
  const t = useTranslations('settings.forms')
  const f = useTranslations('form')
  const may = useMay('forms.manage')
  const copy = useCopy()
  const { data, isError, refetch } = useQuery(reading(listForms))
  const [open, setOpen] = useState<WebForm['id'] | 'new' | null>(null)
  const chosen = data?.items.find((form) => form.id === open)
  const add = may && (
    <Button icon={Plus} className={data?.items.length ? css.add : undefined} onClick={() => setOpen('new')}>
      {t('add')}
    </Button>
  )
  return (
    <>
      {!data && !isError && <SkeletonLines count={2} />}
      {!data && isError && <ErrorState retry={() => void refetch()} />}
      {data?.items.length === 0 && (
        <EmptyState title={t('none')} action={add}>
          {t('noneWords')}
        </EmptyState>
      )}
      {data && data.items.length > 0 && (
        <>
          <ul className={css.rows}>
            {data.items.map((form) => (
              <li key={form.id}>
                <div className={css.words}>
                  <Name>{form.name}</Name> {form.archived && <Chip>{t('closed')}</Chip>}
                  <div className={css.small}>
                    <a href={form.url} target="_blank" rel="noreferrer">
                      {form.url}
                    </a>
                  </div>
                </div>
                <div className={css.acts}>
                  <Button look="quiet" icon={Copy} onClick={() => void copy(form.embed)}>
                    {t('copyEmbed')}
                    <VisuallyHidden> {form.name}</VisuallyHidden>
                  </Button>
                  {may && (
                    <Button onClick={() => setOpen(form.id)}>
                      {f('change')}
                      <VisuallyHidden> {form.name}</VisuallyHidden>
                    </Button>
                  )}
                </div>
              </li>
            ))}
          </ul>
          {add}
        </>
      )}
      {(open === 'new' || chosen) && <WebFormDialog form={chosen} onClose={() => setOpen(null)} />}
    </>
  )
}
