import * as contract from '../../contract/goodwill.ts'
import { ANSWER_MINUTES, emergencyFrom } from '../../domain/goodwill/asking.ts'
import { isOpen } from '../../domain/promises/overdue.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { plus } from '../../domain/shared/time.ts'
import { listReadable, type Viewer } from '../conversations/store-views.ts'
import { memberNames } from '../conversations/views.ts'
import type { Reader } from '../db/database.ts'
import { pageOf, readAfter, writeKey } from '../db/keyset.ts'
import { Refused } from '../db/refused.ts'
import { type Asked, type Route, route } from '../http/route.ts'
import { findAsTheyStand, type StoredPromise } from '../promises/store.ts'
import { matterOf } from './actions.ts'
import * as actions from './actions-asks.ts'
import { listHolders } from './actions-asks-plan.ts'
import { show } from './routes.ts'
import * as store from './store.ts'
import * as asks from './store-asks.ts'

/** Asking for more than one may decide, and the answers. */
export const authorityAskRoutes: Route[] = [
  route(contract.listAuthorityAsks, async (a, { query }) => {
    const limit = query.limit ?? 20
    return await a.db.read(a.workspaceId, async (db) => {
      const rows = await asks.listAsks(db, a.member.id, query, readAfter(query.after), limit + 1)
      const { items, next } = pageOf(rows, limit, (ask) => writeKey(ask.askedAt, ask.id))
      return { items: await showAsks(db, items, a.member), next }
    })
  }),
  route(contract.readAuthorityAsk, (a, { params: { askId } }) => shown(a, askId)),
  route(contract.readWhomToAsk, async (a, { query }) => {
    const { kind, minor, currency } = query
    const matter = await matterOf(a, query.personId, query.conversationId)
    return await a.db.read(a.workspaceId, async (db) => {
      const money = minor && currency ? { minor, currency } : null
      const about = { kind, money, siteId: matter.siteId }
      const [first] = await listHolders(db, a, matter, about, { askedBy: a.member.id, asked: [] })
      const holder = first ? (await memberNames(db))(first) : null
      const answerBy = plus(a.now, { minutes: ANSWER_MINUTES })
      return { holder, answerBy, emergencyFrom: emergencyFrom({ askedAt: a.now }) }
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
    await actions.helpOneself(a, askId, body.version, body.money)
    return await shown(a, askId)
  }),
  route(contract.withdrawAuthorityAsk, async (a, { params: { askId }, body }) => {
    await actions.withdrawAsk(a, askId, body.version)
    return await shown(a, askId)
  }),
]

/**
 * Asks with what they are for; who asks and who is asked see it whole, also of a conversation they do not help in, of which nothing
 * but this is told.
 */
async function showAsks(db: Reader, rows: readonly asks.StoredAsk[], viewer: Viewer) {
  const gestures = await store.findGestures(
    db,
    rows.map((ask) => ask.gestureId),
  )
  const talks = await listReadable(
    db,
    gestures.map((g) => g.conversationId),
    viewer,
  )
  const shownOf = new Map((await show(db, gestures, talks)).map((g) => [g.id, g]))
  const promised = await findAsTheyStand(
    db,
    rows.map((ask) => ask.customerPromiseId),
  )
  const names = await memberNames(db)
  return rows.map(({ gestureId, askedBy, holderId, settledBy, asked, askerPromiseId: _, ...ask }) => ({
    ...ask,
    gesture: shownOf.get(gestureId)!,
    askedBy: names(askedBy)!,
    holder: names(holderId),
    asked: asked.map((id) => names(id)!),
    settledBy: names(settledBy),
    emergencyFrom: emergencyFrom(ask),
    ...toThem(promised.get(ask.customerPromiseId)!),
  }))
}

function toThem(promise: StoredPromise) {
  return { customerPromiseId: promise.id, customerBy: promise.due, customerWaits: isOpen(promise) }
}

async function shown(a: Asked, id: asks.StoredAsk['id']) {
  return await a.db.read(a.workspaceId, async (db) => {
    const ask = await asks.findAsk(db, id)
    if (!ask || ![ask.askedBy, ...ask.asked].includes(a.member.id)) throw new Refused(refuse('not_found'))
    return (await showAsks(db, [ask], a.member))[0]!
  })
}
