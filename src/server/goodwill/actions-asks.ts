import * as asking from '../../domain/goodwill/asking.ts'
import type * as authority from '../../domain/goodwill/authority.ts'
import * as gestures from '../../domain/goodwill/gesture.ts'
import type { MemberId, PersonId } from '../../domain/shared/ids.ts'
import { type Money, money } from '../../domain/shared/money.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { findConversation, updateConversation } from '../conversations/store.ts'
import { type Change, flush, together, type Write } from '../db/flush.ts'
import { accept, patiently, Refused } from '../db/refused.ts'
import type { Asked } from '../http/route.ts'
import { planPromise } from '../promises/actions.ts'
import { decidingAbout, type Matter, matterOf, nearOf } from './actions.ts'
import {
  aboutGesture,
  askEvent,
  keepAnswer,
  letOff,
  listHolders,
  matterIn,
  promiseToAsker,
  wordsFor,
} from './actions-asks-plan.ts'
import { planCause } from './actions-learning.ts'
import * as store from './store.ts'
import * as asks from './store-asks.ts'

type AskId = asking.AuthorityAsk['id']
const NOTHING: Change = { writes: [], events: [] }

/**
 * Asks whoever may allow a gesture that goes beyond one's own authority; who asks and whom it is for are promised an answer (S3-09).
 * Says the same twice with the same id. @throws Refused `you_may_decide` where it is within one's own; what `draftGesture` refuses.
 */
export async function askAuthority(
  asked: Asked,
  input: {
    id?: AskId | undefined
    personId: PersonId
    conversationId?: Matter['conversationId'] | undefined
    kind: gestures.GestureKind
    money: Money | null
    why: string
    evidence: gestures.Evidence
    cause?: string | undefined
  },
): Promise<AskId> {
  const known = input.id && (await asked.db.read(asked.workspaceId, (db) => asks.findAsk(db, input.id!)))
  if (known && known.askedBy !== asked.member.id) throw new Refused(refuse('changed_meanwhile'))
  if (known) return known.id
  const paid = input.money && accept(money(input.money.minor, input.money.currency))
  const matter = await matterOf(asked, input.personId, input.conversationId ?? undefined)
  const id = input.id ?? asked.newId<'authority_ask'>()
  // Of two who name the same cause for the first time at once, one looks again.
  await patiently(async () => {
    const seen = await asked.db.read(asked.workspaceId, async (db) => ({
      turn: await store.readTurn(db),
      causeId: input.cause ? await store.findCauseByName(db, input.cause) : null,
    }))
    const newCause = input.cause && !seen.causeId ? asked.newId<'cause'>() : null
    const cause: Write[] = newCause
      ? [
          store.takeTurn(asked.workspaceId, seen.turn),
          store.insertCause(asked.workspaceId, newCause, input.cause!),
        ]
      : []
    await ask(asked, id, { ...input, money: paid, causeId: seen.causeId ?? newCause }, matter, cause)
  })
  return id
}

async function ask(
  asked: Asked,
  id: AskId,
  input: Pick<gestures.Gesture, 'kind' | 'money' | 'why' | 'evidence' | 'causeId'>,
  matter: Matter,
  cause: readonly Write[],
): Promise<void> {
  const me = asked.member.id
  const { kind, why, evidence, causeId } = input
  const { siteId, conversationId } = matter
  const drafted = accept(
    gestures.draftGesture(
      {
        ...{ id: asked.newId<'gesture'>(), personId: matter.personIds[0], conversationId, siteId },
        ...{ kind, money: input.money, why, evidence, causeId, madeBy: me },
      },
      asked.now,
    ),
  )
  const { own, holders, talk } = await asked.db.read(asked.workspaceId, async (db) => ({
    own: await decidingAbout(db, asked, matter, drafted.kind, drafted.money?.currency ?? null),
    holders: await listHolders(db, asked, matter, drafted, { askedBy: me, asked: [] }),
    talk: matter.conversationId ? await findConversation(db, matter.conversationId) : null,
  }))
  if (own.near === null && gestures.weightOf(drafted) <= own.left)
    throw new Refused(refuse('you_may_decide', { field: 'money' }))
  const made = asking.makeAsk({ id, gestureId: drafted.id, askedBy: me }, holders, asked.now)
  const say = await wordsFor(asked, asked.services, drafted, me, made.holderId)
  const toCustomer = await planPromise(
    asked,
    me,
    me,
    { personId: drafted.personId, conversationId: matter.conversationId },
    { text: say.toCustomer, due: made.answerBy },
  )
  const toAsker = made.holderId ? await promiseToAsker(asked, made, made.holderId, say.toAsker) : null
  await flush(
    asked,
    together(toCustomer.change, toAsker?.change ?? NOTHING, {
      writes: [
        ...cause,
        store.insertGesture(asked.workspaceId, drafted),
        ...asks.insertAsk(asked.workspaceId, made, {
          askerPromiseId: toAsker?.promise.id ?? null,
          customerPromiseId: toCustomer.promise.id,
        }),
        // If the conversation is merged in this moment, what is promised in it must go along: one of the two looks again.
        ...(talk ? [updateConversation(talk)] : []),
      ],
      events: [askEvent('authority.asked', made, drafted)],
    }),
  )
}

/**
 * Allows it: given at once, against the limits of whoever allows it. @throws Refused `beyond_limit` where they have not enough left by now,
 * `second_person`, `ask_settled`, `not_allowed`, `changed_meanwhile`, `not_found`.
 */
