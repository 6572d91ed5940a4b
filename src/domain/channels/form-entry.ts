import { type Instant, msBetween } from '../shared/time.ts'

/** What of a form's entry tells people from machines. */
export type EntrySigns = {
  /** What stands in the field that people do not see. */
  readonly trap: string
  /** When the form was opened, if the entry could prove it. */
  readonly openedAt: Instant | null
  readonly text: string
  /** Entries from the same place within the last ten minutes. */
  readonly recentFromThere: number
}

export type HoldReason = 'trap' | 'too_fast' | 'not_opened' | 'many_links' | 'many_from_one_place'

/** What weighs so much holds an entry back. */
const ENOUGH = 2

/**
 * Whether an entry is held back for somebody to look at, and the weightiest reason. Nothing is ever refused or dropped for it:
 * whoever is taken for a machine by mistake loses no word and solves no riddle. What people do too weighs little and holds nothing
 * by itself: a password manager fills a form in within a second, a whole office writes from one place.
 */
export function holdBack(signs: EntrySigns, now: Instant): HoldReason | null {
  const links = signs.text.match(/https?:\/\//gi)?.length ?? 0
  const weights: readonly [HoldReason, number][] = [
    ['trap', signs.trap === '' ? 0 : 2],
    ['not_opened', signs.openedAt === null ? 2 : 0],
    ['many_links', links > 9 ? 2 : links > 4 ? 1 : 0],
    ['many_from_one_place', signs.recentFromThere >= 30 ? 2 : signs.recentFromThere >= 10 ? 1 : 0],
    ['too_fast', signs.openedAt !== null && msBetween(signs.openedAt, now) < 2000 ? 1 : 0],
  ]
  const sum = weights.reduce((all, [, weight]) => all + weight, 0)
  return sum < ENOUGH ? null : weights.toSorted((a, b) => b[1] - a[1])[0]![0]
}
