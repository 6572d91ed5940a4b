import * as contract from '../../contract/handed.ts'
import { isOpen } from '../../domain/promises/overdue.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { memberNames } from '../conversations/views.ts'
import type { Reader } from '../db/database.ts'
import { pageOf, readKey, writeKey } from '../db/keyset.ts'
import { type Asked, type Route, route } from '../http/route.ts'
import { takeBack } from './actions-many.ts'
import { findPromises, type StoredPromise } from './store.ts'
import { type Handing, listHandings } from './store-handed.ts'
import { readablePromises, showPromises } from './views.ts'

/** What was handed over in one act, found again, and taken back. */
export const handedRoutes: Route[] = [
  route(contract.listHanded, async (a, { query }) => {
    const limit = query.limit ?? 10
    const key = readKey(query.after, 2)
    const after = key ? { at: key[0] as Instant, id: key[1] as string } : null
    return await a.db.read(a.workspaceId, async (db) => {
      const rows = await listHandings(db, a.member.id, { after }, limit + 1)
      const { items, next } = pageOf(rows, limit, (h) => writeKey(h.at, h.id))
      return { items: await showHandings(db, a, items), next }
    })
  }),
  route(contract.takeBackHanded, (a, { params }) => takeBack(a, params.handingId)),
]

async function showHandings(db: Reader, { member, now, language }: Asked, rows: readonly Handing[]) {
  const members = await memberNames(db)
  const found = await findPromises(
    db,
    rows.flatMap((h) => h.promises.map((p) => p.id)),
  )
  const readable = await readablePromises(db, found, member)
  const shown = new Map((await showPromises(db, readable, now, language.words)).map((p) => [p.id, p]))
  const stored = new Map(readable.map((p) => [p.id, p]))
  return rows.map(({ id, by, to, at, promises }) => ({
    ...{ id, at, by: members(by)!, to: members(to)! },
    promises: promises.flatMap((p) => {
      const promise = stored.get(p.id)
      return promise ? [{ state: stateOf(promise, to, p.version), promise: shown.get(p.id)! }] : []
    }),
  }))
}

function stateOf(p: StoredPromise, to: Handing['to'], version: number) {
  if (!isOpen(p)) return 'settled' as const
  if (p.ownerId !== to) return 'elsewhere' as const
  return p.version === version ? ('untouched' as const) : ('taken_up' as const)
}
