import type { DueContext } from '../due.ts'
import type { Dated } from './heard-date.ts'

/** Who writes to whom: the first name of whom it is for, and the names of our own people ("Tom will call you"). */
export type HearingContext = DueContext & {
  readonly toName?: string
  readonly ourNames?: readonly string[]
  /** Languages people write here; only a hint where a sentence could be of several. */
  readonly languages?: readonly string[]
}

/** One promise in a sentence: where its words stand in it, when it falls due, and what is promised, short. */
export type HeardPart = {
  readonly start: number
  readonly end: number
  readonly words: Dated | null
  readonly what: string
}
