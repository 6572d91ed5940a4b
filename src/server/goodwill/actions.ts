import * as authority from '../../domain/goodwill/authority.ts'
import * as gestures from '../../domain/goodwill/gesture.ts'
import { firstName } from '../../domain/shared/first-name.ts'
import type { ConversationId, Id, MemberId, PersonId, SiteId } from '../../domain/shared/ids.ts'
import { type Money, money } from '../../domain/shared/money.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { type Instant, plus } from '../../domain/shared/time.ts'
import { fill } from '../../words/words.ts'
import { findWorkspace } from '../accounts/store.ts'
import * as conversations from '../conversations/actions.ts'
import { findConversation, listGroup, updateConversation } from '../conversations/store.ts'
import type { Reader } from '../db/database.ts'
import { type Change, flush, together, type Write } from '../db/flush.ts'
import { accept, patiently, Refused } from '../db/refused.ts'
import type { Asked } from '../http/route.ts'
import { listSame } from '../people/store-merge.ts'
import { namesOf } from '../people/views.ts'
import { planPromise } from '../promises/actions.ts'
import { planCause } from './actions-learning.ts'
import * as store from './store.ts'

const NOTHING: Change = { writes: [], events: [] }

type GestureId = gestures.Gesture['id']
type LimitId = authority.AuthorityLimit['id']

/** Whom and what a gesture is about, as decisions look at it; the first of the records is the one it is kept with. */
export type Matter = {
  readonly siteId: SiteId
  readonly personIds: readonly [PersonId, ...PersonId[]]
  readonly conversationId: ConversationId | null
  readonly conversationIds: readonly ConversationId[]
}

/**
 * Says what a member or a role may decide; one for the very same ends by it. Says the same twice with the same id.
 * @throws Refused what `makeLimit` refuses; `not_found` for a member or site of nobody.
 */
export async function grantAuthority(
  asked: Asked,
  input: Omit<authority.AuthorityLimit, 'id' | 'validFrom' | 'endedAt' | 'grantedBy'> & {
    id?: LimitId | undefined
  },
): Promise<LimitId> {
  const known = input.id && (await asked.db.read(asked.workspaceId, (db) => store.findLimit(db, input.id!)))
  if (known && known.grantedBy !== asked.member.id) throw new Refused(refuse('changed_meanwhile'))
  if (known) return known.id
  const id = input.id ?? asked.newId<'authority_limit'>()
  const made = accept(authority.makeLimit({ ...input, id, validFrom: asked.now, grantedBy: asked.member.id }))
  await patiently(async () => {
    const { turn, standing } = await asked.db.read(asked.workspaceId, async (db) => ({
      turn: await store.readTurn(db),
      standing: await store.listStanding(db, asked.now),
    }))
    const same = standing.filter((l) => l.endedAt === null && authority.isSamePlace(l, made))
    await flush(asked, {
      writes: [
        store.takeTurn(asked.workspaceId, turn),
        ...same.map((l) => store.endLimit(l.id, asked.now, asked.member.id)),
        store.insertLimit(asked.workspaceId, made),
      ],
      events: [
        {
          kind: 'authority.granted',
          subjects: made.memberId ? { memberId: made.memberId } : {},
          data: { limit: id, ended: same.map((l) => l.id) },
        },
      ],
    })
  })
  return id
}

/** Ends a limit. @throws Refused `not_found`; `changed_meanwhile` for one that has ended. */
export async function endAuthority(asked: Asked, id: LimitId): Promise<void> {
  const limit = await asked.db.read(asked.workspaceId, (db) => store.findLimit(db, id))
  if (!limit) throw new Refused(refuse('not_found'))
  await flush(asked, {
    writes: [store.endLimit(id, asked.now, asked.member.id)],
    events: [
      {
        kind: 'authority.ended',
        subjects: limit.memberId ? { memberId: limit.memberId } : {},
        data: { limit: id },
      },
    ],
  })
}

