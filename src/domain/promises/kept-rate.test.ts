import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PromiseId } from '../shared/ids.ts'
import { instant, plus } from '../shared/time.ts'
import { keptRate, wilson } from './kept-rate.ts'

const due = instant('2026-11-10T12:00:00Z')
const now = instant('2026-12-01T00:00:00Z')
const november = { from: instant('2026-11-01T00:00:00Z'), to: instant('2026-12-01T00:00:00Z') }
const [before, after] = [plus(due, { hours: -1 }), plus(due, { hours: 1 })]
let n = 0
const promise = (more: object = {}) => ({
  id: `p${++n}` as PromiseId,
  originalDue: due,
  keptAt: null,
  brokenAt: null,
  releasedAt: null,
  movedAt: null,
  successorOf: null,
  ...more,
})

describe('the Wilson interval', () => {
  it('gives the examples of the domain paper', () => {
    const cases = [
      [5, 5, 56.6, 100],
      [7, 7, 64.6, 100],
      [19, 20, 76.4, 99.1],
      [29, 30, 83.3, 99.4],
      [95, 100, 88.8, 97.8],
      [380, 400, 92.4, 96.7],
    ] as const
    for (const [k, n, low, high] of cases) {
      const interval = wilson(k, n)!
      expect([interval.low * 100, interval.high * 100].map((x) => Math.round(x * 10) / 10)).toEqual([
        low,
        high,
      ])
    }
    expect(wilson(0, 0)).toBeNull()
  })

  it('holds the share and stays between 0 and 1', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (n, part) => {
          const { share, low, high } = wilson(Math.floor(n * part), n)!
          expect(0 <= low && low <= share + 1e-12 && share <= high + 1e-12 && high <= 1).toBe(true)
        },
      ),
    )
  })
})

describe('the promise-kept rate', () => {
  const rate = (...promises: ReturnType<typeof promise>[]) => {
    const share = keptRate(promises, november, now)
    return share && [share.k, share.n]
  }

  it('counts by the original due: kept in time above, late and broken and forgotten below (P8)', () => {
    const all = [
      promise({ keptAt: due }),
      promise({ keptAt: after }),
      promise({ brokenAt: before }),
      promise(),
    ]
    expect(rate(...all)).toEqual([1, 4])
  })

  it('leaves out what they released before it was due, and only that', () => {
    expect(rate(promise({ releasedAt: before }))).toBeNull()
    expect(rate(promise({ releasedAt: after }))).toEqual([0, 1])
  })

  it('counts a moved promise once, and not as kept when it was kept by the later date', () => {
    const old = promise({ movedAt: before })
    expect(rate(old, promise({ successorOf: old.id, keptAt: after }))).toEqual([0, 1])
    expect(rate(old, promise({ successorOf: old.id, keptAt: before }))).toEqual([1, 1])
  })

  it('leaves out other periods and what is not due yet', () => {
    const next = plus(november.to, { days: 3 })
    expect(keptRate([promise({ originalDue: next })], november, now)).toBeNull()
    expect(keptRate([promise({ originalDue: due })], november, before)).toBeNull()
  })
})
