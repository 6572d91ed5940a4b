import * as contract from '../../contract/bulk.ts'
import { plus } from '../../domain/shared/time.ts'
import type { Reader } from '../db/database.ts'
import { flush } from '../db/flush.ts'
import { readKey, writeKey } from '../db/keyset.ts'
import { type Asked, type Route, route } from '../http/route.ts'
import * as actions from './actions-bulk.ts'
import * as store from './store-bulk.ts'
import { showLines } from './views.ts'
import { listOfView } from './views-list.ts'

/** For how long what was done is shown by itself (hours). */
const SHOWN_HOURS = 24

export const bulkRoutes: Route[] = [
  route(contract.beginBulk, async (a, { body }) => one(a, await actions.beginBulk(a, body))),
  route(contract.listBulk, async (a) => {
    const since = plus(a.now, { hours: -SHOWN_HOURS })
    return await a.db.read(a.workspaceId, async (db) => ({
      items: await shown(db, await store.listBulk(db, a.member.id, since)),
    }))
  }),
  route(contract.countOfView, async (a, { query }) => {
    const rows = await a.db.read(a.workspaceId, (db) => listOfView(db, a, query, null, actions.MOST + 1))
    return { count: Math.min(rows.length, actions.MOST), more: rows.length > actions.MOST }
  }),
  route(contract.readBulk, (a, { params }) => one(a, params.bulkId)),
  route(contract.listBulkStayed, async (a, { params: { bulkId }, query }) => {
    await actions.find(a, bulkId)
    const limit = query.limit ?? 50
    const after = Number(readKey(query.after, 1)?.[0] ?? 0)
    return await a.db.read(a.workspaceId, async (db) => {
      const { lines, talks } = await store.listStayed(db, bulkId, a.member, after, limit)
      const shownTalks = await showLines(db, talks, a.now)
      const items = lines.flatMap(({ conversationId, why }) => {
        const conversation = shownTalks.find((c) => c.id === conversationId)
        return conversation ? [{ conversation, why: why ?? '' }] : []
      })
      const last = lines.length === limit ? lines.at(-1) : undefined
      return { items, next: last ? writeKey(String(last.position)) : null }
    })
  }),
  route(contract.undoBulk, async (a, { params }) => {
    await actions.takeBack(a, params.bulkId)
    return await one(a, params.bulkId)
  }),
  route(contract.seeBulk, async (a, { params }) => {
    await actions.find(a, params.bulkId)
    await flush(a, { writes: [store.seeBulk(params.bulkId, a.now)], events: [] })
    return await one(a, params.bulkId)
  }),
]

async function one(a: Asked, id: store.BulkId) {
  const bulk = await actions.find(a, id)
  return (await a.db.read(a.workspaceId, (db) => shown(db, [bulk])))[0]!
}

async function shown(db: Reader, bulks: readonly store.StoredBulk[]) {
  const counted = await store.countLines(db, bulks)
  return bulks.map(({ id, act, state, createdAt }) => ({
    ...{ id, kind: act.kind, state, at: createdAt, ...counted.get(id)! },
    memberId: act.kind === 'assign' ? act.memberId : act.kind === 'handover' ? act.toMemberId : null,
    until: act.kind === 'snooze' ? act.until : null,
    add: act.kind === 'tag' ? [...act.add] : [],
    remove: act.kind === 'tag' ? [...act.remove] : [],
  }))
}
