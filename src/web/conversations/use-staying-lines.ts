import { useQueries } from '@tanstack/react-query'
import { useRef } from 'react'
import { readConversation } from '../../contract/conversations.ts'
import { reading } from '../api/queries.ts'
import { type StayingLine, stay } from './staying.ts'
import type { Talk, TalkLine } from './talk.ts'

/** The lines of a view, kept where they are until one goes to another view or asks for a fresh list. */
export function useStayingLines(view: string, fresh: readonly TalkLine[]) {
  const kept = useRef<{ view: string; lines: StayingLine[] }>({ view, lines: [] })
  const here = new Set<string>(fresh.map((line) => line.id))
  const gone = kept.current.view === view ? kept.current.lines.filter((line) => !here.has(line.id)) : []
  // What left the list stands in no answer to it any more: it is followed where it is read, such as where it is open.
  const talks = useQueries({
    queries: gone.map((line) => ({
      ...reading(readConversation, { params: { conversationId: line.id } }),
      enabled: false,
    })),
    combine: (results) => results.map(({ data }) => data as Talk | undefined),
  })
  const now = (line: TalkLine): Partial<TalkLine> => {
    const talk = talks[gone.findIndex((one) => one.id === line.id)]
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
