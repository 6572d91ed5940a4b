import { type Refusal, refuse } from '../shared/refusal.ts'
import type { LocalDate } from '../shared/time.ts'

/** Tells whether somebody speaks for another on a day: from `since` on, no more after `until`. */
export function speaksOn(
  of: { readonly since: LocalDate | null; readonly until: LocalDate | null },
  day: LocalDate,
): boolean {
  return (of.since === null || of.since <= day) && (of.until === null || day <= of.until)
}

/** Null where a period can be one. Refuses `invalid_input` where it ends before it begins. */
export function refusePeriod(since: LocalDate | null, until: LocalDate | null): Refusal | null {
  return since !== null && until !== null && until < since
    ? refuse('invalid_input', { field: 'until' })
    : null
}
