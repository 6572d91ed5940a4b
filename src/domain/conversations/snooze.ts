import { openingOf, type Schedule } from '../shared/business-hours.ts'
import type { MemberId } from '../shared/ids.ts'
import { type Refusal, refuse } from '../shared/refusal.ts'
import {
  addDays,
  atLocal,
  type Instant,
  type LocalDate,
  type LocalTime,
  localParts,
  plus,
} from '../shared/time.ts'
import type { Conversation } from './conversation.ts'

export type SnoozePreset = 'in_3_hours' | 'this_afternoon' | 'tomorrow' | 'monday'

/**
 * The times offered for a snooze, soonest first: in three hours; this afternoon (13:00); tomorrow and on Monday when the doors
 * open, else at 8:00. Those that have passed are left out, and Monday when it is tomorrow.
 */
export function snoozePresets(
  now: Instant,
  schedule: Schedule,
): { readonly preset: SnoozePreset; readonly at: Instant }[] {
  const { date, weekday } = localParts(now, schedule.zone)
  const morning = (day: LocalDate) =>
    openingOf(day, schedule) ?? atLocal(day, '08:00' as LocalTime, schedule.zone)
  const tomorrow = addDays(date, 1)
  const monday = addDays(date, 8 - weekday)
  const all: { preset: SnoozePreset; at: Instant }[] = [
    { preset: 'in_3_hours', at: plus(now, { hours: 3 }) },
    { preset: 'this_afternoon', at: atLocal(date, '13:00' as LocalTime, schedule.zone) },
    { preset: 'tomorrow', at: morning(tomorrow) },
  ]
  if (monday !== tomorrow) all.push({ preset: 'monday', at: morning(monday) })
  return all.filter(({ at }) => at > now).sort((a, b) => (a.at < b.at ? -1 : 1))
}

/** Puts a conversation aside until a moment or an answer. Ends no promise and no visit. Refuses the past and a closed one. */
export function snooze(c: Conversation, until: Instant, by: MemberId, now: Instant): Conversation | Refusal {
  if (c.closedAt !== null) return refuse('conversation_closed')
  if (until <= now) return refuse('snooze_in_past', { field: 'until' })
  return { ...c, snoozedUntil: until, snoozedBy: by, wokeAt: null }
}

/** Tells whether a conversation is put aside now. */
export function isAsleep(c: Pick<Conversation, 'snoozedUntil' | 'closedAt'>, now: Instant): boolean {
  return c.closedAt === null && c.snoozedUntil !== null && now < c.snoozedUntil
}

/**
 * Wakes a conversation: when its time has come, or by hand before it, which is as if it had never slept. (An answer wakes it in
 * `receive`.)
 */
export function wake(c: Conversation, now: Instant): Conversation {
  if (c.snoozedUntil === null) return c
  return { ...c, snoozedUntil: null, snoozedBy: null, wokeAt: c.snoozedUntil <= now ? now : null }
}
