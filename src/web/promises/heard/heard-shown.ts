import type { Due } from '../../../domain/promises/due.ts'
import type { HeardPromise } from '../../../domain/promises/hearing/heard.ts'
import type { Instant } from '../../../domain/shared/time.ts'

/** What the key does with a heard promise; false where there is none. */
export type HeardHandle = { accept: () => boolean }

/** A promise heard in somebody's words, as it is asked about. */
export type HeardShown = {
  key: string
  /** what would be promised, in the language it was said in: "Ana calls Marta" */
  title: string
  language: HeardPromise['language']
  saidAs: string | null
  due: Due
}

/** What becomes of what was heard, where it is asked about. */
export type HeardActs<H extends HeardShown> = {
  /** says who will see it; what is asked about the time goes before it */
  note: (heard: H) => string
  /** nobody is known yet to whom it could be promised */
  nobody?: boolean
  /** whose clock and opening hours hold */
  siteId?: string | undefined
  /** the key that confirms the first one */
  keys: string
  /** confirming the first is the first thing to do on the screen */
  foremost?: boolean
  /** a person confirmed it, with its time and how that was said */
  onPromise: (heard: H, at: Instant, saidAs: string | null) => void
  onDismiss: (heard: H) => void
  /** what has to be asked first, in place of confirming it here */
  elsewhere?: ((heard: H) => (() => void) | null) | undefined
}
