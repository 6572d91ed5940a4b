import type { LinkProps } from '@tanstack/react-router'
import type { TodayItem } from './why.ts'

type Aim = Pick<LinkProps, 'to' | 'params' | 'search'>

/** Where a line of Today leads: to the promise or the conversation it is about, else to the person. */
export function leadsTo(item: TodayItem): Aim | undefined {
  const { promiseId, conversationId, person } = item
  if (item.kind === 'to_look_at' && !conversationId) {
    return { to: '/settings/$section', params: { section: 'mailboxes' } }
  }
  if (promiseId && (item.kind === 'promise' || item.kind === 'update')) {
    const search = item.kind === 'update' ? { do: 'update' } : {}
    return { to: '/promises/$id', params: { id: promiseId }, search: search as never }
  }
  if (conversationId) return { to: '/conversations/$id', params: { id: conversationId }, search: {} }
  return person ? { to: '/people/$id', params: { id: person.id } } : undefined
}
