import { Link } from '@tanstack/react-router'
import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { changeView } from '../../../contract/views.ts'
import {
  FILTER_PARTS,
  type FilterPart,
  type ViewFilter,
  valuesOf,
  withPart,
  writeFilter,
} from '../../../domain/conversations/view-filter.ts'
import { useAct } from '../../api/queries.ts'
import { useMay } from '../../shell/session.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Popover } from '../../ui/Popover.tsx'
import { say } from '../../ui/toasts.tsx'
import css from './FilterBar.module.css'
import { PartChoice } from './PartChoice.tsx'
import { usePersonName, useSayPart } from './part-values.tsx'
import { type At, useGoTo } from './use-at.ts'
import { ViewDialog } from './ViewDialog.tsx'

/** What narrows the list, a chip each; what is kept of it, and what was changed since. */
export function FilterBar({ at }: { at: At }) {
  const t = useTranslations('conversations.narrow')
  const goTo = useGoTo()
  const mayKeep = useMay('conversations.write')
  const [open, setOpen] = useState<'new' | 'change' | null>(null)
  const change = useAct(changeView, {
    onSuccess: (view) => say({ words: t('changed', { name: view.name }) }),
  })
  const { filter, saved } = at
  const put = (next: ViewFilter) => {
    const only = writeFilter(next)
    goTo(at.named, only === (saved?.narrowed ?? '') ? undefined : only)
  }
  const parts = FILTER_PARTS.filter((part) => filter[part] !== undefined)
  const isChanged = saved !== undefined && at.narrowed !== saved.narrowed
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of buttons, not of a form's fields
    <div className={css.bar} role="group" aria-label={t('label')}>
      {parts.map((part) => (
        <PartChip key={part} part={part} filter={filter} onFilter={put} />
      ))}
      <Popover
        title={t('add')}
        trigger={
          <button type="button" className={css.add}>
            <Icon of={Plus} size={14} />
            {t('add')}
          </button>
        }
      >
        <PartChoice filter={filter} onFilter={put} />
      </Popover>
      <span className={css.ends}>
        {isChanged && mayKeep && saved.mayChange && (
          <button
            type="button"
            className={css.link}
            onClick={() => {
              const { name, icon, base, of, teamId, version } = saved
              const body = { name, icon, base, of, teamId, version, narrowed: at.narrowed }
              change.mutate({ params: { viewId: saved.id }, body }, { onSuccess: () => goTo(saved.id) })
            }}
          >
            {t('keepChange')}
          </button>
        )}
        {(isChanged || (!saved && parts.length > 0)) && mayKeep && (
          <button type="button" className={css.link} onClick={() => setOpen('new')}>
            {t('keep')}
          </button>
        )}
        {saved && !isChanged && saved.mayChange && (
          <button type="button" className={css.link} onClick={() => setOpen('change')}>
            {t('edit')}
          </button>
        )}
        {saved && (
          <Link to="/settings/$section" params={{ section: 'views' }} className={css.link}>
            {t('manage')}
          </Link>
        )}
        {(isChanged || (!saved && parts.length > 0)) && (
          <button type="button" className={css.link} onClick={() => goTo(at.named)}>
            {t(saved ? 'asKept' : 'clear')}
          </button>
        )}
      </span>
      {open && (
        <ViewDialog at={at} view={open === 'change' ? saved : undefined} onClose={() => setOpen(null)} />
      )}
    </div>
  )
}

function PartChip({
  part,
  filter,
  onFilter,
}: {
  part: FilterPart
  filter: ViewFilter
  onFilter: (filter: ViewFilter) => void
}) {
  const t = useTranslations('conversations.narrow')
  const sayPart = useSayPart()
  const person = usePersonName(part === 'person' ? valuesOf(filter, 'person')[0] : undefined)
  const words = sayPart(filter, part, person)
  return (
    <span className={css.chip}>
      <Popover
        title={t(`parts.${part}`)}
        trigger={
          <button type="button" className={css.what}>
            <span>{words}</span>
          </button>
        }
      >
        <PartChoice part={part} filter={filter} onFilter={onFilter} />
      </Popover>
      <button
        type="button"
        className={css.off}
        aria-label={t('takeOff', { words })}
        onClick={() => onFilter(withPart(filter, part, []))}
      >
        <Icon of={X} size={14} />
      </button>
    </span>
  )
}
