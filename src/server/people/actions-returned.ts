import type { HandleId, PersonId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { type Act, type Change, flush } from '../db/flush.ts'
import { Refused } from '../db/refused.ts'
import type { StoredHandle } from './store.ts'
import { listHandles } from './store.ts'
import { listHoldersOf, noteReturned, noteWorks } from './store-returned.ts'

/** What it takes to write down that mail to some addresses came back, each with what the other server said. */
export async function planReturned(
  act: Act,
  gone: readonly { readonly address: string; readonly words: string | null }[],
): Promise<Change> {
  const each = await Promise.all(
    gone.map(async ({ address, words }) => {
      const holders = await act.db.read(act.workspaceId, (db) => listHoldersOf(db, address))
      return {
        write: noteReturned(address, act.now, words),
        events: holders.map((personId) => ({
          kind: 'handle.returned' as const,
          subjects: { personId },
          data: {},
        })),
      }
    }),
  )
  return { writes: each.map((e) => e.write), events: each.flatMap((e) => e.events) }
}

/** What it takes to forget that mail to these came back: somebody wrote from there. */
export function planWorks(handles: readonly StoredHandle[]): Change {
  const back = handles.filter((h) => h.returnedAt !== null)
  return {
    writes: back.map((h) => noteWorks(h.value)),
    events: back.map((h) => ({
      kind: 'handle.works' as const,
      subjects: { personId: h.personId, handleId: h.id },
      data: {},
    })),
  }
}

/** Says that an address works again which mail came back from. Says the same twice. @throws Refused `not_found`. */
export async function sayItWorks(act: Act, id: PersonId, handleId: HandleId): Promise<void> {
  const handles = await act.db.read(act.workspaceId, (db) => listHandles(db, [id]))
  const meant = handles.find((h) => h.id === handleId)
  if (!meant) throw new Refused(refuse('not_found'))
  if (meant.returnedAt !== null) await flush(act, planWorks([meant]))
}
