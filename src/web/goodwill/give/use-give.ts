import { useState } from 'react'
import { useTranslations } from 'use-intl'
import type { ReplyOf } from '../../../contract/endpoint.ts'
import { askAuthority, makeGesture, reverseGesture } from '../../../contract/goodwill.ts'
import type { Gesture } from '../../../domain/goodwill/gesture.ts'
import { firstName } from '../../../domain/shared/first-name.ts'
import type { ConversationId, PersonId } from '../../../domain/shared/ids.ts'
import { useAct } from '../../api/queries.ts'
import { newId } from '../../conversations/new-id.ts'
import { say } from '../../ui/toasts.tsx'
import { useSayGiven } from './say-given.ts'
import type { GiveTo } from './use-left.ts'

type Giving = Pick<Gesture, 'kind' | 'money' | 'why' | 'evidence'> & { cause?: string }

/** Gives something, or asks whoever may allow it; pressed twice it is one. */
export function useGive({ onAsked, onClose }: { onAsked: (askId: string) => void; onClose: () => void }) {
  const t = useTranslations('goodwill.give')
  const sayGiven = useSayGiven()
  const give = useAct(makeGesture, { quiet: true })
  const ask = useAct(askAuthority, { quiet: true })
  const takeBack = useAct(reverseGesture)
  const [id] = useState(() => ({ gesture: newId<'gesture'>(), ask: newId<'authority_ask'>() }))
  const undo = (given: ReplyOf<typeof makeGesture>) =>
    takeBack.mutate(
      {
        params: { gestureId: given.id },
        body: { why: t('takenBackWhy'), told: 'at_once', version: given.version },
      },
      { onSuccess: () => say({ words: t('takenBack') }) },
    )
  const send = (how: 'give' | 'ask', to: GiveTo, giving: Giving) => {
    const body = {
      ...giving,
      personId: to.personId as PersonId,
      ...(to.conversationId ? { conversationId: to.conversationId as ConversationId } : {}),
    }
    if (how === 'ask')
      return ask.mutate({ body: { ...body, id: id.ask } }, { onSuccess: (made) => onAsked(made.id) })
    give.mutate(
      { body: { ...body, id: id.gesture } },
      {
        onSuccess: (given) => {
          say({
            words: t('given', { what: sayGiven(given), name: firstName(to.name) }),
            undo: () => undo(given),
          })
          onClose()
        },
      },
    )
  }
  // The last of the two that was tried says what went wrong.
  const last = ask.submittedAt > give.submittedAt ? ask : give
  return { send, busy: give.isPending || ask.isPending, error: last.error }
}
