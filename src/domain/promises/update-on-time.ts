import type { PromiseId } from '../shared/ids.ts'
import type { Instant } from '../shared/time.ts'
import { type Share, wilson } from './kept-rate.ts'
import type { CustomerPromise, ProgressUpdate } from './promise.ts'
import type { Period } from './slipping.ts'

type Counted = Pick<CustomerPromise, 'id' | 'keptAt' | 'brokenAt' | 'releasedAt' | 'movedAt'> & {
  /** When the first word on the way was to come, if one was agreed. */
  readonly firstUpdateDue: Instant | null
}
type Said = Pick<ProgressUpdate, 'promiseId' | 'at' | 'nextUpdateDue'> & {
  /** Whether it reached them: what failed to arrive was never told. */
  readonly told: boolean
}

/**
 * The update-on-time rate (DOMAIN 3.2): of the words on the way that fell due in a period, those said by then; "no news yet"
 * counts like any other. A word falls due no more once the promise is settled.
 */
export function updateOnTimeRate(
  promises: readonly Counted[],
  updates: readonly Said[],
  period: Period,
  now: Instant,
): Share | null {
  const said = new Map<PromiseId, Said[]>()
  for (const u of updates) if (u.told) said.set(u.promiseId, [...(said.get(u.promiseId) ?? []), u])
  let [kept, due] = [0, 0]
  for (const p of promises) {
    const words = (said.get(p.id) ?? []).sort((a, b) => (a.at < b.at ? -1 : 1))
    const settledAt = p.keptAt ?? p.brokenAt ?? p.releasedAt ?? p.movedAt
    const moments = [p.firstUpdateDue, ...words.map((w) => w.nextUpdateDue)]
    moments.forEach((moment, i) => {
      if (moment === null || moment >= now || moment < period.from || moment >= period.to) return
      if (settledAt !== null && settledAt <= moment) return
      due += 1
      const next = words[i]
      if (next && next.at <= moment) kept += 1
    })
  }
  return wilson(kept, due)
}
