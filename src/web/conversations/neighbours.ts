import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { createContext, type RefObject, use, useCallback, useEffect } from 'react'
import { listMessages, readConversation } from '../../contract/conversations.ts'
import { paging, reading } from '../api/queries.ts'
import type { StayingLine } from './staying.ts'
import type { Talk, View } from './talk.ts'

/** The list beside the open conversation, as it stands: what is next in it. */
export type Beside = {
  view: View
  lines: readonly StayingLine[]
  /** where the list is in the inbox, as the address of a conversation names it */
  place?: { view: string; only: string | undefined } | undefined
}

const BesideContext = createContext<RefObject<Beside | null>>({ current: null })
export const BesideProvider = BesideContext

/** Lets the conversation beside it know the list. */
export function useTellBeside(view: View, lines: readonly StayingLine[], place: Beside['place']): void {
  const beside = use(BesideContext)
  useEffect(() => {
    beside.current = { view, lines, place }
  })
}

/** What the list beside tells of a conversation that is still being read; undefined for one it does not show. */
export function useLineOf(id: string): StayingLine | undefined {
  return use(BesideContext).current?.lines.find((line) => line.id === id)
}

/** The conversation that comes after one: the next below that still belongs to the list, else the nearest above; none: null. */
export function nextOf({ view, lines }: Omit<Beside, 'place'>, id: string): string | null {
  const at = lines.findIndex((line) => line.id === id)
  const settled = view !== 'closed' && view !== 'all'
  const stands = (line: StayingLine) => line.id !== id && !line.gone && !(settled && line.state === 'closed')
  const next = lines.slice(at + 1).find(stands) ?? lines.slice(0, Math.max(0, at)).findLast(stands)
  return next?.id ?? null
}

/** Goes on to the conversation after one, or to the list where there is none. */
export function useGoNext(id: string): () => void {
  const beside = use(BesideContext)
  const navigate = useNavigate()
  return useCallback(() => {
    const { current } = beside
    const next = current && nextOf(current, id)
    const { view, only } = current?.place ?? { view: 'waiting', only: undefined }
    const narrowed = only === undefined ? {} : { only }
    if (next) void navigate({ to: '/conversations/$id', params: { id: next }, search: { view, ...narrowed } })
    else void navigate({ to: '/inbox/$view', params: { view }, search: narrowed })
  }, [beside, navigate, id])
}

/** Reads a conversation before somebody opens it, so that it stands there at once. */
export function useReadBefore(): (id: string) => void {
  const queryClient = useQueryClient()
  return useCallback(
    (id) => {
      const params = { conversationId: id as Talk['id'] }
      void queryClient.prefetchQuery(reading(readConversation, { params }))
      void queryClient.prefetchInfiniteQuery(paging(listMessages, { params }))
    },
    [queryClient],
  )
}

/** How long one stays with a conversation before those beside it are read (ms): whoever holds J down passes most of them. */
const SETTLED = 120

/** Reads the conversations above and below the open one beforehand, so that J, K and what goes on to the next open at once. */
export function useReadNeighbours(lines: readonly { id: string }[], open: string | undefined): void {
  const readBefore = useReadBefore()
  const at = open ? lines.findIndex((line) => line.id === open) : -1
  const around = at < 0 ? [0, 1] : [at + 1, at + 2, at - 1, at + 3, at - 2]
  const beside = around.flatMap((n) => lines[n]?.id ?? []).join(' ')
  useEffect(() => {
    const later = setTimeout(() => {
      for (const id of beside.split(' ')) if (id) readBefore(id)
    }, SETTLED)
    return () => clearTimeout(later)
  }, [readBefore, beside])
}
