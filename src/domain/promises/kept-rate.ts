import type { PromiseId } from '../shared/ids.ts'
import type { Instant } from '../shared/time.ts'
import type { CustomerPromise } from './promise.ts'

/** A share with what it rests on: k of n, and its 95 % Wilson score interval (DOMAIN 3.4). */
export type Share = {
  readonly k: number
  readonly n: number
  readonly share: number
  readonly low: number
  readonly high: number
}

/** The Wilson score interval of k of n (0 ≤ k ≤ n); null for n = 0, of which nothing can be said. */
export function wilson(k: number, n: number, z = 1.96): Share | null {
  if (n === 0) return null
  const p = k / n
  const square = (z * z) / n
  const centre = (p + square / 2) / (1 + square)
  const half = (z * Math.sqrt((p * (1 - p)) / n + square / (4 * n))) / (1 + square)
  return { k, n, share: p, low: Math.max(0, centre - half), high: Math.min(1, centre + half) }
}

type Counted = Pick<
  CustomerPromise,
  'id' | 'originalDue' | 'keptAt' | 'brokenAt' | 'releasedAt' | 'movedAt' | 'successorOf'
>

/**
 * The promise-kept rate of a period (P8, DOMAIN 3.2): kept by the *original* due ÷ all whose original due fell in
 * [from, to) and has passed by `now`, without those released before it. Late, broken and moved ones stay below the line; a
 * moved promise and its successors are one promise to the customer and count once. For sites and teams, never for a person
 * who serves; hand in promises to customers and to colleagues separately.
 */
export function keptRate(
  promises: readonly Counted[],
  period: { readonly from: Instant; readonly to: Instant },
  now: Instant,
): Share | null {
  const movedAway = new Set<PromiseId>(promises.filter((p) => p.movedAt !== null).map((p) => p.id))
  const carriedOn = new Set(
    promises.flatMap((p) => (p.successorOf && movedAway.has(p.successorOf) ? [p.successorOf] : [])),
  )
  const counted = promises.filter(
    (p) =>
      !carriedOn.has(p.id) &&
      period.from <= p.originalDue &&
      p.originalDue < period.to &&
      p.originalDue < now &&
      !(p.releasedAt !== null && p.releasedAt < p.originalDue),
  )
  return wilson(counted.filter((p) => p.keptAt !== null && p.keptAt <= p.originalDue).length, counted.length)
}
