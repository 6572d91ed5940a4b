import type { ConversationId, Id, MemberId, PersonId, PromiseId, SiteId } from '../shared/ids.ts'
import { type Refusal, refuse } from '../shared/refusal.ts'
import type { Instant } from '../shared/time.ts'

/** The steps of putting a hurt right (S1-15), taken in any order. */
export const STEPS = ['heard', 'apologised', 'resolved', 'thanked'] as const
export type Step = (typeof STEPS)[number]

/** When a step was taken, and by whom. */
export type Taken = { readonly at: Instant; readonly by: MemberId }

/** What is done to put something right for a person, until we looked after them once more. */
export type RecoveryCase = {
  readonly id: Id<'recovery'>
  readonly personId: PersonId
  readonly conversationId: ConversationId | null
  readonly siteId: SiteId
  readonly openedAt: Instant
  readonly openedBy: MemberId
  readonly steps: Readonly<Partial<Record<Step, Taken>>>
  /** The promise to check back with them. */
  readonly checkBackId: PromiseId | null
  readonly closedAt: Instant | null
  /** Begun by a slip, and taken back before anything was done. */
  readonly withdrawnAt: Instant | null
}

/** Begins to put something right. */
export function openCase(
  opening: Pick<RecoveryCase, 'id' | 'personId' | 'conversationId' | 'siteId' | 'openedBy'>,
  now: Instant,
): RecoveryCase {
  return { ...opening, openedAt: now, steps: {}, checkBackId: null, closedAt: null, withdrawnAt: null }
}

/** Takes a step, or takes it back where it was a slip; the first time it was taken stays. Refuses a closed case. */
export function takeStep(
  one: RecoveryCase,
  step: Step,
  by: MemberId | null,
  now: Instant,
): RecoveryCase | Refusal {
  if (one.closedAt !== null) return refuse('case_closed')
  const { [step]: taken, ...others } = one.steps
  if (by === null) return { ...one, steps: others }
  return taken ? one : { ...one, steps: { ...others, [step]: { at: now, by } } }
}

/** Says by which promise we look after them again. Refuses a closed case. */
export function setCheckBack(one: RecoveryCase, promiseId: PromiseId): RecoveryCase | Refusal {
  return one.closedAt === null ? { ...one, checkBackId: promiseId } : refuse('case_closed')
}

/** Closes it. Refuses one without a date to check back (S1-15), and one that is closed; no step is demanded. */
export function closeCase(one: RecoveryCase, now: Instant): RecoveryCase | Refusal {
  if (one.closedAt !== null) return refuse('case_closed')
  if (one.checkBackId === null) return refuse('check_back_missing', { field: 'checkBack' })
  return { ...one, closedAt: now }
}

/** Takes a close back, as a slip. Refuses a case that is open. */
export function reopenCase(one: RecoveryCase): RecoveryCase | Refusal {
  return one.closedAt === null ? refuse('changed_meanwhile') : { ...one, closedAt: null }
}

/** Takes a beginning back. Refuses whoever did not begin it, and a case of which something was done or written down. */
export function withdrawCase(
  one: RecoveryCase,
  { by, hasWords }: { readonly by: MemberId; readonly hasWords: boolean },
  now: Instant,
): RecoveryCase | Refusal {
  if (by !== one.openedBy) return refuse('not_allowed')
  const begun = Object.keys(one.steps).length > 0 || one.checkBackId !== null || hasWords
  return begun || one.closedAt !== null ? refuse('changed_meanwhile') : { ...one, withdrawnAt: now }
}

/** What comes next of an open case: a date to look after them, the day of it, or its end. */
export const NEXTS = ['date', 'look', 'close'] as const
export type Next = (typeof NEXTS)[number]

/** Says what comes next, by how the promise to check back stands. One that was broken or let go needs another date. */
export function nextOf(checkBack: { readonly is: 'open' | 'kept' | 'gone' } | null): Next {
  if (checkBack === null || checkBack.is === 'gone') return 'date'
  return checkBack.is === 'open' ? 'look' : 'close'
}

/** Whose side words are of: what they say of it, and what we know. Neither takes the place of the other (S3-11). */
export const SIDES = ['theirs', 'known'] as const
export type Side = (typeof SIDES)[number]

/** What was written down of a side; never changed, only followed by later words. */
export type SideWords = {
  readonly id: Id<'recovery_words'>
  readonly caseId: RecoveryCase['id']
  readonly side: Side
  readonly text: string
  readonly saidBy: MemberId
  readonly at: Instant
}
