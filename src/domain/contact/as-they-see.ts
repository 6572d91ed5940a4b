import type { CustomerPromise, ProgressUpdate } from '../promises/promise.ts'

type Name = { readonly name: string }
type Shown = Pick<
  CustomerPromise,
  'id' | 'text' | 'originalDue' | 'due' | 'nextUpdateDue' | 'keptAt' | 'brokenAt' | 'brokenWhy' | 'releasedAt'
> & {
  readonly owner: Name
  readonly updates: readonly (Pick<ProgressUpdate, 'at' | 'kind' | 'text' | 'reason'> & {
    readonly saidBy: Name
  })[]
}

/**
 * What somebody sees of a promise on their own page: who does what by when, every word on the way (the latest first), and how it
 * ended. Nothing of what stays among us: their words as we wrote them down, who made it, how it was told.
 */
export function asTheySee<State extends string>(p: Shown & { readonly state: State }) {
  const { id, text, originalDue, due, nextUpdateDue, state, brokenWhy: why } = p
  return {
    ...{ id, text, by: p.owner.name, originalDue, due, nextUpdateDue, state, why },
    settledAt: p.keptAt ?? p.brokenAt ?? p.releasedAt,
    updates: p.updates
      .map((u) => ({ at: u.at, kind: u.kind, text: u.text, reason: u.reason, by: u.saidBy.name }))
      .reverse(),
  }
}
