import type { ReplyOf } from '../../../contract/endpoint.ts'
import type { listEvents } from '../../../contract/happenings.ts'
import type { Message, Talk } from '../talk.ts'

export type Happening = ReplyOf<typeof listEvents>['items'][number]
export type ThreadItem =
  | { is: 'message'; key: string; at: string; message: Message }
  | { is: 'happening'; key: string; at: string; happening: Happening }

/** What of the log is worth a small line between the messages. */
const TOLD = new Set([
  'conversation.assigned',
  'conversation.snoozed',
  'conversation.woken',
  'conversation.closed',
  'conversation.junked',
  'conversation.not_junk',
  'conversation.unmerged',
  'conversation.split',
  'message.refiled',
  'handover.offered',
  'handover.accepted',
  'handover.declined',
  'promise.made',
  'promise.kept',
  'promise.keep_undone',
  'promise.moved',
  'promise.broken',
  'promise.released',
  'promise.reassigned',
  'promise.promisee_left',
  'promise.updated',
  'next_contact.set',
  'mistake.noted',
  'gesture.given',
  'gesture.reversed',
  'authority.asked',
  'authority.allowed',
  'authority.refused',
  'recovery.opened',
  'recovery.closed',
  'recovery.withdrawn',
])

/**
 * Messages and what happened between them, in the order of time. Messages keep their own order. What happened before the first
 * message shown belongs to an earlier page, unless there is none (`whole`).
 */
export function threadItems(
  messages: readonly Message[],
  happenings: readonly Happening[],
  whole: boolean,
): ThreadItem[] {
  const first = messages[0]?.at ?? ''
  const told = happenings
    .filter(
      (h) => (TOLD.has(h.kind) || h.data.undo === 'close') && !isSaidThere(h) && (whole || h.at >= first),
    )
    // Of one moment as it was written: ids count on.
    .sort((a, b) => (`${a.at} ${a.id}` < `${b.at} ${b.id}` ? -1 : 1))
  const items: ThreadItem[] = []
  let next = 0
  for (const message of messages) {
    for (let h = told[next]; h && h.at < message.at; h = told[next]) {
      items.push({ is: 'happening', key: h.id, at: h.at, happening: h })
      next += 1
    }
    items.push({ is: 'message', key: message.id, at: message.at, message })
  }
  for (const h of told.slice(next)) items.push({ is: 'happening', key: h.id, at: h.at, happening: h })
  return items
}

// What was filed elsewhere says so where it came from, and what was brought back where it is again; each message says the rest.
function isSaidThere({ kind, data }: Happening): boolean {
  if (kind !== 'message.refiled' && kind !== 'conversation.split') return false
  return data.undo ? data.from === undefined : data.to === undefined
}

/** Before which item of a thread each conversation that was merged in begins, by the item's key. */
export function mergedAt(
  talk: Pick<Talk, 'merged'>,
  items: readonly ThreadItem[],
): ReadonlyMap<string, Talk['merged'][number]> {
  const first = new Map<string, Talk['merged'][number]>()
  for (const merged of talk.merged) {
    const item = items.find((i) => i.is === 'message' && i.message.originId === merged.id)
    if (item) first.set(item.key, merged)
  }
  return first
}
