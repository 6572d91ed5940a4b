import { type Instant, plus } from '../shared/time.ts'
import { comesFirst } from './comes-first.ts'
import type { CustomerPromise } from './promise.ts'

export type PromiseStatus =
  | 'open'
  | 'due_soon'
  | 'overdue'
  | 'kept'
  | 'kept_late'
  | 'broken'
  | 'released'
  | 'moved'

type Outcome = Pick<CustomerPromise, 'keptAt' | 'brokenAt' | 'releasedAt' | 'movedAt'>
type Dated = Outcome & Pick<CustomerPromise, 'due'>

/** Minutes before it is due at which an open promise asks for care, unless told otherwise. */
export const LEAD_MINUTES = 15

/** Tells whether a promise is still to be kept. */
export function isOpen(p: Outcome): boolean {
  return p.keptAt === null && p.brokenAt === null && p.releasedAt === null && p.movedAt === null
}

/** Tells whether a promise is past due and not kept: it stays so until somebody acts (P5). The due moment itself is in time. */
export function isOverdue(p: Dated, now: Instant): boolean {
  return isOpen(p) && p.due < now
}

/** Tells whether an open promise falls due within the lead time and is not overdue yet (S1-09). */
export function isAtRisk(p: Dated, now: Instant, leadMinutes = LEAD_MINUTES): boolean {
  return isOpen(p) && now <= p.due && p.due <= plus(now, { minutes: leadMinutes })
}

/** Tells whether a word on the way was to be said by now and was not (P6). */
export function isUpdateOverdue(p: Outcome & Pick<CustomerPromise, 'nextUpdateDue'>, now: Instant): boolean {
  return isOpen(p) && p.nextUpdateDue !== null && p.nextUpdateDue < now
}

/** Tells whether what comes first of an open promise, the next word or its date, has come (S1-31). */
export function isDue(p: Dated & Pick<CustomerPromise, 'nextUpdateDue'>, now: Instant): boolean {
  return isOpen(p) && comesFirst(p, isOverdue(p, now)).at <= now
}

/** Tells whether what comes first of an open promise falls before a moment, or has passed. */
export function fallsBefore(
  p: Dated & Pick<CustomerPromise, 'nextUpdateDue'>,
  until: Instant,
  now: Instant,
): boolean {
  return isOpen(p) && comesFirst(p, isOverdue(p, now)).at < until
}

/**
 * Tells whether a promise presses before a moment: it is past its date, whatever later word was told (P5), or what comes first of it
 * falls before then. With the end of the day it is what stands under Overdue and Today, and what the menu counts.
 */
export function pressesBefore(
  p: Dated & Pick<CustomerPromise, 'nextUpdateDue'>,
  until: Instant,
  now: Instant,
): boolean {
  return isOverdue(p, now) || fallsBefore(p, until, now)
}

/** Of a new date, when the first word of it reached them; null for never. */
export type NewDate = { readonly toldAt: Instant | null }

/**
 * The one state a promise is in. Kept and kept late go by the date that held; measures go by the original one (P8). Moved it
 * is only where they were told by its old date: once that has passed and no word of the new one (`newDate`; null where nothing
 * tells of it) had reached them, it was broken (P4).
 */
export function promiseStatus(
  p: Dated,
  now: Instant,
  leadMinutes = LEAD_MINUTES,
  newDate: NewDate | null = null,
): PromiseStatus {
  if (p.keptAt !== null) return p.keptAt <= p.due ? 'kept' : 'kept_late'
  if (p.brokenAt !== null) return 'broken'
  if (p.releasedAt !== null) return 'released'
  if (p.movedAt !== null) return wasTold(p, newDate, now) ? 'moved' : 'broken'
  if (isOverdue(p, now)) return 'overdue'
  return isAtRisk(p, now, leadMinutes) ? 'due_soon' : 'open'
}

function wasTold(p: Dated, newDate: NewDate | null, now: Instant): boolean {
  return now <= p.due || newDate === null || (newDate.toldAt !== null && newDate.toldAt <= p.due)
}
