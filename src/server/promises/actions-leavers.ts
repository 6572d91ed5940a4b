import { returnAsk, takeOverAsk } from '../../domain/promises/asking.ts'
import { reassignPromise, releasePromise, standForPromisee } from '../../domain/promises/decisions.ts'
import { isLeaving, successorOf } from '../../domain/promises/succession.ts'
import type { MemberId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { kept } from '../../words/kept.ts'
import { giveBackOf, settleHandoversTo } from '../conversations/actions-leavers.ts'
import { type Act, flush } from '../db/flush.ts'
import { accept, Refused, unlessRefused } from '../db/refused.ts'
import { about } from './actions.ts'
import { updatePromise } from './store.ts'
import { listAsksOfLeaver, updateAsk } from './store-asks.ts'
import * as store from './store-leavers.ts'

/** How many promises of a leaver are given over in one go; the rest follows with the next tick. */
const BATCH = 200

/**
 * Gives over what people owe whose access ends within minutes or has ended, or who may only read by now: each promise has one owner who can keep it at
 * every instant (P2, P7). What they were promised, asked and were asked for goes to who can answer for it. Their conversations go back to the Inbox. One that changes meanwhile is tried again.
 */
export async function giveOverOfLeavers(act: Act): Promise<void> {
  const everybody = await act.db.read(act.workspaceId, store.listColleagues)
  for (const leaver of everybody.filter((m) => isLeaving(m, act.now))) {
    await giveOverOwed(act, leaver, everybody)
    await settlePromisedTo(act, leaver, everybody)
    await settleAsksOf(act, leaver, everybody)
    await settleHandoversTo(act, leaver.id)
    await giveBackOf(act, leaver.id)
  }
}

/**
 * Gives over what one member owes, before somebody ends their access: as it would go by itself.
 * @throws Refused `not_found`
 */
export async function giveOverOf(act: Act, memberId: MemberId): Promise<void> {
  const everybody = await act.db.read(act.workspaceId, store.listColleagues)
  const leaver = everybody.find((m) => m.id === memberId)
  if (!leaver) throw new Refused(refuse('not_found'))
  while ((await giveOverOwed(act, leaver, everybody)) === BATCH);
}

/** Gives over a batch of what somebody owes; tells how many found an owner. */
async function giveOverOwed(act: Act, leaver: Colleagues[number], everybody: Colleagues): Promise<number> {
  const owed = await act.db.read(act.workspaceId, (db) => store.listOpenOf(db, leaver.id, BATCH))
  let given = 0
  for (const promise of owed) {
    const to = everybody.find((m) => m.id === successorOf(leaver, everybody, promise.toMemberId, act.now))
    if (!to) continue
    await unlessRefused(async () => {
      const next = accept(reassignPromise(promise, to, act.now))
      const data = { to: to.id, leaver: leaver.id }
      await flush(act, {
        writes: [updatePromise(next, promise.version)],
        events: [{ kind: 'promise.reassigned', subjects: about(next), data }],
      })
      given += 1
    })
  }
  return given
}

type Colleagues = Awaited<ReturnType<typeof store.listColleagues>>

/**
 * What was promised to them is from now on promised to whoever takes over, who alone can let its owner off; where that would be its
 * owner, nobody waits for it any more (P3).
 */
async function settlePromisedTo(act: Act, leaver: Colleagues[number], everybody: Colleagues): Promise<void> {
  const promised = await act.db.read(act.workspaceId, (db) => store.listOpenToMember(db, leaver.id, BATCH))
  for (const promise of promised) {
    const id = successorOf(leaver, everybody, promise.ownerId, act.now)
    const to = everybody.find((m) => m.id === id)
    const left = kept('promisee_left')
    // Changed meanwhile: the next look finds it as it is.
    await unlessRefused(async () => {
      const next = accept(
        to
          ? standForPromisee(promise, to, act.now)
          : releasePromise(promise, { memberId: leaver.id }, left, act.now),
      )
      const kind = to ? 'promise.promisee_left' : 'promise.released'
      await flush(act, {
        writes: [updatePromise(next, promise.version)],
        events: [{ kind, subjects: about(next), data: { to: id, leaver: leaver.id } }],
      })
    })
  }
}

/** What was asked of them comes back to who asked; what they asked goes to whoever takes over (S3-24). */
async function settleAsksOf(act: Act, leaver: Colleagues[number], everybody: Colleagues): Promise<void> {
  const asks = await act.db.read(act.workspaceId, (db) => listAsksOfLeaver(db, leaver.id, BATCH))
  for (const ask of asks) {
    const of = ask.askedOf === leaver.id
    const to = of ? ask.askedBy : successorOf(leaver, everybody, ask.askedOf, act.now)
    // Answered meanwhile: the next look finds nothing to do.
    await unlessRefused(async () => {
      const next = accept(of ? returnAsk(ask, act.now) : takeOverAsk(ask, to, act.now))
      const kind = of ? 'ask.returned' : next.outcome ? 'ask.withdrawn' : 'ask.taken_over'
      await flush(act, {
        writes: [updateAsk(next, ask.version)],
        events: [
          { kind, subjects: { memberId: to ?? ask.askedOf }, data: { ask: ask.id, leaver: leaver.id } },
        ],
      })
    })
  }
}
