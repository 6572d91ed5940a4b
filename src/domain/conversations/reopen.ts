import type { Instant } from '../shared/time.ts'

/** Who wrote: the customer, a machine of theirs (absence note, delivery report), or one of us from outside. */
export type MessageKind = 'from_them' | 'automatic' | 'from_us'

/**
 * Where a message goes that belongs to a conversation. The customer's word on a closed one opens a new conversation that
 * `reopens` the old, which is never edited (DOMAIN 8.2). What was sent before the close, machines' mail and our own words are
 * filed in the old one and open nothing.
 */
export function placeOf(message: {
  readonly kind: MessageKind
  readonly sentAt: Instant
  readonly closedAt: Instant | null
}): 'same' | 'new_reopening' {
  if (message.closedAt === null || message.kind !== 'from_them') return 'same'
  return message.sentAt > message.closedAt ? 'new_reopening' : 'same'
}
