import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Cell, FEWEST, showableParts, showableSlices } from './small-groups.ts'

const people = (n: number, from = 0) => Array.from({ length: n }, (_, i) => `m${from + i}`)
/** One thing of each of some people, in the parts that name them. */
function cells(all: readonly string[], parts: Readonly<Record<string, readonly string[]>>): Cell[] {
  return all.map((owner) => ({ owner, parts: Object.keys(parts).filter((p) => parts[p]!.includes(owner)) }))
}
const shown = (all: readonly string[], parts: Readonly<Record<string, readonly string[]>>) =>
  [...showableParts(cells(all, parts))].sort()

describe('the figure of a part of the house [S4-25]', () => {
  it('is shown only where neither it nor the rest is a handful of people', () => {
    expect(shown(people(6), { three: people(3) })).toEqual(['three'])
    expect(shown(people(6), { two: people(2) })).toEqual([])
    expect(shown(people(6), { five: people(5) })).toEqual([])
    expect(shown(people(1), { everybody: people(1) })).toEqual(['everybody'])
    fc.assert(
      fc.property(fc.nat({ max: 12 }), fc.nat({ max: 12 }), (some, others) => {
        const is = shown([...people(some), ...people(others, some)], { part: people(some) }).length > 0
        expect(is).toBe(some > 0 && (others === 0 || (some >= FEWEST && others >= FEWEST)))
      }),
    )
  })

  it('is left out where two others would leave one person over', () => {
    const sites = { north: people(3), south: people(3, 3), island: people(1, 6) }
    expect(shown(people(7), sites)).toHaveLength(1)
  })

  it('is left out beside a part that is the same but for one', () => {
    expect(shown(people(9), { four: people(4), three: people(3) })).toEqual(['four'])
    expect(shown(people(9), { left: people(4), right: [...people(3), 'm4'] })).toHaveLength(1)
  })

  it('tells of nobody by any sum or difference of two figures, whatever the parts are', () => {
    const group = fc.uniqueArray(fc.constantFrom(...people(8)), { minLength: 1 })
    fc.assert(
      fc.property(fc.array(group, { minLength: 1, maxLength: 5 }), (groups) => {
        const parts = Object.fromEntries(groups.map((g, i) => [`p${i}`, g]))
        const rows = [people(8), ...[...showableParts(cells(people(8), parts))].map((p) => parts[p]!)]
        for (const a of rows)
          for (const b of rows) {
            const apart = people(8).filter((m) => a.includes(m) !== b.includes(m)).length
            expect(apart === 0 || apart >= FEWEST).toBe(true)
          }
      }),
    )
  })
})

it('leaves out as many weeks as it takes that those left out are no handful of people [S4-25]', () => {
  const week = (slice: number, owners: string[]) => ({
    slice,
    owners: new Set(owners),
    few: owners.length < FEWEST,
  })
  expect([...showableSlices([week(1, people(4)), week(2, people(3))])].sort()).toEqual([1, 2])
  expect([...showableSlices([week(1, people(4)), week(2, people(3)), week(3, people(1))])]).toEqual([1])
  expect([...showableSlices([week(1, people(4)), week(2, people(2)), week(3, ['m7'])])]).toEqual([1])
})
