import type { ConversationId, MessageId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { planNote } from '../conversations/actions.ts'
import { flush, together } from '../db/flush.ts'
import { Refused } from '../db/refused.ts'
import type { Asked } from '../http/route.ts'
import { type PromiseInput, planPromise } from './actions.ts'

/**
 * Writes a note only colleagues see, and makes what was promised in it, in one act. Says the same twice with the same id.
 * @throws Refused `not_found`; `no_recipient` where nobody is known to promise it to.
 */
export async function writeNote(
  asked: Asked,
  id: ConversationId,
  note: { id?: MessageId | undefined; text: string; promises?: readonly PromiseInput[] | undefined },
): Promise<MessageId> {
  const { messageId, conversation, change } = await planNote(asked, id, note)
  if (!change) return messageId
  const { promises = [] } = note
  const { personId } = conversation
  if (promises.length > 0 && !personId) throw new Refused(refuse('no_recipient', { field: 'promises' }))
  const me = asked.member.id
  const to = { personId, conversationId: conversation.id, messageId }
  const made = await Promise.all(promises.map((p) => planPromise(asked, me, me, to, p)))
  await flush(asked, together(change, ...made.map((m) => m.change)))
  return messageId
}
