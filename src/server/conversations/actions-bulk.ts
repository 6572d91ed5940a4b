import { type BulkAct, doBulk, type FactAct, factsOf, undoBulk } from '../../domain/conversations/bulk.ts'
import type { DomainEvent, EventKind } from '../../domain/shared/events.ts'
import type { ConversationId, HandoverId, TagId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { plus } from '../../domain/shared/time.ts'
import { demandServing } from '../accounts/actions.ts'
import * as accounts from '../accounts/store.ts'
import { type Change, flush } from '../db/flush.ts'
import { accept, patiently, Refused } from '../db/refused.ts'
import type { Asked } from '../http/route.ts'
import { realNow } from '../jobs/real-time.ts'
import { about, load } from './actions.ts'
import { planOffer, planWithdrawal } from './actions-handovers.ts'
import { planJunk, planNotJunk } from './actions-junk.ts'
import { planTagging } from './actions-tags.ts'
import { updateConversation } from './store.ts'
import * as store from './store-bulk.ts'
import { listOfView, type ViewAsked } from './views-list.ts'

/** How many conversations one act takes on at most. */
export const MOST = 5_000
/** How many lines are gone through before it is looked whether to go on. */
const CHUNK = 25
/** How many lines are done at the same time: whoever works meanwhile has connections too. */
const ABREAST = 3
/** How many of its lines ring on a telephone: whoever is given hundreds hears of it, not hundreds of times. */
const RINGING = 3
/** For how long whoever is at it has it for themselves (seconds). */
const HOLD = 15
/** Days after which what was done with many is forgotten. */
const KEPT_DAYS = 7

const TELLS: Record<FactAct['kind'], EventKind> = {
  close: 'conversation.closed',
  reopen: 'conversation.changed',
  snooze: 'conversation.snoozed',
  wake: 'conversation.woken',
  assign: 'conversation.assigned',
}

/**
 * Does something with many conversations: those named, or all a list holds. A few are done at once; the worker goes on with the
 * rest. @throws Refused `invalid_input` for neither or both, `not_found` for a colleague or a tag that is none.
 */
export async function beginBulk(
  asked: Asked,
  input: {
    id?: store.BulkId | undefined
    act: BulkAct
    conversationIds?: readonly ConversationId[] | undefined
    view?: ViewAsked | undefined
  },
): Promise<store.BulkId> {
  const { act, conversationIds, view, id = asked.newId<'bulk_act'>() } = input
  if (!conversationIds === !view) throw new Refused(refuse('invalid_input', { field: 'conversationIds' }))
  const known = await asked.db.read(asked.workspaceId, (db) => store.findBulk(db, id, asked.member.id))
  if (known) return id
  await demandThere(asked, act)
  const ids = view
    ? (await asked.db.read(asked.workspaceId, (db) => listOfView(db, asked, view, null, MOST))).map(
        (c) => c.id,
      )
    : [...new Set(conversationIds)]
  const now = realNow(asked.services)
  const bulk = { id, memberId: asked.member.id, act }
  await flush(asked, {
    writes: [
      ...store.insertBulk(asked.workspaceId, bulk, ids, asked.now, now),
      store.deleteBulkBefore(asked.member.id, plus(asked.now, { days: -KEPT_DAYS })),
    ],
    events: [],
  })
  await goOn(asked, id, 1)
  return id
}

/** Takes one back; the worker goes on with what is more than a few. @throws Refused `not_found`, `changed_meanwhile`. */
export async function takeBack(asked: Asked, id: store.BulkId): Promise<void> {
  const bulk = await find(asked, id)
  if (bulk.state === 'undoing' || bulk.state === 'undone') return
  // Whoever is at it just now ends their chunk; only then it is gone through again.
  await flush(asked, { writes: [store.moveBulk(bulk, 'undoing', { finishedAt: null })], events: [] })
  await goOn(asked, id, 1)
}

/** Something the one who asks did with many. @throws Refused `not_found`. */
export async function find(asked: Asked, id: store.BulkId): Promise<store.StoredBulk> {
  const bulk = await asked.db.read(asked.workspaceId, (db) => store.findBulk(db, id, asked.member.id))
  if (!bulk) throw new Refused(refuse('not_found'))
  return bulk
}

/** Goes on with one for so many chunks, if nobody else is at it. `asked` is whoever began it. */
export async function goOn(asked: Asked, id: store.BulkId, chunks: number): Promise<void> {
  for (let n = 0; n < chunks; n++) {
    const now = realNow(asked.services)
    const held = await flush(asked, { writes: [store.holdBulk(id, now, HOLD)], events: [] }).then(
      () => true,
      (e) => {
        if (e instanceof Refused) return false
        throw e
      },
    )
    if (!held) return
    const bulk = await find(asked, id)
    if (bulk.state !== 'going' && bulk.state !== 'undoing') return
    const from = bulk.state === 'going' ? 'waiting' : 'done'
    const lines = await asked.db.read(asked.workspaceId, (db) => store.listBulkLines(db, id, from, CHUNK))
    for (let from = 0; from < lines.length; from += ABREAST)
      await Promise.all(lines.slice(from, from + ABREAST).map((line) => settle(asked, bulk, line)))
    const to = bulk.state === 'going' ? 'done' : 'undone'
    const nextLook = realNow(asked.services)
    const release = store.releaseBulk(id, nextLook)
    const ended = store.moveBulk(bulk, to, { finishedAt: asked.now, nextLook })
    await flush(asked, { writes: [lines.length < CHUNK ? ended : release], events: [] }).catch(async (e) => {
      if (!(e instanceof Refused)) throw e
      // It was taken back meanwhile: whoever looks next goes on with that.
      await flush(asked, { writes: [release], events: [] })
    })
    if (lines.length < CHUNK) return
  }
}

// The line and what it does to its conversation are one flush: each is done once, whoever is stopped where.
async function settle(asked: Asked, bulk: store.StoredBulk, line: store.BulkLine): Promise<void> {
  const going = bulk.state === 'going'
  try {
    await patiently(async () => {
      const done = going ? await planDo(asked, bulk.act, line) : await planUndo(asked, bulk.act, line)
      const next = going
        ? { state: 'done' as const, before: done.before, after: done.after }
        : { state: 'undone' as const }
      const { writes, events } = done.change
      const quiet = line.position > RINGING && { quiet: true }
      const told = events.map((e) => ({ ...e, data: { ...e.data, bulk: bulk.id, ...quiet } }))
      await flush(asked, { writes: [...writes, store.settleLine(bulk.id, line, next)], events: told })
    })
  } catch (e) {
    if (!(e instanceof Refused)) throw e
    const next = { state: going ? ('stayed' as const) : ('kept' as const), why: e.refusal.refused }
    await flush(asked, { writes: [store.settleLine(bulk.id, line, next)], events: [] }).catch((again) => {
      // Somebody else was at this line.
      if (!(again instanceof Refused)) throw again
    })
  }
}

type Planned = { change: Change; before?: store.Trace; after?: store.Trace }

async function planDo(asked: Asked, act: BulkAct, line: store.BulkLine): Promise<Planned> {
  const { conversationId } = line
  if (act.kind === 'tag') {
    const { change, changed } = await planTagging(asked, { ...act, conversationIds: [conversationId] })
    return { change, after: { added: changed[0]?.added ?? [], removed: changed[0]?.removed ?? [] } }
  }
  if (act.kind === 'junk') {
    const { change, next } = await planJunk(asked, conversationId)
    return { change, after: { junkedAt: change.writes.length > 0 ? next.junkedAt : null } }
  }
  const found = await load(asked, conversationId)
  const c = found.conversation
  if (act.kind === 'handover') {
    const { handoverId, change } = await planOffer(asked, conversationId, act)
    return { change, after: { handoverId, wasNobodys: c.assigneeId === null } }
  }
  const to = act.kind === 'assign' ? await colleague(asked, act.memberId) : null
  const next = accept(doBulk(act, c, found, asked.member.id, to, asked.now))
  const [before, after] = [factsOf(act.kind, c), factsOf(act.kind, next)]
  if (JSON.stringify(before) === JSON.stringify(after))
    return { change: { writes: [], events: [] }, before, after }
  const events = [{ kind: TELLS[act.kind], subjects: about(next), data: toldOf(act) }]
  const written = { ...after, version: c.version + 1 }
  return { change: { writes: [updateConversation(next)], events }, before, after: written }
}

// What an event tells when a hand does the same.
function toldOf(act: FactAct): DomainEvent['data'] {
  if (act.kind === 'assign') return { to: act.memberId }
  if (act.kind === 'snooze') return { until: act.until }
  return act.kind === 'reopen' ? { undo: 'close' } : {}
}

async function planUndo(asked: Asked, act: BulkAct, line: store.BulkLine): Promise<Planned> {
  const { conversationId, before, after } = line
  const c = (await load(asked, conversationId)).conversation
  // Merged since, it is the other one that stands here now: nothing was done to that.
  if (c.id !== conversationId) throw new Refused(refuse('changed_meanwhile'))
  if (act.kind === 'tag') {
    const { added = [], removed = [] } = (after ?? {}) as { added?: TagId[]; removed?: TagId[] }
    return await planTagging(asked, { conversationIds: [conversationId], add: removed, remove: added })
  }
  if (act.kind === 'handover') {
    const { handoverId, wasNobodys } = after as { handoverId: HandoverId; wasNobodys: boolean }
    return { change: await planWithdrawal(asked, handoverId, wasNobodys) }
  }
  if (act.kind === 'junk') {
    // Taken out and put there again meanwhile, that was another act.
    if (after?.junkedAt === null) return { change: { writes: [], events: [] } }
    if (c.junkedAt !== after?.junkedAt) throw new Refused(refuse('changed_meanwhile'))
    return await planNotJunk(asked, conversationId)
  }
  if (JSON.stringify(before) === JSON.stringify(after)) return { change: { writes: [], events: [] } }
  const next = accept(undoBulk(act.kind, c, after?.version === c.version, before ?? {}, after ?? {}))
  const events = [{ kind: 'conversation.changed' as const, subjects: about(next), data: { undo: act.kind } }]
  return { change: { writes: [updateConversation(next)], events } }
}

async function colleague(asked: Asked, id: Extract<BulkAct, { kind: 'assign' }>['memberId']) {
  if (id === null) return null
  const members = await asked.db.read(asked.workspaceId, accounts.listMembers)
  const to = members.find((m) => m.id === id)
  if (!to) throw new Refused(refuse('not_found', { field: 'memberId' }))
  return to
}

async function demandThere(asked: Asked, act: BulkAct): Promise<void> {
  if (act.kind === 'assign') await colleague(asked, act.memberId)
  if (act.kind === 'handover') await demandServing(asked, [act.toMemberId ?? undefined])
  if (act.kind === 'snooze' && act.until <= asked.now)
    throw new Refused(refuse('snooze_in_past', { field: 'until' }))
}
