import * as contract from '../../contract/conversations.ts'
import { findMessages } from '../conversations/store-messages.ts'
import { showMessages } from '../conversations/views.ts'
import { type Route, route } from '../http/route.ts'
import { writeNote } from './actions-notes.ts'

/** Acts on conversations that take promises along: they stand in the promises' room, which knows both. */
export const talkRoutes: Route[] = [
  route(contract.writeNote, async (a, { params, body }) => {
    const id = await writeNote(a, params.conversationId, body)
    return await a.db.read(
      a.workspaceId,
      async (db) =>
        (await showMessages(db, await findMessages(db, [id]), a.now, a.language.words, a.member))[0]!,
    )
  }),
]
