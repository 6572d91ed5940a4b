import fc from 'fast-check'
import { Client } from 'pg'
import { listPromises } from '../../contract/promises.ts'
import { isAtRisk, isDue, isOverdue, isUpdateOverdue } from '../../domain/promises/overdue.ts'
import type { PromiseId } from '../../domain/shared/ids.ts'
import { type Instant, plus } from '../../domain/shared/time.ts'
import { insertRow } from '../db/testing/rows.ts'
import { ownCluster } from '../world/own-cluster.ts'
import { makeWorld, type World } from '../world/world.ts'

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
    const promises = fc.sample(sampled, { numRuns: 500, seed: 3 }).map(({ due, nextUpdateDue, outcome }) => {
      const none = { keptAt: null, brokenAt: null, releasedAt: null, movedAt: null }
      return {
        id: world.services.newId<'promise'>() as PromiseId,
        due: plus(noon, { minutes: due }),
        nextUpdateDue: nextUpdateDue === null ? null : plus(noon, { minutes: nextUpdateDue }),
        ...{ ...none, ...(outcome ? { [outcome]: noon } : {}) },
      }
    })
    await insert(world, promises)
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
})

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

async function insert(world: World, promises: readonly Record<string, Instant | PromiseId | null>[]) {
  const name = `/test_${process.env.VITEST_POOL_ID ?? '1'}_${process.pid}`
  const url = Object.assign(new URL(ownCluster().ownerUrl), { pathname: name })
  const owner = new Client({ connectionString: url.href, options: '-c timezone=UTC' })
  await owner.connect()
  try {
    const me = `'${world.owner.memberId}'::uuid`
    const to = await world.join('Dina Weber')
    await insertRow(
      owner,
      'public.promises',
      {
        ...{ workspace_id: `'${world.workspaceId}'::uuid`, id: 'r.id', owner_id: me, made_by: me },
        ...{
          to_member_id: `'${to.memberId}'::uuid`,
          text: `'Olga tells Dina'`,
          original_due: 'r.due',
          due: 'r.due',
        },
        ...{ next_update_due: 'r."nextUpdateDue"', kept_at: 'r."keptAt"', broken_at: 'r."brokenAt"' },
        ...{ broken_why: `case when r."brokenAt" is not null then 'no' end`, released_at: 'r."releasedAt"' },
        ...{ released_words: `case when r."releasedAt" is not null then 'no' end`, moved_at: 'r."movedAt"' },
      },
      `from jsonb_to_recordset('${JSON.stringify(promises)}') as r (id uuid, due timestamptz, "nextUpdateDue" timestamptz,
        "keptAt" timestamptz, "brokenAt" timestamptz, "releasedAt" timestamptz, "movedAt" timestamptz)`,
    )
  } finally {
    await owner.end()
  }
}
