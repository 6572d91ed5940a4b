import * as decide from '../../domain/promises/decisions.ts'
import type { CustomerPromise, ToldBy, UpdateKind } from '../../domain/promises/promise.ts'
import { frameOf } from '../../domain/promises/said-of.ts'
import type { EventKind } from '../../domain/shared/events.ts'
import type {
  ConversationId,
  MemberId,
  MessageId,
  NeedId,
  PersonId,
  PromiseId,
} from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { demandServing } from '../accounts/actions.ts'
import * as accounts from '../accounts/store.ts'
import * as conversations from '../conversations/actions.ts'
import {
  findConversation,
  restNeedOnPromise,
  type StoredNeed,
  updateConversation,
} from '../conversations/store.ts'
import { memberNames } from '../conversations/views.ts'
import { type Act, type Change, flush, together } from '../db/flush.ts'
import { accept, Refused } from '../db/refused.ts'
import { listEvents } from '../events/log.ts'
import type { Asked } from '../http/route.ts'
import { rightful } from '../people/actions.ts'
import { namesOf } from '../people/views.ts'
import * as store from './store.ts'
import { demandReach } from './views-reach.ts'

export type PromiseInput = {
  id?: PromiseId | undefined
  text: string
  saidAs?: string | null | undefined
  due: Instant
  /** The moment first named, where it was said before it was put down here. */
  originalDue?: Instant | undefined
  updateEveryMinutes?: number | null | undefined
  nextUpdateDue?: Instant | null | undefined
  needId?: NeedId | undefined
  ownerId?: MemberId | undefined
}
type To = {
  personId: PersonId | null
  memberId?: MemberId | null
  conversationId: ConversationId | null
  messageId?: MessageId | null
  /** The one merged into that conversation in whose words it is made; null for that one itself. */
  originId?: ConversationId | null
  /** The needs there: what is promised for one of them belongs where it does. */
  needs?: readonly StoredNeed[]
}

/** What an event of a promise is about. */
export function about(p: CustomerPromise) {
  return {
    promiseId: p.id,
    memberId: p.ownerId,
    ...(p.toPersonId ? { personId: p.toPersonId } : {}),
    ...(p.conversationId ? { conversationId: p.conversationId } : {}),
  }
}

/** What it takes to make a promise, for an action that makes it in its own flush (a reply, a call). */
export async function planPromise(
  act: Act,
  ownerId: MemberId,
  madeBy: MemberId,
  to: To,
  input: PromiseInput,
): Promise<{ promise: CustomerPromise; change: Change }> {
  const { nextUpdateDue = null, needId } = input
  if (nextUpdateDue !== null && nextUpdateDue <= act.now)
    throw new Refused(refuse('due_in_past', { field: 'nextUpdateDue' }))
  // Only somebody who was told why waits for a word later than the promise.
  if (nextUpdateDue !== null && nextUpdateDue > input.due)
    throw new Refused(refuse('invalid_input', { field: 'nextUpdateDue' }))
  const need = to.needs?.find((n) => n.id === needId)
  const home = need ? need.originConversationId : (to.originId ?? null)
  const making = {
    id: input.id ?? act.newId<'promise'>(),
    ownerId,
    madeBy,
    text: input.text,
    frame: await frameWhat(act, ownerId, to, input.text),
    due: input.due,
    ...(input.originalDue && { originalDue: input.originalDue }),
    toPersonId: to.personId,
    toMemberId: to.memberId ?? null,
    conversationId: to.conversationId,
    saidAs: input.saidAs ?? null,
    updateEveryMinutes: input.updateEveryMinutes ?? null,
  }
  const made = accept(decide.makePromise(making, act.now))
  const promise = nextUpdateDue ? { ...made, nextUpdateDue } : made
  return {
    promise,
    change: {
      writes: [
        store.insertPromise(act.workspaceId, promise, to.messageId ?? null, home),
        // The foreign key is checked at the end of the statement, so both may be written in one.
        ...(needId ? [restNeedOnPromise(needId, to.conversationId, promise.id)] : []),
      ],
      events: [{ kind: 'promise.made', subjects: about(promise), data: { due: promise.due } }],
    },
  }
}

async function frameWhat(act: Act, ownerId: MemberId, to: To, text: string): Promise<string | null> {
  return await act.db.read(act.workspaceId, async (db) => {
    const members = await memberNames(db)
    const persons = await namesOf(db, [to.personId])
    const theirs = to.personId ? persons.get(to.personId) : members(to.memberId ?? null)?.name
    return frameOf(text.trim(), members(ownerId)?.name ?? '', theirs ?? null)
  })
}

/**
 * Promises something to a person or a colleague. Says the same twice with the same id.
 * @throws Refused `changed_meanwhile` if the id names what somebody else promised; what it names is not told.
 */
