import type { LinkProps } from '@tanstack/react-router'
import type { LineAct } from './act-of.ts'
import type { TodayItem } from './why.ts'

type Aim = Pick<LinkProps, 'to' | 'params' | 'search'>

/** Where a line of Today leads, or its act: to the promise or the conversation it is about, else to the person. */
export function leadsTo(item: TodayItem, act?: LineAct): Aim | undefined {
  const { promiseId, conversationId, person } = item
  const part = partOf(item)
  if (part) {
    const search = item.gift?.id ? { open: item.gift.id } : {}
    return { to: '/goodwill/$part', params: { part }, search: search as never }
  }
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

/** The part of goodwill a line belongs to; none where an answer is there, and only the word to whom it is for is missing. */
function partOf({ kind, gift }: TodayItem): 'asks' | 'rules' | 'learn' | null {
  if (kind === 'rule_asked') return 'rules'
  if (kind === 'cause' || kind === 'given') return 'learn'
  return gift && kind !== 'yes_answered' && kind !== 'may_help' ? 'asks' : null
}
