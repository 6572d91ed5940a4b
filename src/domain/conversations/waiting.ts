import type { Instant } from '../shared/time.ts'
import type { Conversation } from './conversation.ts'
import { isAsleep } from './snooze.ts'

/** Whose turn it is, and since when; `since` is null where nobody waits. */
export type Waiting = { readonly for: 'us' | 'them' | 'nobody'; readonly since: Instant | null }

/**
 * Whose turn it is in a conversation. They wait for us since they wrote and nobody answered, or since they came; we wait for
 * them since our answer. One that was put aside and woke in its time waits for us again, though nobody wrote: somebody wanted to
 * see it then, until they answer, put it aside anew or close it. Nobody waits while it is put aside, when it is closed, or when they left or are just looking.
 */
export function waiting(
  c: Pick<
    Conversation,
    | 'arrivedAt'
    | 'lastInAt'
    | 'lastOutAt'
    | 'snoozedUntil'
    | 'wokeAt'
    | 'closedAt'
    | 'leftAt'
    | 'helpDeclinedAt'
    | 'assigneeId'
  >,
  now: Instant,
): Waiting {
  const looking =
    c.helpDeclinedAt !== null && c.assigneeId === null && !(c.lastInAt && c.lastInAt > c.helpDeclinedAt)
  if (c.closedAt !== null || c.leftAt !== null || looking || isAsleep(c, now))
    return { for: 'nobody', since: null }
  if (c.lastOutAt !== null && (c.lastInAt === null || c.lastInAt <= c.lastOutAt)) {
    return c.wokeAt !== null && c.wokeAt > c.lastOutAt
      ? { for: 'us', since: c.wokeAt }
      : { for: 'them', since: c.lastOutAt }
  }
  return { for: 'us', since: c.lastInAt ?? c.arrivedAt }
}

/** Tells whether they wrote and nobody has answered since. What was spoken (telephone, counter) needs no written answer. */
export function isUnanswered(c: Pick<Conversation, 'channel' | 'lastInAt' | 'lastOutAt'>): boolean {
  const spoken = c.channel === 'phone' || c.channel === 'walk_in'
  return !spoken && c.lastInAt !== null && (c.lastOutAt === null || c.lastOutAt < c.lastInAt)
}
