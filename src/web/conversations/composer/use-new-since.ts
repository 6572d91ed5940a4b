import { useInfiniteQuery } from '@tanstack/react-query'
import { listMessages } from '../../../contract/conversations.ts'
import { itemsOf, paging } from '../../api/queries.ts'
import { useSession } from '../../shell/session.tsx'
import type { Talk } from '../talk.ts'
import type { Draft } from './drafts.ts'

/** The last message from them or from a colleague, who said it, and whether it came after the reply was begun. */
export function useNewSince(
  talk: Talk,
  draft: Draft,
): { known: boolean; latest: string | null; by: 'them' | 'colleague'; isNew: boolean } {
  const { member } = useSession()
  const { data } = useInfiniteQuery(paging(listMessages, { params: { conversationId: talk.id } }))
  const last = itemsOf(data).findLast(
    (m) => m.direction === 'in' || (m.direction === 'out' && !m.automatic && m.author.id !== member.id),
  )
  const latest = last?.id ?? null
  return {
    known: data !== undefined,
    latest,
    by: last?.direction === 'out' ? 'colleague' : 'them',
    isNew: draft.reply !== '' && draft.began && data !== undefined && draft.beganAfter !== latest,
  }
}
