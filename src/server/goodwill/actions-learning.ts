import { cannotKeep, leads } from '../../domain/accounts/permissions.ts'
import type { Gesture } from '../../domain/goodwill/gesture.ts'
import * as learning from '../../domain/goodwill/learning.ts'
import type { MemberId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { listMembers } from '../accounts/store.ts'
import * as conversations from '../conversations/actions.ts'
import type { Reader } from '../db/database.ts'
import { type Act, type Change, flush } from '../db/flush.ts'
import { accept, Refused } from '../db/refused.ts'
import type { Asked } from '../http/route.ts'
import * as gestures from './store.ts'
import * as store from './store-learning.ts'
import { lookersOfEach } from './views-lookers.ts'

const NOTHING: Change = { writes: [], events: [] }

/** What it takes to open the cause of a gesture that is being given, where it came back too often by it; whoever leads there mends it. */
export async function planCause(db: Reader, act: Act, given: Gesture): Promise<Change> {
  const cause = given.causeId && (await store.findCause(db, given.causeId))
  if (!cause) return NOTHING
  const all = await store.listGivenFor(db, cause.id, act.now)
  if (!learning.opensCause(cause, [...all, given], act.now)) return NOTHING
  const leading = (await listMembers(db)).filter((m) => leads(m) && (!m.endsAt || m.endsAt > act.now))
  const near = leading.find((m) => m.siteId === given.siteId) ?? leading[0]
  const opened = { ...cause, openedAt: act.now, ownerId: near?.id ?? null }
  const subjects = { gestureId: given.id, personId: given.personId, ...(near ? { memberId: near.id } : {}) }
  return {
    writes: [store.updateCause(opened, cause.version)],
    events: [{ kind: 'cause.opened', subjects, data: { cause: cause.id } }],
  }
}

/** Says how a cause was mended. @throws Refused `changed_meanwhile`, also where it is not open; `not_found`. */
export async function mendCause(
  asked: Asked,
  id: learning.Cause['id'],
  input: { fix: string; version: number },
): Promise<void> {
  const cause = await asked.db.read(asked.workspaceId, (db) => store.findCause(db, id))
  if (!cause) throw new Refused(refuse('not_found'))
  if (cause.version !== input.version) throw new Refused(refuse('changed_meanwhile'))
  const next = accept(learning.mendCause(cause, input.fix, asked.now))
  await flush(asked, {
    writes: [store.updateCause(next, cause.version)],
    events: [{ kind: 'cause.mended', subjects: {}, data: { cause: id } }],
  })
}

/** Gives a cause to whoever sees to it from now on. @throws Refused `changed_meanwhile`, also where it is not open; `not_found`. */
export async function giveCause(
  asked: Asked,
  id: learning.Cause['id'],
  input: { ownerId: MemberId; version: number },
): Promise<void> {
  const { cause, owner } = await asked.db.read(asked.workspaceId, async (db) => ({
    cause: await store.findCause(db, id),
    owner: (await listMembers(db)).find((m) => m.id === input.ownerId),
  }))
  if (!cause) throw new Refused(refuse('not_found'))
  if (!owner || cannotKeep(owner, asked.now)) throw new Refused(refuse('not_found', { field: 'ownerId' }))
  if (cause.version !== input.version) throw new Refused(refuse('changed_meanwhile'))
  const next = accept(learning.giveCause(cause, owner.id))
  await flush(asked, {
    writes: [store.updateCause(next, cause.version)],
    events: [{ kind: 'cause.given', subjects: { memberId: owner.id }, data: { cause: id, to: owner.id } }],
  })
}

/** Writes what colleagues may learn of a gesture (S3-10). @throws Refused `changed_meanwhile`, `not_found`. */
export async function noteLesson(
  asked: Asked,
  id: Gesture['id'],
  input: { text: string; version: number },
): Promise<void> {
  const gesture = await load(asked, id)
  if (gesture.version !== input.version) throw new Refused(refuse('changed_meanwhile'))
  await flush(asked, {
    writes: [store.updateLesson(gesture, { text: input.text, by: asked.member.id, at: asked.now })],
    events: [{ kind: 'gesture.learnt', subjects: about(gesture), data: {} }],
  })
}

/**
 * Answers the three questions of a gesture above a limit (A4); also of a sensitive conversation one may not read, where nobody who leads
 * may. @throws Refused `not_allowed` for who gave it, and who allowed it where others look; `invalid_input` for one that is not looked
 * at; `changed_meanwhile` where somebody was quicker; `not_found`.
 */
export async function lookAt(
  asked: Asked,
  id: Gesture['id'],
  input: Pick<learning.LookedAt, 'needMet' | 'nextTime' | 'mend'>,
): Promise<void> {
  const { gesture, lookers } = await asked.db.read(asked.workspaceId, async (db) => {
    const gesture = await gestures.findGesture(db, id)
    return { gesture, lookers: gesture ? (await lookersOfEach(db, [gesture], asked.now)).get(id)! : [] }
  })
  if (!gesture) throw new Refused(refuse('not_found'))
  if (gesture.conversationId && !lookers.includes(asked.member.id))
    await conversations.load(asked, gesture.conversationId)
  const look = accept(learning.lookAt(gesture, { ...input, by: asked.member.id }, lookers, asked.now))
  await flush(asked, {
    writes: store.insertLook(asked.workspaceId, look),
    events: [{ kind: 'gesture.looked_at', subjects: about(gesture), data: { needMet: look.needMet } }],
  })
}

async function load(asked: Asked, id: Gesture['id']): Promise<gestures.StoredGesture> {
  const gesture = await asked.db.read(asked.workspaceId, (db) => gestures.findGesture(db, id))
  if (!gesture) throw new Refused(refuse('not_found'))
  if (gesture.conversationId) await conversations.load(asked, gesture.conversationId)
  return gesture
}

function about({ id, personId, conversationId }: Gesture) {
  return { gestureId: id, personId, ...(conversationId ? { conversationId } : {}) }
}
