import { splitOff } from '../../domain/conversations/split.ts'
import type { ConversationId, MessageId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { about, load, saveConversation } from '../conversations/actions.ts'
import { beginSplit, withoutMessages } from '../conversations/actions-split.ts'
import { findConversation, updateConversation } from '../conversations/store.ts'
import { findMessages } from '../conversations/store-messages.ts'
import { isAnyLeaving, listMessageIds, moveMessages, moveNeeds } from '../conversations/store-split.ts'
import { flush, together } from '../db/flush.ts'
import { accept, Refused } from '../db/refused.ts'
import type { Asked } from '../http/route.ts'
import { listOfConversation, movePromises } from './store-split.ts'

/**
 * Splits messages off into a conversation of their own; what was promised in them goes with them. Says the same twice with
 * the same id. @throws Refused `not_found`, `nothing_left`, `mail_leaving`, `changed_meanwhile` (also if the id names anything else).
 */
export async function splitConversation(
  asked: Asked,
  id: ConversationId,
  input: { newId?: ConversationId | undefined; messageIds: readonly MessageId[] },
): Promise<ConversationId> {
  const newId = input.newId ?? asked.newId<'conversation'>()
  const { conversation, needs } = await load(asked, id)
  const found = await asked.db.read(asked.workspaceId, async (db) => {
    if (await findConversation(db, newId)) return { gone: await listMessageIds(db, newId) }
    const ids = await listMessageIds(db, id)
    const wanted = input.messageIds.filter((m) => ids.includes(m))
    return {
      ids,
      promises: await listOfConversation(db, id),
      leaving: wanted.length > 0 && (await isAnyLeaving(db, wanted)),
      messages: (await findMessages(db, ids)).sort((a, b) =>
        a.at < b.at || (a.at === b.at && a.id < b.id) ? -1 : 1,
      ),
    }
  })
  if ('gone' in found) {
    if (input.messageIds.every((m) => found.gone?.includes(m))) return newId
    throw new Refused(refuse('changed_meanwhile'))
  }
  if (found.leaving) throw new Refused(refuse('mail_leaving', { field: 'messageIds' }))
  const split = accept(
    splitOff(
      { messages: found.messages.map((m) => m.id), needs, promises: found.promises },
      input.messageIds,
      newId,
    ),
  )
  const going = new Set(split.messages)
  const begun = beginSplit(
    asked,
    conversation,
    newId,
    found.messages.filter((m) => going.has(m.id)),
  )
  const rest = withoutMessages(
    conversation,
    found.messages.filter((m) => !going.has(m.id)),
  )
  await flush(
    asked,
    together(saveConversation(asked, begun), {
      writes: [
        updateConversation(rest),
        moveMessages(split.messages, id, newId),
        ...(split.needs.length > 0 ? [moveNeeds(split.needs, newId)] : []),
        ...(split.promises.length > 0 ? [movePromises(split.promises, newId)] : []),
      ],
      events: [
        {
          kind: 'conversation.split',
          subjects: about(conversation),
          data: { to: newId, messages: split.messages.length },
        },
        {
          kind: 'conversation.split',
          subjects: about(begun),
          data: { from: id, messages: split.messages.length },
        },
      ],
    }),
  )
  return newId
}
