import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { closeConversation, readConversation, undoClose } from '../../contract/conversations.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { reading } from '../api/queries.ts'
import { useClock } from '../ui/clock.tsx'
import { say, unsay } from '../ui/toasts.tsx'
import { askToClose, dropAsking } from './closing.ts'
import { type Talk, useTalkAct } from './talk.ts'

/** Closes a conversation at once; where something holds it, the place above the composer says what. */
export function useClose(talk: Talk): { now: (promisesStayOpen?: boolean) => Promise<void> } {
  const t = useTranslations('conversations.closing')
  const { now } = useClock()
  const queryClient = useQueryClient()
  const close = useTalkAct(closeConversation, talk.id, { quiet: false })
  const reopen = useTalkAct(undoClose, talk.id)
  const params = { conversationId: talk.id }
  return {
    now: async (promisesStayOpen = false) => {
      const held = talk.holds.filter((hold) => hold !== 'promise_open' || !promisesStayOpen)
      if (held.length > 0) return askToClose(talk.id, 'close')
      dropAsking(talk.id)
      const done = close(
        { params, body: { promisesStayOpen } },
        { state: 'closed', closedAt: now as Instant },
      )
      const id = say({
        words: t(talk.unanswered ? 'closedUnanswered' : 'closed'),
        undo: () => void reopen({ params }, { state: talk.state, closedAt: null }),
      })
      if ((await done) !== null) return
      unsay(id)
      // Something came to hold it since this was read, such as a promise made a moment ago: then that is asked about.
      const read = await queryClient
        .fetchQuery({ ...reading(readConversation, { params }), staleTime: 0 })
        .catch(() => null)
      if (read && read.holds.length > 0) askToClose(talk.id, 'close')
    },
  }
}
