import * as asking from '../../domain/goodwill/asking.ts'
import * as promised from '../../domain/promises/decisions.ts'
import { listMembers } from '../accounts/store.ts'
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

/** Has the next one asked where whoever was asked let their time pass; what was promised goes along with its date. */
export const passAsksOn: Tick = { due: asks.workspacesWithAsks, run: passLate }

async function passLate(act: Act, services: Services): Promise<void> {
  const late = await act.db.read(act.workspaceId, (db) => asks.listLate(db, act.now, AT_ONCE))
  // Answered in this moment, or passed on by another worker.
  for (const ask of late)
    await unlessRefused(() => passOn({ ...act, actor: { kind: 'system', id: null } }, services, ask))
}

async function passOn(act: Act, services: Services, ask: asks.StoredAsk): Promise<void> {
  const { gesture, holders, members } = await act.db.read(act.workspaceId, async (db) => {
    const gesture = (await store.findGesture(db, ask.gestureId))!
    const matter = await matterIn(db, gesture)
    return {
      gesture,
      holders: await listHolders(db, act, matter, gesture, ask),
      members: new Map((await listMembers(db)).map((m) => [m.id, m])),
    }
  })
  const [nextId] = holders
  const next = accept(asking.passAsk(ask, nextId ?? null, act.now))
  const promise = await askerPromise(act, ask)
  let change = NOTHING
  let askerPromiseId = ask.askerPromiseId
  if (nextId && promise) {
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
        nextId
          ? asks.updateAsk({ ...next, askerPromiseId }, ask.version)
          : asks.waitLonger(ask, next.answerBy),
      ],
      events: [
        ...(nextId ? [askEvent('authority.passed', next, gesture)] : []),
        ...(asking.letsHelp(ask, act.now) ? [askEvent('authority.unanswered', next, gesture)] : []),
      ],
    }),
  )
}
