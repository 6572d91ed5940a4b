import * as contract from '../../contract/conversations.ts'
import type { ConversationId } from '../../domain/shared/ids.ts'
import { findMessages } from '../conversations/store-messages.ts'
import { listReadable } from '../conversations/store-views.ts'
import { showConversation, showMessages } from '../conversations/views.ts'
import { type Asked, type Route, route } from '../http/route.ts'
import { writeNote } from './actions-notes.ts'
import { splitConversation } from './actions-split.ts'

/** Acts on conversations that take promises along: they stand in the promises' room, which knows both. */
export const talkRoutes: Route[] = [
  route(contract.writeNote, async (a, { params, body }) => {
    const id = await writeNote(a, params.conversationId, body)
    return await a.db.read(
      a.workspaceId,
      async (db) => (await showMessages(db, await findMessages(db, [id]), a.now, a.language.words))[0]!,
    )
  }),
  route(contract.splitConversation, async (a, { params, body }) => {
    const id = await splitConversation(a, params.conversationId, body)
    // Of a sensitive one, what went off may be for others only.
    return await showConversation(a, (await mayReadNow(a, id)) ? id : params.conversationId)
  }),
]

async function mayReadNow(asked: Asked, id: ConversationId): Promise<boolean> {
  return await asked.db.read(asked.workspaceId, async (db) =>
    (await listReadable(db, [id], asked.member)).has(id),
  )
}
