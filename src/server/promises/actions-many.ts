import { reassignPromise } from '../../domain/promises/decisions.ts'
import type { MemberId, PromiseId } from '../../domain/shared/ids.ts'
import { isRefusal, type RefusalCode, refuse } from '../../domain/shared/refusal.ts'
import * as accounts from '../accounts/store.ts'
import { flush } from '../db/flush.ts'
import { Refused } from '../db/refused.ts'
import type { Asked } from '../http/route.ts'
import { about } from './actions.ts'
import * as store from './store.ts'
import { readablePromises } from './views.ts'

type Seen = { readonly id: PromiseId; readonly version: number }
type Handed = { given: Seen[]; stayed: { id: PromiseId; code: RefusalCode }[] }

/**
 * Gives several promises to a colleague. Each stands for itself: one that changed since it was seen, is settled or may not be
 * read stays where it is, and the others are given all the same. @throws Refused `not_found` for the colleague.
 */
export async function reassignPromises(
  asked: Asked,
  ownerId: MemberId,
  seen: readonly Seen[],
): Promise<Handed> {
  const { to, promises } = await asked.db.read(asked.workspaceId, async (db) => {
    const found = await store.findPromises(
      db,
      seen.map((s) => s.id),
    )
    const readable = await readablePromises(db, found, asked.member)
    const to = (await accounts.listMembers(db)).find((m) => m.id === ownerId)
    return { to, promises: new Map(readable.map((p) => [p.id, p])) }
  })
  if (!to) throw new Refused(refuse('not_found', { field: 'ownerId' }))
  const handed: Handed = { given: [], stayed: [] }
  for (const [id, version] of new Map(seen.map((s) => [s.id, s.version]))) {
    const code = await give(asked, promises.get(id), to, version)
    if (code) handed.stayed.push({ id, code })
    else handed.given.push({ id, version: version + 1 })
  }
  return handed
}

/** Gives one of them; says why not where it stays. */
async function give(
  asked: Asked,
  promise: store.StoredPromise | undefined,
  to: accounts.StoredMember,
  version: number,
): Promise<RefusalCode | null> {
  if (!promise) return 'not_found'
  if (promise.version !== version) return 'changed_meanwhile'
  const next = reassignPromise(promise, to, asked.now)
  if (isRefusal(next)) return next.refused
  try {
    await flush(asked, {
      writes: [store.updatePromise(next, version)],
      events: [{ kind: 'promise.reassigned', subjects: about(next), data: { to: to.id } }],
    })
    return null
  } catch (e) {
    if (e instanceof Refused) return e.refusal.refused
    throw e
  }
}
