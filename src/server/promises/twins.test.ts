import fc from 'fast-check'
import { listPromises } from '../../contract/promises.ts'
import { comesFirst } from '../../domain/promises/comes-first.ts'
import {
  fallsBefore,
  isAtRisk,
  isDue,
  isOpen,
  isOverdue,
  isUpdateOverdue,
} from '../../domain/promises/overdue.ts'
import type { PromiseId } from '../../domain/shared/ids.ts'
import { type Instant, plus } from '../../domain/shared/time.ts'
import type { Reader } from '../db/database.ts'
import { insertPromises } from '../db/testing/promises.ts'
import { makeWorld, type World } from '../world/world.ts'
import { listFalling, listFallingIn } from './store-falling.ts'

/** Every promise stands on a minute of this many around the clock, so that many meet it exactly. */
const AROUND = 180

const OUTCOMES = ['keptAt', 'brokenAt', 'releasedAt', 'movedAt'] as const
const minute = fc.integer({ min: -AROUND / 5, max: AROUND / 5 }).map((n) => n * 5)
const sampled = fc.record({
  due: minute,
  nextUpdateDue: fc.option(minute, { freq: 2 }),
  outcome: fc.option(fc.constantFrom(...OUTCOMES), { freq: 1 }),
})

describe('the database', () => {
  it('finds the same promises due, at risk, overdue and owing a word as the rules do', async () => {
    const world = await makeWorld()
    const noon = world.now()
    const promises = await makeSampled(world)
    const rules = { due: isDue, at_risk: isAtRisk, overdue: isOverdue, update_due: isUpdateOverdue }
    for (const minutes of [-AROUND - 20, -75, -15, 0, 1, 60, AROUND + 20]) {
      const now = plus(noon, { minutes })
      world.at(now)
      for (const [is, rule] of Object.entries(rules)) {
        const byRule = promises.filter((p) => rule(p, now)).map((p) => p.id)
        expect(await found(world, is as keyof typeof rules), `${is} at ${minutes}`).toEqual(byRule.sort())
      }
    }
  })

  it('finds the same promises late, soon and ahead, and falling into a span, as the rules do [S1-31] [S1-19]', async () => {
    const world = await makeWorld()
    const noon = world.now()
    const promises = await makeSampled(world)
    const whose = { owners: [world.owner.memberId] }
    const read = <T>(work: (db: Reader) => Promise<T>) => world.services.db.read(world.workspaceId, work)
    const first = (p: (typeof promises)[number], now: Instant) => comesFirst(p, isOverdue(p, now)).at
    const ids = (some: readonly { id: PromiseId }[]) => some.map((p) => p.id)
    for (const minutes of [-AROUND - 20, -75, -15, 0, 1, 60, AROUND + 20]) {
      const now = plus(noon, { minutes })
      const [soon, until] = [plus(now, { minutes: 30 }), plus(now, { minutes: 90 })]
      const byRule = promises
        .filter((p) => isOpen(p))
        .sort((a, b) => (first(a, now) + a.id < first(b, now) + b.id ? -1 : 1))
      const between = (is: (at: Instant) => boolean) => byRule.filter((p) => is(first(p, now)))
      const rules = {
        late: between((at) => at < now),
        soon: between((at) => at >= now && at <= soon),
        ahead: between((at) => at > soon && at <= until),
      }
      expect(ids(rules.late)).toEqual(ids(byRule.filter((p) => fallsBefore(p, now, now))))
      const reach = { now, soon, late: 500, most: 500, ahead: { until, most: 500 } }
      const found = await read((db) => listFalling(db, whose, reach))
      const bounded = await read((db) =>
        listFalling(db, whose, { ...reach, late: 7, most: 7, ahead: { until, most: 7 } }),
      )
      for (const part of ['late', 'soon', 'ahead'] as const) {
        expect(ids(found[part].rows), `${part} at ${minutes}`).toEqual(ids(rules[part]))
        expect(ids(bounded[part].rows)).toEqual(ids(rules[part].slice(0, 7)))
        expect(bounded[part].total).toBe(rules[part].length)
      }
      const spans = [
        { from: now, until: soon },
        { from: soon, until },
      ]
      const days = await read((db) => listFallingIn(db, whose, spans, 500))
      for (const [n, span] of spans.entries()) {
        const falls = (at: Instant | null) => at !== null && at >= span.from && at < span.until
        const within = byRule.filter((p) => falls(p.due) || falls(p.nextUpdateDue))
        expect(ids(days[n]!.rows).sort(), `${n} at ${minutes}`).toEqual(ids(within).sort())
        const some = await read((db) => listFallingIn(db, whose, spans, 5))
        expect([some[n]!.rows.length, some[n]!.total]).toEqual([Math.min(5, within.length), within.length])
      }
    }
  })
})

/** Promises around the clock of a world, of each sort: open and settled, with a word before, at or after their date, or none. */
async function makeSampled(world: World) {
  const noon = world.now()
  const to = await world.join('Dina Weber')
  const promises = fc.sample(sampled, { numRuns: 500, seed: 3 }).map(({ due, nextUpdateDue, outcome }) => {
    const none = { keptAt: null, brokenAt: null, releasedAt: null, movedAt: null }
    return {
      id: world.services.newId<'promise'>() as PromiseId,
      due: plus(noon, { minutes: due }),
      nextUpdateDue: nextUpdateDue === null ? null : plus(noon, { minutes: nextUpdateDue }),
      ...{ ...none, ...(outcome ? { [outcome]: noon } : {}) },
    }
  })
  const of = { workspaceId: world.workspaceId, ownerId: world.owner.memberId, toMemberId: to.memberId }
  await insertPromises(of, promises)
  return promises
}

async function found(world: World, is: 'due' | 'at_risk' | 'overdue' | 'update_due') {
  const ids: string[] = []
  for (let after: string | undefined; ; ) {
    const query = { of: 'all' as const, is, limit: 100, after }
    const { items, next } = await world.owner.call(listPromises, { query })
    ids.push(...items.map((p) => p.id))
    if (!next) return ids.sort()
    after = next
  }
}
