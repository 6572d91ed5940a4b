import type { MemberId } from '../shared/ids.ts'
import { isRefusal, type Refusal, refuse } from '../shared/refusal.ts'
import type { Instant } from '../shared/time.ts'
import type { Conversation } from './conversation.ts'
import { type Need, openNeeds, type PromiseOutcome } from './needs.ts'

/** All a close asks about: what somebody wrote down as needed, and what was promised and handed over here. */
export type Loose = {
  readonly needs: readonly Need[]
  readonly promises: readonly PromiseOutcome[]
  readonly handovers: readonly {
    readonly id: NonNullable<Need['handoverId']>
    readonly acceptedAt: Instant | null
  }[]
}

/**
 * What holds a close, or null. Only two things do: a need somebody wrote down and nobody accounted for (S4-17, S1-25), and an
 * open promise. The second gives way to one explicit press (`promisesStayOpen`): the promise then outlives the conversation.
 */
export function holdsClose(loose: Loose, promisesStayOpen: boolean): Refusal | null {
  const open = openNeeds(loose.needs, loose.promises, loose.handovers)
  if (open.length > 0) {
    return refuse('need_unaccounted', { field: 'needs', values: { count: open.length, needId: open[0]!.id } })
  }
  const promised = loose.promises.filter((p) => !(p.keptAt ?? p.brokenAt ?? p.releasedAt ?? p.movedAt))
  if (promised.length > 0 && !promisesStayOpen) {
    const values = { count: promised.length, promiseId: promised[0]!.id }
    return refuse('promise_open', { field: 'promisesStayOpen', values })
  }
  return null
}

/** Closes a conversation; "anything else?" and the next contact are offered beside it and never asked for here. */
export function close(
  conversation: Conversation,
  loose: Loose,
  by: MemberId,
  now: Instant,
  promisesStayOpen = false,
): Conversation | Refusal {
  if (conversation.closedAt !== null) return refuse('conversation_closed')
  const held = holdsClose(loose, promisesStayOpen)
  if (isRefusal(held)) return held
  return { ...conversation, closedAt: now, closedBy: by, snoozedUntil: null, snoozedBy: null }
}
