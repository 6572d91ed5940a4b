import * as contract from '../../contract/learning.ts'
import { mayLookAt } from '../../domain/goodwill/learning.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { plus } from '../../domain/shared/time.ts'
import { memberNames } from '../conversations/views.ts'
import type { Reader } from '../db/database.ts'
import { pageOf, readAfter, readablePage, readKey, writeKey } from '../db/keyset.ts'
import { Refused } from '../db/refused.ts'
import { type Asked, type Route, route } from '../http/route.ts'
import * as actions from './actions-learning.ts'
import { show, shownGesture, showReadable } from './routes.ts'
import type * as gestures from './store.ts'
import { findGestures, namesOfCauses } from './store.ts'
import * as store from './store-learning.ts'
import { lookersOfEach } from './views-lookers.ts'

/** The longest period that is counted (days). */
const MOST_DAYS = 400

/** What is learnt of gestures: notes, three questions, causes that come back; and how much was given, of nobody in particular. */
export const learningRoutes: Route[] = [
  route(contract.listCauses, async (a, { query }) => {
    const limit = query.limit ?? 50
    const key = readKey(query.after, 1)
    return await a.db.read(a.workspaceId, async (db) => {
      const from = key ? { name: key[0] as string } : null
      const rows = await store.listCauses(db, query.state === 'open', from, limit + 1)
      const { items, next } = pageOf(rows, limit, (one) => writeKey(one.name))
      return { items: await showCauses(db, items), next }
    })
  }),
  route(contract.mendCause, async (a, { params: { causeId }, body }) => {
    await actions.mendCause(a, causeId, body)
    return await shownCause(a, causeId)
  }),
  route(contract.giveCause, async (a, { params: { causeId }, body }) => {
    await actions.giveCause(a, causeId, body)
    return await shownCause(a, causeId)
  }),
  route(contract.noteLesson, async (a, { params: { gestureId }, body }) => {
    await actions.noteLesson(a, gestureId, body)
    return await shownGesture(a, gestureId)
  }),
  route(contract.listToLookAt, async (a, { query }) => {
    const limit = query.limit ?? 20
    return await a.db.read(a.workspaceId, async (db) => {
      const rows = await readablePage(
        readAfter(query.after),
        limit + 1,
        (after, most) => store.listToLookAt(db, after, most, query.gestureId),
        (g) => g.givenAt!,
        (some) => showToLookAt(db, some, a),
      )
      return pageOf(rows, limit, (g) => writeKey(g.givenAt!, g.id))
    })
  }),
  route(contract.lookAtGesture, async (a, { params: { gestureId }, body }) => {
    await actions.lookAt(a, gestureId, body)
    return await a.db.read(a.workspaceId, async (db) => {
      const [shown] = await showToLookAt(db, await findGestures(db, [gestureId]), a)
      if (!shown) throw new Refused(refuse('not_found'))
      return shown
    })
  }),
  route(contract.listLearnt, async (a, { query }) => {
    const limit = query.limit ?? 20
    return await a.db.read(a.workspaceId, async (db) => {
      const names = await memberNames(db)
      const rows = await readablePage(
        readAfter(query.after),
        limit + 1,
        (after, most) => store.listLearnt(db, after, most),
        (g) => g.learntAt,
        async (some) => {
          const looks = await store.listLooks(
            db,
            some.map((g) => g.id),
          )
          return (await showReadable(db, some, a.member)).map((g) => {
            const look = looks.find((one) => one.gestureId === g.id)
            const learntAt = some.find((one) => one.id === g.id)!.learntAt
            return { ...g, learntAt, look: look ? { ...look, by: names(look.by)! } : null }
          })
        },
      )
      return pageOf(rows, limit, (g) => writeKey(g.learntAt, g.id))
    })
  }),
  route(contract.countGestures, async (a, { query: { from, to, siteId } }) => {
    if (to <= from || to > plus(from, { days: MOST_DAYS }))
      throw new Refused(refuse('invalid_input', { field: 'to' }))
    return await a.db.read(a.workspaceId, async (db) => {
      const totals = await store.countGiven(db, from, to, siteId)
      const causes = await namesOfCauses(
        db,
        totals.map((one) => one.causeId),
      )
      return {
        items: totals.map(({ causeId, ...one }) => ({
          ...one,
          cause: causeId ? { id: causeId, name: causes.get(causeId) ?? '' } : null,
        })),
      }
    })
  }),
]

async function showCauses(db: Reader, causes: readonly store.StoredCause[]) {
  const names = await memberNames(db)
  return causes.map(({ id, name, openedAt, ownerId, mendedAt, fix, version }) => ({
    ...{ id, name, openedAt, owner: names(ownerId), mendedAt, fix, version },
  }))
}

async function shownCause(a: Asked, id: store.StoredCause['id']) {
  return await a.db.read(a.workspaceId, async (db) => {
    const cause = await store.findCause(db, id)
    if (!cause) throw new Refused(refuse('not_found'))
    return (await showCauses(db, [cause]))[0]!
  })
}

/** Of what waits to be looked at, what one may read; and of what one looks at all the same (`lookersOf`) nothing but what was given. */
async function showToLookAt(
  db: Reader,
  rows: readonly gestures.StoredGesture[],
  { member, now }: Pick<Asked, 'member' | 'now'>,
) {
  const lookers = await lookersOfEach(db, rows, now)
  const whole = new Map((await showReadable(db, rows, member)).map((g) => [g.id, g]))
  const unread = rows.filter((g) => !whole.has(g.id) && lookers.get(g.id)!.includes(member.id))
  const bare = new Map(
    (await show(db, unread, new Map())).map((g) => [
      g.id,
      { ...g, person: null, why: '', reversedWhy: null, lesson: null },
    ]),
  )
  return rows.flatMap((row) => {
    const shown = whole.get(row.id) ?? bare.get(row.id)
    return shown ? [{ ...shown, mayLook: mayLookAt(row, member.id, lookers.get(row.id)!) }] : []
  })
}
