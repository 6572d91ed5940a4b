import { type Access, cannotKeep, hasAccess } from '../accounts/permissions.ts'
import type { Id, MemberId, PersonId, PromiseId } from '../shared/ids.ts'
import { type Refusal, refuse } from '../shared/refusal.ts'
import { type Instant, plus } from '../shared/time.ts'
import { FARTHEST_DAYS } from './due.ts'
import { isOpen } from './overdue.ts'
import type { CustomerPromise, ProgressUpdate, ToldBy, UpdateKind } from './promise.ts'

type Making = Pick<CustomerPromise, 'id' | 'ownerId' | 'text' | 'due' | 'madeBy'> &
  Partial<
    Pick<
      CustomerPromise,
      | 'toPersonId'
      | 'toMemberId'
      | 'conversationId'
      | 'frame'
      | 'saidAs'
      | 'updateEveryMinutes'
      | 'originalDue'
    >
  >

/**
 * Makes a promise. What, to whom, whose and by when are all needed (P1): refuses empty text, nobody or two to promise to,
 * one's own owner as promisee, and a due moment that has passed. `originalDue`: the moment first named, where it was said before
 * it is put down here; it may have passed, and is never later than `due`.
 */
export function makePromise(making: Making, now: Instant): CustomerPromise | Refusal {
  const { toPersonId = null, toMemberId = null, updateEveryMinutes = null } = making
  const text = making.text.trim()
  if (text === '') return refuse('invalid_input', { field: 'text' })
  if ((toPersonId === null) === (toMemberId === null)) return refuse('invalid_input', { field: 'to' })
  if (toMemberId === making.ownerId) return refuse('invalid_input', { field: 'toMemberId' })
  if (updateEveryMinutes !== null && updateEveryMinutes <= 0) {
    return refuse('invalid_input', { field: 'updateEveryMinutes' })
  }
  if (making.due <= now) return refuse('due_in_past', { field: 'due' })
  const { originalDue = making.due } = making
  if (originalDue > making.due) return refuse('invalid_input', { field: 'due' })
  return {
    id: making.id,
    toPersonId,
    toMemberId,
    ownerId: making.ownerId,
    conversationId: making.conversationId ?? null,
    text,
    frame: making.frame ?? null,
    saidAs: making.saidAs?.trim() || null,
    originalDue,
    due: making.due,
    updateEveryMinutes,
    nextUpdateDue: nextByRhythm(updateEveryMinutes, making.due, now),
    madeAt: now,
    madeBy: making.madeBy,
    keptAt: null,
    brokenAt: null,
    brokenWhy: null,
    releasedAt: null,
    releasedWords: null,
    movedAt: null,
    successorOf: null,
  }
}

/** It was done: kept, or kept late when its date has passed. */
export function keepPromise(p: CustomerPromise, now: Instant): CustomerPromise | Refusal {
  return isOpen(p) ? { ...p, keptAt: now, nextUpdateDue: null } : refuse('promise_settled')
}

/** How long "kept" can be taken back (minutes): a slip of the hand, no rewriting of what was. */
const SLIP_MINUTES = 10

/** It was not done after all: "kept" was pressed by mistake a moment ago. `nextUpdateDue`: the next word told before it. */
export function undoKeep(
  p: CustomerPromise,
  nextUpdateDue: Instant | null,
  now: Instant,
): CustomerPromise | Refusal {
  if (p.keptAt === null || plus(p.keptAt, { minutes: SLIP_MINUTES }) < now) return refuse('promise_settled')
  return { ...p, keptAt: null, nextUpdateDue }
}

/** The word it was kept by at `keptAt` never left: it is open as before, however long that took. Null where it was settled otherwise since. */
export function reopenUnsaid(
  p: CustomerPromise,
  { keptAt, nextUpdateDue }: Pick<CustomerPromise, 'keptAt' | 'nextUpdateDue'>,
): CustomerPromise | null {
  return keptAt !== null && p.keptAt === keptAt ? { ...p, keptAt: null, nextUpdateDue } : null
}

/** It cannot be kept any more; with a reason. */
export function breakPromise(p: CustomerPromise, why: string, now: Instant): CustomerPromise | Refusal {
  if (!isOpen(p)) return refuse('promise_settled')
  const brokenWhy = why.trim()
  if (brokenWhy === '') return refuse('reason_missing', { field: 'why' })
  return { ...p, brokenAt: now, brokenWhy, nextUpdateDue: null }
}

/** Whose word releases: the person's, or the colleague's. Never that of who records it. */
export type SaidBy = { readonly personId: PersonId } | { readonly memberId: MemberId }

/** They let us off, in recorded words. Refuses everybody but the one it was made to, and no words (P3). */
export function releasePromise(
  p: CustomerPromise,
  saidBy: SaidBy,
  words: string,
  now: Instant,
): CustomerPromise | Refusal {
  if (!isOpen(p)) return refuse('promise_settled')
  const promisee = 'personId' in saidBy ? saidBy.personId === p.toPersonId : saidBy.memberId === p.toMemberId
  if (!promisee) return refuse('only_promisee_releases')
  const releasedWords = words.trim()
  if (releasedWords === '') return refuse('reason_missing', { field: 'words' })
  return { ...p, releasedAt: now, releasedWords, nextUpdateDue: null }
}

