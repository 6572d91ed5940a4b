import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context, MiddlewareHandler } from 'hono'
import { refuse } from '../../domain/shared/refusal.ts'
import type { Services } from '../services.ts'
import { problemReply } from './problems.ts'

const POLICY = [
  "default-src 'self'",
  "img-src 'self' data: blob:",
  "style-src 'self' 'unsafe-inline'",
  "connect-src 'self'",
  "frame-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
]

/** Headers that keep pages ours, and a wall against acts that another site's page makes in somebody's name. */
export function guard(_services: Services): MiddlewareHandler {
  return async (c, next) => {
    if (!['GET', 'HEAD', 'OPTIONS'].includes(c.req.method) && isForeign(c))
      return problemReply(c, refuse('not_allowed'))
    await next()
    const h = c.res.headers
    const framed = c.req.path.startsWith('/form/')
    if (!h.has('content-security-policy'))
      h.set('content-security-policy', [...POLICY, `frame-ancestors ${framed ? '*' : "'self'"}`].join('; '))
    h.set('x-content-type-options', 'nosniff')
    h.set('referrer-policy', 'no-referrer')
    h.set('cross-origin-opener-policy', 'same-origin')
    if (!c.req.path.startsWith('/api/')) return
    if (!h.has('cache-control')) h.set('cache-control', 'no-store')
    // What a browser may keep is kept for whoever it was answered to, in the workspace they were in.
    for (const header of ['cookie', 'servus-workspace']) h.append('vary', header)
  }
}

// Browsers say where a request comes from; programs say nothing and carry no cookies.
function isForeign(c: Context): boolean {
  const site = c.req.header('sec-fetch-site')
  if (site) return site !== 'same-origin' && site !== 'none'
  const origin = c.req.header('origin')
  if (!origin) return false
  // A page that hides where it comes from ("null") is not ours either.
  return !URL.canParse(origin) || new URL(origin).host !== c.req.header('host')
}

/** The address a request came from: the socket's, or behind a proxy of ours what that proxy saw; a test without a socket is `local`. */
export function callerOf(c: Context, services: Services): string {
  // The right-most is the one our own proxy wrote; what stands before it anybody may have.
  const seen = services.config.trustProxy
    ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim()
    : undefined
  if (seen) return seen
  try {
    return getConnInfo(c).remote.address ?? 'local'
  } catch {
    return 'local'
  }
}
