import type { Context } from 'hono'
import * as contract from '../../contract/door.ts'
import { movePromise } from '../../contract/promises.ts'
import type { PersonId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import type { Reader } from '../db/database.ts'
import { Refused } from '../db/refused.ts'
import { callerOf } from '../http/guard.ts'
import { recently } from '../http/recently.ts'
import { type Asked, publicRoute, type Route, route } from '../http/route.ts'
import { personLanguage } from '../people/views-language.ts'
import * as promises from '../promises/actions.ts'
import { showPromise } from '../promises/views.ts'
import type { Services } from '../services.ts'
import * as actions from './actions-door-consent.ts'
import { openLink } from './actions-open.ts'
import { listWritingHours } from './store-door.ts'
import { showContact, showPreview, showSwitches, showWords, whenMailArrives } from './views-door.ts'

/** Somebody who turns switches more often than this within ten minutes from one link is asked to wait. */
const MOST_TURNS = 100
const turns = recently(10 * 60_000)

export const doorRoutes: Route[] = [
  route(contract.readContact, (a, { params }) => shown(a, params.personId)),
  route(contract.changeContact, async (a, { params, body }) => {
    await actions.changeContact(a, params.personId, body)
    return await shown(a, params.personId)
  }),
  route(contract.recordConsent, async (a, { params, body }) => {
    const { switch: name, ...said } = body
    await actions.recordConsent(a, params.personId, { name, ...said })
    return await shown(a, params.personId)
  }),
  route(contract.previewContact, (a, { params }) =>
    a.db.read(a.workspaceId, (db) =>
      showPreview(db, a.services.languages, params.promiseId, a.member, a.now),
    ),
  ),
  // A new date they are to hear of by mail counts as told in time only if the door lets that mail arrive in time (P4).
  route(movePromise, async (a, { params: { promiseId }, body }) => {
    const byMail = body.toldCustomer && body.toldBy === 'email'
    const arrivesAt = byMail
      ? await a.db.read(a.workspaceId, (db) => whenMailArrives(db, promiseId, a.now))
      : a.now
    return await showPromise(a, await promises.movePromise(a, promiseId, { ...body, arrivesAt }))
  }),
  route(contract.readWords, (a, { params }) =>
    a.db.read(a.workspaceId, (db) => showWords(db, params.promiseId, a.member)),
  ),
  route(contract.listWritingHours, async (a) => ({
    items: (await a.db.read(a.workspaceId, listWritingHours)).map((h) => ({
      ...h,
      quietDays: [...h.quietDays],
    })),
  })),
  route(contract.changeWritingHours, (a, { params, body }) =>
    actions.changeWritingHours(a, params.siteId, body),
  ),
  publicRoute(contract.readSwitches, async ({ services }, { params }) => {
    const { act, link } = await openLink(services, params.token)
    return await act.db.read(act.workspaceId, (db) => showSwitches(db, link.personId, act.now))
  }),
  publicRoute(contract.turnSwitch, async ({ services, c }, { params, body }) => {
    const { act, link } = await openLink(services, params.token)
    if (turns.count(`${link.id} ${callerOf(c, services)}`, services.clock()) >= MOST_TURNS)
      throw new Refused(refuse('too_many_requests'))
    if (body.name === 'anyHour') await actions.changeContact(act, link.personId, { anyHour: body.on })
    else {
      const { words } = await act.db.read(act.workspaceId, (db) => languageOf(services, c, db, link.personId))
      await actions.turnSwitch(act, link.personId, body, words)
    }
    return await act.db.read(act.workspaceId, (db) => showSwitches(db, link.personId, act.now))
  }),
]

// The same as their page is shown in: its words are kept with what they chose.
function languageOf(services: Services, c: Context, db: Reader, personId: PersonId) {
  return personLanguage(db, services.languages, personId, c.req.header('accept-language'))
}

function shown(a: Asked, personId: Parameters<typeof showContact>[1]) {
  return a.db.read(a.workspaceId, (db) => showContact(db, personId, a.member, a.now))
}