/**
 * Gives a person something within one’s own authority; what is left is looked at and taken in one act (A1). Says the same twice with the
 * same id. @throws Refused `beyond_limit` with what is `left`; `second_person` for oneself, one’s family and colleagues (A5);
 * `gesture_tied`; `not_found`.
 */
export async function makeGesture(
  asked: Asked,
  input: {
    id?: GestureId | undefined
    personId: PersonId
    conversationId?: ConversationId | undefined
    kind: gestures.GestureKind
    money: Money | null
    why: string
    evidence: gestures.Evidence
    cause?: string | undefined
  },
): Promise<GestureId> {
  const known = input.id && (await asked.db.read(asked.workspaceId, (db) => store.findGesture(db, input.id!)))
  if (known && known.madeBy !== asked.member.id) throw new Refused(refuse('changed_meanwhile'))
  if (known) return known.id
  const paid = input.money && accept(money(input.money.minor, input.money.currency))
  const id = input.id ?? asked.newId<'gesture'>()
  const matter = await matterOf(asked, input.personId, input.conversationId)
  await patiently(async () => {
    const seen = await asked.db.read(asked.workspaceId, async (db) => ({
      turn: await store.readTurn(db),
      ...(await decidingAbout(db, asked, matter, input.kind, paid?.currency ?? null)),
      causeId: input.cause ? await store.findCauseByName(db, input.cause) : null,
    }))
    if (seen.near !== null) throw new Refused(refuse('second_person', { values: { near: seen.near } }))
    const newCause = input.cause && !seen.causeId ? asked.newId<'cause'>() : null
    const drafted = accept(
      gestures.draftGesture(
        {
          ...{
            id,
            personId: matter.personIds[0],
            conversationId: matter.conversationId,
            siteId: matter.siteId,
          },
          ...{ kind: input.kind, money: paid, why: input.why, evidence: input.evidence },
          ...{ causeId: seen.causeId ?? newCause, madeBy: asked.member.id },
        },
        asked.now,
      ),
    )
    const weight = gestures.weightOf(drafted)
    if (weight > seen.left)
      throw new Refused(refuse('beyond_limit', { field: 'money', values: { left: seen.left } }))
    const given = accept(gestures.give(drafted, { givenBy: 'own', limitOf: asked.member.id }, asked.now))
    const opened = await asked.db.read(asked.workspaceId, (db) => planCause(db, asked, given))
    const cause: Write[] = newCause ? [store.insertCause(asked.workspaceId, newCause, input.cause!)] : []
    await flush(asked, {
      writes: [
        store.takeTurn(asked.workspaceId, seen.turn),
        ...cause,
        store.insertGesture(asked.workspaceId, given),
        ...opened.writes,
      ],
      events: [
        { kind: 'gesture.given', subjects: about(given), data: { kind: given.kind, by: 'own' } },
        ...opened.events,
      ],
    })
  })
  return id
}

/**
 * Takes back what was given by error; where it is told later, that is promised to whom it was for. @throws Refused `not_found`,
 * `changed_meanwhile`, `gesture_settled`, `reason_missing`, `customer_untold`, what `makePromise` refuses.
 */
export async function reverseGesture(
  asked: Asked,
  id: GestureId,
  input: { why: string; told: gestures.ReversedTold; due?: Instant | undefined; version: number },
): Promise<void> {
  const gesture = await asked.db.read(asked.workspaceId, (db) => store.findGesture(db, id))
  if (!gesture) throw new Refused(refuse('not_found'))
  if (gesture.conversationId) await conversations.load(asked, gesture.conversationId)
  if (gesture.version !== input.version) throw new Refused(refuse('changed_meanwhile'))
  const tell = input.told === 'promised' && input.due ? await promiseToTell(asked, gesture, input.due) : null
  const reversing = { why: input.why, told: input.told, toldPromiseId: tell?.promise.id ?? null }
  const next = accept(gestures.reverse(gesture, { ...reversing, by: asked.member.id }, asked.now))
  await flush(
    asked,
    together(tell?.change ?? NOTHING, {
      writes: [store.updateGesture(next, gesture.version), ...(tell?.there ?? [])],
      events: [{ kind: 'gesture.reversed', subjects: about(next), data: { kind: next.kind } }],
    }),
  )
}

