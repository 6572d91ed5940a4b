import { useQuery } from '@tanstack/react-query'
import { readConversation } from '../../contract/conversations.ts'
import { previewContact } from '../../contract/door.ts'
import { reading } from '../api/queries.ts'
import type { PromiseShown } from './by-day.ts'

/**
 * How a word about a promise reaches whom it was made to: by mail where one can go, in its conversation or in one of its own, else on
 * their page if they have a link to it, else only by somebody's voice (`nowhere`).
 */
export function useToldBy(promise: PromiseShown): {
  toldBy: 'email' | 'page' | 'in_person' | 'nowhere'
  siteId: string | undefined
  /** everybody a mail of it goes to, as they are shown: whole recipients are always in sight */
  mailTo: string[]
  /** whether there is a page they can read it on */
  hasPage: boolean
} {
  const colleague = promise.to.kind === 'member'
  const { data: talk } = useQuery({
    ...reading(readConversation, { params: { conversationId: promise.conversation?.id ?? '' } }),
    enabled: promise.conversation !== null,
    retry: false,
  })
  const { data: reach } = useQuery({
    ...reading(previewContact, { params: { promiseId: promise.id } }),
    enabled: !colleague,
    staleTime: 0,
  })
  const { mailTo = [], hasPage = promise.to.hasPage } = reach ?? {}
  const toldBy = colleague ? 'in_person' : mailTo.length > 0 ? 'email' : hasPage ? 'page' : 'nowhere'
  const shown = (a: { name: string; address: string }) => (a.name ? `${a.name} <${a.address}>` : a.address)
  return { toldBy, siteId: talk?.siteId, mailTo: mailTo.map(shown), hasPage }
}
