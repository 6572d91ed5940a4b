import { type Instant, plus } from '../shared/time.ts'
import type { NextContact } from './next-contact.ts'

/** How early somebody may come and still have come for what was agreed: who is here at nine comes for eleven, not for four. */
const EARLY_HOURS = 3

/**
 * How somebody stands whom we expect today: still to come, late, or come. Late they stay until they come, somebody says that they
 * do not, or the day ends; that a moment has passed never means that it took place. A note to ourselves of which they do not
 * know expects nobody once it is past (`forgotten`): then it is for whoever wrote it.
 */
export function expectedState(
  contact: Pick<NextContact, 'due' | 'told'>,
  cameIn: readonly Instant[],
  now: Instant,
): 'ahead' | 'late' | 'came' | 'forgotten' {
  const from = plus(contact.due, { hours: -EARLY_HOURS })
  if (cameIn.some((at) => at >= from)) return 'came'
  if (contact.due > now) return 'ahead'
  return contact.told ? 'late' : 'forgotten'
}
