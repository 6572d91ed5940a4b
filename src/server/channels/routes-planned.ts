import * as contract from '../../contract/planned.ts'
import type { MessageId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { findVisible, listReadable } from '../conversations/store-views.ts'
import { memberNames } from '../conversations/views.ts'
import { showGoesWith } from '../conversations/views-drafts.ts'
import type { Reader } from '../db/database.ts'
import { pageOf, readKey, writeKey } from '../db/keyset.ts'
import { Refused } from '../db/refused.ts'
import { type Asked, type Route, route } from '../http/route.ts'
import { namesOf } from '../people/views.ts'
import * as actions from './actions-planned.ts'
import * as store from './store-planned.ts'

/** Replies that wait for their hour. */
export const plannedRoutes: Route[] = [
  route(contract.planReply, async (a, { params, body }) =>
    shown(a, await actions.planReply(a, params.conversationId, body)),
  ),
  route(contract.listPlanned, async (a, { query }) => {
    const limit = query.limit ?? 50
    const key = readKey(query.after, 2)
    const after = key ? { at: key[0] as Instant, id: key[1] as string } : null
    return await a.db.read(a.workspaceId, async (db) => {
      const rows = await store.listPlanned(
        db,
        { viewer: a.member, conversationId: query.conversationId, after },
        limit + 1,
      )
      const { items, next } = pageOf(rows, limit, (p) => writeKey(p.due, p.id))
      return { items: await show(db, a, items), next }
    })
  }),
  route(contract.sendPlannedNow, async (a, { params }) => {
    await actions.sendPlannedNow(a, params.messageId)
    return await shown(a, params.messageId)
  }),
  route(contract.replanReply, async (a, { params, body }) => {
    await actions.replanReply(a, params.messageId, body)
    return await shown(a, params.messageId)
  }),
  route(contract.cancelPlanned, async (a, { params }) => {
    await actions.cancelPlanned(a, params.messageId)
    const one = await shown(a, params.messageId)
    if (!one.mine) return { ...one, goesWith: null }
    const goesWith = await a.db.read(a.workspaceId, async (db) => {
      const { reply } = (await store.findPlanned(db, params.messageId))!
      return await showGoesWith(db, store.goesWithReply(reply))
    })
    return { ...one, goesWith }
  }),
]

async function shown(asked: Asked, id: MessageId) {
  return await asked.db.read(asked.workspaceId, async (db) => {
    const planned = await store.findPlanned(db, id)
    const [one] = planned ? await show(db, asked, [planned]) : []
    if (!one) throw new Refused(refuse('not_found'))
    return one
  })
}

// What waits in a conversation one may not read is not told of.
async function show(db: Reader, { member }: Asked, rows: readonly store.Planned[]) {
  const ids = rows.map((p) => p.conversationId)
  const readable = await listReadable(db, ids, member)
  const persons = new Map((await findVisible(db, ids, member)).map((c) => [c.id, c.personId]))
  const names = await namesOf(db, [...persons.values()])
  const members = await memberNames(db)
  return rows.flatMap((p) => {
    const conversation = readable.get(p.conversationId)
    if (!conversation) return []
    const personId = persons.get(p.conversationId) ?? null
    const { id, due, state, heldBecause } = p
    return [
      {
        ...{ id, due, state, heldBecause, text: p.reply.text },
        conversation: { id: conversation.id, subject: conversation.subject },
        person: personId ? { id: personId, name: names.get(personId) ?? '' } : null,
        author: members(p.memberId)!,
        mine: p.memberId === member.id,
      },
    ]
  })
}
