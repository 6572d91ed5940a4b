import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import type { ReplyOf } from '../../../contract/endpoint.ts'
import { listViews } from '../../../contract/views.ts'
import {
  type Base,
  readFilter,
  type ViewFilter,
  writeFilter,
} from '../../../domain/conversations/view-filter.ts'
import { reading } from '../../api/queries.ts'
import { isHouseView, viewOf } from './house-views.ts'

/** A view somebody kept. */
export type SavedView = ReplyOf<typeof listViews>['items'][number]

/** What the list of the inbox shows: a view of the house, narrowed or not, or a kept one. */
export type At = {
  /** as the address names it: a view of the house, or the id of a kept one */
  readonly named: string
  readonly base: Base
  readonly filter: ViewFilter
  readonly narrowed: string
  /** what the address says instead of what was kept */
  readonly only: string | undefined
  readonly saved: SavedView | undefined
  /** false until it is known what a kept view asks */
  readonly ready: boolean
}

const LAST = 'servus.inbox-view'

/** Reads where one is from the address; beside an open conversation that names no view, it is where one was last. */
export function useAt(): At {
  const params: { id?: string; view?: string } = useParams({ strict: false })
  const search: { view?: string; only?: string } = useSearch({ strict: false })
  const { data } = useQuery(reading(listViews))
  const said = params.view ?? search.view
  const last = said === undefined && params.id !== undefined ? lastOf() : undefined
  const named = said ?? last?.named ?? 'waiting'
  const only = said === undefined ? last?.only : search.only
  const saved = data?.items.find((view) => view.id === named)
  const narrowed = only ?? saved?.narrowed ?? ''
  const filter = readFilter(narrowed) ?? {}
  const ready = isHouseView(named) || data !== undefined || only !== undefined
  useEffect(() => {
    if (ready) sessionStorage.setItem(LAST, JSON.stringify({ named, only }))
  }, [ready, named, only])
  return {
    named: saved || !ready ? named : viewOf(named),
    base: saved?.base ?? viewOf(named),
    filter,
    narrowed: writeFilter(filter),
    only,
    saved,
    ready,
  }
}

/** Goes to a view narrowed so; as it was kept where nothing is said. */
export function useGoTo(): (named: string, only?: string) => void {
  const navigate = useNavigate()
  return (view, only) =>
    void navigate({
      to: '/inbox/$view',
      params: { view },
      search: only === undefined ? {} : { only },
      replace: true,
    })
}

/** Where one was last in the inbox, as a link takes it. */
export function lastPlace(): { params: { view: string }; search: { only?: string } } {
  const { named = 'waiting', only } = lastOf() ?? {}
  return { params: { view: named }, search: only === undefined ? {} : { only } }
}

function lastOf(): { named: string; only?: string } | undefined {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(LAST) ?? 'null')
    return typeof kept === 'object' && kept !== null && 'named' in kept
      ? (kept as { named: string })
      : undefined
  } catch {
    return undefined
  }
}
