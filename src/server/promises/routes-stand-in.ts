import * as contract from '../../contract/standing-in.ts'
import { awayOf } from '../../domain/accounts/away.ts'
import { comesFirst } from '../../domain/promises/comes-first.ts'
import { isOverdue } from '../../domain/promises/overdue.ts'
import { uncovered } from '../../domain/promises/standing-in.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { endOfDay, localParts, type TimeZone } from '../../domain/shared/time.ts'
import { chooseBackupOf, chooseForBreak } from '../accounts/actions-breaks.ts'
import { listMembers, listSites } from '../accounts/store.ts'
import { findStanding, listResting } from '../accounts/store-breaks.ts'
import { memberNames } from '../conversations/views.ts'
import { Refused } from '../db/refused.ts'
import { type Asked, type Route, route } from '../http/route.ts'
import { listDueBefore } from './store.ts'
import { listStanding } from './store-alerts.ts'

/** How many are looked through. */
const MOST = 200

/** Who stands in for whom, and what nobody looks after. */
export const standInRoutes: Route[] = [
  route(contract.readMyPromisesAlone, (a) =>
    a.db.read(a.workspaceId, async (db) => {
      const site = (await listSites(db)).find((s) => s.id === a.member.siteId)
      const zone = (site?.timeZone ?? 'UTC') as TimeZone
      const tonight = endOfDay(localParts(a.now, zone).date, zone)
      const owed = await listDueBefore(db, [a.member.id], tonight, MOST)
      const alone = uncovered(owed, await listStanding(db), tonight, a.now)
      const moments = alone.map((p) => comesFirst(p, isOverdue(p, a.now)).at).sort()
      const nameOf = await memberNames(db)
      const colleagues = Map.groupBy(
        alone.filter((p) => p.toMemberId !== null),
        (p) => nameOf(p.toMemberId)?.name ?? '',
      )
      return {
        count: alone.length,
        toCustomers: alone.filter((p) => p.toPersonId !== null).length,
        toColleagues: [...colleagues].map(([name, theirs]) => ({ name, count: theirs.length })),
        first: moments[0] ?? null,
      }
    }),
  ),
  route(contract.readAway, (a) =>
    a.db.read(a.workspaceId, async (db) => {
      const sites = await listSites(db)
      const zoneOf = (id: string) => (sites.find((s) => s.id === id)?.timeZone ?? 'UTC') as TimeZone
      const items = (await listResting(db)).flatMap((m) => {
        const is = awayOf(m, a.now, zoneOf(m.siteId))
        return is ? [{ memberId: m.id, is }] : []
      })
      return { items }
    }),
  ),
  route(contract.chooseBreakStandIn, (a, { body }) => chooseForBreak(a, body.memberId)),
  route(contract.readStandIn, (a, { params }) => standInOf(a, params.memberId)),
  route(contract.chooseStandIn, async (a, { params, body }) => {
    await chooseBackupOf(a, params.memberId, body.memberId)
    return await standInOf(a, params.memberId)
  }),
]

async function standInOf(a: Asked, id: Asked['member']['id']) {
  return await a.db.read(a.workspaceId, async (db) => {
    if (!(await listMembers(db)).some((m) => m.id === id)) throw new Refused(refuse('not_found'))
    return { memberId: (await findStanding(db, id)).backupId }
  })
}
