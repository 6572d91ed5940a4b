import type { PersonId } from '../../domain/shared/ids.ts'
import type { Act } from '../db/flush.ts'
import type { Reaction } from '../events/reactions.ts'
import { actIn } from '../http/who.ts'
import type { Tick } from '../jobs/tick.ts'
import { compareRecord } from './actions-duplicates.ts'
import { listToCompare, workspacesToCompare } from './store-duplicates.ts'

/** How many are compared in one look; the rest in the next, so that nothing else waits long for this, a stop neither. */
const AT_ONCE = 40

/** Whoever was added, by hand, by mail or by an import, is compared with everybody who shares something with them. */
export const compareNew: Tick = { due: workspacesToCompare, run: compareSome }

async function compareSome(act: Act): Promise<void> {
  const ids = await act.db.read(act.workspaceId, (db) => listToCompare(db, AT_ONCE))
  for (const id of ids) await compareRecord(act, id)
}

/** Whoever changed is compared anew. */
export const compareChanged: Reaction = {
  name: 'compare people',
  kinds: [
    'person.changed',
    'handle.added',
    'handle.removed',
    'thing.created',
    'thing.changed',
    'household.created',
    'household.changed',
  ],
  react: async (services, event) => {
    if (!event.personId) return
    const act = await actIn(services, event.workspaceId, { kind: 'system', id: null })
    await compareRecord(act, event.personId as PersonId)
  },
}