async function promiseToTell(asked: Asked, gesture: gestures.Gesture, due: Instant) {
  const { workspace, persons, talk } = await asked.db.read(asked.workspaceId, async (db) => ({
    workspace: await findWorkspace(db),
    persons: await namesOf(db, [gesture.personId]),
    talk: gesture.conversationId ? await findConversation(db, gesture.conversationId) : null,
  }))
  const words = asked.services.languages.choose(workspace?.language).words.goodwill
  const text = fill(words.promises.reversed, {
    asker: firstName(asked.member.name),
    person: firstName(persons.get(gesture.personId) ?? ''),
    what: words.kinds[gesture.kind],
  })
  const to = { personId: gesture.personId, conversationId: talk?.id ?? null }
  const made = await planPromise(asked, asked.member.id, asked.member.id, to, { text, due })
  return { ...made, there: talk ? [updateConversation(talk)] : [] }
}

/** Whom and what it is about. @throws Refused `not_found` for nobody, and for a conversation that may not be read or is another’s. */
export async function matterOf(
  asked: Asked,
  personId: PersonId,
  conversationId: ConversationId | undefined,
): Promise<Matter> {
  const talk = conversationId ? (await conversations.load(asked, conversationId)).conversation : null
  return await asked.db.read(asked.workspaceId, async (db) => {
    const same = await listSame(db, personId)
    if (talk?.personId && !same.includes(talk.personId))
      throw new Refused(refuse('not_found', { field: 'conversationId' }))
    // As promises do (`rightful`): what is done in a conversation stays with whom it is with, should two records be parted again.
    const own = talk?.personId ?? same[0]
    return {
      siteId: talk?.siteId ?? asked.member.siteId,
      personIds: [own, ...same.filter((one) => one !== own)],
      conversationId: talk?.id ?? null,
      conversationIds: talk ? await listGroup(db, talk.id) : [],
    }
  })
}

/** How much whoever asks may decide about something (`times` over), and what keeps them from deciding alone. */
export async function decidingAbout(
  db: Reader,
  asked: Pick<Asked, 'member' | 'now'>,
  matter: Matter,
  kind: gestures.GestureKind,
  currency: string | null,
  times = 1,
): Promise<{ near: authority.TooNear | null; left: number }> {
  const near = await nearOf(db, matter.personIds, asked.member.id, asked.now)
  const deciding = { member: asked.member, kind, siteId: matter.siteId, currency }
  const limit = authority.limitFor(await store.listStanding(db, asked.now), deciding, asked.now)
  const spent = limit ? await spentOf(db, asked, matter, limit) : authority.NOTHING_SPENT
  return { near, left: authority.leftOf(limit, deciding, spent, times).left }
}

/** What was given that a limit of whoever asks counts. */
export async function spentOf(
  db: Reader,
  asked: Pick<Asked, 'member' | 'now'>,
  matter: Matter,
  limit: authority.AuthorityLimit,
): Promise<authority.Spent> {
  return await store.sumSpent(db, limit, {
    memberId: asked.member.id,
    ...{ personIds: matter.personIds, conversationIds: matter.conversationIds },
    since: authority.countsSince(limit.period, asked.now),
    dayAgo: plus(asked.now, { days: -1 }),
  })
}

/** Why a member may not decide alone about a person; null where they may. */
export async function nearOf(
  db: Reader,
  personIds: readonly PersonId[],
  me: MemberId,
  now: Instant,
): Promise<authority.TooNear | null> {
  const near = await store.listNear(db, personIds, now)
  const mine = near.find((n) => n.memberId === me)
  if (mine) return mine.is
  return near.some((n) => n.is === 'self') ? 'colleague' : null
}

function about(g: gestures.Gesture): {
  gestureId: Id<'gesture'>
  personId: PersonId
  conversationId?: ConversationId
} {
  return {
    ...{ gestureId: g.id, personId: g.personId },
    ...(g.conversationId ? { conversationId: g.conversationId } : {}),
  }
}
