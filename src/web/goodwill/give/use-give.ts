import { useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { askAuthority, makeGesture, reverseGesture } from '../../../contract/goodwill.ts'
import type { Gesture } from '../../../domain/goodwill/gesture.ts'
import { firstName } from '../../../domain/shared/first-name.ts'
import type { ConversationId, Id, PersonId } from '../../../domain/shared/ids.ts'
import { Problem } from '../../api/call.ts'
import { useAct } from '../../api/queries.ts'
import { newId } from '../../conversations/new-id.ts'
import { say } from '../../ui/toasts.tsx'
import { useSayGiven } from '../say-given.ts'
import { type How, type Sent, sendingOf } from './sending.ts'
import type { GiveTo } from './use-left.ts'

type Giving = Pick<Gesture, 'kind' | 'money' | 'why' | 'evidence'> & { cause?: string }

/**
 * Gives something, or asks whoever may allow it; pressed twice, or again after a reply was lost, it is one. What is done is said also once
 * the dialog is gone.
 */
export function useGive({ onAsked, onClose }: { onAsked: (askId: string) => void; onClose: () => void }) {
  const t = useTranslations('goodwill.give')
  const sayGiven = useSayGiven()
  // As whoever gives it calls them: who gave no name has none elsewhere.
  const whom = useRef('')
  const takeBack = useAct(reverseGesture, { onSuccess: () => void say({ words: t('takenBack') }) })
  const ask = useAct(askAuthority, { quiet: true, onSuccess: (made) => onAsked(made.id) })
  const give = useAct(makeGesture, {
    quiet: true,
    onSuccess: (given) => {
      const body = { why: t('takenBackWhy'), told: 'at_once' as const, version: given.version }
      say({
        words: t('given', { what: sayGiven(given), name: firstName(whom.current) }),
        undo: () => takeBack.mutate({ params: { gestureId: given.id }, body }),
      })
    },
  })
  const [last, setLast] = useState<Sent | null>(null)
  const bodyOf = (to: GiveTo, giving: Giving) => ({
    ...giving,
    personId: to.personId as PersonId,
    ...(to.conversationId ? { conversationId: to.conversationId as ConversationId } : {}),
  })
  const send = (how: How, to: GiveTo, giving: Giving) => {
    whom.current = to.name
    const body = bodyOf(to, giving)
    const sent = sendingOf(last, how, JSON.stringify(body), newId)
    setLast(sent)
    const then = {
      onSettled: (_: unknown, error: unknown) => {
        if (!error || (error instanceof Problem && error.status < 500)) setLast({ ...sent, answered: true })
      },
    }
    if (sent.how === 'ask') ask.mutate({ body: { ...body, id: sent.id as Id<'authority_ask'> } }, then)
    // Closed while it was on its way, it does not close what was opened since.
    else give.mutate({ body: { ...body, id: sent.id as Gesture['id'] } }, { ...then, onSuccess: onClose })
  }
  // The last of the two that was tried says what went wrong.
  const tried = ask.submittedAt > give.submittedAt ? ask : give
  /** How it goes that was sent already and not answered: as it went before. Null for anything else. */
  const goes = (to: GiveTo | null, giving: Giving) =>
    to && last && !last.answered && last.content === JSON.stringify(bodyOf(to, giving)) ? last.how : null
  return { send, goes, busy: give.isPending || ask.isPending, error: tried.error }
}
