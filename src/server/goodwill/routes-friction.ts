import * as contract from '../../contract/recovery.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { listReadable, type Viewer } from '../conversations/store-views.ts'
import { memberNames } from '../conversations/views.ts'
import type { Reader } from '../db/database.ts'
import { pageOf, readAfter, readablePage, writeKey } from '../db/keyset.ts'
import { Refused } from '../db/refused.ts'
import { type Asked, type Route, route } from '../http/route.ts'
import { namesOf } from '../people/views.ts'
import * as actions from './actions-friction.ts'
import * as store from './store-friction.ts'

/** What kept us from helping, and the rules of the house it was (S1-08). */
export const frictionRoutes: Route[] = [
  route(contract.listHouseRules, async (a, { query }) => ({
    items: await showRules(a, query.state === 'active'),
  })),
  route(contract.changeHouseRule, async (a, { params: { ruleId }, body }) => {
    await actions.changeRule(a, ruleId, body)
    const rule = (await showRules(a, false)).find((one) => one.id === ruleId)
    if (!rule) throw new Refused(refuse('not_found'))
    return rule
  }),
  route(contract.listFrictions, async (a, { query }) => {
    const limit = query.limit ?? 20
    return await a.db.read(a.workspaceId, async (db) => {
      const rows = await readablePage(
        readAfter(query.after),
        limit + 1,
        (after, most) => store.listFrictions(db, query.state === 'open', after, most),
        (one) => one.at,
        (some) => readable(db, some, a.member),
      )
      const { items, next } = pageOf(rows, limit, (one) => writeKey(one.at, one.id))
      return { items, next }
    })
  }),
  route(contract.noteFriction, async (a, { body }) => shown(a, await actions.noteFriction(a, body))),
  route(contract.answerFriction, async (a, { params: { frictionId }, body }) => {
    await shown(a, frictionId)
    await actions.answerFriction(a, frictionId, body)
    return await shown(a, frictionId)
  }),
]

async function showRules(a: Asked, active: boolean) {
  return await a.db.read(a.workspaceId, async (db) => {
    const names = await memberNames(db)
    const rules = await store.listRules(db, active)
    return rules.map(({ ownerId, ...rule }) => ({ ...rule, owner: names(ownerId)! }))
  })
}

async function readable(db: Reader, rows: readonly store.StoredFriction[], viewer: Viewer) {
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
  const rules = await store.findRules(
    db,
    may.map((one) => one.ruleId),
  )
  const ruleOf = new Map(rules.map((r) => [r.id, { id: r.id, name: r.name, owner: names(r.ownerId)! }]))
  return may.map(({ ruleId, personId, conversationId, by, answeredBy, ...one }) => {
    const talk = conversationId ? talks.get(conversationId) : null
    return {
      ...one,
      rule: ruleOf.get(ruleId)!,
      person: personId ? { id: personId, name: persons.get(personId) ?? '' } : null,
      conversation: talk ? { id: talk.id as never, subject: talk.subject } : null,
      ...{ by: names(by)!, answeredBy: names(answeredBy) },
    }
  })
}

async function shown(a: Asked, id: store.StoredFriction['id']) {
  return await a.db.read(a.workspaceId, async (db) => {
    const one = await store.findFriction(db, id)
    const [found] = one ? await readable(db, [one], a.member) : []
    if (!found) throw new Refused(refuse('not_found'))
    return found
  })
}
