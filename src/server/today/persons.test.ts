import fc from 'fast-check'
import * as people from '../../contract/people.ts'
import { mergePerson } from '../../contract/people-merge.ts'
import { displayName } from '../../domain/people/person.ts'
import type { PersonId } from '../../domain/shared/ids.ts'
import { findPersons, listHandles } from '../people/store.ts'
import { makeWorld } from '../world/world.ts'
import { listShownPersons } from './store-persons.ts'

/** Some with a name and some without, with up to three ways to reach them. */
const somebody = fc.record({
  named: fc.boolean(),
  reached: fc.array(fc.constantFrom('phone', 'email'), { minLength: 1, maxLength: 3 }),
})

it('a line calls people and shows their telephone as their records together do, however they were brought together', async () => {
  const world = await makeWorld()
  const made: { id: PersonId; handles: readonly { id: string }[] }[] = []
  for (const [n, { named, reached }] of fc.sample(somebody, { numRuns: 24, seed: 11 }).entries()) {
    const handles = reached.map((kind, i) => ({
      kind,
      value: kind === 'phone' ? `+49 30 55500${10 + n}${i}` : `person${n}.${i}@example.com`,
    }))
    made.push(
      (await world.owner.call(people.addPerson, {
        body: { name: named ? `Person ${n}` : '', handles: handles as never },
      })) as never,
    )
  }
  const ids = made.map((p) => p.id)
  const agree = async () => {
    const [shown, persons, handles] = await world.services.db.read(world.workspaceId, async (db) => [
      await listShownPersons(db, ids),
      await findPersons(db, ids),
      await listHandles(db, ids),
    ])
    const rules = persons.map((p) => {
      const theirs = handles.filter((h) => h.personId === p.id)
      const telephone = theirs.find((h) => h.kind === 'phone')?.shown ?? null
      return [p.id, { name: displayName(p, theirs, ''), telephone }]
    })
    expect(Object.fromEntries(shown)).toEqual(Object.fromEntries(rules))
    return rules
  }
  expect(new Set((await agree()).map(([, shown]) => JSON.stringify(shown))).size).toBeGreaterThan(12)
  // Pairs, and threes where the first of a pair goes on into another.
  const pairs = fc.sample(fc.tuple(fc.nat(23), fc.nat(23)), { numRuns: 14, seed: 5 })
  let merged = 0
  for (const [a, b] of pairs) {
    const both = await Promise.all(
      [a, b].map((n) => world.owner.call(people.readPerson, { params: { personId: ids[n]! } })),
    )
    const [stays, goes] = both as [(typeof both)[number], (typeof both)[number]]
    if (stays.id === goes.id || goes.id !== ids[b] || stays.id !== ids[a]) continue
    await world.owner.call(mergePerson, {
      params: { personId: stays.id },
      body: { mergedId: goes.id, version: stays.version, mergedVersion: goes.version },
    })
    merged++
    await agree()
  }
  expect(merged).toBeGreaterThan(4)
})
