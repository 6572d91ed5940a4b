import * as contract from '../../contract/conversations.ts'
import * as handoversContract from '../../contract/handovers.ts'
import { listEvents as listEventsContract } from '../../contract/happenings.ts'
import * as needsContract from '../../contract/needs.ts'
import { takePassedOn } from '../../contract/passed-on.ts'
import { mayNot } from '../../domain/accounts/permissions.ts'
import type { Settlement } from '../../domain/conversations/needs.ts'
import type { ConversationId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { pageOf, readKey, writeKey } from '../db/keyset.ts'
import { Refused } from '../db/refused.ts'
import { type Asked, type Route, route } from '../http/route.ts'
import { findPersons } from '../people/store.ts'
import * as actions from './actions.ts'
import { saveDraft } from './actions-drafts.ts'
import * as handovers from './actions-handovers.ts'
import * as needs from './actions-needs.ts'
import * as passedOn from './actions-passed-on.ts'
import * as messages from './store-messages.ts'
import * as store from './store-views.ts'
import { showConversation, showLines, showMessages } from './views.ts'
import { showHappenings, showTimeline } from './views-history.ts'
import { listOfView } from './views-list.ts'
import { showReplyTo } from './views-reply-to.ts'
import { tonightOf } from './views-tonight.ts'

/** Counts go no further: nobody reads a figure above it, and counting thousands is slow. */
const COUNTED = 100

export const conversationRoutes: Route[] = [
  route(contract.listConversations, async (a, { query }) => {
    const limit = query.limit ?? 50
    return await a.db.read(a.workspaceId, async (db) => {
      const rows = await listOfView(db, a, query, keyOf(query.after), limit + 1)
      const { items, next } = pageOf(rows, limit, (c) => writeKey(c.lastActivityAt, c.id))
      return { items: await showLines(db, items, a.now), next }
    })
  }),
  route(contract.countConversations, async (a) =>
    a.db.read(a.workspaceId, async (db) => {
      const tonight = await tonightOf(db, a)
      const count = (view: store.View) => store.countConversations(db, view, a.member, a.now, COUNTED)
      return {
        waiting: await count('waiting'),
        mine: await count('mine'),
        unassigned: await count('unassigned'),
        snoozed: await count('snoozed'),
        held: await count('held'),
        ...(await store.countOthers(db, a.member.id, { now: a.now, until: tonight }, COUNTED)),
      }
    }),
  ),
  route(contract.readConversation, (a, { params }) => showConversation(a, params.conversationId)),
  route(contract.listMessages, async (a, { params, query }) => {
    const { id } = (await actions.load(a, params.conversationId)).conversation
    const limit = query.limit ?? 50
    return await a.db.read(a.workspaceId, async (db) => {
      const rows = await messages.listMessages(db, id, keyOf(query.after), limit + 1)
      const { items, next } = pageOf(rows, limit, (m) => writeKey(m.at, m.id))
      return { items: (await showMessages(db, items, a.now, a.language.words, a.member)).reverse(), next }
    })
  }),
  route(contract.saveDraft, (a, { params, body }) => saveDraft(a, params.conversationId, body)),
  route(contract.assignConversation, (a, { params: { conversationId: id }, body }) =>
    then(a, id, actions.assignConversation(a, id, body.memberId)),
  ),
  route(contract.snoozeConversation, (a, { params: { conversationId: id }, body }) =>
    then(a, id, actions.snoozeConversation(a, id, body.until)),
  ),
  route(contract.wakeConversation, (a, { params: { conversationId: id } }) =>
    then(a, id, actions.wakeConversation(a, id)),
  ),
  route(contract.closeConversation, (a, { params: { conversationId: id }, body }) =>
    then(a, id, actions.closeConversation(a, id, body)),
  ),
  route(contract.undoClose, (a, { params: { conversationId: id } }) => then(a, id, actions.undoClose(a, id))),
  route(takePassedOn, (a, { params: { conversationId: id }, body }) =>
    then(a, id, passedOn.takePassedOn(a, id, body.messageId)),
  ),
  route(contract.nameConversation, (a, { params: { conversationId: id }, body }) =>
    then(a, id, actions.nameConversation(a, id, body as never)),
  ),
  route(needsContract.hearBack, (a, { params: { conversationId: id }, body }) =>
    then(a, id, needs.hearBack(a, id, body)),
  ),
  route(needsContract.writeNeed, (a, { params: { conversationId: id }, body }) =>
    then(a, id, needs.writeNeed(a, id, body)),
  ),
  route(needsContract.accountNeed, (a, { params: { conversationId: id, needId }, body }) => {
    const { account, ...rest } = body
    return then(a, id, needs.accountNeed(a, id, needId, { as: account, ...rest } as Settlement))
  }),
  route(needsContract.orderNeeds, (a, { params: { conversationId: id }, body }) =>
    then(a, id, needs.orderNeeds(a, id, body.needIds)),
  ),
  route(handoversContract.offerHandover, (a, { params: { conversationId: id }, body }) =>
    then(a, id, handovers.offerHandover(a, id, body)),
  ),
  route(handoversContract.acceptHandover, async (a, { params }) =>
    showConversation(a, await handovers.acceptHandover(a, params.handoverId)),
  ),
  route(handoversContract.declineHandover, async (a, { params, body }) =>
    showConversation(a, await handovers.declineHandover(a, params.handoverId, body.why)),
  ),
  route(contract.readReach, (a, { params: { personId } }) =>
    a.db.read(a.workspaceId, async (db) => {
      const known = await findPersons(db, [personId])
      if (known.length === 0) throw new Refused(refuse('not_found'))
      return await showReplyTo(db, { id: a.newId(), mailboxId: null, personId, channel: 'email' })
    }),
  ),
  route(contract.readTimeline, (a, { params, query }) =>
    showTimeline(a, params.personId, keyOf(query.after), query.limit ?? 50),
  ),
  route(listEventsContract, async (a, { query }) => {
    const { personId, promiseId } = query
    const no = personId || query.conversationId || promiseId ? null : mayNot(a.member, 'audit.read', a.now)
    if (no) throw new Refused(no)
    const talk = query.conversationId ? await actions.load(a, query.conversationId) : null
    const conversationId = talk?.conversation.id
    return await showHappenings(
      a,
      { personId, promiseId, conversationId },
      keyOf(query.after),
      query.limit ?? 50,
    )
  }),
]

async function then(asked: Asked, id: ConversationId, done: Promise<unknown>) {
  await done
  return await showConversation(asked, id)
}

/** Where a page of a list by moment begins. */
export function keyOf(after: string | undefined) {
  const key = readKey(after, 2)
  return key ? { at: key[0] as Instant, id: key[1] as string } : null
}
