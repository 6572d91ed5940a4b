import { splitConversation as split } from '../../contract/conversations.ts'
import * as contract from '../../contract/refiling.ts'
import { SUGGESTING } from '../../domain/conversations/threading.ts'
import type { ConversationId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { about, load } from '../conversations/actions.ts'
import { findMessages } from '../conversations/store-messages.ts'
import { answerLink } from '../conversations/store-refile.ts'
import { listReadable } from '../conversations/store-views.ts'
import { showConversation } from '../conversations/views.ts'
import { flush } from '../db/flush.ts'
import { Refused } from '../db/refused.ts'
import { type Asked, type Route, route } from '../http/route.ts'
import { refile, splitConversation } from './actions-refile.ts'
import { undoRefile } from './actions-refile-undo.ts'

export const refileRoutes: Route[] = [
  route(split, async (a, { params, body }) => {
    const id = await splitConversation(a, params.conversationId, body)
    // Of a sensitive one, what went off may be for others only.
    return await showConversation(a, (await mayReadNow(a, id)) ? id : params.conversationId)
  }),
  route(contract.refileConversation, async (a, { params, body }) => {
    const { to, ...done } = await refile(a, params.conversationId, body)
    return { ...done, conversation: (await mayReadNow(a, to)) ? await showConversation(a, to) : null }
  }),
  route(contract.undoRefile, async (a, { params }) =>
    showConversation(a, await undoRefile(a, params.refilingId)),
  ),
  route(contract.answerSuggestedLink, async (a, { params, body }) => {
    const [message] = await a.db.read(a.workspaceId, (db) => findMessages(db, [params.messageId]))
    if (!message?.whyHere || !SUGGESTING.includes(message.whyHere.code))
      throw new Refused(refuse('not_found'))
    const { conversation } = await load(a, message.conversationId)
    await flush(a, {
      writes: [answerLink(message.id, body.declined ? { by: a.member.id, at: a.now } : null)],
      events: [
        {
          kind: 'conversation.changed',
          subjects: { ...about(conversation), messageId: message.id },
          data: { link: body.declined ? 'declined' : 'open' },
        },
      ],
    })
    return await showConversation(a, conversation.id)
  }),
]

async function mayReadNow(asked: Asked, id: ConversationId): Promise<boolean> {
  return await asked.db.read(asked.workspaceId, async (db) =>
    (await listReadable(db, [id], asked.member)).has(id),
  )
}
