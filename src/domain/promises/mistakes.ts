import type { ConversationId, Id, MemberId, PromiseId, SiteId } from '../shared/ids.ts'
import { type Refusal, refuse } from '../shared/refusal.ts'
import type { Instant } from '../shared/time.ts'
import { type Share, wilson } from './kept-rate.ts'
import type { Period } from './slipping.ts'

/** Who came upon a mistake first: we, or the one it was for. */
export const FOUND_BY = ['us', 'customer'] as const
export type FoundBy = (typeof FOUND_BY)[number]

/**
 * A mistake in what was done or made (S3-23): what, who found it, why it came about, how it was put right. There is no place for
 * whose mistake it was.
 */
export type Mistake = {
  readonly id: Id<'mistake'>
  readonly foundBy: FoundBy
  readonly what: string
  readonly cause: string | null
  readonly fix: string | null
  readonly mendedAt: Instant | null
  readonly conversationId: ConversationId | null
  /** The promise to tell them. */
  readonly promiseId: PromiseId | null
  readonly siteId: SiteId
  readonly notedBy: MemberId
  readonly foundAt: Instant
}

type Noting = Omit<Mistake, 'fix' | 'mendedAt' | 'foundAt'>

/** Notes a mistake. Refuses empty words. */
export function noteMistake(noting: Noting, now: Instant): Mistake | Refusal {
  const what = noting.what.trim()
  if (what === '') return refuse('invalid_input', { field: 'what' })
  return { ...noting, what, cause: said(noting.cause), fix: null, mendedAt: null, foundAt: now }
}

/** Says how it was put right, and why it came about where that is known by now. Refuses empty words, and what is mended. */
export function mendMistake(
  mistake: Mistake,
  { fix, cause }: { fix: string; cause: string | null },
  now: Instant,
): Mistake | Refusal {
  if (mistake.mendedAt !== null) return refuse('changed_meanwhile')
  if (said(fix) === null) return refuse('invalid_input', { field: 'fix' })
  return { ...mistake, fix: said(fix), cause: said(cause) ?? mistake.cause, mendedAt: now }
}

/** The escaped-defect rate (DOMAIN 3.2): mistakes found by those we serve ÷ all found in a period; null where none was found. */
export function escapedRate(
  mistakes: readonly Pick<Mistake, 'foundBy' | 'foundAt'>[],
  period: Period,
): Share | null {
  const found = mistakes.filter((m) => m.foundAt >= period.from && m.foundAt < period.to)
  return wilson(found.filter((m) => m.foundBy === 'customer').length, found.length)
}

function said(words: string | null): string | null {
  return words?.trim() || null
}
