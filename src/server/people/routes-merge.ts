import * as contract from '../../contract/people-merge.ts'
import type { PersonId } from '../../domain/shared/ids.ts'
import { pageOf, readKey, writeKey } from '../db/keyset.ts'
import { type Asked, type Route, route } from '../http/route.ts'
import { shareHandle } from './actions.ts'
import { dismissDuplicate } from './actions-duplicates.ts'
import * as actions from './actions-merge.ts'
import { addSpeaksFor, endSpeaksFor } from './actions-speaks-for.ts'
import { findPersons } from './store.ts'
import * as store from './store-duplicates.ts'
import { listSame } from './store-merge.ts'
import { namesOf, showLines, showPerson } from './views.ts'

export const mergeRoutes: Route[] = [
  route(contract.mergePerson, async (a, { params, body }) => {
    await actions.mergePerson(a, params.personId, body)
    return await shown(a, params.personId)
  }),
  route(contract.listDuplicates, async (a, { query }) => {
    const limit = query.limit ?? 25
    const key = readKey(query.after, 3)
    const after = key && { sureness: Number(key[0]), firstId: String(key[1]), secondId: String(key[2]) }
    return await a.db.read(a.workspaceId, async (db) => {
      const rows = await store.listDuplicates(db, after, limit + 1)
      const { items, next } = pageOf(rows, limit, (d) => writeKey(d.sureness, d.firstId, d.secondId))
      const persons = await findPersons(
        db,
        items.flatMap((d) => [d.firstId, d.secondId]),
      )
      const rootOf = new Map(persons.map((p) => [p.id, p.rootId]))
      const lines = await showLines(
        db,
        [...new Set(rootOf.values())].map((id) => ({ id })),
        [],
      )
      const lineOf = (id: PersonId) => lines.find((l) => l.id === rootOf.get(id))!
      const pairs = items.map((d) => ({
        ...{ first: lineOf(d.firstId), second: lineOf(d.secondId) },
        ...{ reasons: [...d.reasons], foundAt: d.foundAt },
      }))
      // Two records of one may each be like a third.
      const keyOf = (p: (typeof pairs)[number]) => [p.first.id, p.second.id].sort().join()
      return { items: [...new Map(pairs.toReversed().map((p) => [keyOf(p), p])).values()].reverse(), next }
    })
  }),
  route(contract.listDuplicatesOf, (a, { params }) =>
    a.db.read(a.workspaceId, async (db) => {
      const rows = await store.listDuplicatesOf(db, await listSame(db, params.personId))
      const names = await namesOf(
        db,
        rows.map((r) => r.rootId),
      )
      return {
        items: rows.map((r) => ({
          person: { id: r.rootId, name: names.get(r.rootId) ?? '' },
          reasons: [...r.reasons],
        })),
      }
    }),
  ),
  route(contract.dismissDuplicate, (a, { body }) => dismissDuplicate(a, body, true)),
  route(contract.restoreDuplicate, (a, { body }) => dismissDuplicate(a, body, false)),
  route(contract.shareHandle, async (a, { params, body }) => {
    await shareHandle(a, params.personId, params.handleId, body.withPersonId)
    return await shown(a, params.personId)
  }),
  route(contract.addSpeaksFor, async (a, { params, body }) => {
    await addSpeaksFor(a, params.personId, body)
    return await shown(a, params.personId)
  }),
  route(contract.endSpeaksFor, async (a, { params, body }) =>
    shown(a, await endSpeaksFor(a, params.speaksForId, body)),
  ),
]

function shown(a: Asked, id: PersonId) {
  return a.db.read(a.workspaceId, (db) => showPerson(db, id))
}
