import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams, useRouterState } from '@tanstack/react-router'
import { useEffect } from 'react'
import { markNoticesRead, readBell } from '../../contract/notices.ts'
import { call } from '../api/call.ts'
import { keyOf, reading } from '../api/queries.ts'

/** Whoever has a conversation or a promise before them has read what they were told of it. */
export function useReadHere(): void {
  const queryClient = useQueryClient()
  const { data } = useQuery(reading(readBell))
  const unread = data?.unread ?? 0
  const place = useRouterState({ select: (state) => state.location.pathname.split('/')[1] })
  const { id } = useParams({ strict: false })
  useEffect(() => {
    if (unread === 0 || !id || document.visibilityState !== 'visible') return
    const body =
      place === 'conversations' ? { conversationId: id } : place === 'promises' ? { promiseId: id } : null
    if (!body) return
    // Not worth a word when it fails: the bell says it again.
    call(markNoticesRead, { body: body as never }).then(
      () => queryClient.invalidateQueries({ queryKey: keyOf(readBell) }),
      () => {},
    )
  }, [queryClient, place, id, unread])
}
