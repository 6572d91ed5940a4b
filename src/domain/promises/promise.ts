import type { ConversationId, Id, MemberId, PersonId, PromiseId } from '../shared/ids.ts'
import type { Instant } from '../shared/time.ts'

/**
 * Something we said we would do, by when. The facts; overdue, at risk and kept late are worked out (`overdue.ts`). Nothing
 * deletes a promise, `text` and `originalDue` never change (P1, P2), and `ownerId` is one person at any time (P7).
 */
export type CustomerPromise = {
  readonly id: PromiseId
  /** To whom: a person served, or a colleague (S3-24); exactly one of the two. */
  readonly toPersonId: PersonId | null
  readonly toMemberId: MemberId | null
  readonly ownerId: MemberId
  readonly conversationId: ConversationId | null
  readonly text: string
  /** Its words with the owner's place left open (`frameOf`): "{owner} calls you". Null where they are not about the owner. */
  readonly frame: string | null
  /** By when, in the words it was said: "by noon". */
  readonly saidAs: string | null
  /** The first moment ever named; it stays through every move, and measures count by it (P8). */
  readonly originalDue: Instant
  /** By when it holds now: later than `originalDue` where it was moved and they were told in time. */
  readonly due: Instant
  readonly updateEveryMinutes: number | null
  readonly nextUpdateDue: Instant | null
  readonly madeAt: Instant
  readonly madeBy: MemberId
  readonly keptAt: Instant | null
  readonly brokenAt: Instant | null
  readonly brokenWhy: string | null
  readonly releasedAt: Instant | null
  /** What they said when they released us. */
  readonly releasedWords: string | null
  /** Moved to another date, told before the old one; its successor carries on. */
  readonly movedAt: Instant | null
  /** The promise this one took the place of. */
  readonly successorOf: PromiseId | null
}

export const UPDATE_KINDS = ['progress', 'no_progress', 'delay', 'ready'] as const
export type UpdateKind = (typeof UPDATE_KINDS)[number]
export const TOLD_BY = ['page', 'email', 'phone', 'in_person'] as const
/** How word of it reached them. */
export type ToldBy = (typeof TOLD_BY)[number]

/** A word on the way: how it stands, or that nothing moved and why (S3-22). Never changed once said. */
export type ProgressUpdate = {
  readonly id: Id<'progress_update'>
  readonly promiseId: PromiseId
  readonly kind: UpdateKind
  readonly text: string
  readonly reason: string | null
  readonly nextUpdateDue: Instant | null
  readonly saidBy: MemberId
  readonly toldBy: ToldBy
  readonly at: Instant
}
