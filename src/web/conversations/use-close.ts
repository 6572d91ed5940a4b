import { useTranslations } from 'use-intl'
import { closeConversation, undoClose } from '../../contract/conversations.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { useClock } from '../ui/clock.tsx'
import { say, unsay } from '../ui/toasts.tsx'
import { askToClose, dropAsking } from './closing.ts'
import { type Talk, useTalkAct } from './talk.ts'

/** Closes a conversation at once; where something holds it, the place above the composer says what. */
export function useClose(talk: Talk): { now: (promisesStayOpen?: boolean) => Promise<void> } {
  const t = useTranslations('conversations.closing')
  const { now } = useClock()
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
      if ((await done) === null) unsay(id)
    },
  }
}
