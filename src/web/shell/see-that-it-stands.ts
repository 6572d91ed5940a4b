/** How often it is looked (ms), after how many looks the page is asked for again, and after how many it is loaded anew. */
const EVERY = 1_000
const AGAIN = [3, 6]
const ANEW = 10

/**
 * Looks until anything stands on the page for the first time. On a busy machine the router now and then loses its first publication: all
 * is there, nothing is shown and nothing more is asked for, a white page without an error. Asked for again it comes.
 */
export function seeThatItStands(ground: {
  stands: () => boolean
  again: () => void
  anew: () => void
  later: (look: () => void, ms: number) => void
}): void {
  const look = (n: number) => {
    if (ground.stands()) return
    if (AGAIN.includes(n)) ground.again()
    if (n === ANEW) return ground.anew()
    ground.later(() => look(n + 1), EVERY)
  }
  ground.later(() => look(1), EVERY)
}
