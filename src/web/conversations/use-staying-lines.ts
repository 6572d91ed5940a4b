import { useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { readConversation } from '../../contract/conversations.ts'
import { keyOf } from '../api/queries.ts'
import { type StayingLine, stay } from './staying.ts'
import type { Talk, TalkLine } from './talk.ts'

/** The lines of a view, kept where they are until one goes to another view or asks for a fresh list. */
export function useStayingLines(view: string, fresh: readonly TalkLine[]) {
  const queryClient = useQueryClient()
  const kept = useRef<{ view: string; lines: StayingLine[] }>({ view, lines: [] })
  const now = (line: TalkLine): Partial<TalkLine> => {
    const talk = queryClient.getQueryData<Talk>(
      keyOf(readConversation, { params: { conversationId: line.id } }),
    )
    return talk ? { state: talk.state, assignee: talk.assignee, lastLine: talk.lastLine } : {}
  }
  const before = kept.current.view === view ? kept.current.lines : []
  // What is kept is only a memory of what was shown; drawing twice gives the same.
  const lines = stay(before, fresh, now)
  kept.current = { view, lines }
  return {
    lines,
    hasLeft: lines.some((line) => line.gone),
    refresh: () => {
      kept.current = { view, lines: [] }
    },
  }
}
