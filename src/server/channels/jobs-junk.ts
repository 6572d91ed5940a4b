import type { Tick } from '../jobs/tick.ts'
import { eraseOldJunk } from './actions-junk.ts'
import { workspacesWithOldJunk } from './store-junk.ts'

/** Erases junk that lay as long as its house keeps it. */
export const eraseJunk: Tick = { due: workspacesWithOldJunk, run: eraseOldJunk, rounds: 60 }