/** Puts a colleague in the place of the one it was made to, who leaves: only they can let its owner off from now on (P3). */
export function standForPromisee(
  p: CustomerPromise,
  to: Access & { readonly id: MemberId },
  now: Instant,
): CustomerPromise | Refusal {
  if (!isOpen(p)) return refuse('promise_settled')
  if (p.toMemberId === null || to.id === p.ownerId) return refuse('invalid_input', { field: 'toMemberId' })
  if (!hasAccess(to, now)) return refuse('access_ended', { field: 'toMemberId' })
  return { ...p, toMemberId: to.id }
}

/** A word to be said on the way. */
export type Saying = {
  readonly id: Id<'progress_update'>
  readonly kind: UpdateKind
  readonly text: string
  readonly reason?: string | null
  readonly nextUpdateDue?: Instant | null
  readonly saidBy: MemberId
  readonly toldBy: ToldBy
}

/**
 * Tells how a promise stands. "No news yet" needs a reason and when the next word comes (P6, S3-22), a delay a reason, the
 * other two some text. The next word lies ahead, within a year: a later one would silence the promise (P6); unless named it follows the promise's rhythm, and stops once it is ready.
 * Nothing here moves the due date or ends being overdue.
 */
export function sayProgress(
  p: CustomerPromise,
  saying: Saying,
  now: Instant,
): { readonly promise: CustomerPromise; readonly update: ProgressUpdate } | Refusal {
  if (!isOpen(p)) return refuse('promise_settled')
  const [text, reason] = [saying.text.trim(), saying.reason?.trim() || null]
  const named = saying.nextUpdateDue ?? null
  const needsReason = saying.kind === 'no_progress' || saying.kind === 'delay'
  if (needsReason && reason === null) return refuse('reason_missing', { field: 'reason' })
  if (saying.kind === 'no_progress' && named === null)
    return refuse('next_word_missing', { field: 'nextUpdateDue' })
  if (!needsReason && text === '') return refuse('invalid_input', { field: 'text' })
  if (named !== null && named <= now) return refuse('due_in_past', { field: 'nextUpdateDue' })
  if (named !== null && named > plus(now, { days: FARTHEST_DAYS }))
    return refuse('next_word_too_far', { field: 'nextUpdateDue' })
  const rhythm = saying.kind === 'ready' ? null : nextByRhythm(p.updateEveryMinutes, p.due, now)
  const nextUpdateDue = named ?? rhythm
  return {
    promise: { ...p, nextUpdateDue },
    update: {
      id: saying.id,
      promiseId: p.id,
      kind: saying.kind,
      text,
      reason,
      nextUpdateDue,
      saidBy: saying.saidBy,
      toldBy: saying.toldBy,
      at: now,
    },
  }
}

/** A new date for a promise: why, and when they were told of it (null: not yet). */
export type Moving = {
  readonly newId: PromiseId
  readonly due: Instant
  readonly saidAs?: string | null
  readonly reason: string
  readonly toldAt: Instant | null
  readonly movedBy: MemberId
}

/**
 * Moves the date, openly (P4). Told before the old date: the promise is `moved`, and its successor keeps the original due.
 * Not told in time: the old one is broken for that reason, and the successor is a new promise with a date of its own. Either
 * way both stay and are linked. The new date lies ahead, a reason is given, nobody is told in the future.
 */
export function movePromise(
  p: CustomerPromise,
  moving: Moving,
  now: Instant,
):
  | {
      readonly old: CustomerPromise
      readonly successor: CustomerPromise
      readonly outcome: 'moved' | 'broken'
    }
  | Refusal {
  if (!isOpen(p)) return refuse('promise_settled')
  const reason = moving.reason.trim()
  if (reason === '') return refuse('reason_missing', { field: 'reason' })
  if (moving.due <= now) return refuse('due_in_past', { field: 'due' })
  if (moving.due === p.due) return refuse('invalid_input', { field: 'due' })
  const { toldAt } = moving
  if (toldAt !== null && (toldAt > now || toldAt < p.madeAt))
    return refuse('invalid_input', { field: 'toldAt' })
  const inTime = toldAt !== null && toldAt <= p.due
  const successor: CustomerPromise = {
    ...p,
    id: moving.newId,
    saidAs: moving.saidAs?.trim() || null,
    originalDue: inTime ? p.originalDue : moving.due,
    due: moving.due,
    nextUpdateDue: nextByRhythm(p.updateEveryMinutes, moving.due, now),
    madeAt: now,
    madeBy: moving.movedBy,
    successorOf: p.id,
  }
  const old: CustomerPromise = inTime
    ? { ...p, movedAt: now, nextUpdateDue: null }
    : { ...p, brokenAt: now, brokenWhy: reason, nextUpdateDue: null }
  return { old, successor, outcome: inTime ? 'moved' : 'broken' }
}

/** Gives a promise to another owner, who has access and can serve; everything else stays (P7). */
export function reassignPromise(
  p: CustomerPromise,
  to: Access & { readonly id: MemberId },
  now: Instant,
): CustomerPromise | Refusal {
  if (!isOpen(p)) return refuse('promise_settled')
  if (cannotKeep(to, now)) return refuse('access_ended', { field: 'ownerId' })
  if (to.id === p.toMemberId) return refuse('invalid_input', { field: 'ownerId' })
  return { ...p, ownerId: to.id }
}

/** The next word by rhythm; none when the promise itself is due by then. */
function nextByRhythm(everyMinutes: number | null, due: Instant, now: Instant): Instant | null {
  if (everyMinutes === null) return null
  const next = plus(now, { minutes: everyMinutes })
  return next < due || due <= now ? next : null
}
