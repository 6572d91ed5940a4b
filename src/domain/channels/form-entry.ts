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

/**
 * Whether an entry is held back for somebody to look at. Nothing is ever refused or dropped for it: whoever is taken for a machine
 * by mistake loses no word and solves no riddle.
 */
export function holdBack(signs: EntrySigns, now: Instant): HoldReason | null {
  if (signs.trap !== '') return 'trap'
  if (signs.openedAt === null) return 'not_opened'
  if (msBetween(signs.openedAt, now) < 2000) return 'too_fast'
  if ((signs.text.match(/https?:\/\//gi)?.length ?? 0) > 4) return 'many_links'
  return signs.recentFromThere >= 10 ? 'many_from_one_place' : null
}
