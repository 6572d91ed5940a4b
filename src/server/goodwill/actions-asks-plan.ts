import { cannotKeep } from '../../domain/accounts/permissions.ts'
import * as asking from '../../domain/goodwill/asking.ts'
import * as authority from '../../domain/goodwill/authority.ts'
import * as gestures from '../../domain/goodwill/gesture.ts'
import * as promised from '../../domain/promises/decisions.ts'
import { isOpen } from '../../domain/promises/overdue.ts'
import { firstName } from '../../domain/shared/first-name.ts'
import type { MemberId } from '../../domain/shared/ids.ts'
import { fill } from '../../words/words.ts'
import { findWorkspace, listMembers } from '../accounts/store.ts'
import { listResting } from '../accounts/store-breaks.ts'
import { findConversation, listGroup } from '../conversations/store.ts'
import type { Reader } from '../db/database.ts'
import type { Act, Change } from '../db/flush.ts'
import { accept } from '../db/refused.ts'
import type { Asked } from '../http/route.ts'
import { listSame } from '../people/store-merge.ts'
import { namesOf } from '../people/views.ts'
import { about as aboutPromise, planPromise } from '../promises/actions.ts'
import { findAsTheyStand, updatePromise } from '../promises/store.ts'
import type { Services } from '../services.ts'
import { type Matter, spentOf } from './actions.ts'
import * as store from './store.ts'
import type * as asks from './store-asks.ts'

const NOTHING: Change = { writes: [], events: [] }

/** The answer is what was promised to whoever asked: kept by it. */
export async function keepAnswer(asked: Asked, ask: asks.StoredAsk): Promise<Change> {
  const promise = await askerPromise(asked, ask)
  if (!promise) return NOTHING
  const kept = accept(promised.keepPromise(promise, asked.now))
  return {
    writes: [updatePromise(kept, promise.version)],
    events: [
      { kind: 'promise.kept', subjects: aboutPromise(kept), data: { nextUpdateDue: promise.nextUpdateDue } },
    ],
  }
}

/** Whoever asked needs no answer any more, and says so: nobody else lets off from a promise (P3). */
export async function letOff(asked: Asked, ask: asks.StoredAsk): Promise<Change> {
  const promise = await askerPromise(asked, ask)
  if (!promise) return NOTHING
  const words = await withdrawnWords(asked)
  const released = accept(promised.releasePromise(promise, { memberId: asked.member.id }, words, asked.now))
  return {
    writes: [updatePromise(released, promise.version)],
    events: [{ kind: 'promise.released', subjects: aboutPromise(released), data: {} }],
  }
}

/** What was promised to whoever asked, where it is open still; also by another date than at first. */
export async function askerPromise(act: Act, { askerPromiseId: id }: asks.StoredAsk) {
  if (!id) return null
  const promise = (await act.db.read(act.workspaceId, (db) => findAsTheyStand(db, [id]))).get(id)
  return promise && isOpen(promise) ? promise : null
}

/** Promises whoever asks an answer, by when it is due. */
export async function promiseToAsker(act: Act, ask: asking.AuthorityAsk, holderId: MemberId, text: string) {
  return await planPromise(
    act,
    holderId,
    ask.askedBy,
    { personId: null, memberId: ask.askedBy, conversationId: null },
    { text, due: ask.answerBy },
  )
}

/** Who may allow it now, the first first. */
export async function listHolders(
  db: Reader,
  act: Pick<Act, 'now'>,
  matter: Matter,
  gesture: Pick<gestures.Gesture, 'kind' | 'money' | 'siteId'>,
  ask: { askedBy: MemberId; asked: readonly MemberId[] },
): Promise<readonly MemberId[]> {
  const resting = new Set((await listResting(db)).filter((m) => m.rests).map((m) => m.id))
  const serving = (await listMembers(db)).filter((m) => !cannotKeep(m, act.now))
  const near = new Map((await store.listNear(db, matter.personIds, act.now)).map((n) => [n.memberId, n.is]))
  const standing = await store.listStanding(db, act.now)
  const about = { kind: gesture.kind, siteId: matter.siteId, currency: gesture.money?.currency ?? null }
  const holders: asking.Holder[] = []
  for (const member of serving) {
    const deciding = { member, ...about }
    const limit = authority.limitFor(standing, deciding, act.now)
    const spent = limit ? await spentOf(db, { member, now: act.now }, matter, limit) : authority.NOTHING_SPENT
    const { left } = authority.leftOf(limit, deciding, spent)
    holders.push({
      ...{ id: member.id, left, onDuty: !resting.has(member.id), near: near.has(member.id) },
      sameSite: member.siteId === gesture.siteId,
    })
  }
  return asking.holdersOf(holders, gestures.weightOf(gesture), ask)
}

/** What a gesture is about, as decisions look at it now. */
export async function matterIn(db: Reader, gesture: gestures.Gesture): Promise<Matter> {
  const talk = gesture.conversationId ? await findConversation(db, gesture.conversationId) : null
  return {
    ...{ siteId: gesture.siteId, personIds: await listSame(db, gesture.personId) },
    conversationId: talk?.id ?? null,
    conversationIds: talk ? await listGroup(db, talk.id) : [],
  }
}

/**
 * What is promised by an ask, in the language of the workspace. All colleagues may read what one owes another: whom it is for does not
 * stand in it, since the conversation may be sensitive, or become it later.
 */
export async function wordsFor(
  act: Act,
  services: Services,
  gesture: gestures.Gesture,
  askedBy: MemberId,
  holderId: MemberId | null,
) {
  const { workspace, members, persons } = await act.db.read(act.workspaceId, async (db) => ({
    workspace: await findWorkspace(db),
    members: new Map((await listMembers(db)).map((m) => [m.id, m.name])),
    persons: await namesOf(db, [gesture.personId]),
  }))
  const words = services.languages.choose(workspace?.language).words.goodwill
  const names = {
    asker: firstName(members.get(askedBy) ?? ''),
    holder: firstName((holderId && members.get(holderId)) ?? ''),
    person: firstName(persons.get(gesture.personId) ?? ''),
    what: words.kinds[gesture.kind],
  }
  const { toAsker, toCustomer } = words.promises
  return {
    toAsker: fill(toAsker, names),
    toCustomer: fill(toCustomer, names),
  }
}

/** What whoever asked says when they need no answer any more. */
export async function withdrawnWords(asked: Asked): Promise<string> {
  const workspace = await asked.db.read(asked.workspaceId, findWorkspace)
  return asked.services.languages.choose(workspace?.language).words.goodwill.promises.noNeed
}

/** What an event of a gesture is about. */
export function aboutGesture(g: gestures.Gesture) {
  return {
    ...{ gestureId: g.id, personId: g.personId },
    ...(g.conversationId ? { conversationId: g.conversationId } : {}),
  }
}

/** What happened to an ask: of whom it is asked hears of the first two, whoever asked of the others. */
export function askEvent(
  kind:
    | 'authority.asked'
    | 'authority.passed'
    | 'authority.allowed'
    | 'authority.refused'
    | 'authority.withdrawn'
    | 'authority.unanswered',
  ask: asking.AuthorityAsk,
  gesture: gestures.Gesture,
) {
  const memberId = kind === 'authority.asked' || kind === 'authority.passed' ? ask.holderId : ask.askedBy
  return {
    kind,
    subjects: { ...aboutGesture(gesture), ...(memberId ? { memberId } : {}) },
    data: { ask: ask.id },
  }
}