export async function makePromise(
  asked: Asked,
  input: PromiseInput & {
    toPersonId?: PersonId | undefined
    toMemberId?: MemberId | undefined
    conversationId?: ConversationId | undefined
  },
): Promise<PromiseId> {
  if (input.id) {
    const known = await asked.db.read(asked.workspaceId, (db) => store.findPromise(db, input.id!))
    if (known && known.madeBy !== asked.member.id) throw new Refused(refuse('changed_meanwhile'))
    if (known) return known.id
  }
  const talk = input.conversationId ? await conversations.load(asked, input.conversationId) : null
  const conversation = talk?.conversation ?? null
  const talksWith = conversation?.personId ?? null
  const personId = input.toPersonId
    ? await rightful(asked, input.toPersonId, talksWith)
    : input.toMemberId
      ? null
      : talksWith
  const to = {
    ...{ personId, memberId: input.toMemberId ?? null, conversationId: conversation?.id ?? null },
    ...(talk && { needs: talk.needs }),
  }
  await demandServing(asked, [input.ownerId, input.toMemberId])
  const { promise, change } = await planPromise(
    asked,
    input.ownerId ?? asked.member.id,
    asked.member.id,
    to,
    input,
  )
  // If the conversation is merged in this moment, what is promised in it must go along: one of the two looks again.
  const there = conversation ? [updateConversation(conversation)] : []
  await flush(asked, together(change, { writes: there, events: [] }))
  return promise.id
}

async function settle(
  asked: Asked,
  id: PromiseId,
  version: number,
  kind: EventKind,
  how: (p: store.StoredPromise) => ReturnType<typeof decide.keepPromise>,
): Promise<void> {
  const promise = await load(asked, id, version)
  const next = accept(how(promise))
  await flush(asked, {
    writes: [store.updatePromise(next, version)],
    events: [{ kind, subjects: about(next), data: {} }],
  })
}

/** Loads a promise for a change made on this version of it. @throws Refused `not_found`, `changed_meanwhile`. */
async function load(asked: Asked, id: PromiseId, version: number): Promise<store.StoredPromise> {
  const promise = await asked.db.read(asked.workspaceId, (db) => store.findPromise(db, id))
  if (!promise) throw new Refused(refuse('not_found'))
  // What was promised in a sensitive conversation is for those who help in it, for whoever owes it, and to whom.
  const between = [promise.ownerId, promise.toMemberId].includes(asked.member.id)
  if (promise.conversationId && !between) await conversations.load(asked, promise.conversationId)
  if (promise.version !== version) throw new Refused(refuse('changed_meanwhile'))
  return promise
}

/** Writes down that a promise was kept. @throws Refused `promise_settled`, `changed_meanwhile`, `not_found`. */
export async function keepPromise(asked: Asked, id: PromiseId, version: number): Promise<void> {
  const promise = await load(asked, id, version)
  const next = accept(decide.keepPromise(promise, asked.now))
  await flush(asked, {
    writes: [store.updatePromise(next, version)],
    // The next word that was told stands there so that it can be taken back (`undoKeep`).
    events: [{ kind: 'promise.kept', subjects: about(next), data: { nextUpdateDue: promise.nextUpdateDue } }],
  })
}

/** Takes "kept" back, pressed by mistake a moment ago. @throws Refused `promise_settled`, `changed_meanwhile`, `not_found`. */
export async function undoKeep(asked: Asked, id: PromiseId, version: number): Promise<void> {
  const [kept] = await asked.db.read(asked.workspaceId, (db) =>
    listEvents(db, { promiseId: id, kinds: ['promise.kept'] }, null, 1),
  )
  const told = (kept?.data as { nextUpdateDue?: Instant | null } | undefined)?.nextUpdateDue ?? null
  await settle(asked, id, version, 'promise.keep_undone', (p) => decide.undoKeep(p, told, asked.now))
}

/** Writes down that a promise cannot be kept, and why. @throws Refused `promise_settled`, `changed_meanwhile`, `not_found`. */
export async function breakPromise(
  asked: Asked,
  id: PromiseId,
  input: { why: string; version: number },
): Promise<void> {
  await settle(asked, id, input.version, 'promise.broken', (p) =>
    decide.breakPromise(p, input.why, asked.now),
  )
}

/** Writes down that the one it was made to lets us off: a person in their recorded words, a colleague only themselves (P3). */
export async function releasePromise(
  asked: Asked,
  id: PromiseId,
  input: { theirWords: string; version: number },
): Promise<void> {
  await settle(asked, id, input.version, 'promise.released', (p) => {
    const saidBy = p.toPersonId ? { personId: p.toPersonId } : { memberId: asked.member.id }
    return decide.releasePromise(p, saidBy, input.theirWords, asked.now)
  })
}

