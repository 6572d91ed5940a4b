import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { countViews, listViews, orderViews } from '../../../contract/views.ts'
import { reading, useAct } from '../../api/queries.ts'
import { Icon } from '../../ui/Icon.tsx'
import css from './SavedViews.module.css'
import { sayCount } from './say-count.ts'
import type { SavedView } from './use-at.ts'
import { ICONS } from './view-icons.ts'

/** The views one has, below the inbox in the menu, each with how many stand in it; Alt and an arrow move one. */
export function SavedViews() {
  const t = useTranslations('conversations.narrow')
  const { data } = useQuery(reading(listViews))
  const { data: counted } = useQuery({ ...reading(countViews), enabled: (data?.items.length ?? 0) > 0 })
  const here: { view?: string } = useParams({ strict: false })
  const list = useRef<HTMLUListElement>(null)
  const { views, move } = useOrder(data?.items ?? [])
  const [moved, setMoved] = useState<string>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus goes along with what was moved
  useEffect(() => {
    if (moved) list.current?.querySelector<HTMLElement>(`[data-view="${moved}"]`)?.focus()
  }, [moved, views])
  if (views.length === 0) return null
  const onKeyDown = (view: SavedView) => (event: KeyboardEvent) => {
    const step = event.altKey ? { ArrowDown: 1, ArrowUp: -1 }[event.key] : undefined
    if (!step) return
    event.preventDefault()
    setMoved(view.id)
    move(view.id, step)
  }
  return (
    <ul ref={list} className={css.list} aria-label={t('viewsLabel')}>
      {views.map((view) => {
        const count = counted?.counts[view.id] ?? 0
        return (
          <li key={view.id}>
            <Link
              to="/inbox/$view"
              params={{ view: view.id }}
              className={css.view}
              data-view={view.id}
              aria-current={here.view === view.id ? 'page' : undefined}
              aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
              onKeyDown={onKeyDown(view)}
            >
              <Icon of={ICONS[view.icon]} size={15} />
              <span className={css.name}>{view.name}</span>
              {count > 0 && <span className={css.count}>{sayCount(count)}</span>}
            </Link>
          </li>
        )
      })}
    </ul>
  )
}

/** One's views in one's own order, and what moves one of them by a step; it shows at once. */
export function useOrder(items: readonly SavedView[]) {
  const order = useAct(orderViews)
  const [mine, setMine] = useState<readonly string[]>([])
  const place = new Map(mine.map((id, n) => [id, n]))
  const views = items.toSorted((a, b) => (place.get(a.id) ?? Infinity) - (place.get(b.id) ?? Infinity) || 0)
  const move = (id: string, step: number) => {
    const ids = views.map((view) => view.id)
    const from = ids.indexOf(id as SavedView['id'])
    const to = from + step
    if (from < 0 || to < 0 || to >= ids.length) return
    ids.splice(to, 0, ...ids.splice(from, 1))
    setMine(ids)
    order.mutate({ body: { viewIds: ids } })
  }
  return { views, move }
}
