import type { Tick } from '../jobs/tick.ts'
import { eraseOldJunk, eraseOldJunked } from './actions-junk.ts'
import { workspacesWithOldJunk } from './store-junk.ts'

/** Erases junk that lay as long as its house keeps it. */
export const eraseJunk: Tick = {
  due: workspacesWithOldJunk,
  run: async (act, services) => {
    await eraseOldJunk(act, services)
    await eraseOldJunked(act, services)
  },
  rounds: 60,
}
