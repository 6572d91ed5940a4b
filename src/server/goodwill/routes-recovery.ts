import * as contract from '../../contract/recovery.ts'
import { nextOf, STEPS } from '../../domain/goodwill/recovery.ts'
import { isOpen, promiseStatus } from '../../domain/promises/overdue.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { listReadable } from '../conversations/store-views.ts'
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
      const next = query.next ?? null
      const memberId = query.whose === 'mine' ? a.member.id : null
      // One's own are found among what is open; what ended is read where the person is.
      const open = query.state === 'open' || (memberId !== null && personIds === null)
      const filter = { open, personIds, memberId, next }
      const at = (one: store.StoredCase) => store.momentOf(one, next)
      const rows = await readablePage(
        readAfter(query.after),
        limit + 1,
        (after, most) => store.listCases(db, filter, after, most),
        at,
        (some) => readable(db, some, a),
      )
      return pageOf(rows, limit, (one) =>
        writeKey(next === 'look' ? one.checkBack!.due : one.openedAt, one.id),
      )
    })
  }),
  route(contract.readRecoveryCase, async (a, { params: { recoveryId } }) => shown(a, recoveryId)),
  route(contract.withdrawRecoveryCase, async (a, { params: { recoveryId }, body }) => {
    await actions.withdrawCase(a, recoveryId, body.version)
  }),
  route(contract.reopenRecoveryCase, async (a, { params: { recoveryId }, body }) => {
    await actions.reopenCase(a, recoveryId, body.version)
    return await shown(a, recoveryId)
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

type Looking = Pick<Asked, 'member' | 'now'>

async function readable(db: Reader, rows: readonly store.StoredCase[], { member, now }: Looking) {
  const talks = await listReadable(
    db,
    rows.map((one) => one.conversationId),
    member,
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
  return may.map(({ personId, conversationId, openedBy, steps, back, withdrawnAt: _, ...one }) => {
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
      checkBackId: back?.id ?? null,
      checkBack: back && {
        ...{ id: back.id, due: back.due, state: promiseStatus(back, now), owner: names(back.ownerId)! },
      },
      next: one.closedAt
        ? null
        : nextOf(back && { is: isOpen(back) ? 'open' : back.keptAt ? 'kept' : 'gone' }),
      ...{ theirs: said?.theirs ?? null, known: said?.known ?? null },
    }
  })
}

async function shown(a: Asked, id: store.StoredCase['id']) {
  return await a.db.read(a.workspaceId, async (db) => {
    const one = await store.findCase(db, id)
    const [found] = one ? await readable(db, [one], a) : []
    if (!found) throw new Refused(refuse('not_found'))
    return found
  })
}
