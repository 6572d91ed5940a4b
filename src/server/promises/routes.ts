import * as contract from '../../contract/promises.ts'
import type { PromiseId } from '../../domain/shared/ids.ts'
import type { Instant } from '../../domain/shared/time.ts'
import * as accounts from '../accounts/store.ts'
import type { Reader } from '../db/database.ts'
import { pageOf, readKey, writeKey } from '../db/keyset.ts'
import { type Asked, type Route, route } from '../http/route.ts'
import * as actions from './actions.ts'
import { reassignPromises } from './actions-many.ts'
import * as store from './store.ts'
import { readablePromises, showPromise, showPromises } from './views.ts'

export const promiseRoutes: Route[] = [
  route(contract.listPromises, async (a, { query }) => {
    const limit = query.limit ?? 50
    const key = readKey(query.after, 2)
    const after = key ? { at: key[0] as Instant, id: key[1] as string } : null
    return await a.db.read(a.workspaceId, async (db) => {
      const { state, personId, conversationId, madeTo } = query
      const filter = {
        ...{ state, personId, conversationId, madeTo },
        owners: query.owner ? [query.owner] : await ownersOf(db, a, query.of),
        toMemberId: query.of === 'to_me' && !query.owner ? a.member.id : undefined,
        is: query.is && { state: query.is, now: a.now },
        viewer: a.member,
      }
      const rows = await store.listPromises(db, filter, after, limit + 1)
      const { items, next } = pageOf(rows, limit, (p) => writeKey(momentOf(p, state), p.id))
      return { items: await showPromises(db, items, a.now, a.language.words), next }
    })
  }),
  route(contract.readPromise, (a, { params }) => showPromise(a, params.promiseId)),
  route(contract.makePromise, async (a, { body }) => showPromise(a, await actions.makePromise(a, body))),
  route(contract.keepPromise, (a, { params: { promiseId: id }, body }) =>
    then(a, id, actions.keepPromise(a, id, body.version)),
  ),
  route(contract.undoKeep, (a, { params: { promiseId: id }, body }) =>
    then(a, id, actions.undoKeep(a, id, body.version)),
  ),
  route(contract.breakPromise, (a, { params: { promiseId: id }, body }) =>
    then(a, id, actions.breakPromise(a, id, body)),
  ),
  route(contract.releasePromise, (a, { params: { promiseId: id }, body }) =>
    then(a, id, actions.releasePromise(a, id, body)),
  ),
  route(contract.updatePromise, (a, { params: { promiseId: id }, body }) =>
    then(a, id, actions.updatePromise(a, id, body)),
  ),
  route(contract.reassignPromise, (a, { params: { promiseId: id }, body }) =>
    then(a, id, actions.reassignPromise(a, id, body)),
  ),
  route(contract.reassignPromises, async (a, { body }) => {
    const { given, stayed } = await reassignPromises(a, body.ownerId, body.promises, body.together)
    return await a.db.read(a.workspaceId, async (db) => {
      const rows = await store.findPromises(
        db,
        stayed.map((s) => s.id),
      )
      const shown = await showPromises(
        db,
        await readablePromises(db, rows, a.member),
        a.now,
        a.language.words,
      )
      const by = new Map(shown.map((p) => [p.id, p]))
      return { given, stayed: stayed.map((s) => ({ ...s, promise: by.get(s.id) ?? null })) }
    })
  }),
]

const momentOf = (p: store.StoredPromise, state: 'open' | 'settled') =>
  state === 'open' ? p.due : p.originalDue

/** Whose promises are meant, null for everybody's. */
async function ownersOf(db: Reader, { member }: Asked, of: 'mine' | 'team' | 'all' | 'to_me') {
  if (of === 'all' || of === 'to_me') return null
  const teams = of === 'team' ? await accounts.listTeams(db) : []
  return [member.id, ...teams.filter((t) => t.memberIds.includes(member.id)).flatMap((t) => t.memberIds)]
}

async function then(asked: Asked, id: PromiseId, done: Promise<unknown>) {
  await done
  return await showPromise(asked, id)
}
