import type { Member } from '../../domain/accounts/membership.ts'
import { alertsDue, behindOf, type PromiseAlert } from '../../domain/promises/alerts.ts'
import type { PromiseId } from '../../domain/shared/ids.ts'
import { listMembers } from '../accounts/store.ts'
import type { Reader } from '../db/database.ts'
import { type Act, type Change, flush, together } from '../db/flush.ts'
import { Refused } from '../db/refused.ts'
import type { Tick } from '../jobs/tick.ts'
import { about } from './actions.ts'
import { findPromises, type StoredPromise } from './store.ts'
import * as store from './store-alerts.ts'
import { readablePromises } from './views.ts'

/** How many are told in one look; the rest in the next, so that nothing else waits long for this. */
const AT_ONCE = 500
/** How many promises are told of in one flush: whoever comes back from a night does it in a few. */
const IN_ONE = 50
/** The worker looks every so many rounds: a quarter of an hour ahead, seconds do not matter, and this look is a dear one. */
const ROUNDS = 10

/** Tells who stands behind a promise that it, or a word on its way, falls due: each once, also after a server was down (P6). */
export const promiseAlerts: Tick = { due: store.workspacesWithAlerts, run: tellDue, rounds: ROUNDS }

async function tellDue(act: Act): Promise<void> {
  const due = await act.db.read(act.workspaceId, (db) =>
    store.listAlertsDue(db, act.workspaceId, act.now, AT_ONCE),
  )
  const ids = [...new Set(due.map((a) => a.promiseId))]
  for (let from = 0; from < ids.length; from += IN_ONE) {
    const some = ids.slice(from, from + IN_ONE)
    if (await tellOf(act, some)) continue
    // Somebody was quicker with one of them: the others are told all the same, each by what holds of it now.
    for (const id of some) await tellOf(act, [id])
  }
}

/** Tells of some promises, all or none: what was told is kept with what tells it. False where another was quicker. */
async function tellOf(act: Act, ids: readonly PromiseId[]): Promise<boolean> {
  const told = await act.db.read(act.workspaceId, (db) => decideAlerts(act, db, ids))
  const changes = told.map(({ promise, alerts }) => planTelling(act, promise, alerts))
  if (changes.length === 0) return true
  try {
    await flush(act, together(...changes))
    return true
  } catch (e) {
    if (e instanceof Refused) return false
    throw e
  }
}

type Marked = PromiseAlert & { readonly told: boolean }

/** Who is to be told of each, and who is passed over, by what holds now. */
async function decideAlerts(act: Act, db: Reader, ids: readonly PromiseId[]) {
  const [promises, everybody, members] = [
    await findPromises(db, ids),
    await store.listStanding(db),
    await listMembers(db),
  ]
  const already = await store.listAlerts(db, ids)
  const untold = await store.listUntold(db, act.workspaceId, ids, act.now)
  const all = promises.flatMap((promise) => {
    const owner = everybody.find((m) => m.id === promise.ownerId)
    if (!owner) return []
    const known = already.filter((a) => a.promiseId === promise.id)
    const behind = behindOf(owner, everybody, act.now)
    const alerts = alertsDue(promise, behind, known, act.now, untold.get(promise.id) ?? null)
    return [{ promise, alerts }]
  })
  const knows = await readersOf(
    db,
    members,
    all.flatMap(({ promise, alerts }) => alerts.map((a) => ({ promise, memberId: a.memberId }))),
  )
  return all
    .filter(({ alerts }) => alerts.length > 0)
    .map(({ promise, alerts }) => ({
      promise,
      alerts: alerts.map((a): Marked => ({ ...a, told: knows.has(`${a.memberId} ${promise.id}`) })),
    }))
}

// What was promised in a sensitive conversation is for those who help in it: the others are passed over, for good.
async function readersOf(
  db: Reader,
  members: readonly Pick<Member, 'id' | 'role'>[],
  asked: readonly { promise: StoredPromise; memberId: string }[],
): Promise<ReadonlySet<string>> {
  const knows = new Set<string>()
  for (const member of members) {
    const mine = asked.filter((a) => a.memberId === member.id).map((a) => a.promise)
    if (mine.length === 0) continue
    for (const p of await readablePromises(db, mine, member)) knows.add(`${member.id} ${p.id}`)
  }
  return knows
}

function planTelling(act: Act, promise: StoredPromise, alerts: readonly Marked[]): Change {
  return {
    writes: [store.insertAlerts(act.workspaceId, alerts, act.now)],
    events: alerts
      .filter((a) => a.told)
      .map(({ about: what, due, step, memberId }) => ({
        kind: 'promise.alerted',
        subjects: about(promise),
        data: { about: what, due, step, to: memberId },
      })),
  }
}
