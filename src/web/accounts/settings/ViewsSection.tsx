import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { listViews } from '../../../contract/views.ts'
import { FILTER_PARTS, readFilter } from '../../../domain/conversations/view-filter.ts'
import { reading } from '../../api/queries.ts'
import { usePersonName, useSayPart } from '../../conversations/views/part-values.tsx'
import { useOrder } from '../../conversations/views/SavedViews.tsx'
import type { SavedView } from '../../conversations/views/use-at.ts'
import { useLetGo } from '../../conversations/views/use-let-go.ts'
import { ViewDialog } from '../../conversations/views/ViewDialog.tsx'
import { ICONS } from '../../conversations/views/view-icons.ts'
import { useSession } from '../../shell/session.tsx'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { LinkButton } from '../../ui/LinkButton.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'
import css from './Settings.module.css'

/** The views one has, one's own and shared ones: to put in order, rename, share and delete. */
export function ViewsSection() {
  const t = useTranslations('settings.views')
  const { data, isError, isPending, refetch } = useQuery(reading(listViews))
  const { views, move } = useOrder(data?.items ?? [])
  const letGo = useLetGo()
  const list = useRef<HTMLUListElement>(null)
  const [open, setOpen] = useState<string | null>(null)
  const [moved, setMoved] = useState<{ id: string; step: number }>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus goes along with what was moved
  useEffect(() => {
    if (!moved) return
    const button = (step: number) =>
      list.current?.querySelector<HTMLButtonElement>(`[data-move="${moved.id}${step}"]:not(:disabled)`)
    const next = button(moved.step) ?? button(-moved.step)
    next?.focus()
  }, [moved, views])
  const chosen = views.find((view) => view.id === open)
  const at = views.findIndex((view) => view.id === moved?.id)
  const put = (id: string, step: number) => {
    setMoved({ id, step })
    move(id, step)
  }
  return (
    <>
      <p className={css.lede}>{t('lede')}</p>
      {isPending && <SkeletonLines count={4} />}
      {isError && !data && <ErrorState retry={() => void refetch()} />}
      {data && views.length === 0 && (
        <EmptyState title={t('none')} action={<LinkButton to="/inbox">{t('toInbox')}</LinkButton>}>
          {t('how')}
        </EmptyState>
      )}
      {views.length > 0 && (
        <ul ref={list} className={css.rows} aria-label={t('label')}>
          {views.map((view, n) => (
            <li key={view.id}>
              <span className={css.moves}>
                {([-1, 1] as const).map((step) => (
                  <IconButton
                    key={step}
                    icon={step < 0 ? ArrowUp : ArrowDown}
                    label={t(step < 0 ? 'up' : 'down', { name: view.name })}
                    data-move={`${view.id}${step}`}
                    disabled={step < 0 ? n === 0 : n === views.length - 1}
                    onClick={() => put(view.id, step)}
                  />
                ))}
              </span>
              <Icon of={ICONS[view.icon]} size={16} />
              <WhatItShows view={view} />
              {view.mayChange && (
                <span className={css.acts}>
                  <Button onClick={() => setOpen(view.id)}>
                    {t('change')}
                    <VisuallyHidden> {view.name}</VisuallyHidden>
                  </Button>
                  <Button look="quiet" onClick={() => letGo(view)}>
                    {t('delete')}
                    <VisuallyHidden> {view.name}</VisuallyHidden>
                  </Button>
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
      <VisuallyHidden>
        <span role="status">
          {views[at] && t('movedTo', { name: views[at].name, n: at + 1, count: views.length })}
        </span>
      </VisuallyHidden>
      {chosen && <ViewDialog view={chosen} onClose={() => setOpen(null)} />}
    </>
  )
}

/** A view: its name, whose it is, and what narrows it. */
function WhatItShows({ view }: { view: SavedView }) {
  const t = useTranslations('conversations')
  const { teams } = useSession()
  const sayPart = useSayPart()
  const filter = readFilter(view.narrowed) ?? {}
  const person = usePersonName(filter.person?.[0])
  const team = teams.find((one) => one.id === view.teamId)?.name ?? ''
  const whose = view.of === 'team' ? t('narrow.of.team', { name: team }) : t(`narrow.of.${view.of}`)
  const parts = FILTER_PARTS.filter((part) => filter[part] !== undefined)
  return (
    <div className={css.words}>
      <Link to="/inbox/$view" params={{ view: view.id }}>
        {view.name}
      </Link>
      <div className={css.small}>
        {[whose, t(`views.${view.base}`), ...parts.map((part) => sayPart(filter, part, person))].join(' · ')}
      </div>
    </div>
  )
}
