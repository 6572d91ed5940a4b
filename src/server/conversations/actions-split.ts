import type { Said } from '../../domain/conversations/unmerge.ts'
import type { ConversationId } from '../../domain/shared/ids.ts'
import type { Act } from '../db/flush.ts'
import { begin, lineOf, subjectOf, visible, withMessage } from './actions.ts'
import type { StoredConversation } from './store.ts'
import type { MessageRow } from './store-messages.ts'

/** A conversation of its own for messages that go over: of the same person, place and owner, with what they tell of times. */
export function beginSplit(
  act: Act,
  from: StoredConversation,
  id: ConversationId,
  moved: readonly MessageRow[],
): StoredConversation {
  const first = moved[0]!
  const { siteId, channel, personId, mailboxId, assigneeId, sensitive } = from
  const begun = begin(act, {
    ...{ id, siteId, channel, personId, mailboxId, assigneeId, sensitive },
    ...{ arrivedAt: first.at, subject: first.subject ?? (subjectOf(first.text) || from.subject) },
  })
  return moved.reduce((c, m) => withMessage(c, { ...m, html: null }), begun)
}

// On the telephone both speak, whoever rang.
function isSpoken(m: MessageRow): boolean {
  return m.channel === 'phone' && m.direction !== 'note'
}

/** What these messages, the earliest first, tell of what was said last. */
export function told(messages: readonly MessageRow[]): Said {
  const last = (direction: 'in' | 'out') =>
    messages.filter((m) => (m.direction === direction || isSpoken(m)) && !m.automatic).at(-1)?.at ?? null
  const spoken = messages.filter((m) => m.direction !== 'note').at(-1)
  return {
    ...{ lastInAt: last('in'), lastOutAt: last('out') },
    lastActivityAt: messages.at(-1)?.at ?? null,
    lastLine: spoken ? lineOf(visible(spoken)) : '',
  }
}

/** What stays behind: its times and last line tell of the messages that are still there. */
export function withoutMessages(from: StoredConversation, left: readonly MessageRow[]): StoredConversation {
  const said = told(left)
  return { ...from, ...said, lastActivityAt: said.lastActivityAt ?? from.lastActivityAt }
}
