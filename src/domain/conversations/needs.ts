import type { ConversationId, HandoverId, NeedId, PromiseId } from '../shared/ids.ts'
import { type Refusal, refuse } from '../shared/refusal.ts'
import type { Instant } from '../shared/time.ts'

/** Something they need, in their own words; the smaller the number, the more it matters to *them* (S1-25). */
export type Need = {
  readonly id: NeedId
  readonly conversationId: ConversationId
  readonly words: string
  readonly priority: number
  readonly createdAt: Instant
  readonly metAt: Instant | null
  readonly withdrawnAt: Instant | null
  readonly cannotAt: Instant | null
  readonly cannotWhy: string | null
  /** Where else they find help, when we cannot. */
  readonly directionGiven: string | null
  readonly promiseId: PromiseId | null
  readonly handoverId: HandoverId | null
}

/** What of a promise decides whether a need rests on it. */
export type PromiseOutcome = {
  readonly id: PromiseId
  readonly keptAt: Instant | null
  readonly brokenAt: Instant | null
  readonly releasedAt: Instant | null
  readonly movedAt: Instant | null
  readonly successorOf: PromiseId | null
}

type HandoverOutcome = { readonly id: HandoverId; readonly acceptedAt: Instant | null }
export type NeedAccount = 'met' | 'promised' | 'handed_over' | 'withdrawn' | 'cannot'

/** Writes a need down. Refuses empty words. */
export function writeNeed(
  need: Pick<Need, 'id' | 'conversationId' | 'words' | 'priority' | 'createdAt'>,
): Need | Refusal {
  const words = need.words.trim()
  if (words === '') return refuse('invalid_input', { field: 'words' })
  const open = { metAt: null, withdrawnAt: null, cannotAt: null, cannotWhy: null, directionGiven: null }
  return { ...need, words, ...open, promiseId: null, handoverId: null }
}

/** How a need comes to rest: done, taken back by them, cannot (told why, and where else), promised, or handed over. */
export type Settlement =
  | { readonly as: 'met' }
  | { readonly as: 'withdrawn' }
  | { readonly as: 'cannot'; readonly why: string; readonly direction: string }
  | { readonly as: 'promised'; readonly promiseId: PromiseId }
  | { readonly as: 'handed_over'; readonly handoverId: HandoverId }
  | { readonly as: 'open' }

/** Settles a need, or opens it again; what it rested on before is let go. A "cannot" has a reason and a direction (S4-15). */
export function settleNeed(need: Need, settlement: Settlement, now: Instant): Need | Refusal {
  const open: Need = {
    ...need,
    metAt: null,
    withdrawnAt: null,
    cannotAt: null,
    cannotWhy: null,
    directionGiven: null,
    promiseId: null,
    handoverId: null,
  }
  switch (settlement.as) {
    case 'open':
      return open
    case 'met':
      return { ...open, metAt: now, promiseId: need.promiseId, handoverId: need.handoverId }
    case 'withdrawn':
      return { ...open, withdrawnAt: now }
    case 'promised':
      return { ...open, promiseId: settlement.promiseId }
    case 'handed_over':
      return { ...open, handoverId: settlement.handoverId }
    case 'cannot': {
      const [cannotWhy, directionGiven] = [settlement.why.trim(), settlement.direction.trim()]
      if (cannotWhy === '') return refuse('reason_missing', { field: 'why' })
      if (directionGiven === '') return refuse('reason_missing', { field: 'direction' })
      return { ...open, cannotAt: now, cannotWhy, directionGiven }
    }
  }
}

/**
 * How a need is accounted for, or null (G1). A promise counts while it is open, and a moved or broken one through the promise
 * that took its place; a kept one met the need, a broken one leaves it open. A hand-over counts once it is accepted.
 */
export function accountOf(
  need: Need,
  promises: readonly PromiseOutcome[],
  handovers: readonly HandoverOutcome[],
): NeedAccount | null {
  if (need.metAt !== null) return 'met'
  if (need.withdrawnAt !== null) return 'withdrawn'
  if (need.cannotAt !== null) return 'cannot'
  const promise = need.promiseId && lastOf(need.promiseId, promises)
  if (promise) {
    if (promise.keptAt !== null) return 'met'
    if (promise.releasedAt !== null) return 'withdrawn'
    if (promise.brokenAt === null && promise.movedAt === null) return 'promised'
  }
  const handover = handovers.find((h) => h.id === need.handoverId)
  return handover?.acceptedAt ? 'handed_over' : null
}

/** Needs as they matter to the customer: their own order first, then as written. */
export function byPriority(needs: readonly Need[]): Need[] {
  const key = (need: Need) => `${need.createdAt} ${need.id}`
  return [...needs].sort((a, b) => a.priority - b.priority || (key(a) < key(b) ? -1 : 1))
}

/** The needs nobody accounted for, the one that matters most to the customer first: it is the one to turn to next (S1-25). */
export function openNeeds(
  needs: readonly Need[],
  promises: readonly PromiseOutcome[],
  handovers: readonly HandoverOutcome[],
): Need[] {
  return byPriority(needs).filter((need) => accountOf(need, promises, handovers) === null)
}

function lastOf(id: PromiseId, promises: readonly PromiseOutcome[]): PromiseOutcome | undefined {
  let promise = promises.find((p) => p.id === id)
  for (let steps = 0; steps < promises.length; steps++) {
    const successor = promises.find((p) => p.successorOf === promise?.id)
    if (!successor) break
    promise = successor
  }
  return promise
}
