import { keptRate } from '../../domain/promises/kept-rate.ts'
import { earlyWarningRate, lateness } from '../../domain/promises/slipping.ts'
import { updateOnTimeRate } from '../../domain/promises/update-on-time.ts'
import { type Cell, showableParts, showableSlices } from '../../domain/reports/small-groups.ts'
import type { SiteId, TeamId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import {
  addDays,
  atLocal,
  earlier,
  type Instant,
  localParts,
  msBetween,
  type TimeZone,
} from '../../domain/shared/time.ts'
import { Refused } from '../db/refused.ts'
import type { Asked } from '../http/route.ts'
import * as store from './store.ts'

/** The version of the definitions in use; told with every figure. */
const DEFINITION = 1
const LONGEST_DAYS = 400

type Selection = {
  from: Instant
  to: Instant
  madeTo: 'customers' | 'colleagues'
  siteId?: SiteId | undefined
  teamId?: TeamId | undefined
}

/**
 * How promises were kept in a period, of the house, a site or a team; nothing where a figure, or what it leaves over beside others,
 * would be one of a handful of people. @throws Refused `invalid_input` for a period that ends before it begins or is longer than
 * 400 days, and for a site and a team at once.
 */
export async function measurePromises(asked: Asked, selection: Selection) {
  const { from, to, madeTo, siteId, teamId } = selection
  if (to <= from || msBetween(from, to) > LONGEST_DAYS * 86_400_000)
    throw new Refused(refuse('invalid_input', { field: 'to' }))
  // A site's figure less that of a team in it would be that of the few others there.
  if (siteId && teamId) throw new Refused(refuse('invalid_input', { field: 'teamId' }))
  return await asked.db.read(asked.workspaceId, async (db) => {
    const everything = await store.listCounted(db, from, to, madeTo)
    const teams = Map.groupBy(await store.listTeamMembers(db), (t) => t.memberId)
    const partsOf = (p: store.CountedPromise) => [
      p.siteId,
      ...(teams.get(p.ownerId) ?? []).map((t) => t.teamId),
    ]
    const part = siteId ?? teamId ?? null
    const chosen = everything.filter((p) => part === null || partsOf(p).includes(part))
    const cellsOf = (promises: readonly store.CountedPromise[]): Cell[] =>
      promises.map((p) => ({ owner: p.ownerId, parts: partsOf(p) }))
    const mayShow = (promises: readonly store.CountedPromise[]) =>
      part === null || showableParts(cellsOf(promises)).has(part)

    const isDue = (p: store.CountedPromise, of: Period) =>
      of.from <= p.originalDue && p.originalDue < of.to && p.originalDue < asked.now
    const due = everything.filter((p) => isDue(p, { from, to }))
    const late = due.filter((p) => p.keptAt === null || p.keptAt > p.originalDue)
    const shown = mayShow(due)
    const slipped = shown && mayShow(late)
    const told = mayShow(everything.filter((p) => p.firstUpdateDue !== null))
    const ids = shown ? chosen.map((p) => p.id) : []
    const updates = await store.listCountedUpdates(db, ids)
    const period = { from, to }
    const figures = shown
      ? {
          kept: keptRate(chosen, period, asked.now),
          earlyWarning: slipped ? earlyWarningRate(chosen, updates, period, asked.now) : null,
          lateness: slipped ? lateness(chosen, period, asked.now) : null,
          updateOnTime: told ? updateOnTimeRate(chosen, updates, period, asked.now) : null,
        }
      : null
    const zone = await store.findZone(db, asked.member.siteId)
    const weeks = weeksOf(from, to, zone)
    const showable = showableSlices(
      weeks.map((week) => ({
        slice: week,
        owners: new Set(chosen.filter((p) => isDue(p, week)).map((p) => p.ownerId)),
        few: !mayShow(due.filter((p) => isDue(p, week))),
      })),
    )
    return {
      ...{ definition: DEFINITION, now: asked.now, from, to, figures },
      few: [
        ...(shown && !slipped ? (['earlyWarning', 'lateness'] as const) : []),
        ...(shown && !told ? (['updateOnTime'] as const) : []),
      ],
      weeks: weeks.map((week) => {
        const kept = shown ? keptRate(chosen, week, asked.now) : null
        const few = kept !== null && !showable.has(week)
        return { ...week, kept: few ? null : kept, few }
      }),
    }
  })
}

type Period = { readonly from: Instant; readonly to: Instant }

/** Weeks of the period by the clocks of the place; the last may be shorter. */
function weeksOf(from: Instant, to: Instant, zone: TimeZone): { from: Instant; to: Instant }[] {
  const { date, time } = localParts(from, zone)
  const start = (week: number) => (week === 0 ? from : atLocal(addDays(date, 7 * week), time, zone))
  const weeks = []
  for (let n = 0; start(n) < to; n++) weeks.push({ from: start(n), to: earlier(start(n + 1), to) })
  return weeks
}
