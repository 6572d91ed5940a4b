import type { Cable } from '../../src/server/mail/testing/cable.ts'
import type { TestDovecot } from '../../src/server/mail/testing/dovecot.ts'
import type { House } from './house.ts'

/** How often each fault happened. */
export type Faults = { cuts: number; kills: number; renumberings: number; refusals: number }

/** All of the mailbox is fetched again after each: more often, a great one would only ever be fetched again (ms). */
const BETWEEN_RENUMBERINGS = 600_000

/**
 * Lets faults happen until it is stopped: the line to the mail server is cut or pulled for a moment, the server is killed (SIGKILL) and
 * starts again, the mailbox is numbered anew. `any` gives numbers between 0 and 1.
 */
export function letFaultsHappen(
  house: House,
  { cable, dovecot }: { cable: Cable; dovecot: TestDovecot },
  any: () => number,
): { readonly faults: Faults; readonly stop: () => Promise<void> } {
  const faults: Faults = { cuts: 0, kills: 0, renumberings: 0, refusals: 0 }
  let over = false
  let renumberedAt = Number.NEGATIVE_INFINITY
  const happen = async () => {
    const what = any()
    if (what < 0.55) {
      faults.cuts += 1
      cable.cut()
    } else if (what < 0.75) {
      faults.refusals += 1
      cable.pull()
      await pause(300)
      cable.plug()
    } else if (what < 0.97) {
      faults.kills += 1
      await house.kill()
    } else if (performance.now() - renumberedAt > BETWEEN_RENUMBERINGS) {
      renumberedAt = performance.now()
      faults.renumberings += 1
      await dovecot.renumber()
      cable.cut()
    }
  }
  const run = (async () => {
    while (!over) {
      await pause(1500 + any() * 4000)
      if (!over) await happen()
    }
  })()
  return {
    faults,
    stop: async () => {
      over = true
      await run
    },
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms))
}
