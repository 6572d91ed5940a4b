import { useInfiniteQuery } from '@tanstack/react-query'
import { listMessages } from '../../../contract/conversations.ts'
import { itemsOf, paging } from '../../api/queries.ts'
import type { Talk } from '../talk.ts'
import type { Draft } from './drafts.ts'

/** The last message from them, and whether it came after the reply was begun. */
export function useNewSince(talk: Talk, draft: Draft): { latest: string | null; isNew: boolean } {
  const { data } = useInfiniteQuery(paging(listMessages, { params: { conversationId: talk.id } }))
  const latest = itemsOf(data).findLast((m) => m.direction === 'in')?.id ?? null
  return { latest, isNew: draft.reply !== '' && draft.beganAfter !== null && draft.beganAfter !== latest }
}
