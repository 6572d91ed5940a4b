import { changeMember } from '../../contract/accounts.ts'
import * as contract from '../../contract/leaving.ts'
import type { MemberId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import * as accounts from '../accounts/actions.ts'
import { countOpenPromisesOf } from '../accounts/store.ts'
import { membersWithTeams } from '../accounts/views-members.ts'
import { listAssignedTo } from '../conversations/store-leavers.ts'
import { memberNames } from '../conversations/views.ts'
import { Refused } from '../db/refused.ts'
import { type Asked, type Route, route } from '../http/route.ts'
import { countStaying, giveOverAndEnd } from './actions-leavers.ts'
import { listAsksOfLeaver } from './store-asks.ts'
import { countAnsweredFor, listColleagues, listOpenOf, listOpenToMember } from './store-leavers.ts'
import { readablePromises, showPromises } from './views.ts'
import { findSuccessors } from './views-leavers.ts'

/** How many are shown. */
const MOST = 100
/** How far what else is with them is counted. */
const MOST_COUNTED = 200

/** What becomes of what a colleague owes when their access ends, and its end. */
export const leavingRoutes: Route[] = [
  route(contract.readLeaving, (a, { params }) => showLeaving(a, params.memberId)),
  route(changeMember, async (a, { params: { memberId }, body: { giveOver, ...change } }) => {
    if (giveOver) await giveOverAndEnd(a, memberId, change)
    else await accounts.changeMember(a, memberId, change)
    const members = await a.db.read(a.workspaceId, membersWithTeams)
    return members.find((m) => m.id === memberId)!
  }),
]

async function showLeaving(a: Asked, memberId: MemberId) {
  const { leaver, everybody, ...shown } = await a.db.read(a.workspaceId, async (db) => {
    const everybody = await listColleagues(db)
    const leaver = everybody.find((m) => m.id === memberId)
    if (!leaver) throw new Refused(refuse('not_found'))
    const owed = await readablePromises(db, await listOpenOf(db, memberId, MOST), a.member)
    const talks = owed.map((p) => p.conversationId)
    const successor = await findSuccessors(db, leaver, everybody, talks, a.now)
    const shown = await showPromises(db, owed, a.now, a.language.words)
    const nameOf = await memberNames(db)
    return {
      ...{ leaver, everybody, count: await countOpenPromisesOf(db, memberId) },
      conversations: (await listAssignedTo(db, memberId)).length,
      asks: (await listAsksOfLeaver(db, memberId, MOST_COUNTED)).length,
      promisedTo: (await listOpenToMember(db, memberId, MOST_COUNTED)).length,
      ...(await countAnsweredFor(db, memberId)),
      promises: shown.map(({ id, text, to, due }, n) => ({
        ...{ id, text, to: to.name, due },
        goesTo: nameOf(successor(owed[n]!.toMemberId, owed[n]!.conversationId)) ?? null,
      })),
    }
  })
  return { ...shown, stay: await countStaying(a, leaver, everybody) }
}
