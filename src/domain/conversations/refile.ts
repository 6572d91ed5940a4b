import type { Instant } from '../shared/time.ts'
import { type Facts, unite } from './merge.ts'
import { turnBack } from './unmerge.ts'

/**
 * The facts of a conversation into which messages came from elsewhere (`part`: their own, as if they stood alone). Their word that
 * nobody answered opens and wakes it; what was answered or only noted does neither. It stays whose it is and about what it is
 * about, and is for few eyes if either was.
 */
export function takeIn(target: Facts, part: Facts, at: Instant): Facts {
  const { closedAt, closedBy, leftAt, subject, arrivedAt } = target
  const isOver = closedAt !== null || leftAt !== null
  const over = isOver ? { closedAt, closedBy, leftAt } : { closedAt: at }
  const united = unite(target, isAwaited(part) ? part : { ...part, ...over }, at)
  return { ...united, subject: subject || part.subject, arrivedAt }
}

/** Tells whether somebody waits for an answer to the latest of these messages. */
function isAwaited({ lastInAt, lastOutAt }: Facts): boolean {
  return lastInAt !== null && (lastOutAt === null || lastInAt > lastOutAt)
}

/**
 * The facts of a conversation that gives back what came into it: what nobody touched since becomes as it was `before`. Whoever wrote
 * there since (`wroteSince`) keeps it open and awake.
 */
export function giveBack(now: Facts, before: Facts, after: Facts, wroteSince: boolean): Facts {
  const back = turnBack(now, after, before)
  if (!wroteSince) return back
  const { snoozedUntil, snoozedBy, wokeAt, closedAt, closedBy, leftAt } = now
  return { ...back, snoozedUntil, snoozedBy, wokeAt, closedAt, closedBy, leftAt }
}

/**
 * The facts of a conversation to which messages come home (`part`: their own). As it stands, unless somebody closed it or put it aside
 * since they went (`after`): then their word that nobody answered was not seen, and opens and wakes it.
 */
export function comeHome(now: Facts, after: Facts, part: Facts, at: Instant): Facts {
  const same = now.closedAt === after.closedAt && now.snoozedUntil === after.snoozedUntil
  return same ? now : takeIn(now, part, at)
}
