import type { MessageId } from '../../domain/shared/ids.ts'
import type { Reaction } from '../events/reactions.ts'
import { actIn } from '../http/who.ts'
import { missWord, tellWord } from './actions-words.ts'

/** A word on the way that was to be told by mail leaves as a mail of the conversation, once the door lets it. */
export const tellByMail: Reaction = {
  name: 'tell updates by mail',
  kinds: ['promise.updated', 'promise.made'],
  react: async (services, event) => {
    const { update, toldBy } = event.data as { update?: string; toldBy?: string }
    if (!update || toldBy !== 'email' || !event.promiseId) return
    const act = await actIn(services, event.workspaceId, { kind: 'system', id: null })
    await tellWord(services, act, event.promiseId, update, event.at)
  },
}

/** A word whose mail failed for good, or came back, was never told: whoever owes it is asked to call. */
export const missUndelivered: Reaction = {
  name: 'miss undelivered words',
  kinds: ['mail.failed', 'mail.bounced'],
  react: async (services, event) => {
    // It reached some of them.
    if (event.data.partly === true) return
    const messageId = event.subjects.messageId as MessageId | undefined
    if (!messageId) return
    const act = await actIn(services, event.workspaceId, { kind: 'system', id: null })
    const why = event.kind === 'mail.bounced' ? 'mail_bounced' : 'mail_failed'
    await missWord(act, messageId, why)
  },
}
