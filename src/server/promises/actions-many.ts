import { reassignPromise } from '../../domain/promises/decisions.ts'
import type { EventData } from '../../domain/shared/events.ts'
import type { Id, MemberId, PromiseId } from '../../domain/shared/ids.ts'
import { isRefusal, type RefusalCode, refuse } from '../../domain/shared/refusal.ts'
import * as accounts from '../accounts/store.ts'
import { flush } from '../db/flush.ts'
import { Refused } from '../db/refused.ts'
import type { Asked } from '../http/route.ts'
import { about } from './actions.ts'
import * as store from './store.ts'
import { listHandings } from './store-handed.ts'
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
  together: Id<'handing'> = asked.newId<'handing'>(),
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
    // The first rings; all of them stand among what is told.
    const quiet = handed.given.length > 0 && { quiet: true }
    const code = await give(asked, promises.get(id), to, version, { together, ...quiet })
    if (code) handed.stayed.push({ id, code })
    else handed.given.push({ id, version: version + 1 })
  }
  return handed
}

/**
 * Gives what was handed over in one act back to who had it, as far as nobody has touched it since: the rest stays. Only the one
 * who handed it over. @throws Refused `not_found`.
 */
export async function takeBack(asked: Asked, id: Id<'handing'>): Promise<{ taken: number; stayed: number }> {
  const { handing, promises, members } = await asked.db.read(asked.workspaceId, async (db) => {
    const [handing] = await listHandings(db, asked.member.id, { id }, 1)
    const ids = handing?.promises.map((p) => p.id) ?? []
    const readable = await readablePromises(db, await store.findPromises(db, ids), asked.member)
    const members = new Map((await accounts.listMembers(db)).map((m) => [m.id, m]))
    return { handing, promises: new Map(readable.map((p) => [p.id, p])), members }
  })
  if (handing?.by !== asked.member.id) throw new Refused(refuse('not_found'))
  let taken = 0
  for (const p of handing.promises) {
    const before = members.get(p.from)
    const code = before
      ? await give(asked, promises.get(p.id), before, p.version, {
          back: id,
          ...(taken > 0 && { quiet: true }),
        })
      : 'not_found'
    if (code === null) taken += 1
  }
  return { taken, stayed: handing.promises.length - taken }
}

/** Gives one of them; says why not where it stays. */
async function give(
  asked: Asked,
  promise: store.StoredPromise | undefined,
  to: accounts.StoredMember,
  version: number,
  data: EventData,
): Promise<RefusalCode | null> {
  if (!promise) return 'not_found'
  if (promise.version !== version) return 'changed_meanwhile'
  const next = reassignPromise(promise, to, asked.now)
  if (isRefusal(next)) return next.refused
  try {
    await flush(asked, {
      writes: [store.updatePromise(next, version)],
      events: [
        {
          kind: 'promise.reassigned',
          subjects: about(next),
          data: { ...data, to: to.id, from: promise.ownerId, version: version + 1 },
        },
      ],
    })
    return null
  } catch (e) {
    if (e instanceof Refused) return e.refusal.refused
    throw e
  }
}
