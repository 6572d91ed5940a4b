import * as contract from '../../contract/leaving.ts'
import { successorOf } from '../../domain/promises/succession.ts'
import type { MemberId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { countOpenPromisesOf } from '../accounts/store.ts'
import { memberNames } from '../conversations/views.ts'
import { Refused } from '../db/refused.ts'
import { type Asked, type Route, route } from '../http/route.ts'
import { giveOverOf } from './actions-leavers.ts'
import { listColleagues, listOpenOf } from './store-leavers.ts'
import { readablePromises, showPromises } from './views.ts'

/** How many are shown. */
const MOST = 100

/** What becomes of what a colleague owes when their access ends. */
export const leavingRoutes: Route[] = [
  route(contract.readLeaving, (a, { params }) => showLeaving(a, params.memberId)),
  route(contract.giveOverOwed, (a, { params }) => giveOverOf(a, params.memberId)),
]

async function showLeaving(a: Asked, memberId: MemberId) {
  return await a.db.read(a.workspaceId, async (db) => {
    const everybody = await listColleagues(db)
    const leaver = everybody.find((m) => m.id === memberId)
    if (!leaver) throw new Refused(refuse('not_found'))
    const owed = await readablePromises(db, await listOpenOf(db, memberId, MOST), a.member)
    const shown = await showPromises(db, owed, a.now, a.language.words)
    const nameOf = await memberNames(db)
    return {
      count: await countOpenPromisesOf(db, memberId),
      promises: shown.map(({ id, text, to, due }, n) => ({
        ...{ id, text, to: to.name, due },
        goesTo: nameOf(successorOf(leaver, everybody, owed[n]!.toMemberId, a.now)) ?? null,
      })),
    }
  })
}
