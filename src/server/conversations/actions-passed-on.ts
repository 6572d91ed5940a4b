import { changeConversation } from '../../domain/conversations/conversation.ts'
import type { ConversationId, MessageId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { flush, together } from '../db/flush.ts'
import { Refused } from '../db/refused.ts'
import type { Asked } from '../http/route.ts'
import { planSender } from '../people/actions.ts'
import { about, load, saveConversation } from './actions.ts'
import { findMessages } from './store-messages.ts'

/**
 * Makes whoever first wrote the mail that was passed on the person of the conversation: somebody known by that address, else a new
 * person. What a forwarded mail says of its sender anybody can type, so that nothing of it is added to somebody known.
 * @throws Refused `not_found` naming `messageId` where nothing was passed on with it.
 */
export async function takePassedOn(asked: Asked, id: ConversationId, messageId: MessageId): Promise<void> {
  const { conversation } = await load(asked, id)
  const [message] = await asked.db.read(asked.workspaceId, (db) => findMessages(db, [messageId]))
  const { name, address } = message?.forwarded?.from ?? {}
  if (message?.conversationId !== conversation.id || !address)
    throw new Refused(refuse('not_found', { field: 'messageId' }))
  const handles = [{ kind: 'email' as const, value: address }]
  const who = await planSender(asked, { name: (name ?? '').slice(0, 200), handles }, 'typed')
  const next = { ...conversation, ...changeConversation(conversation, { personId: who.personId }) }
  const named = {
    kind: 'conversation.changed' as const,
    subjects: about(next),
    data: { fields: ['personId'] },
  }
  await flush(asked, together(who.change, saveConversation(asked, next), { writes: [], events: [named] }))
}
