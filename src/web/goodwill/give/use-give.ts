import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { askAuthority, makeGesture, reverseGesture } from '../../../contract/goodwill.ts'
import type { Gesture } from '../../../domain/goodwill/gesture.ts'
import { firstName } from '../../../domain/shared/first-name.ts'
import type { ConversationId, PersonId } from '../../../domain/shared/ids.ts'
import { useAct } from '../../api/queries.ts'
import { newId } from '../../conversations/new-id.ts'
import { say } from '../../ui/toasts.tsx'
import { useSayGiven } from '../say-given.ts'
import type { GiveTo } from './use-left.ts'

type Giving = Pick<Gesture, 'kind' | 'money' | 'why' | 'evidence'> & { cause?: string }

/** Gives something, or asks whoever may allow it; pressed twice it is one. What is done is said also once the dialog is gone. */
export function useGive({ onAsked, onClose }: { onAsked: (askId: string) => void; onClose: () => void }) {
  const t = useTranslations('goodwill.give')
  const sayGiven = useSayGiven()
  const takeBack = useAct(reverseGesture, { onSuccess: () => void say({ words: t('takenBack') }) })
  const ask = useAct(askAuthority, { quiet: true, onSuccess: (made) => onAsked(made.id) })
  const give = useAct(makeGesture, {
    quiet: true,
    onSuccess: (given) => {
      const body = { why: t('takenBackWhy'), told: 'at_once' as const, version: given.version }
      say({
        words: t('given', { what: sayGiven(given), name: firstName(given.person.name) }),
        undo: () => takeBack.mutate({ params: { gestureId: given.id }, body }),
      })
      onClose()
    },
  })
  const [id] = useState(() => ({ gesture: newId<'gesture'>(), ask: newId<'authority_ask'>() }))
  const send = (how: 'give' | 'ask', to: GiveTo, giving: Giving) => {
    const body = {
      ...giving,
      personId: to.personId as PersonId,
      ...(to.conversationId ? { conversationId: to.conversationId as ConversationId } : {}),
    }
    if (how === 'ask') ask.mutate({ body: { ...body, id: id.ask } })
    else give.mutate({ body: { ...body, id: id.gesture } })
  }
  // The last of the two that was tried says what went wrong.
  const last = ask.submittedAt > give.submittedAt ? ask : give
  return { send, busy: give.isPending || ask.isPending, error: last.error }
}
