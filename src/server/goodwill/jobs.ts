import { cannotKeep } from '../../domain/accounts/permissions.ts'
import * as asking from '../../domain/goodwill/asking.ts'
import * as promised from '../../domain/promises/decisions.ts'
import { listMembers } from '../accounts/store.ts'
import { listResting } from '../accounts/store-breaks.ts'
import { type Act, type Change, flush, together } from '../db/flush.ts'
import { accept, unlessRefused } from '../db/refused.ts'
import type { Tick } from '../jobs/tick.ts'
import { about as aboutPromise } from '../promises/actions.ts'
import { updatePromise } from '../promises/store.ts'
import type { Services } from '../services.ts'
import {
  askEvent,
  askerPromise,
  listHolders,
  matterIn,
  promiseToAsker,
  wordsFor,
} from './actions-asks-plan.ts'
import * as store from './store.ts'
import * as asks from './store-asks.ts'

const NOTHING: Change = { writes: [], events: [] }
/** How many are passed on in one look; the rest in the next. */
const AT_ONCE = 100

/**
 * Has the next one asked where whoever was asked let their time pass, rests or has left; what was promised goes along with its date.
 * Where nobody else is there, it is asked again as soon as somebody comes back, also of who was asked before.
 */
export const passAsksOn: Tick = { due: asks.workspacesWithAsks, run: passDue }

async function passDue(act: Act, services: Services): Promise<void> {
  const due = await act.db.read(act.workspaceId, (db) => asks.listDue(db, act.now, AT_ONCE))
  // Answered in this moment, or passed on by another worker.
  for (const ask of due)
    await unlessRefused(() => passOn({ ...act, actor: { kind: 'system', id: null } }, services, ask))
}

async function passOn(act: Act, services: Services, ask: asks.StoredAsk): Promise<void> {
  const {
    gesture,
    next: found,
    there,
    members,
  } = await act.db.read(act.workspaceId, async (db) => {
    const gesture = (await store.findGesture(db, ask.gestureId))!
    const matter = await matterIn(db, gesture)
    const members = new Map((await listMembers(db)).map((m) => [m.id, m]))
    const resting = (await listResting(db)).some((m) => m.id === ask.holderId && m.rests)
    const holder = ask.holderId ? members.get(ask.holderId) : undefined
    const there = holder !== undefined && !resting && !cannotKeep(holder, act.now)
    const [next] = await listHolders(db, act, matter, gesture, ask)
    const anew = { askedBy: ask.askedBy, asked: [] }
    const [again] = next || there ? [] : await listHolders(db, act, matter, gesture, anew)
    return { gesture, members, there, next: next ?? again }
  })
  const nextId = found ?? null
  const next = accept(asking.passAsk(ask, nextId, act.now, there))
  const promise = await askerPromise(act, ask)
  let change = NOTHING
  let askerPromiseId = ask.askerPromiseId
  if (nextId && promise && promise.ownerId !== nextId) {
    const given = accept(promised.reassignPromise(promise, members.get(nextId)!, act.now))
    change = {
      writes: [updatePromise(given, promise.version)],
      events: [
        { kind: 'promise.reassigned', subjects: aboutPromise(given), data: { from: promise.ownerId } },
      ],
    }
  } else if (nextId && !ask.askerPromiseId) {
    const say = await wordsFor(act, services, gesture, ask.askedBy, nextId)
    const made = await promiseToAsker(act, next, nextId, say.toAsker)
    askerPromiseId = made.promise.id
    change = made.change
  }
  await flush(
    act,
    together(change, {
      writes: [
        ...(nextId
          ? [
              asks.updateAsk({ ...next, askerPromiseId }, ask.version),
              asks.insertAsked(act.workspaceId, next, nextId),
            ]
          : [asks.waitLonger(ask, next)]),
      ],
      events: [
        ...(nextId ? [askEvent('authority.passed', next, gesture)] : []),
        ...(asking.letsHelp(ask, act.now) ? [askEvent('authority.unanswered', next, gesture)] : []),
      ],
    }),
  )
}
