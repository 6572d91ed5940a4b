import * as contract from '../../contract/merging.ts'
import { undoMerge } from '../../contract/people-merge.ts'
import { type Route, route } from '../http/route.ts'
import { showPerson } from '../people/views.ts'
import * as actions from './actions-merge.ts'
import { keyOf } from './routes.ts'
import { showConversation } from './views.ts'
import { showCandidates, showPreview } from './views-merge.ts'

export const mergingRoutes: Route[] = [
  route(undoMerge, async (a, { params }) => {
    const { survivor, merged } = await actions.undoPersonMerge(a, params.mergeId)
    return await a.db.read(a.workspaceId, async (db) => ({
      survivor: await showPerson(db, survivor),
      merged: await showPerson(db, merged),
    }))
  }),
  route(contract.listMergeCandidates, (a, { params, query }) =>
    showCandidates(
      a,
      params.conversationId,
      { q: query.q ?? '', proposed: query.proposed === 'true' },
      keyOf(query.after),
      query.limit ?? 20,
    ),
  ),
  route(contract.previewConversationMerge, (a, { params, body }) =>
    showPreview(a, params.conversationId, body.from),
  ),
  route(contract.mergeConversations, async (a, { params, body }) => {
    await actions.mergeConversations(a, params.conversationId, body.from)
    return await showConversation(a, params.conversationId)
  }),
  route(contract.unmergeConversation, async (a, { params }) => {
    await actions.unmergeConversation(a, params.conversationId)
    return await showConversation(a, params.conversationId)
  }),
]
