import type { ConversationId, Id, MemberId, PersonId, SiteId } from '../shared/ids.ts'
import { type Refusal, refuse } from '../shared/refusal.ts'
import type { Instant } from '../shared/time.ts'

/** A rule of the house, and who answers for it. */
export type HouseRule = {
  readonly id: Id<'house_rule'>
  readonly name: string
  readonly ownerId: MemberId
  readonly retiredAt: Instant | null
}

/** What becomes of a rule that stopped somebody from helping. */
export const ANSWERS = ['kept', 'changed', 'exception'] as const
export type Answer = (typeof ANSWERS)[number]

/** A rule stopped somebody from helping a person (S1-08). */
export type Friction = {
  readonly id: Id<'friction'>
  readonly ruleId: HouseRule['id']
  readonly personId: PersonId | null
  readonly conversationId: ConversationId | null
  readonly siteId: SiteId
  /** What one would have done; one press needs no words. */
  readonly words: string | null
  readonly by: MemberId
  readonly at: Instant
  readonly answer: Answer | null
  readonly answerWords: string | null
  readonly answeredBy: MemberId | null
  readonly answeredAt: Instant | null
  /** Noted by a slip, and taken back before it was answered; it counts nowhere. */
  readonly withdrawnAt: Instant | null
}

/** Notes that a rule stopped somebody. Refuses a rule that is in force no more. */
export function noteFriction(
  noting: Pick<Friction, 'id' | 'personId' | 'conversationId' | 'siteId' | 'by'> & {
    readonly words: string | null
  },
  rule: HouseRule,
  now: Instant,
): Friction | Refusal {
  if (rule.retiredAt !== null) return refuse('not_found', { field: 'ruleId' })
  return {
    ...noting,
    ruleId: rule.id,
    words: noting.words?.trim() || null,
    at: now,
    answer: null,
    answerWords: null,
    answeredBy: null,
    answeredAt: null,
    withdrawnAt: null,
  }
}

/** Takes back what was noted by a slip. Refuses whoever did not note it, and what was answered. */
export function withdrawFriction(friction: Friction, by: MemberId, now: Instant): Friction | Refusal {
  if (by !== friction.by) return refuse('not_allowed')
  if (friction.answeredAt !== null) return refuse('changed_meanwhile')
  return friction.withdrawnAt === null ? { ...friction, withdrawnAt: now } : friction
}

/** Answers for a rule. Refuses who does not answer for it, a second answer, and one without words: whoever noted it is told why. */
export function answerFriction(
  friction: Friction,
  rule: HouseRule,
  { answer, words, by }: { readonly answer: Answer; readonly words: string; readonly by: MemberId },
  now: Instant,
): Friction | Refusal {
  if (friction.answeredAt !== null) return refuse('changed_meanwhile')
  if (by !== rule.ownerId) return refuse('not_allowed')
  if (words.trim() === '') return refuse('reason_missing', { field: 'words' })
  return { ...friction, answer, answerWords: words.trim(), answeredBy: by, answeredAt: now }
}
