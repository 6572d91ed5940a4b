import * as contract from '../../contract/asks.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { listReadable, type Viewer } from '../conversations/store-views.ts'
import { memberNames } from '../conversations/views.ts'
import type { Reader } from '../db/database.ts'
import { pageOf, readKey, writeKey } from '../db/keyset.ts'
import { Refused } from '../db/refused.ts'
import { type Asked, type Route, route } from '../http/route.ts'
import * as actions from './actions-asks.ts'
import * as store from './store-asks.ts'
import { showPromise } from './views.ts'

/** Asking a colleague, and answering (S3-24). */
export const askRoutes: Route[] = [
  route(contract.listAsks, async (a, { query }) => {
    const limit = query.limit ?? 50
    const key = readKey(query.after, 2)
    const after = key ? { at: key[0] as Instant, id: key[1] as string } : null
    const list = query.of === 'me' ? store.listAsksOf : store.listAsksBy
    return await a.db.read(a.workspaceId, async (db) => {
      const rows = await list(db, a.member.id, after, limit + 1)
      const { items, next } = pageOf(rows, limit, (ask) => writeKey(ask.askedAt, ask.id))
      return { items: await showAsks(db, items, a.member), next }
    })
  }),
  route(contract.makeAsk, async (a, { body }) => shown(a, await actions.makeAsk(a, body))),
  route(contract.acceptAsk, async (a, { params, body }) =>
    showPromise(a, await actions.acceptAsk(a, params.askId, body)),
  ),
  route(contract.declineAsk, async (a, { params: { askId }, body }) => {
    await actions.declineAsk(a, askId, body)
    return await shown(a, askId)
  }),
  route(contract.passAsk, async (a, { params: { askId }, body }) => {
    await actions.passAsk(a, askId, body)
    return await shown(a, askId)
  }),
  route(contract.withdrawAsk, async (a, { params: { askId }, body }) => {
    await actions.withdrawAsk(a, askId, body.version)
    return await shown(a, askId)
  }),
]

async function shown(asked: Asked, id: store.StoredAsk['id']) {
  return await asked.db.read(asked.workspaceId, async (db) => {
    const ask = await store.findAsk(db, id)
    if (!ask) throw new Refused(refuse('not_found'))
    return (await showAsks(db, [ask], asked.member))[0]!
  })
}

/** Asks as screens show them; the conversation only to those who may read it. */
async function showAsks(db: Reader, rows: readonly store.StoredAsk[], viewer: Viewer) {
  const members = await memberNames(db)
  const talks = await listReadable(
    db,
    rows.map((ask) => ask.conversationId),
    viewer,
  )
  return rows.map((ask) => {
    const { id, text, wishedAs, wishedBy, askedAt, returnedAt, settledAt, outcome, why } = ask
    const { promiseId, version } = ask
    const talk = ask.conversationId ? talks.get(ask.conversationId) : undefined
    return {
      ...{ id, text, wishedAs, wishedBy, askedAt, returnedAt, settledAt, why, promiseId, version },
      ...{ by: members(ask.askedBy)!, of: members(ask.askedOf)!, state: outcome ?? ('open' as const) },
      conversation: talk ? { id: talk.id, subject: talk.subject } : null,
    }
  })
}
