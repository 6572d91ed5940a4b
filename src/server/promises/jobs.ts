import { alertsDue, behindOf, type PromiseAlert, type Standing } from '../../domain/promises/alerts.ts'
import type { PromiseId } from '../../domain/shared/ids.ts'
import { listMembers } from '../accounts/store.ts'
import type { Reader } from '../db/database.ts'
import { type Act, flush } from '../db/flush.ts'
import { Refused } from '../db/refused.ts'
import type { Tick } from '../jobs/tick.ts'
import { findPromise, type StoredPromise } from './store.ts'
import * as store from './store-alerts.ts'
import { readablePromises } from './views.ts'

/** How many are told in one look; the rest in the next, so that nothing else waits long for this. */
const AT_ONCE = 500
/** The worker looks every so many rounds: a quarter of an hour ahead, seconds do not matter, and this look is a dear one. */
const ROUNDS = 10

/** Tells who stands behind a promise that it, or a word on its way, falls due: each once, also after a server was down (P6). */
export const promiseAlerts: Tick = { due: store.workspacesWithAlerts, run: tellDue, rounds: ROUNDS }

async function tellDue(act: Act): Promise<void> {
  const { due, everybody } = await act.db.read(act.workspaceId, async (db) => ({
    due: await store.listAlertsDue(db, act.workspaceId, act.now, AT_ONCE),
    everybody: await store.listStanding(db),
  }))
  for (const id of new Set(due.map((a) => a.promiseId))) await tellOf(act, id, everybody)
}

async function tellOf(act: Act, id: PromiseId, everybody: readonly Standing[]): Promise<void> {
  const found = await act.db.read(act.workspaceId, async (db) => {
    const promise = await findPromise(db, id)
    const owner = everybody.find((m) => m.id === promise?.ownerId)
    if (!promise || !owner) return null
    const behind = behindOf(owner, everybody, act.now)
    const alerts = alertsDue(promise, behind, await store.listAlerts(db, id), act.now)
    return { promise, alerts: await markStrangers(db, alerts, promise) }
  })
  if (!found || found.alerts.length === 0) return
  const { promise, alerts } = found
  const subjects = {
    promiseId: id,
    memberId: promise.ownerId,
    ...(promise.toPersonId ? { personId: promise.toPersonId } : {}),
    ...(promise.conversationId ? { conversationId: promise.conversationId } : {}),
  }
  const told = alerts.filter((a) => a.told)
  await flush(act, {
    writes: [store.insertAlerts(act.workspaceId, alerts, act.now)],
    events: told.map(({ about, due, step, memberId }) => ({
      kind: 'promise.alerted',
      subjects,
      data: { about, due, step, to: memberId },
    })),
  }).catch((e) => {
    // Another worker was quicker, or the promise is settled: the next look decides anew.
    if (!(e instanceof Refused)) throw e
  })
}

// What was promised in a sensitive conversation is for those who help in it: the others are passed over, for good.
async function markStrangers(db: Reader, alerts: readonly PromiseAlert[], promise: StoredPromise) {
  const members = promise.conversationId ? await listMembers(db) : []
  const marked: (PromiseAlert & { told: boolean })[] = []
  for (const alert of alerts) {
    const viewer = members.find((m) => m.id === alert.memberId)
    const mayKnow = viewer && (await readablePromises(db, [promise], viewer)).length > 0
    marked.push({ ...alert, told: promise.conversationId === null || mayKnow === true })
  }
  return marked
}
