import fc from 'fast-check'
import { listPeople } from '../../contract/people.ts'
import { openDatabase } from '../db/database.ts'
import { type Act, flush } from '../db/flush.ts'
import { planPerson } from '../people/actions.ts'
import { makeWorld } from '../world/world.ts'
import { Lanes } from './mail-in-lanes.ts'
import { filingUnder } from './store-mail-locks.ts'

const MOST = { lanes: 2, together: 4, keys: 20 }
const add = (act: Act, name: string) => flush(act, planPerson(act, { name }, 'typed').change)

describe('acts that are done together', () => {
  it('stand without the one among them that failed after it had written', async () => {
    const world = await makeWorld()
    const lanes = new Lanes(filingUnder, MOST)
    const act = world.act()
    const done = await Promise.allSettled(
      ['Ada', 'Ben', 'bad', 'Cem', 'Dora', 'Eve'].map((name) =>
        lanes.run(world.services.db, world.workspaceId, [name], async (db) => {
          await add({ ...act, db }, name)
          if (name === 'bad') throw new Error('bad')
          return name
        }),
      ),
    )
    expect(done.map((d) => (d.status === 'fulfilled' ? d.value : (d.reason as Error).message))).toEqual([
      ...['Ada', 'Ben', 'bad', 'Cem', 'Dora', 'Eve'],
    ])
    expect(done.map((d) => d.status)[2]).toBe('rejected')
    const { items } = await world.owner.call(listPeople, { query: {} })
    expect(items.map((p) => p.name).toSorted()).toEqual(['Ada', 'Ben', 'Cem', 'Dora', 'Eve'])
  })

  it('of one key see each other’s work, whatever else goes on beside them and in whichever process', async () => {
    const world = await makeWorld()
    const other = openDatabase(world.services.appUrl, 6)
    const servers = [0, 1].map((n) => ({
      lanes: new Lanes(filingUnder, MOST),
      db: n ? other : world.services.db,
    }))
    const keys = fc.oneof(
      { weight: 8, arbitrary: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 3 }) },
      { weight: 1, arbitrary: fc.constant(null) },
    )
    let run = 0
    const walk = fc.asyncProperty(fc.array(keys, { minLength: 2, maxLength: 14 }), async (jobs) => {
      const mine = `run${++run}`
      const counts = await Promise.all(
        jobs.map((under, n) => {
          const { lanes, db } = servers[n % 2]!
          const touched = under ?? ['a', 'b', 'c', 'd']
          return lanes.run(db, world.workspaceId, under, async (one) => {
            const act = { ...world.act(), db: one }
            const seen: Record<string, number> = {}
            for (const key of touched) {
              const rows = await one.read(world.workspaceId, (r) =>
                r.selectFrom('persons').select('name').where('name', 'like', `${mine} ${key} %`).execute(),
              )
              seen[key] = rows.length
            }
            for (const key of touched) await add(act, `${mine} ${key} ${n}`)
            return seen
          })
        }),
      )
      // Each finds as many before it as there were: none twice, none left out.
      for (const key of ['a', 'b', 'c', 'd']) {
        const found = counts.flatMap((c) => c[key] ?? []).toSorted((a, b) => a - b)
        expect(found).toEqual(found.map((_, n) => n))
      }
    })
    try {
      await fc.assert(walk, { numRuns: 15 })
    } finally {
      await other.close()
    }
  }, 60_000)
})
