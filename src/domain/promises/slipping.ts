import { type Instant, msBetween } from '../shared/time.ts'
import { ancestries } from './ancestry.ts'
import { type Share, wilson } from './kept-rate.ts'
import type { CustomerPromise, ProgressUpdate } from './promise.ts'

type Counted = Pick<
  CustomerPromise,
  'id' | 'originalDue' | 'keptAt' | 'brokenAt' | 'releasedAt' | 'movedAt' | 'successorOf'
>
export type Period = { readonly from: Instant; readonly to: Instant }
type Said = Pick<ProgressUpdate, 'promiseId' | 'kind' | 'at' | 'nextUpdateDue'> & {
  /** When it reached them: a word that waited counts from its arrival; null for one that never arrived. */
  readonly toldAt: Instant | null
}

/** Promises of a period whose original date passed without their being kept or released: each as its line of moves. */
function slipped<P extends Counted>(promises: readonly P[], period: Period, now: Instant): P[][] {
  return ancestries(promises).filter((line) => {
    const { originalDue } = line[0]!
    const last = line.at(-1)!
    const inTime = last.keptAt !== null && last.keptAt <= originalDue
    const letOff = last.releasedAt !== null && last.releasedAt < originalDue
    return period.from <= originalDue && originalDue < period.to && originalDue < now && !inTime && !letOff
  })
}

/**
 * The early-warning rate (DOMAIN 3.2): of the promises that slipped, those where they were told before the original date: it
 * was moved by then, or a delay was said, or that the next word comes later than the date; and the word of it reached them.
 */
export function earlyWarningRate(
  promises: readonly Counted[],
  updates: readonly Said[],
  period: Period,
  now: Instant,
): Share | null {
  const lines = slipped(promises, period, now)
  const of = Map.groupBy(updates, (u) => u.promiseId)
  const told = lines.filter((line) => {
    const { originalDue, movedAt } = line[0]!
    const words = line.flatMap((p) => of.get(p.id) ?? [])
    const inTime = (u: Said) => u.toldAt !== null && u.toldAt <= originalDue
    const missed = words.some((u) => u.at === movedAt && !inTime(u))
    if (movedAt !== null && movedAt <= originalDue && !missed) return true
    return words.some(
      (u) =>
        inTime(u) &&
        (u.kind === 'delay' ||
          (u.kind === 'no_progress' && u.nextUpdateDue !== null && u.nextUpdateDue > originalDue)),
    )
  })
  return wilson(told.length, lines.length)
}

/** How late late ones were, in minutes: the middle one, and what nine in ten stay under. */
export type Lateness = { readonly n: number; readonly median: number; readonly p90: number }

/** Lateness of the promises of a period that were kept after their original date (DOMAIN 3.2); null where none was. */
export function lateness(promises: readonly Counted[], period: Period, now: Instant): Lateness | null {
  const minutes = slipped(promises, period, now)
    .flatMap((line) => {
      const { keptAt } = line.at(-1)!
      return keptAt === null ? [] : [msBetween(line[0]!.originalDue, keptAt) / 60_000]
    })
    .sort((a, b) => a - b)
  if (minutes.length === 0) return null
  return { n: minutes.length, median: quantile(minutes, 0.5), p90: quantile(minutes, 0.9) }
}

/** The q-th quantile of sorted numbers, linear between its neighbours (Hyndman and Fan 1996, type 7). At least one number. */
export function quantile(sorted: readonly number[], q: number): number {
  const place = (sorted.length - 1) * q
  const below = sorted[Math.floor(place)]!
  const above = sorted[Math.ceil(place)]!
  return below + (above - below) * (place - Math.floor(place))
}
