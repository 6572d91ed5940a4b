import * as contract from '../../contract/goodwill.ts'
import { EMERGENCY_TIMES } from '../../domain/goodwill/asking.ts'
import * as authority from '../../domain/goodwill/authority.ts'
import { GESTURE_KINDS, isPaid } from '../../domain/goodwill/gesture.ts'
import { currencyOf } from '../../domain/shared/currency-of.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { findWorkspace } from '../accounts/store.ts'
import { listReadable, type Viewer } from '../conversations/store-views.ts'
import { memberNames } from '../conversations/views.ts'
import type { Reader } from '../db/database.ts'
import { pageOf, readAfter, readablePage, writeKey } from '../db/keyset.ts'
import { Refused } from '../db/refused.ts'
import { type Asked, type Route, route } from '../http/route.ts'
import { listSame } from '../people/store-merge.ts'
import { namesOf } from '../people/views.ts'
import * as actions from './actions.ts'
import * as store from './store.ts'

/** Authority to act: limits, what is left of them, and what is given. */
export const goodwillRoutes: Route[] = [
  route(contract.listAuthorityLimits, async (a, { query }) => {
    const limit = query.limit ?? 50
    return await a.db.read(a.workspaceId, async (db) => {
      const rows = await store.listLimits(
        db,
        query.state === 'active' ? a.now : null,
        readAfter(query.after),
        limit + 1,
      )
      const { items, next } = pageOf(rows, limit, (l) => writeKey(l.validFrom, l.id))
      return { items: await showLimits(db, items), next }
    })
  }),
  route(contract.grantAuthority, async (a, { body }) => shownLimit(a, await actions.grantAuthority(a, body))),
  route(contract.endAuthority, async (a, { params: { limitId } }) => {
    await actions.endAuthority(a, limitId)
    return await shownLimit(a, limitId)
  }),
  route(contract.readAuthority, async (a, { query }) => {
    const matter = await actions.matterOf(a, query.personId, query.conversationId)
    return await a.db.read(a.workspaceId, async (db) => {
      const near = await actions.nearOf(db, matter.personIds, a.member.id, a.now)
      const standing = await store.listStanding(db, a.now)
      const own = currencyOf((await findWorkspace(db))?.country ?? '')
      // The first one set goes first, and stays first when others come.
      const set = [...new Set(standing.flatMap((l) => l.currency ?? []))]
      const currencies = set.length > 0 ? set : [own]
      const kinds = []
      for (const kind of GESTURE_KINDS)
        for (const currency of isPaid(kind) ? currencies : [null]) {
          const deciding = { member: a.member, kind, siteId: matter.siteId, currency }
          const limit = authority.limitFor(standing, deciding, a.now)
          const spent = limit ? await actions.spentOf(db, a, matter, limit) : authority.NOTHING_SPENT
          const left = (times: number) => {
            const most = authority.leftOf(limit, deciding, spent, times).left
            return Number.isFinite(most) ? most : null
          }
          kinds.push({ kind, currency, left: left(1), emergency: left(EMERGENCY_TIMES) })
        }
      return { near, currency: currencies.includes(own) ? own : currencies[0]!, kinds }
    })
  }),
  route(contract.listGestures, async (a, { query }) => {
    const limit = query.limit ?? 20
    return await a.db.read(a.workspaceId, async (db) => {
      const personIds = await listSame(db, query.personId)
      const rows = await readablePage(
        readAfter(query.after),
        limit + 1,
        (after, most) => store.listGestures(db, personIds, after, most),
        (g) => g.madeAt,
        (some) => showReadable(db, some, a.member),
      )
      const { items, next } = pageOf(rows, limit, (g) => writeKey(g.madeAt, g.id))
      return { items, next }
    })
  }),
  route(contract.readGesture, (a, { params: { gestureId } }) => shownGesture(a, gestureId)),
  route(contract.makeGesture, async (a, { body }) => shownGesture(a, await actions.makeGesture(a, body))),
  route(contract.reverseGesture, async (a, { params: { gestureId }, body }) => {
    await actions.reverseGesture(a, gestureId, body)
    return await shownGesture(a, gestureId)
  }),
]

async function showLimits(db: Reader, limits: readonly store.StoredLimit[]) {
  const names = await memberNames(db)
  return limits.map(({ memberId, grantedBy, endedBy: _, role, ...limit }) => ({
    ...limit,
    role: role as 'owner' | 'manager' | 'member' | null,
    member: memberId ? names(memberId) : null,
    grantedBy: names(grantedBy)!,
  }))
}

async function shownLimit(a: Asked, id: store.StoredLimit['id']) {
  return await a.db.read(a.workspaceId, async (db) => {
    const limit = await store.findLimit(db, id)
    if (!limit) throw new Refused(refuse('not_found'))
    return (await showLimits(db, [limit]))[0]!
  })
}

/** Of gestures, those somebody may read, as they are shown. */
export async function showReadable(db: Reader, rows: readonly store.StoredGesture[], viewer: Viewer) {
  const talks = await listReadable(
    db,
    rows.map((g) => g.conversationId),
    viewer,
  )
  const readable = rows.filter((g) => g.conversationId === null || talks.has(g.conversationId))
  return await show(db, readable, talks)
}

/** Gestures as they are shown, each with its conversation where that is among `talks`. */
export async function show(
  db: Reader,
  rows: readonly store.StoredGesture[],
  talks: Awaited<ReturnType<typeof listReadable>>,
) {
  const names = await memberNames(db)
  const persons = await namesOf(
    db,
    rows.map((g) => g.personId),
  )
  const causes = await store.namesOfCauses(
    db,
    rows.map((g) => g.causeId),
  )
  return rows.map(({ personId, conversationId, causeId, madeBy, limitOf, reversedBy, lesson, ...g }) => {
    const talk = conversationId ? talks.get(conversationId) : null
    return {
      ...g,
      person: { id: personId, name: persons.get(personId) ?? '' },
      conversation: talk ? { id: talk.id as never, subject: talk.subject } : null,
      cause: causeId ? { id: causeId, name: causes.get(causeId) ?? '' } : null,
      madeBy: names(madeBy)!,
      allowedBy: limitOf === madeBy ? null : names(limitOf),
      reversedBy: names(reversedBy),
      lesson: lesson && { ...lesson, by: names(lesson.by)! },
    }
  })
}

/** A gesture as it is shown. @throws Refused `not_found`, also for one of a conversation that may not be read. */
export async function shownGesture(a: Asked, id: store.StoredGesture['id']) {
  return await a.db.read(a.workspaceId, async (db) => {
    const gesture = await store.findGesture(db, id)
    const [shown] = gesture ? await showReadable(db, [gesture], a.member) : []
    if (!shown) throw new Refused(refuse('not_found'))
    return shown
  })
}
