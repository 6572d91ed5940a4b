import { endOfDay, type Instant, localParts, type TimeZone } from '../shared/time.ts'

/** What whoever gives something to a colleague should know first: they rest, or it is their last day. */
export type Away = 'on_break' | 'leaves_today'

/**
 * Null for a colleague who is there. A break is told as it is now, never since when; a last day only on that day in the zone of their
 * place: what was agreed for later is theirs to tell. Whose access has ended is offered nothing and is not told of.
 */
export function awayOf(
  member: { readonly endsAt: Instant | null; readonly rests: boolean },
  now: Instant,
  zone: TimeZone,
): Away | null {
  const { endsAt, rests } = member
  if (endsAt !== null && endsAt <= now) return null
  if (rests) return 'on_break'
  return endsAt !== null && endsAt <= endOfDay(localParts(now, zone).date, zone) ? 'leaves_today' : null
}
