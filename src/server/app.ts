import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { HTTPException } from 'hono/http-exception'
import { refuse } from '../domain/shared/refusal.ts'
import en from '../words/en.json' with { type: 'json' }
import { mountAreas, routes } from './areas.ts'
import { isBadText, Refused } from './db/refused.ts'
import { isOutOfReach } from './db/trouble.ts'
import { guard } from './http/guard.ts'
import { headersOf } from './http/headers.ts'
import { mountRoutes } from './http/mount.ts'
import { problemReply, RETRY_AFTER } from './http/problems.ts'
import { serveWeb } from './http/web.ts'
import { stillTheirs } from './http/who.ts'
import type { Services } from './services.ts'

/** The most a JSON request may weigh, in bytes. */
const LARGEST_JSON = 2 * 1024 * 1024

/** What of the sign-in library stands open; all else of it goes through endpoints of the contract, with our limits and our log. */
const SIGN_IN = new Set([
  'POST /api/auth/sign-in/email',
  'POST /api/auth/sign-out',
  'POST /api/auth/request-password-reset',
  'POST /api/auth/reset-password',
])

/** When to look again after trouble with the database (seconds). */
const MOMENT = 5

/** The whole HTTP side: health, sign-in, the API, the web app. */
export function makeApp(services: Services): Hono {
  const app = new Hono()
  app.onError((error, c) => {
    if (error instanceof Refused) return problemReply(c, error.refusal)
    // The framework's own no: a body that is no JSON, a path that cannot be read.
    if (error instanceof HTTPException) return problemReply(c, refuse('invalid_input'))
    if (isBadText(error)) return problemReply(c, refuse('invalid_input'))
    services.log.error({ err: error, path: withoutSecrets(c.req.path) }, 'a request failed')
    // Stopped, overrun, or held by a restore.
    if (isOutOfReach(error)) return problemReply(c, refuse('not_now'), { retryAfter: MOMENT })
    return c.json({ type: 'about:blank', title: en.shell.trouble.ours, status: 500, code: 'failed' }, 500)
  })
  app.use(guard(services))
  app.use('/api/*', async (c, next) => {
    await next()
    const { method, path } = c.req
    services.log[method === 'GET' ? 'debug' : 'info'](
      { method, path: withoutSecrets(path), status: c.res.status },
      'request',
    )
  })
  app.get('/healthz', (c) => c.text('ok'))
  app.get('/readyz', async (c) => {
    try {
      await services.db.pool.query('select 1')
      return c.text('ready')
    } catch {
      return c.text('the database does not answer', 503)
    }
  })
  app.use(
    '/api/auth/*',
    bodyLimit({
      maxSize: 64 * 1024,
      onError: (c) => problemReply(c, refuse('too_large', { values: { limit: '64 kB' } })),
    }),
  )
  app.all('/api/auth/*', async (c) => {
    if (!SIGN_IN.has(`${c.req.method} ${c.req.path}`)) return problemReply(c, refuse('not_found'))
    // A window left behind signs nobody out but whose it is.
    if (c.req.path.endsWith('/sign-out') && c.req.header('servus-member')) await stillTheirs(services, c)
    const request = new Request(c.req.raw, { headers: headersOf(services, c) })
    const reply = await services.auth.handler(request)
    const seconds = reply.headers.get('x-retry-after')
    // It hides what went wrong; with us that is the database.
    if (reply.status >= 500) return problemReply(c, refuse('not_now'), { retryAfter: MOMENT })
    if (reply.status !== 429) return reply
    return problemReply(c, refuse('too_many_requests'), { retryAfter: Number(seconds) || RETRY_AFTER })
  })
  mountAreas(app, services)
  app.use(
    '/api/*',
    bodyLimit({
      maxSize: LARGEST_JSON,
      onError: (c) => problemReply(c, refuse('too_large', { values: { limit: '2 MB' } })),
    }),
  )
  app.route('/api', mountRoutes(services, routes))
  app.all('/api/*', (c) => problemReply(c, refuse('not_found')))
  serveWeb(app)
  return app
}

/** A path as the log may hold it: ids stay, tokens of links do not. */
function withoutSecrets(path: string): string {
  return path.replace(/\/(public\/page|by-token|public\/forms|public\/unsubscribe|u)\/[^/]+/, '/$1/…')
}
