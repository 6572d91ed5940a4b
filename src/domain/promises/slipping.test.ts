import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PromiseId } from '../shared/ids.ts'
import { type Instant, instant, plus } from '../shared/time.ts'
import { ancestries } from './ancestry.ts'
import type { UpdateKind } from './promise.ts'
import { earlyWarningRate, lateness, quantile } from './slipping.ts'
import { updateOnTimeRate } from './update-on-time.ts'

const due = instant('2026-11-10T12:00:00Z')
const now = instant('2026-12-01T00:00:00Z')
const november = { from: instant('2026-11-01T00:00:00Z'), to: instant('2026-12-01T00:00:00Z') }
const at = (hours: number) => plus(due, { hours })
const promise = (id: string, more: object = {}) => ({
  id: id as PromiseId,
  originalDue: due,
  keptAt: null as Instant | null,
  brokenAt: null,
  releasedAt: null,
  movedAt: null as Instant | null,
  successorOf: null as PromiseId | null,
  firstUpdateDue: null as Instant | null,
  madeAt: plus(due, { days: -5 }),
  ...more,
})
const said = (promiseId: string, kind: UpdateKind, when: Instant, nextUpdateDue: Instant | null = null) => ({
  promiseId: promiseId as PromiseId,
  kind,
  at: when,
  nextUpdateDue,
  toldAt: when as Instant | null,
})

describe('the early-warning rate', () => {
  const rate = (promises: ReturnType<typeof promise>[], updates: ReturnType<typeof said>[] = []) => {
    const share = earlyWarningRate(promises, updates, november, now)
    return share && [share.k, share.n]
  }

  it('counts what slipped, and of it where they were told before the date', () => {
    expect(rate([promise('kept', { keptAt: at(-1) })])).toBeNull()
    expect(rate([promise('late', { keptAt: at(2) })])).toEqual([0, 1])
    expect(rate([promise('late', { keptAt: at(2) })], [said('late', 'delay', at(-1))])).toEqual([1, 1])
    expect(rate([promise('late', { keptAt: at(2) })], [said('late', 'delay', at(1))])).toEqual([0, 1])
    expect(rate([promise('open')], [said('open', 'progress', at(-1))])).toEqual([0, 1])
    expect(rate([promise('open')], [said('open', 'no_progress', at(-1), at(3))])).toEqual([1, 1])
    expect(rate([promise('free', { releasedAt: at(-1) })])).toBeNull()
  })

  it('counts no warning that did not reach them [S3-22]', () => {
    const missed = (id: string, ...word: [UpdateKind, Instant]) => ({ ...said(id, ...word), toldAt: null })
    expect(rate([promise('late', { keptAt: at(2) })], [missed('late', 'delay', at(-1))])).toEqual([0, 1])
    const moved = [promise('a', { movedAt: at(-2) }), promise('b', { successorOf: 'a' })]
    expect(rate(moved, [missed('b', 'delay', at(-2))])).toEqual([0, 1])
    expect(rate(moved, [missed('b', 'delay', at(-2)), said('b', 'delay', at(-1))])).toEqual([1, 1])
  })

  it('counts a word that waited from when it arrived: one held over night warned nobody of the morning [S3-22]', () => {
    const moved = [promise('a', { movedAt: at(-2) }), promise('b', { successorOf: 'a' })]
    const arrives = (hours: number) => [{ ...said('b', 'delay', at(-2)), toldAt: at(hours) }]
    expect(rate(moved, arrives(-1))).toEqual([1, 1])
    expect(rate(moved, arrives(1))).toEqual([0, 1])
    expect(rate([promise('late')], [{ ...said('late', 'delay', at(-2)), toldAt: at(1) }])).toEqual([0, 1])
  })

  it('takes a promise moved in time for one promise that slipped with a warning', () => {
    const moved = [promise('a', { movedAt: at(-2) }), promise('b', { successorOf: 'a', keptAt: at(20) })]
    expect(rate(moved)).toEqual([1, 1])
    expect(lateness(moved, november, now)).toEqual({ n: 1, median: 1200, p90: 1200 })
  })
})

describe('lateness', () => {
  it('is the middle and the worst tenth of late ones, by the original date [S2-24]', () => {
    const late = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((h) => promise(`p${h}`, { keptAt: at(h) }))
    expect(lateness([...late, promise('kept', { keptAt: due })], november, now)).toEqual({
      n: 10,
      median: 330,
      p90: 546,
    })
    expect(lateness([promise('kept', { keptAt: due })], november, now)).toBeNull()
  })

  it('a quantile is one of the numbers or lies between two neighbours', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (numbers, q) => {
          const sorted = [...numbers].sort((a, b) => a - b)
          const x = quantile(sorted, q)
          expect(x).toBeGreaterThanOrEqual(sorted[0]!)
          expect(x).toBeLessThanOrEqual(sorted.at(-1)!)
        },
      ),
    )
  })
})

describe('the update-on-time rate', () => {
  const rate = (promises: ReturnType<typeof promise>[], updates: ReturnType<typeof said>[]) => {
    const share = updateOnTimeRate(promises, updates, november, now)
    return share && [share.k, share.n]
  }

  it('counts every word that fell due, "no news yet" like any other', () => {
    const p = promise('p', { firstUpdateDue: at(-8), keptAt: at(0) })
    expect(rate([p], [])).toEqual([0, 1])
    expect(
      rate([p], [said('p', 'no_progress', at(-9), at(-4)), said('p', 'progress', at(-3), at(3))]),
    ).toEqual([1, 2])
  })

  it('a word that failed to arrive was not said', () => {
    const p = promise('p', { firstUpdateDue: at(-8) })
    expect(rate([p], [{ ...said('p', 'progress', at(-9)), toldAt: null }])).toEqual([0, 1])
  })

  it('a word that arrived later than it was due was late, whenever it was said', () => {
    const p = promise('p', { firstUpdateDue: at(-8) })
    expect(rate([p], [{ ...said('p', 'progress', at(-9)), toldAt: at(-7) }])).toEqual([0, 1])
  })

  it('a new date begins a promise, whose first word is due once and still to be said', () => {
    const p = promise('p', { madeAt: at(-12), firstUpdateDue: at(-8) })
    const moving = said('p', 'delay', at(-12), at(-8))
    expect(rate([p], [moving])).toEqual([0, 1])
    expect(rate([p], [moving, said('p', 'progress', at(-9))])).toEqual([1, 1])
  })

  it('asks for no word once the promise is settled', () => {
    expect(rate([promise('p', { firstUpdateDue: at(-8), keptAt: at(-9) })], [])).toBeNull()
  })
})

it('every promise belongs to exactly one line of moves, and a line has one original date', () => {
  const line = [
    promise('a', { movedAt: at(-3) }),
    promise('b', { successorOf: 'a', movedAt: at(-2) }),
    promise('c', { successorOf: 'b' }),
  ]
  const broken = [promise('d', { brokenAt: at(1) }), promise('e', { successorOf: 'd' })]
  const lines = ancestries([...broken, ...line].reverse())
  expect(lines.map((l) => l.map((p) => p.id).join('')).sort()).toEqual(['abc', 'd', 'e'])
})
