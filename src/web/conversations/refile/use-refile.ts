import { useNavigate } from '@tanstack/react-router'
import { useTranslations } from 'use-intl'
import type { ReplyOf } from '../../../contract/endpoint.ts'
import { unmergeConversation } from '../../../contract/merging.ts'
import { refileConversation, undoRefile } from '../../../contract/refiling.ts'
import { useAct } from '../../api/queries.ts'
import { say } from '../../ui/toasts.tsx'
import { newId } from '../new-id.ts'
import { type Talk, type TalkLine, useTalkAct } from '../talk.ts'

/** Where messages may go: another conversation, or one of their own (null). */
export type Place = Pick<TalkLine, 'id' | 'subject'> | null
type Refiled = ReplyOf<typeof refileConversation>

/**
 * Files messages of a conversation elsewhere (without ids: all of it), says so and offers to take it back; tells whether it was done.
 * Whoever files some of them stays where they are; what is a conversation of its own now, or a part of another, is gone to.
 */
export function useRefile(talk: Talk) {
  const t = useTranslations('conversations')
  const navigate = useNavigate()
  const file = useTalkAct(refileConversation, talk.id)
  const giveBack = useAct(undoRefile)
  const takeOut = useAct(unmergeConversation)
  const open = (id: string) => navigate({ to: '/conversations/$id', params: { id } })
  const undo = async ({ refilingId, mergedId }: Refiled) => {
    const back = mergedId
      ? takeOut.mutateAsync({ params: { conversationId: mergedId } })
      : giveBack.mutateAsync({ params: { refilingId: refilingId! } })
    const home = await back.catch(() => null)
    if (!home) return
    say({ words: t('refile.undone') })
    await open(home.id)
  }
  return async (to: Place, messageIds?: readonly string[]): Promise<boolean> => {
    const some = messageIds && { messageIds: [...messageIds] as never[] }
    const done = await file({
      params: { conversationId: talk.id },
      body: { id: newId<'refiling'>(), to: to?.id ?? null, ...some },
    })
    if (!done) return false
    const count = messageIds?.length ?? 0
    const subject = to?.subject || t('row.noSubject')
    const words = to
      ? t(done.mergedId ? 'refile.joined' : 'refile.filed', { count, subject })
      : t('split.done', { count })
    say({ words, undo: () => void undo(done) })
    if ((done.mergedId || !to) && done.conversation) await open(done.conversation.id)
    return true
  }
}
