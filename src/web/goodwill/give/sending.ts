/** How something is sent: given at once, or asked for. */
export type How = 'give' | 'ask'

/** What was sent last from a place, under which id, and whether the server said what became of it. */
export type Sent = {
  readonly how: How
  readonly content: string
  readonly id: string
  readonly answered: boolean
}

/**
 * As what and under which id something is sent: the very same again where it was sent and no answer came, since it may have been done all
 * the same, and what is left would be less by now; else anew.
 */
export function sendingOf(last: Sent | null, how: How, content: string, newId: () => string): Sent {
  const again = last !== null && !last.answered && last.content === content
  return again ? last : { how, content, id: newId(), answered: false }
}
