import { useQuery } from '@tanstack/react-query'
import { readTimeline } from '../../../contract/conversations.ts'
import { listEvents } from '../../../contract/happenings.ts'
import { reading } from '../../api/queries.ts'
import { useMay } from '../../shell/session.tsx'
import type { Talk } from '../talk.ts'
import type { Happening } from './thread-items.ts'

/** What happened in a conversation: from the log for those who may read it, else from the person's timeline. */
export function useHappenings(talk: Talk): readonly Happening[] {
  const mayRead = useMay('audit.read')
  const conversationId = talk.id
  const personId = talk.person?.id
  const log = useQuery({
    ...reading(listEvents, { query: { conversationId, limit: 100 } }),
    enabled: mayRead,
  })
  const timeline = useQuery({
    ...reading(readTimeline, { params: { personId: personId ?? '' }, query: { limit: 100 } }),
    enabled: !mayRead && personId !== undefined,
  })
  if (mayRead) return log.data?.items ?? []
  const here = new Set<string | undefined>([conversationId, ...talk.merged.map((m) => m.id)])
  return (timeline.data?.items ?? []).filter((entry) => here.has(entry.subjects.conversationId))
}
