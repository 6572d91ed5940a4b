import { earlier, type Instant, later } from '../shared/time.ts'
import type { Conversation } from './conversation.ts'

/**
 * A conversation of before, with one more message of then. Nobody waits in it: it was over when its last word was said. Its
 * facts carry their true times, in whatever order the messages come.
 */
export function bring<C extends Conversation>(
  c: C,
  m: { readonly direction: 'in' | 'out'; readonly automatic: boolean; readonly at: Instant },
): C {
  const last = (was: Instant | null) => (was === null ? m.at : later(was, m.at))
  const word = m.automatic
    ? {}
    : m.direction === 'in'
      ? { lastInAt: last(c.lastInAt) }
      : { lastOutAt: last(c.lastOutAt) }
  return { ...c, ...word, arrivedAt: earlier(c.arrivedAt, m.at), closedAt: last(c.closedAt) }
}
