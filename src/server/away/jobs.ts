import { awaySince } from '../../domain/away/put-away.ts'
import { type Act, flush } from '../db/flush.ts'
import type { Tick } from '../jobs/tick.ts'
import { erase, listToErase, workspacesToErase } from './store-erase.ts'

/** How many of a kind are erased in one look; the rest in the next. */
const AT_ONCE = 200
/** The worker looks every so many rounds: nothing waits for it. */
const ROUNDS = 60

/**
 * Erases what was put away so long ago that nobody can fetch it back. Tags and teams stay: old conversations name them.
 */
export const erasePutAway: Tick = { due: workspacesToErase, run: eraseSome, rounds: ROUNDS }

async function eraseSome(act: Act): Promise<void> {
  const before = awaySince(act.now)
  const gone = await act.db.read(act.workspaceId, (db) => listToErase(db, before, AT_ONCE))
  const data = {
    views: gone.views.length,
    replies: gone.replies.length,
    handles: gone.handles.length,
    things: gone.things.length,
  }
  if (Object.values(data).every((count) => count === 0)) return
  await flush(
    { ...act, actor: { kind: 'system', id: null } },
    { writes: erase(gone, before), events: [{ kind: 'workspace.erased', subjects: {}, data }] },
  )
}
