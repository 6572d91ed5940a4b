import { useNavigate } from '@tanstack/react-router'
import { useTranslations } from 'use-intl'
import type { ReplyOf } from '../../../contract/endpoint.ts'
import {
  type listMergeCandidates,
  mergeConversations,
  type previewConversationMerge,
  unmergeConversation,
} from '../../../contract/merging.ts'
import { useAct } from '../../api/queries.ts'
import { say } from '../../ui/toasts.tsx'
import type { TalkLine } from '../talk.ts'

/** What of a conversation is shown where it can be merged. */
export type Mergeable = Pick<TalkLine, 'id' | 'subject' | 'reference'>
export type Candidate = ReplyOf<typeof listMergeCandidates>['items'][number]
export type Previewed = ReplyOf<typeof previewConversationMerge>

/** Merges some conversations into one, goes there, and offers to take it back; tells whether it was done. */
export function useMerge() {
  const t = useTranslations('conversations.merge')
  const navigate = useNavigate()
  const merge = useAct(mergeConversations)
  const unmerge = useUnmerge()
  const run = async (into: Mergeable, from: readonly Mergeable[]): Promise<boolean> => {
    const ids = from.map((c) => c.id)
    const params = { conversationId: into.id }
    const done = await merge.mutateAsync({ params, body: { from: ids } }).catch(() => null)
    if (!done) return false
    say({
      words: t('done', { count: from.length + 1, subject: into.subject || t('noSubject') }),
      undo: () => void unmerge.all(ids),
    })
    await navigate({ to: '/conversations/$id', params: { id: into.id } })
    return true
  }
  return { run, busy: merge.isPending }
}

/** Takes conversations out of what they were merged into, and goes to the first of them. */
export function useUnmerge() {
  const t = useTranslations('conversations.merge')
  const navigate = useNavigate()
  const unmerge = useAct(unmergeConversation)
  const all = async (ids: readonly TalkLine['id'][]): Promise<void> => {
    for (const conversationId of ids) {
      const done = await unmerge.mutateAsync({ params: { conversationId } }).catch(() => null)
      if (!done) return
    }
    say({ words: t('undone') })
    await navigate({ to: '/conversations/$id', params: { id: ids[0]! } })
  }
  return { all, busy: unmerge.isPending }
}
