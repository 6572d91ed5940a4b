import * as contract from '../../contract/recovery.ts'
import { cannotKeep, leads } from '../../domain/accounts/permissions.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { listMembers } from '../accounts/store.ts'
import { listReadable } from '../conversations/store-views.ts'
import { memberNames } from '../conversations/views.ts'
import type { Reader } from '../db/database.ts'
import { pageOf, readAfter, readablePage, readKey, writeKey } from '../db/keyset.ts'
import { Refused } from '../db/refused.ts'
import { type Asked, type Route, route } from '../http/route.ts'
import { namesOf } from '../people/views.ts'
import * as actions from './actions-friction.ts'
import * as store from './store-friction.ts'

/** What kept us from helping, and the rules of the house it was (S1-08). */
export const frictionRoutes: Route[] = [
  route(contract.listHouseRules, async (a, { query }) => {
    const limit = query.limit ?? 50
    const key = readKey(query.after, 3)
    const after = key && { all: Number(key[0]), name: String(key[1]), id: String(key[2]) }
    return await a.db.read(a.workspaceId, async (db) => {
      const filter = { active: query.state === 'active', q: query.q }
      const rows = await store.listRules(db, filter, after, limit + 1)
      const { items, next } = pageOf(rows, limit, (r) => writeKey(r.count.all, r.name.toLowerCase(), r.id))
      return { items: await showRules(db, items), next }
    })
  }),
  route(contract.changeHouseRule, async (a, { params: { ruleId }, body }) => {
    await actions.changeRule(a, ruleId, body)
    return await a.db.read(a.workspaceId, async (db) => {
      const [rule] = await showRules(db, await store.listRules(db, { active: false, id: ruleId }, null, 1))
      if (!rule) throw new Refused(refuse('not_found'))
      return rule
    })
  }),
  route(contract.listFrictions, async (a, { query }) => {
    const limit = query.limit ?? 20
    const filter = {
      open: query.state === 'open',
      ownerId: query.whose === 'to_answer' ? a.member.id : null,
      by: query.whose === 'noted' ? a.member.id : null,
      ruleId: query.ruleId ?? null,
    }
    return await a.db.read(a.workspaceId, async (db) => {
      const rows = await readablePage(
        readAfter(query.after),
        limit + 1,
        (after, most) => store.listFrictions(db, filter, after, most),
        (one) => one.at,
        (some) => readable(db, some, a),
      )
      const { items, next } = pageOf(rows, limit, (one) => writeKey(one.at, one.id))
      return { items, next }
    })
  }),
  route(contract.readFriction, async (a, { params: { frictionId } }) => shown(a, frictionId)),
  route(contract.withdrawFriction, async (a, { params: { frictionId }, body }) => {
    await shown(a, frictionId)
    await actions.withdrawFriction(a, frictionId, body.version)
  }),
  route(contract.noteFriction, async (a, { body }) => shown(a, await actions.noteFriction(a, body))),
  route(contract.answerFriction, async (a, { params: { frictionId }, body }) => {
    await shown(a, frictionId)
    await actions.answerFriction(a, frictionId, body)
    return await shown(a, frictionId)
  }),
]

type Looking = Pick<Asked, 'member' | 'now'>

async function showRules(db: Reader, rules: readonly store.CountedRule[]) {
  const names = await memberNames(db)
  return rules.map(({ ownerId, createdAt: _, ...rule }) => ({ ...rule, owner: names(ownerId)! }))
}

/**
 * Of what was noted, what somebody may read. Of a sensitive conversation they may not read: to who answers for the rule (whoever leads,
 * once that one has left) and who noted it, without the person, the place and the words.
 */
async function readable(db: Reader, rows: readonly store.StoredFriction[], { member: viewer, now }: Looking) {
  const talks = await listReadable(
    db,
    rows.map((one) => one.conversationId),
    viewer,
  )
  const rules = await store.findRules(
    db,
    rows.map((one) => one.ruleId),
  )
  const ownerOf = new Map(rules.map((r) => [r.id, r.ownerId]))
  const gone = leads(viewer) ? (await listMembers(db)).filter((m) => cannotKeep(m, now)) : []
  const answering = new Set([viewer.id, ...gone.map((m) => m.id)])
  const reads = (one: store.StoredFriction) => one.conversationId === null || talks.has(one.conversationId)
  const may = rows.filter(
    (one) => reads(one) || one.by === viewer.id || answering.has(ownerOf.get(one.ruleId)!),
  )
  const names = await memberNames(db)
  const persons = await namesOf(
    db,
    may.map((one) => one.personId),
  )
  const ruleOf = new Map(rules.map((r) => [r.id, { id: r.id, name: r.name, owner: names(r.ownerId)! }]))
  return may.map((row) => {
    const { ruleId, personId, conversationId, by, answeredBy, withdrawnAt: _, ...one } = row
    const talk = conversationId ? talks.get(conversationId) : null
    const hidden = !reads(row)
    return {
      ...{ ...one, hidden, words: hidden ? null : one.words },
      rule: ruleOf.get(ruleId)!,
      person: personId && !hidden ? { id: personId, name: persons.get(personId) ?? '' } : null,
      conversation: talk ? { id: talk.id as never, subject: talk.subject } : null,
      ...{ by: names(by)!, answeredBy: names(answeredBy) },
    }
  })
}

async function shown(a: Asked, id: store.StoredFriction['id']) {
  return await a.db.read(a.workspaceId, async (db) => {
    const one = await store.findFriction(db, id)
    const [found] = one ? await readable(db, [one], a) : []
    if (!found) throw new Refused(refuse('not_found'))
    return found
  })
}
