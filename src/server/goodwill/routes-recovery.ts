import * as contract from '../../contract/recovery.ts'
import { STEPS } from '../../domain/goodwill/recovery.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { listReadable, type Viewer } from '../conversations/store-views.ts'
import { memberNames } from '../conversations/views.ts'
import type { Reader } from '../db/database.ts'
import { pageOf, readAfter, readablePage, writeKey } from '../db/keyset.ts'
import { Refused } from '../db/refused.ts'
import { type Asked, type Route, route } from '../http/route.ts'
import { listSame } from '../people/store-merge.ts'
import { namesOf } from '../people/views.ts'
import * as actions from './actions-recovery.ts'
import * as store from './store-recovery.ts'

/** Putting something right (S1-15). */
export const recoveryRoutes: Route[] = [
  route(contract.listRecoveryCases, async (a, { query }) => {
    const limit = query.limit ?? 20
    return await a.db.read(a.workspaceId, async (db) => {
      const personIds = query.personId ? await listSame(db, query.personId) : null
      const filter = { open: query.state === 'open', personIds }
      const rows = await readablePage(
        readAfter(query.after),
        limit + 1,
        (after, most) => store.listCases(db, filter, after, most),
        (one) => one.openedAt,
        (some) => readable(db, some, a.member),
      )
      const { items, next } = pageOf(rows, limit, (one) => writeKey(one.openedAt, one.id))
      return { items, next }
    })
  }),
  route(contract.openRecoveryCase, async (a, { body }) => shown(a, await actions.openCase(a, body))),
  route(contract.takeRecoveryStep, async (a, { params: { recoveryId }, body }) => {
    await actions.takeStep(a, recoveryId, body)
    return await shown(a, recoveryId)
  }),
  route(contract.sayInRecovery, async (a, { params: { recoveryId }, body }) => {
    await actions.sayWords(a, recoveryId, body)
    return await shown(a, recoveryId)
  }),
  route(contract.listRecoveryWords, async (a, { params: { recoveryId }, query }) => {
    await shown(a, recoveryId)
    const limit = query.limit ?? 50
    return await a.db.read(a.workspaceId, async (db) => {
      const rows = await store.listWords(db, recoveryId, readAfter(query.after), limit + 1)
      const { items, next } = pageOf(rows, limit, (words) => writeKey(words.at, words.id))
      const names = await memberNames(db)
      return { items: items.map(({ caseId: _, saidBy, ...w }) => ({ ...w, saidBy: names(saidBy)! })), next }
    })
  }),
  route(contract.promiseCheckBack, async (a, { params: { recoveryId }, body }) => {
    await actions.promiseCheckBack(a, recoveryId, body)
    return await shown(a, recoveryId)
  }),
  route(contract.closeRecoveryCase, async (a, { params: { recoveryId }, body }) => {
    await actions.closeCase(a, recoveryId, body.version)
    return await shown(a, recoveryId)
  }),
]

async function readable(db: Reader, rows: readonly store.StoredCase[], viewer: Viewer) {
  const talks = await listReadable(
    db,
    rows.map((one) => one.conversationId),
    viewer,
  )
  const may = rows.filter((one) => one.conversationId === null || talks.has(one.conversationId))
  const names = await memberNames(db)
  const persons = await namesOf(
    db,
    may.map((one) => one.personId),
  )
  const words = await store.latestWords(
    db,
    may.map((one) => one.id),
  )
  return may.map(({ personId, conversationId, openedBy, steps, ...one }) => {
    const talk = conversationId ? talks.get(conversationId) : null
    const said = words.get(one.id)
    return {
      ...one,
      person: { id: personId, name: persons.get(personId) ?? '' },
      conversation: talk ? { id: talk.id as never, subject: talk.subject } : null,
      openedBy: names(openedBy)!,
      steps: STEPS.flatMap((step) => {
        const taken = steps[step]
        return taken ? [{ step, at: taken.at, by: names(taken.by)! }] : []
      }),
      ...{ theirs: said?.theirs ?? null, known: said?.known ?? null },
    }
  })
}

async function shown(a: Asked, id: store.StoredCase['id']) {
  return await a.db.read(a.workspaceId, async (db) => {
    const one = await store.findCase(db, id)
    const [found] = one ? await readable(db, [one], a.member) : []
    if (!found) throw new Refused(refuse('not_found'))
    return found
  })
}
