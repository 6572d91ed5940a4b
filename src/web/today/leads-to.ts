import type { LinkProps } from '@tanstack/react-router'
import type { LineAct } from './act-of.ts'
import type { TodayItem } from './why.ts'

type Aim = Pick<LinkProps, 'to' | 'params' | 'search'>

/** Where a line of Today leads, or its act: to the promise or the conversation it is about, else to the person. */
export function leadsTo(item: TodayItem, act?: LineAct): Aim | undefined {
  const { promiseId, conversationId, person } = item
  if (item.kind === 'asked' || item.kind === 'asked_back')
    return { to: '/promises', search: { made: 'colleagues' } as never }
  if (item.kind === 'to_look_at' && !conversationId) {
    return { to: '/inbox/$view', params: { view: 'held' } }
  }
  if (promiseId) {
    const tells =
      item.kind === 'update' || item.kind === 'not_told' || (act?.is === 'go' && act.words === 'tell')
    const search = tells ? { do: 'update' } : {}
    return { to: '/promises/$id', params: { id: promiseId }, search: search as never }
  }
  if (conversationId) return { to: '/conversations/$id', params: { id: conversationId }, search: {} }
  return person ? { to: '/people/$id', params: { id: person.id } } : undefined
}
