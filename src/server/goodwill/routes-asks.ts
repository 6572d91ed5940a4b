import * as contract from '../../contract/goodwill.ts'
import { emergencyFrom } from '../../domain/goodwill/asking.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { memberNames } from '../conversations/views.ts'
import type { Reader } from '../db/database.ts'
import { pageOf, readAfter, writeKey } from '../db/keyset.ts'
import { Refused } from '../db/refused.ts'
import { type Asked, type Route, route } from '../http/route.ts'
import * as actions from './actions-asks.ts'
import { show } from './routes.ts'
import * as store from './store.ts'
import * as asks from './store-asks.ts'

/** Asking for more than one may decide, and the answers. */
export const authorityAskRoutes: Route[] = [
  route(contract.listAuthorityAsks, async (a, { query }) => {
    const limit = query.limit ?? 20
    return await a.db.read(a.workspaceId, async (db) => {
      const rows = await asks.listAsks(
        db,
        a.member.id,
        query.state === 'open',
        readAfter(query.after),
        limit + 1,
      )
      const { items, next } = pageOf(rows, limit, (ask) => writeKey(ask.askedAt, ask.id))
      return { items: await showAsks(db, items), next }
    })
  }),
  route(contract.askAuthority, async (a, { body }) => shown(a, await actions.askAuthority(a, body))),
  route(contract.grantAuthorityAsk, async (a, { params: { askId }, body }) => {
    await actions.grantAsk(a, askId, body.version)
    return await shown(a, askId)
  }),
  route(contract.refuseAuthorityAsk, async (a, { params: { askId }, body }) => {
    await actions.refuseAsk(a, askId, body)
    return await shown(a, askId)
  }),
  route(contract.useEmergency, async (a, { params: { askId }, body }) => {
    await actions.helpOneself(a, askId, body.version)
    return await shown(a, askId)
  }),
  route(contract.withdrawAuthorityAsk, async (a, { params: { askId }, body }) => {
    await actions.withdrawAsk(a, askId, body.version)
    return await shown(a, askId)
  }),
]

/** Asks with what they are for; who asks and who is asked see it whole, also of a conversation they do not help in. */
async function showAsks(db: Reader, rows: readonly asks.StoredAsk[]) {
  const gestures = await store.findGestures(
    db,
    rows.map((ask) => ask.gestureId),
  )
  const shownOf = new Map((await show(db, gestures, new Map())).map((g) => [g.id, g]))
  const names = await memberNames(db)
  return rows.map(({ gestureId, askedBy, holderId, settledBy, asked, askerPromiseId: _, ...ask }) => ({
    ...ask,
    gesture: shownOf.get(gestureId)!,
    askedBy: names(askedBy)!,
    holder: names(holderId),
    asked: asked.map((id) => names(id)!),
    settledBy: names(settledBy),
    emergencyFrom: emergencyFrom(ask),
  }))
}

async function shown(a: Asked, id: asks.StoredAsk['id']) {
  return await a.db.read(a.workspaceId, async (db) => {
    const ask = await asks.findAsk(db, id)
    if (!ask || ![ask.askedBy, ...ask.asked].includes(a.member.id)) throw new Refused(refuse('not_found'))
    return (await showAsks(db, [ask]))[0]!
  })
}
