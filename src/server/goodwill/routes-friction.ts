import * as contract from '../../contract/recovery.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { listReadable, type Viewer } from '../conversations/store-views.ts'
import { memberNames } from '../conversations/views.ts'
import type { Reader } from '../db/database.ts'
import { pageOf, readKey, writeKey } from '../db/keyset.ts'
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
    const key = readKey(query.after, 2)
    return await a.db.read(a.workspaceId, async (db) => {
      const from = key ? { at: key[0] as Instant, id: key[1] as string } : null
      const rows = await readablePage(db, a.member, query.state === 'open', from, limit + 1)
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

/** Reads on until a page is full of what may be read: no page is short, and no key names anything else. */
async function readablePage(
  db: Reader,
  viewer: Viewer,
  open: boolean,
  from: { at: Instant; id: string } | null,
  most: number,
) {
  const page: Awaited<ReturnType<typeof readable>> = []
  for (let after = from; ; ) {
    const rows = await store.listFrictions(db, open, after, most)
    page.push(...(await readable(db, rows, viewer)))
    const last = rows.at(-1)
    if (page.length >= most || rows.length < most || !last) return page.slice(0, most)
    after = { at: last.at, id: last.id }
  }
}

async function shown(a: Asked, id: store.StoredFriction['id']) {
  return await a.db.read(a.workspaceId, async (db) => {
    const one = await store.findFriction(db, id)
    const [found] = one ? await readable(db, [one], a.member) : []
    if (!found) throw new Refused(refuse('not_found'))
    return found
  })
}
