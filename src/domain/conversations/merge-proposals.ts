import type { PersonId } from '../shared/ids.ts'
import { earlier, type Instant, later, plus } from '../shared/time.ts'

/** Why two conversations may be one matter. */
export type MergeReason = 'same_subject' | 'similar_subject' | 'close_in_time'

/** What of a conversation tells whether another may be the same matter. */
export type Matter = {
  readonly personId: PersonId | null
  readonly subject: string
  readonly arrivedAt: Instant
  readonly lastActivityAt: Instant
  readonly closedAt: Instant | null
  readonly leftAt: Instant | null
}

/** So close in time two open conversations of one person are worth a look (days). */
const CLOSE_DAYS = 3
/** Two with the same subject may be further apart (days). */
const SUBJECT_DAYS = 60
/** Of the words of the shorter subject, so many have to stand in the other. */
const SIMILAR = 0.6

/**
 * Why two open conversations of one known person may be one matter, the stronger reason first; none where nothing says so. It
 * only proposes: nobody merges but a person.
 */
export function mergeReasons(a: Matter, b: Matter): MergeReason[] {
  if (a.personId === null || a.personId !== b.personId) return []
  if ([a, b].some((c) => c.closedAt !== null || c.leftAt !== null)) return []
  const within = (days: number) => {
    const begun = later(a.arrivedAt, b.arrivedAt)
    const quiet = earlier(a.lastActivityAt, b.lastActivityAt)
    return begun <= plus(quiet, { days })
  }
  const alike = within(SUBJECT_DAYS) ? alikeness(a.subject, b.subject) : null
  const near: MergeReason[] = within(CLOSE_DAYS) ? ['close_in_time'] : []
  return alike ? [alike, ...near] : near
}

function alikeness(a: string, b: string): MergeReason | null {
  const [first, second] = [wordsOf(a), wordsOf(b)]
  if (first.size === 0 || second.size === 0) return null
  const shared = [...first].filter((w) => second.has(w)).length
  if (shared === first.size && shared === second.size) return 'same_subject'
  return shared > 1 && shared / Math.min(first.size, second.size) >= SIMILAR ? 'similar_subject' : null
}

// What mail programs put before a subject, and the reference we put behind it, is not what it is about.
const AROUND = /^((re|aw|wg|fw|fwd|antw|sv|tr|ref)(\[\d+\])?\s*:\s*)+|\[[a-z0-9]{3}-[a-z0-9]{3}\]/giu
/** Shorter words join sentences and say little of their own, unless they are numbers. */
const SAYING = 4

function wordsOf(subject: string): Set<string> {
  const plain = subject.replace(AROUND, ' ').normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  const words = plain.split(/[^\p{L}\p{N}]+/u).filter(Boolean)
  const saying = words.filter((w) => w.length >= SAYING || /\p{N}/u.test(w))
  return new Set(saying.length > 0 ? saying : words)
}
