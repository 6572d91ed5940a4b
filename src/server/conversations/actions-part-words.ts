import type { PersonId } from '../../domain/shared/ids.ts'
import { flush } from '../db/flush.ts'
import type { Asked } from '../http/route.ts'
import { about, saveConversation } from './actions.ts'
import { beginSplit, withoutMessages } from './actions-split.ts'
import { findOwn, updateConversation } from './store.ts'
import { findMessages } from './store-messages.ts'
import { findWordsOfOther } from './store-part-words.ts'
import { listMessageIds, moveMessages } from './store-split.ts'

/**
 * Before two records of a person come apart: what one of them wrote on their own page in a conversation of the other, which it
 * showed while they were one, goes off into a conversation of theirs. Else the page of the other showed it from now on.
 * @throws Refused `changed_meanwhile`.
 */
export async function partWords(
  asked: Asked,
  leaving: readonly PersonId[],
  staying: readonly PersonId[],
): Promise<void> {
  for (;;) {
    const found = await asked.db.read(asked.workspaceId, async (db) => {
      const words = await findWordsOfOther(db, leaving, staying)
      const talk = words && (await findOwn(db, words.conversationId))
      return talk ? { ...words, talk, all: await findMessages(db, await listMessageIds(db, talk.id)) } : null
    })
    if (!found) return
    const { talk, personId } = found
    const all = found.all.sort((a, b) => (a.at < b.at || (a.at === b.at && a.id < b.id) ? -1 : 1))
    const going = all.filter((m) => found.messageIds.includes(m.id))
    const left = all.filter((m) => !found.messageIds.includes(m.id))
    const begun = { ...beginSplit(asked, talk, asked.newId<'conversation'>(), going), personId }
    // One that carried another on by these words alone is over: what its own person writes carries on anew.
    const goesOn = left.some((m) => m.direction !== 'note') || talk.closedAt
    const over = { closedAt: asked.now, closedBy: asked.member.id, snoozedUntil: null, snoozedBy: null }
    const saved = saveConversation(asked, begun)
    const data = { messages: going.length }
    await flush(asked, {
      writes: [
        updateConversation({ ...withoutMessages(talk, left), ...(goesOn ? {} : over) }),
        ...saved.writes,
        moveMessages(found.messageIds, talk.id, begun.id),
      ],
      events: [
        ...saved.events,
        { kind: 'conversation.split', subjects: about(talk), data: { ...data, to: begun.id } },
        { kind: 'conversation.split', subjects: about(begun), data: { ...data, from: talk.id } },
      ],
    })
  }
}
