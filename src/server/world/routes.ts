import * as contract from '../../contract/accounts.ts'
import { comesFirst } from '../../domain/promises/comes-first.ts'
import { isOverdue } from '../../domain/promises/overdue.ts'
import { plus } from '../../domain/shared/time.ts'
import { firstRun } from '../accounts/set-up.ts'
import { findWorkspace } from '../accounts/store.ts'
import { signIn } from '../http/auth.ts'
import { headersOf } from '../http/headers.ts'
import { publicRoute, type Route, route } from '../http/route.ts'
import { pageToken } from '../people/actions-page-links.ts'
import { listPeople } from '../people/store-list.ts'
import { listPageLinks } from '../people/store-page-links.ts'
import { listPromises } from '../promises/store.ts'
import type { Services } from '../services.ts'
import { CUSTOMERS } from './cast.ts'
import { makeDemo } from './demo.ts'

/** How long before a promise is due the demo's clock is turned to (minutes). */
const BEFORE = 10

/** The demo a first-run token has opened: asked again, it opens the same one. */
const opened = new WeakMap<Services, Awaited<ReturnType<typeof makeDemo>>>()

export const demoRoutes: Route[] = [
  publicRoute(contract.openDemo, async ({ services, c }, { body }) => {
    const demo = await firstRun(services, body.token, async () => {
      const made =
        opened.get(services) ?? (await makeDemo(services, body.timeZone ?? 'Europe/Berlin', body.language))
      opened.set(services, made)
      return made
    })
    for (const cookie of await signIn(services.auth, demo.email, demo.password, headersOf(services, c)))
      c.header('set-cookie', cookie, { append: true })
    return {
      workspaceId: demo.workspaceId,
      customerPageUrl: `${services.publicUrl()}/p/${pageToken(services.secret, demo.workspaceId, demo.pageLinkId)}`,
    }
  }),
  route(contract.readDemo, async (a) =>
    a.db.read(a.workspaceId, async (db) => {
      const nothing = { customer: null, nextMoment: null }
      if (!(await findWorkspace(db))?.isDemo) return nothing
      const [marta] = await listPeople(db, [['okafor', 'marta']], null, 1)
      const links = marta ? await listPageLinks(db, marta.id) : []
      const link = links.find((l) => !l.revokedAt)
      const open = await listPromises(db, { owners: [a.member.id], state: 'open' }, null, 50)
      const next = open
        .map((p) => ({
          at: plus(comesFirst(p, isOverdue(p, a.now)).at, { minutes: -BEFORE }),
          what: p.text,
        }))
        .filter((m) => m.at > a.now)
        .sort((x, y) => (x.at < y.at ? -1 : 1))[0]
      return {
        customer: link
          ? {
              name: CUSTOMERS.marta.name,
              pageUrl: `${a.services.publicUrl()}/p/${pageToken(a.services.secret, a.workspaceId, link.id)}`,
            }
          : null,
        nextMoment: next ?? null,
      }
    }),
  ),
]
