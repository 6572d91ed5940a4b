import type { MessageId } from '../../domain/shared/ids.ts'
import type { Reaction } from '../events/reactions.ts'
import { actIn } from '../http/who.ts'
import { hearStop } from './actions-door-consent.ts'

/** A reply that is nothing but "stop" holds from the moment it is read. */
export const hearStops: Reaction = {
  name: 'hear stops',
  kinds: ['message.received'],
  react: async (services, event) => {
    const { conversationId } = event
    const messageId = event.subjects.messageId as MessageId | undefined
    // A machine's answer is nobody's word.
    if (!conversationId || !messageId || event.data.automatic === true) return
    const act = await actIn(services, event.workspaceId, { kind: 'system', id: null })
    await hearStop(act, { conversationId, messageId })
  },
}
