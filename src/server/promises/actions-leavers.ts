import type { MemberChange } from '../../domain/accounts/membership.ts'
import { returnAsk, takeOverAsk } from '../../domain/promises/asking.ts'
import { reassignPromise, releasePromise, standForPromisee } from '../../domain/promises/decisions.ts'
import { isLeaving } from '../../domain/promises/succession.ts'
import type { Id, MemberId, WorkspaceId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { kept } from '../../words/kept.ts'
import { changeMember, demandEnding } from '../accounts/actions.ts'
import { giveBackOf, settleHandoversTo } from '../conversations/actions-leavers.ts'
import type { Database } from '../db/database.ts'
import { type Act, flush } from '../db/flush.ts'
import { accept, Refused, unlessRefused } from '../db/refused.ts'
import type { Asked } from '../http/route.ts'
import { about } from './actions.ts'
import { type StoredPromise, updatePromise } from './store.ts'
import { listAsksOfLeaver, updateAsk } from './store-asks.ts'
import * as store from './store-leavers.ts'
import { type Colleagues, findSuccessors } from './views-leavers.ts'

/** How many promises of a leaver are given over in one go; the rest follows with the next tick. */
const BATCH = 200

/**
 * Gives over what people owe whose access ends within minutes or has ended, or who may only read by now: each promise has one owner who can keep it at
 * every instant (P2, P7). What they were promised, asked and were asked for goes to who can answer for it. Their conversations go back to the Inbox. One that changes meanwhile is tried again.
 */
export async function giveOverOfLeavers(act: Act): Promise<void> {
  const everybody = await act.db.read(act.workspaceId, store.listColleagues)
  for (const leaver of everybody.filter((m) => isLeaving(m, act.now))) {
    await giveOverOwed(act, leaver, everybody, { rung: new Map(), most: BATCH })
    await settlePromisedTo(act, leaver, everybody)
    await settleAsksOf(act, leaver, everybody)
    await settleHandoversTo(act, leaver.id)
    await giveBackOf(act, leaver.id)
  }
}

/**
 * Ends somebody's access, or lets them only read from now on, in one act with giving over what they owe, as it would go by itself. What each colleague is given rings
 * once, and stands among what was handed over together, to be taken back. Nothing goes while anything would stay.
 * @throws Refused as `changeMember` does; `invalid_input` for an end that lies ahead; `promises_need_owner` with how many nobody
 * can take over.
 */
export async function giveOverAndEnd(
  asked: Asked,
  memberId: MemberId,
  change: MemberChange & { version: number },
): Promise<void> {
  await demandEnding(asked, memberId, change)
  const everybody = await asked.db.read(asked.workspaceId, store.listColleagues)
  const leaver = everybody.find((m) => m.id === memberId)
  if (!leaver) throw new Refused(refuse('not_found'))
  const stay = await countStaying(asked, leaver, everybody)
  if (stay > 0) throw new Refused(refuse('promises_need_owner', { values: { count: stay } }))
  const rung = new Map<MemberId, Id<'handing'>>()
  // One that changed meanwhile goes the next time round.
  while ((await giveOverOwed(asked, leaver, everybody, { rung, most: Number.POSITIVE_INFINITY })) > 0);
  await changeMember(asked, memberId, change)
}

/** How many of the promises of somebody nobody could take over. */
export async function countStaying(
  { db, workspaceId, now }: Act,
  leaver: Colleagues[number],
  everybody: Colleagues,
): Promise<number> {
  let count = 0
  for await (const { owed, to } of pages(db, workspaceId, leaver, everybody, now))
    count += owed.filter((p) => to(p.toMemberId, p.conversationId) === null).length
  return count
}

/** Gives over what somebody owes, past what stays, until `most` have found an owner; tells how many did. `rung`: who was told already. */
async function giveOverOwed(
  act: Act,
  leaver: Colleagues[number],
  everybody: Colleagues,
  { rung, most }: { rung: Map<MemberId, Id<'handing'>>; most: number },
): Promise<number> {
  let given = 0
  for await (const { owed, to: of } of pages(act.db, act.workspaceId, leaver, everybody, act.now))
    for (const promise of owed) {
      const id = of(promise.toMemberId, promise.conversationId)
      const to = everybody.find((m) => m.id === id)
      if (!to) continue
      if (given >= most) return given
      await unlessRefused(async () => {
        const next = accept(reassignPromise(promise, to, act.now))
        const quiet = rung.has(to.id) && { quiet: true }
        const together = rung.get(to.id) ?? act.newId<'handing'>()
        const handed = { from: leaver.id, version: promise.version + 1, together }
        const data = { to: to.id, leaver: leaver.id, ...handed, ...quiet }
        await flush(act, {
          writes: [updatePromise(next, promise.version)],
          events: [{ kind: 'promise.reassigned', subjects: about(next), data }],
        })
        rung.set(to.id, together)
        given += 1
      })
    }
  return given
}

/** What somebody owes, page by page, each with who takes it over. */
async function* pages(
  db: Database,
  workspaceId: WorkspaceId,
  leaver: Colleagues[number],
  everybody: Colleagues,
  now: Instant,
) {
  let after: StoredPromise | undefined
  do {
    const page = await db.read(workspaceId, async (reader) => {
      const owed = await store.listOpenOf(reader, leaver.id, BATCH, after)
      const talks = owed.map((p) => p.conversationId)
      return { owed, to: await findSuccessors(reader, leaver, everybody, talks, now) }
    })
    yield page
    after = page.owed.length === BATCH ? page.owed.at(-1) : undefined
  } while (after)
}

/**
 * What was promised to them is from now on promised to whoever takes over, who alone can let its owner off; where that would be its
 * owner, nobody waits for it any more (P3).
 */
async function settlePromisedTo(act: Act, leaver: Colleagues[number], everybody: Colleagues): Promise<void> {
  const { promised, successor } = await act.db.read(act.workspaceId, async (db) => {
    const promised = await store.listOpenToMember(db, leaver.id, BATCH)
    const talks = promised.map((p) => p.conversationId)
    return { promised, successor: await findSuccessors(db, leaver, everybody, talks, act.now) }
  })
  for (const promise of promised) {
    const id = successor(promise.ownerId, promise.conversationId)
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
  const { asks, successor } = await act.db.read(act.workspaceId, async (db) => {
    const asks = await listAsksOfLeaver(db, leaver.id, BATCH)
    const talks = asks.map((a) => a.conversationId)
    return { asks, successor: await findSuccessors(db, leaver, everybody, talks, act.now) }
  })
  for (const ask of asks) {
    const of = ask.askedOf === leaver.id
    const to = of ? ask.askedBy : successor(ask.askedOf, ask.conversationId)
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
