import type { Here } from './here.ts'
import type { News } from './touched.ts'

/** What the line to live changes says. `still`: that it stands; `lost`: it is gone; `refused`: it was not even opened. */
export type Heard =
  | { readonly kind: 'ready'; readonly anew: boolean; readonly position: string }
  | { readonly kind: 'news'; readonly items: readonly News[]; readonly position: string }
  | { readonly kind: 'cover'; readonly mark: string }
  | { readonly kind: 'here'; readonly here: Here }
  | { readonly kind: 'still' }
  | { readonly kind: 'lost'; readonly refused: boolean }

/** How many news the window that has the line remembers for windows that open later. */
const MOST = 200

/**
 * What the window that has the line remembers of what it heard since a position, so that a window that opens later hears as if it had a
 * line of its own: `tell` gives what it missed since the position at which its screens were read.
 */
export function rememberLine(since: string): {
  readonly note: (heard: Heard) => void
  readonly tell: (after: string) => readonly Heard[]
} {
  let from = since
  let news: Extract<Heard, { kind: 'news' }>[] = []
  let state: Heard | null = null
  let cover: Heard | null = null
  let here: Heard | null = null
  return {
    note: (heard) => {
      if (heard.kind === 'ready' || heard.kind === 'lost') state = heard
      if (heard.kind === 'cover') cover = heard
      if (heard.kind === 'here') here = heard
      // What came in between was not told one by one.
      if (heard.kind === 'ready' && heard.anew) [from, news] = [heard.position, []]
      if (heard.kind !== 'news') return
      news = [...news, heard]
      if (news.length > MOST) from = news.shift()!.position
    },
    tell: (after) => {
      const anew = isBefore(after, from)
      const missed = news.filter(({ position }) => isBefore(after, position))
      return [
        ...(state?.kind === 'ready' ? [{ ...state, anew }] : []),
        // Before the line stands here nobody tells such a window later that it missed something.
        ...(state === null && anew ? [{ kind: 'ready', anew, position: from } as const] : []),
        ...(anew ? [] : missed),
        ...[cover, here].filter((told) => told !== null),
        ...(state?.kind === 'lost' ? [state] : []),
      ]
    },
  }
}

/** Tells whether a position of the log lies before another. */
export function isBefore(one: string, other: string): boolean {
  const [tx = '', id = ''] = one.split('.')
  const [otherTx = '', otherId = ''] = other.split('.')
  return Number(tx) < Number(otherTx) || (tx === otherTx && id < otherId)
}
