import { useQuery } from '@tanstack/react-query'
import { readConversation } from '../../contract/conversations.ts'
import { reading } from '../api/queries.ts'
import type { PromiseShown } from './by-day.ts'

/** How a word about a promise reaches whom it was made to: by mail where the conversation goes by mail, else on their page. */
export function useToldBy(promise: PromiseShown): {
  toldBy: 'email' | 'page' | 'in_person'
  siteId: string | undefined
} {
  const { data: talk } = useQuery({
    ...reading(readConversation, { params: { conversationId: promise.conversation?.id ?? '' } }),
    enabled: promise.conversation !== null,
    retry: false,
  })
  const toldBy = promise.to.kind === 'member' ? 'in_person' : talk?.replyTo.by === 'email' ? 'email' : 'page'
  return { toldBy, siteId: talk?.siteId }
}
