import type { Instant } from '../shared/time.ts'
import { type Share, wilson } from './kept-rate.ts'
import type { CustomerPromise, ProgressUpdate } from './promise.ts'
import type { Period } from './slipping.ts'

type Counted = Pick<CustomerPromise, 'id' | 'madeAt' | 'keptAt' | 'brokenAt' | 'releasedAt' | 'movedAt'> & {
  /** When the first word on the way was to come, if one was agreed. */
  readonly firstUpdateDue: Instant | null
}
type Said = Pick<ProgressUpdate, 'promiseId' | 'at' | 'nextUpdateDue'> & {
  /** When it reached them: a word that waited counts from its arrival; null for one that never arrived. */
  readonly toldAt: Instant | null
}

/**
 * The update-on-time rate (DOMAIN 3.2): of the words on the way that fell due in a period, those said by then; "no news yet"
 * counts like any other. A word falls due no more once the promise is settled. That a new date holds begins a promise, and
 * answers no word of it.
 */
export function updateOnTimeRate(
  promises: readonly Counted[],
  updates: readonly Said[],
  period: Period,
  now: Instant,
): Share | null {
  const said = Map.groupBy(updates, (u) => u.promiseId)
  let [kept, due] = [0, 0]
  for (const p of promises) {
    const words = (said.get(p.id) ?? [])
      .flatMap((u) => (u.toldAt === null || u.at <= p.madeAt ? [] : [{ ...u, toldAt: u.toldAt }]))
      .sort((a, b) => (a.toldAt < b.toldAt ? -1 : 1))
    const settledAt = p.keptAt ?? p.brokenAt ?? p.releasedAt ?? p.movedAt
    const moments = [p.firstUpdateDue, ...words.map((w) => w.nextUpdateDue)]
    moments.forEach((moment, i) => {
      if (moment === null || moment >= now || moment < period.from || moment >= period.to) return
      if (settledAt !== null && settledAt <= moment) return
      due += 1
      const next = words[i]
      if (next && next.toldAt <= moment) kept += 1
    })
  }
  return wilson(kept, due)
}