export async function grantAsk(asked: Asked, id: AskId, version: number): Promise<void> {
  await patiently(async () => {
    const { ask, gesture, turn, left, near } = await load(asked, id, version)
    const next = accept(asking.grantAsk(ask, asked.member.id, asked.now))
    if (near !== null) throw new Refused(refuse('second_person', { values: { near } }))
    if (gestures.weightOf(gesture) > left)
      throw new Refused(refuse('beyond_limit', { field: 'money', values: values(left) }))
    const by = { givenBy: 'granted' as const, limitOf: asked.member.id }
    await give(asked, ask, next, gesture, by, turn)
  })
}

/** Says no, with a reason one may tell the customer (A3). @throws Refused `reason_missing`, `ask_settled`, `not_allowed`, `changed_meanwhile`. */
export async function refuseAsk(
  asked: Asked,
  id: AskId,
  input: { why: string; version: number },
): Promise<void> {
  await patiently(async () => {
    const { ask, gesture } = await load(asked, id, input.version)
    const next = accept(asking.refuseAsk(ask, asked.member.id, input.why, asked.now))
    await flush(
      asked,
      together(await keepAnswer(asked, ask), {
        writes: [asks.updateAsk({ ...ask, ...next }, ask.version)],
        events: [askEvent('authority.refused', next, gesture)],
      }),
    )
  })
}

/**
 * Helps oneself for want of an answer, up to twice one's own limit; it is looked at afterwards. `less`: so much, where all of it is more.
 * @throws Refused `not_yet`, `beyond_limit`, `second_person`, `ask_settled`, `not_allowed`, `changed_meanwhile`.
 */
export async function helpOneself(asked: Asked, id: AskId, version: number, less?: Money): Promise<void> {
  await patiently(async () => {
    const { ask, gesture: whole, turn, emergency, near } = await load(asked, id, version)
    const gesture = less
      ? { ...whole, ...accept(gestures.withLess(whole, accept(money(less.minor, less.currency)))) }
      : whole
    if (near !== null) throw new Refused(refuse('second_person', { values: { near } }))
    const weight = gestures.weightOf(gesture)
    const next = accept(asking.useEmergency(ask, asked.member.id, weight, emergency, asked.now))
    await give(asked, ask, next, gesture, { givenBy: 'emergency', limitOf: asked.member.id }, turn)
  })
}

/** Needs it no more. @throws Refused `ask_settled`, `not_allowed`, `changed_meanwhile`. */
export async function withdrawAsk(asked: Asked, id: AskId, version: number): Promise<void> {
  await patiently(async () => {
    const { ask, gesture } = await load(asked, id, version)
    const next = accept(asking.withdrawAsk(ask, asked.member.id, asked.now))
    await flush(
      asked,
      together(await letOff(asked, ask), {
        writes: [asks.updateAsk({ ...ask, ...next }, ask.version)],
        events: [askEvent('authority.withdrawn', next, gesture)],
      }),
    )
  })
}

async function give(
  asked: Asked,
  ask: asks.StoredAsk,
  next: asking.AuthorityAsk,
  gesture: store.StoredGesture,
  by: { givenBy: gestures.GivenBy; limitOf: MemberId },
  turn: number,
): Promise<void> {
  const given = accept(gestures.give(gesture, by, asked.now))
  const answered = by.givenBy === 'granted' ? await keepAnswer(asked, ask) : await letOff(asked, ask)
  const opened = await asked.db.read(asked.workspaceId, (db) => planCause(db, asked, given))
  const writes: Write[] = [
    store.takeTurn(asked.workspaceId, turn),
    store.updateGesture(given, gesture.version),
    asks.updateAsk({ ...ask, ...next }, ask.version),
  ]
  await flush(
    asked,
    together(answered, opened, {
      writes,
      events: [
        ...(by.givenBy === 'granted' ? [askEvent('authority.allowed' as const, next, gesture)] : []),
        {
          kind: 'gesture.given',
          subjects: aboutGesture(given),
          data: { kind: given.kind, by: by.givenBy },
        },
      ],
    }),
  )
}

/** An ask as whoever answers or made it sees it, with how much they may decide. @throws Refused `not_found`, `changed_meanwhile`. */
async function load(asked: Asked, id: AskId, version: number) {
  return await asked.db.read(asked.workspaceId, async (db) => {
    const ask = await asks.findAsk(db, id)
    if (!ask || ![ask.askedBy, ...ask.asked].includes(asked.member.id)) throw new Refused(refuse('not_found'))
    // Passed on meanwhile, it is the same ask still; settled, it is not what they saw.
    if (ask.version !== version && ask.settledAt !== null) throw new Refused(refuse('changed_meanwhile'))
    const gesture = (await store.findGesture(db, ask.gestureId))!
    const matter = await matterIn(db, gesture)
    const turn = await store.readTurn(db)
    const currency = gesture.money?.currency ?? null
    const { left } = await decidingAbout(db, asked, matter, gesture.kind, currency)
    const { left: emergency } = await decidingAbout(
      db,
      asked,
      matter,
      gesture.kind,
      currency,
      asking.EMERGENCY_TIMES,
    )
    // A colleague's own account is near to themselves alone: any other one with enough authority is the second person.
    const near = await nearOf(db, matter.personIds, asked.member.id, asked.now)
    const second: authority.TooNear | null =
      near === 'colleague' && ask.askedBy !== asked.member.id ? null : near
    return { ask, gesture, matter, turn, left, emergency, near: second }
  })
}

function values(left: number): Record<string, number> {
  return Number.isFinite(left) ? { left } : {}
}