/** Says how it stands, or that nothing moved (S3-22). The word reaches them as `toldBy` says; by mail through channels. */
export async function updatePromise(
  asked: Asked,
  id: PromiseId,
  input: {
    kind: UpdateKind
    text: string
    reason?: string | null | undefined
    nextUpdateDue?: Instant | null | undefined
    toldBy: ToldBy
    version: number
  },
): Promise<void> {
  const promise = await load(asked, id, input.version)
  const { kind, text, toldBy, reason = null, nextUpdateDue = null } = input
  const saying = {
    id: asked.newId<'progress_update'>(),
    kind,
    text,
    reason,
    nextUpdateDue,
    saidBy: asked.member.id,
    toldBy,
  }
  const next = accept(decide.sayProgress(promise, saying, asked.now))
  await asked.db.read(asked.workspaceId, (db) => demandReach(db, promise, toldBy))
  await flush(asked, {
    writes: [
      store.updatePromise(next.promise, promise.version),
      store.insertUpdate(asked.workspaceId, next.update),
    ],
    events: [
      {
        kind: 'promise.updated',
        subjects: about(promise),
        data: { update: next.update.id, as: kind, toldBy, nextUpdateDue: next.update.nextUpdateDue },
      },
    ],
  })
}

/** Agrees a new date: told in time the promise moves, else it is broken; either way a new one follows, and both stay (P4). */
export async function movePromise(
  asked: Asked,
  id: PromiseId,
  input: {
    due: Instant
    saidAs?: string | null | undefined
    reason: string
    toldCustomer: boolean
    toldBy: ToldBy
    /** When the word of it arrives, if not now; null where it never will. */
    arrivesAt?: Instant | null
    version: number
  },
): Promise<PromiseId> {
  const promise = await load(asked, id, input.version)
  const { arrivesAt = asked.now } = input
  const arrives = arrivesAt !== null && arrivesAt <= promise.due
  const newId = asked.newId<'promise'>()
  const moving = {
    newId,
    due: input.due,
    saidAs: input.saidAs ?? null,
    reason: input.reason,
    toldAt: input.toldCustomer && arrives ? asked.now : null,
    movedBy: asked.member.id,
  }
  const { old, successor, outcome } = accept(decide.movePromise(promise, moving, asked.now))
  if (input.toldCustomer)
    await asked.db.read(asked.workspaceId, (db) => demandReach(db, promise, input.toldBy))
  const update = {
    ...{
      id: asked.newId<'progress_update'>(),
      promiseId: newId,
      kind: 'delay' as const,
      text: '',
      reason: input.reason,
    },
    ...{
      nextUpdateDue: successor.nextUpdateDue,
      saidBy: asked.member.id,
      toldBy: input.toldBy,
      at: asked.now,
    },
  }
  const talk = promise.conversationId
    ? await asked.db.read(asked.workspaceId, (db) => findConversation(db, promise.conversationId!))
    : null
  await flush(asked, {
    writes: [
      // If the conversation is merged in this moment, the new one must go along: one of the two looks again. First, as who merges does.
      ...(talk ? [updateConversation(talk)] : []),
      store.updatePromise(old, promise.version),
      store.insertPromise(asked.workspaceId, successor, promise.messageId, promise.originConversationId),
      ...(input.toldCustomer ? [store.insertUpdate(asked.workspaceId, update)] : []),
    ],
    events: [
      {
        kind: outcome === 'moved' ? 'promise.moved' : 'promise.broken',
        subjects: about(old),
        data: { successor: newId, due: input.due },
      },
      {
        kind: 'promise.made',
        subjects: about(successor),
        data: {
          due: successor.due,
          successorOf: old.id,
          ...(input.toldCustomer ? { update: update.id, toldBy: input.toldBy } : {}),
        },
      },
    ],
  })
  return newId
}

/** Gives a promise to another owner, who can keep it (P2). @throws Refused `not_found` naming `ownerId`, `changed_meanwhile`. */
export async function reassignPromise(
  asked: Asked,
  id: PromiseId,
  input: { ownerId: MemberId; version: number },
): Promise<void> {
  const members = await asked.db.read(asked.workspaceId, accounts.listMembers)
  const to = members.find((m) => m.id === input.ownerId)
  if (!to) throw new Refused(refuse('not_found', { field: 'ownerId' }))
  const promise = await load(asked, id, input.version)
  const next = accept(decide.reassignPromise(promise, to, asked.now))
  await flush(asked, {
    writes: [store.updatePromise(next, input.version)],
    events: [
      { kind: 'promise.reassigned', subjects: about(next), data: { to: to.id, from: promise.ownerId } },
    ],
  })
}
