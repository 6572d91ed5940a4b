import type { Access } from '../accounts/permissions.ts'
import type { MemberId, TagId, TeamId } from '../shared/ids.ts'
import { isRefusal, type Refusal, refuse } from '../shared/refusal.ts'
import type { Instant } from '../shared/time.ts'
import { close, type Loose } from './closing.ts'
import { assign, type Conversation } from './conversation.ts'
import { snooze, wake } from './snooze.ts'

/** What can be done with many conversations at once. */
export type BulkAct =
  | { readonly kind: 'close'; readonly promisesStayOpen: boolean }
  | { readonly kind: 'reopen' }
  | { readonly kind: 'junk' }
  | { readonly kind: 'snooze'; readonly until: Instant }
  | { readonly kind: 'wake' }
  | { readonly kind: 'assign'; readonly memberId: MemberId | null }
  | {
      readonly kind: 'handover'
      readonly toMemberId: MemberId | null
      readonly toTeamId: TeamId | null
      readonly told: string
    }
  | { readonly kind: 'tag'; readonly add: readonly TagId[]; readonly remove: readonly TagId[] }

/** Acts on the facts of a conversation; tags, what is offered and what is held back stand beside it. */
export type FactAct = Exclude<BulkAct, { kind: 'tag' | 'handover' | 'junk' }>

type Facts = Pick<
  Conversation,
  'closedAt' | 'closedBy' | 'snoozedUntil' | 'snoozedBy' | 'wokeAt' | 'assigneeId'
>

/** The facts an act may change: what taking it back looks at and restores. */
const CHANGES = {
  close: ['closedAt', 'closedBy', 'snoozedUntil', 'snoozedBy'],
  reopen: ['closedAt', 'closedBy'],
  snooze: ['snoozedUntil', 'snoozedBy', 'wokeAt'],
  wake: ['snoozedUntil', 'snoozedBy', 'wokeAt'],
  assign: ['assigneeId'],
} as const satisfies Record<FactAct['kind'], readonly (keyof Facts)[]>

/** The facts of a conversation that an act may change, as they stand. */
export function factsOf(kind: FactAct['kind'], c: Facts): Partial<Facts> {
  return Object.fromEntries(CHANGES[kind].map((fact) => [fact, c[fact]]))
}

/** Does the act to one conversation, by the rules a hand is held by; `to` is who is given it. */
export function doBulk<C extends Conversation>(
  act: FactAct,
  c: C,
  loose: Loose,
  by: MemberId,
  to: (Access & { readonly id: MemberId }) | null,
  now: Instant,
): C | Refusal {
  const next = decide(act, c, loose, by, to, now)
  return isRefusal(next) ? next : { ...c, ...next }
}

function decide(
  act: FactAct,
  c: Conversation,
  loose: Loose,
  by: MemberId,
  to: (Access & { readonly id: MemberId }) | null,
  now: Instant,
): Conversation | Refusal {
  switch (act.kind) {
    case 'close':
      return close(c, loose, by, now, act.promisesStayOpen)
    case 'reopen':
      return { ...c, closedAt: null, closedBy: null }
    case 'snooze':
      return snooze(c, act.until, by, now)
    case 'wake':
      return wake(c, now)
    case 'assign':
      return assign(c, to, now)
  }
}

/** Acts that fetch something: taken back they put it away again. */
const FETCHES: readonly FactAct['kind'][] = ['reopen', 'wake']

/**
 * Takes the act back on one conversation: what it changed is as it was. Refuses where somebody has changed the same facts since,
 * whose change stays (`changed_meanwhile`), and to put away what anything came in for since or was done in (`untouched` false):
 * who wrote meanwhile waits for us.
 */
export function undoBulk<C extends Conversation>(
  kind: FactAct['kind'],
  c: C,
  untouched: boolean,
  before: Partial<Facts>,
  after: Partial<Facts>,
): C | Refusal {
  const same = CHANGES[kind].every((fact) => c[fact] === after[fact])
  return same && (untouched || !FETCHES.includes(kind)) ? { ...c, ...before } : refuse('changed_meanwhile')
}
