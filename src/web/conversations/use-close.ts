import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { closeConversation, readConversation, undoClose } from '../../contract/conversations.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { reading } from '../api/queries.ts'
import { usePreferences } from '../shell/preferences.tsx'
import { useClock } from '../ui/clock.tsx'
import { say, unsay } from '../ui/toasts.tsx'
import { askToClose, dropAsking } from './closing.ts'
import { useGoNext } from './neighbours.ts'
import { type Talk, useTalkAct } from './talk.ts'

type Closing = {
  /** `next`: and goes on to the next; else that is as the member likes it */
  now: (how?: { promisesStayOpen?: boolean; next?: boolean }) => Promise<void>
}

/** Closes a conversation at once; where something holds it, the place above the composer says what. */
export function useClose(talk: Talk): Closing {
  const t = useTranslations('conversations.closing')
  const { now } = useClock()
  const queryClient = useQueryClient()
  const close = useTalkAct(closeConversation, talk.id, { quiet: false })
  const reopen = useTalkAct(undoClose, talk.id)
  const { preferences } = usePreferences()
  const goNext = useGoNext(talk.id)
  const params = { conversationId: talk.id }
  const readNow = () =>
    queryClient.fetchQuery({ ...reading(readConversation, { params }), staleTime: 0 }).catch(() => null)
  return {
    now: async ({ promisesStayOpen = false, next = preferences.afterClose === 'next' } = {}) => {
      const isHeld = (by: Talk) => by.holds.some((hold) => hold !== 'promise_open' || !promisesStayOpen)
      // What held it may be done since this was read, such as a promise kept a moment ago: then nothing is asked.
      const at = isHeld(talk) ? ((await readNow()) ?? talk) : talk
      if (isHeld(at)) return askToClose(talk.id, 'close')
      dropAsking(talk.id)
      const done = close(
        { params, body: { promisesStayOpen } },
        { state: 'closed', closedAt: now as Instant },
      )
      const id = say({
        words: t(at.unanswered ? 'closedUnanswered' : 'closed'),
        undo: () => void reopen({ params }, { state: at.state, closedAt: null }),
      })
      if (next) goNext()
      if ((await done) !== null) return
      unsay(id)
      // Something came to hold it since this was read, such as a promise made a moment ago: then that is asked about.
      const read = await readNow()
      if (read && read.holds.length > 0) askToClose(talk.id, 'close')
    },
  }
}
