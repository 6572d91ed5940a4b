import { useQuery } from '@tanstack/react-query'
import { readConversation } from '../../contract/conversations.ts'
import { reading } from '../api/queries.ts'
import type { PromiseShown } from './by-day.ts'

/** How a word about a promise reaches whom it was made to: by mail where the conversation goes by mail, else on their page. */
export function useToldBy(promise: PromiseShown): {
  toldBy: 'email' | 'page' | 'in_person'
  siteId: string | undefined
  /** everybody a mail of it goes to, as they are shown: whole recipients are always in sight */
  mailTo: string[]
  /** whether there is a page they can read it on; unknown counts as yes */
  hasPage: boolean
} {
  const { data: talk } = useQuery({
    ...reading(readConversation, { params: { conversationId: promise.conversation?.id ?? '' } }),
    enabled: promise.conversation !== null,
    retry: false,
  })
  const toldBy = promise.to.kind === 'member' ? 'in_person' : talk?.replyTo.by === 'email' ? 'email' : 'page'
  const { to = [], cc = [], hasPage = true } = talk?.replyTo ?? {}
  const shown = (a: { name: string; address: string }) => (a.name ? `${a.name} <${a.address}>` : a.address)
  return { toldBy, siteId: talk?.siteId, mailTo: [...to, ...cc].map(shown), hasPage }
}
