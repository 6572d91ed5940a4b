import { type Instant, plus } from '../shared/time.ts'

/** Some things found amiss: how many, and the first of them. */
export type Amiss = { readonly count: number; readonly first: string[] }

/** What a look at the receipt book of a mailbox found. Sums are no proof: each figure compares the book with something else. */
export type BookFindings = {
  /** What the mail server holds from the agreed moment on; null where none was compared. */
  readonly server: {
    readonly held: number
    readonly known: number
    /** Just came, not fetched yet. */
    readonly arriving: number
    /** Were missed before, and are fetched now. */
    readonly broughtIn: number
  } | null
  /** Numbers (UIDs) the server has below where reading stands and the book has not. */
  readonly missing: Amiss
  /** Numbers above where reading stands, longer on the server than fetching takes. */
  readonly unfetched: Amiss
  /** Lines whose original is not there, or whose bytes are others. */
  readonly lost: Amiss
  readonly damaged: Amiss
  /** How many originals were read and compared with their hash. */
  readonly originals: number
  /** Messages that came by this mailbox, which no line accounts for. */
  readonly unaccounted: Amiss
  /** Lines that say a message is filed, which is not there. */
  readonly gone: Amiss
  /** Lines that wait longer than all attempts take. */
  readonly stuck: Amiss
}

/** Everything a look can find amiss, in the order in which it is told. */
export const AMISS = ['missing', 'unfetched', 'lost', 'damaged', 'unaccounted', 'gone', 'stuck'] as const

export type BookOutcome = 'balanced' | 'differs' | 'unsure'

/**
 * What a look comes to. `unsure`: nothing is amiss as far as was seen, but the server could not be asked; what was known to be amiss
 * before stays so then, as nobody knows better.
 */
export function outcomeOf(
  findings: BookFindings,
  asked: { readonly ofServer: boolean; readonly before: BookOutcome | null },
): BookOutcome {
  if (AMISS.some((what) => findings[what].count > 0)) return 'differs'
  if (findings.server !== null || !asked.ofServer) return 'balanced'
  return asked.before === 'differs' ? 'differs' : 'unsure'
}

/** When it is looked again (real time): every hour; while something is amiss or unknown, sooner. */
export function nextLook(outcome: BookOutcome, now: Instant): Instant {
  return plus(now, { minutes: outcome === 'balanced' ? 60 : 10 })
}
