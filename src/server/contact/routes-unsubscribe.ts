import type { Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import * as contract from '../../contract/unsubscribe.ts'
import { isOn } from '../../domain/contact/switches.ts'
import type { PersonId } from '../../domain/shared/ids.ts'
import { refuse } from '../../domain/shared/refusal.ts'
import { findWorkspace } from '../accounts/store.ts'
import type { Act } from '../db/flush.ts'
import { patiently, Refused } from '../db/refused.ts'
import { callerOf } from '../http/guard.ts'
import { problemReply } from '../http/problems.ts'
import { recently } from '../http/recently.ts'
import { publicRoute, type Route } from '../http/route.ts'
import { personLanguage } from '../people/views-language.ts'
import type { Services } from '../services.ts'
import { openUnsubscribe, unsubscribe } from './actions-unsubscribe.ts'
import { consentsOf } from './store-door.ts'

/** A link turned more often than this within ten minutes by one caller is asked to wait. */
const MOST_TURNS = 30
const turns = recently(10 * 60_000)

/** The page behind the link of a mail said by ourselves. */
export const unsubscribeRoutes: Route[] = [
  publicRoute(contract.readUnsubscribe, async ({ services, c }, { params }) => {
    const { act, personId, name } = await openUnsubscribe(services, params.token)
    return await shown(services, c, act, personId, name)
  }),
  publicRoute(contract.unsubscribe, async ({ services, c }, { params, body }) => {
    const { act, personId, name } = await turned(services, c, params.token, body.on)
    return await shown(services, c, act, personId, name)
  }),
]

/**
 * `POST /u/:token` with `List-Unsubscribe=One-Click`: a mail program's own button (RFC 8058). It ends that kind of mail at once, asks
 * for no sign-in and leads nowhere else. Looking at the address (GET) shows a page and ends nothing: scanners follow every link.
 */
export function mountUnsubscribe(app: Hono, services: Services): void {
  const limit = bodyLimit({ maxSize: 64 * 1024, onError: (c) => problemReply(c, refuse('too_large')) })
  app.post('/u/:token', limit, async (c) => {
    const form = await c.req.parseBody().catch((): Record<string, unknown> => ({}))
    if (form['List-Unsubscribe'] !== 'One-Click')
      throw new Refused(refuse('invalid_input', { field: 'body' }))
    await turned(services, c, c.req.param('token'), false)
    return c.text('ok')
  })
}

async function turned(services: Services, c: Context, token: string, on: boolean) {
  const opened = await openUnsubscribe(services, token)
  const { act, personId, name } = opened
  if (turns.count(`${personId} ${name} ${callerOf(c, services)}`, services.clock()) >= MOST_TURNS)
    throw new Refused(refuse('too_many_requests'))
  const { words } = await act.db.read(act.workspaceId, (db) =>
    personLanguage(db, services.languages, personId, c.req.header('accept-language')),
  )
  await patiently(() => unsubscribe(act, { personId, name, on }, words))
  return opened
}

async function shown(
  services: Services,
  c: Context,
  act: Act,
  personId: PersonId,
  name: Parameters<typeof isOn>[0],
) {
  return await act.db.read(act.workspaceId, async (db) => {
    const on = isOn(name, 'email', await consentsOf(db, personId), act.now)
    const wanted = c.req.header('accept-language')
    const { locale: language } = await personLanguage(db, services.languages, personId, wanted)
    return { name, on, workspaceName: (await findWorkspace(db))?.name ?? '', language }
  })
}
