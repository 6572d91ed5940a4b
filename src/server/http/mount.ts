import { createRoute, OpenAPIHono, type RouteConfig } from '@hono/zod-openapi'
import type { Context, MiddlewareHandler } from 'hono'
import type { z } from 'zod'
import type { Endpoint } from '../../contract/endpoint.ts'
import { problem } from '../../contract/shared.ts'
import { isAlwaysDangerous, isDangerous, isFresh } from '../../domain/accounts/dangerous.ts'
import { mayNot } from '../../domain/accounts/permissions.ts'
import { tokenMayNot } from '../../domain/accounts/tokens.ts'
import { type Refusal, refuse } from '../../domain/shared/refusal.ts'
import { fromEpochMs } from '../../domain/shared/time.ts'
import { Refused } from '../db/refused.ts'
import type { Services } from '../services.ts'
import { invalidReply } from './problems.ts'
import type { Asked, Route } from './route.ts'
import { asked } from './who.ts'

/** Puts every route under its path, with its input checked, its permission checked and its reply checked. */
export function mountRoutes(services: Services, routes: readonly Route[]): OpenAPIHono {
  const app = new OpenAPIHono({
    defaultHook: (result, c) => (result.success ? undefined : invalidReply(c as Context, result.error)),
  })
  for (const route of routes) {
    const config = { ...describe(route), middleware: admit(services, route) }
    app.openapi(config, (c) => serve(services, route, c as Context) as never)
  }
  app.doc31('/openapi.json', {
    openapi: '3.1.0',
    info: { title: 'Servus', version: '1', description: 'Customer service that keeps its promises.' },
    servers: [{ url: '/api' }],
  })
  return app
}

async function serve(services: Services, route: Route, c: Context): Promise<Response> {
  const { endpoint } = route
  const input = {
    ...(endpoint.params ? { params: c.req.valid('param' as never) } : {}),
    ...(endpoint.query ? { query: c.req.valid('query' as never) } : {}),
    ...(endpoint.body ? { body: c.req.valid('json' as never) } : {}),
  } as never
  const asked = c.get('asked' as never) as Asked
  if (endpoint.fresh && isDangerous(endpoint.name, (input as { body?: object }).body ?? {}))
    demandFresh(asked)
  if (route.answerAnybody) return shown(c, endpoint.reply, await route.answerAnybody({ services, c }, input))
  return shown(c, endpoint.reply, await route.answer(asked, input, c))
}

/** Who it is and whether they may, asked before anything of the input is looked at. */
function admit(services: Services, { endpoint }: Route): MiddlewareHandler {
  return async (c, next) => {
    if (endpoint.access === 'public') return await next()
    const who = await asked(services, c, { beforeTwoStep: endpoint.beforeTwoStep ?? false })
    const no = mayNotCall(who, endpoint)
    if (no) throw new Refused(no)
    if (endpoint.fresh && isAlwaysDangerous(endpoint.name)) demandFresh(who)
    c.set('asked', who)
    await next()
  }
}

function mayNotCall({ member, via, now }: Asked, endpoint: Endpoint): Refusal | null {
  if (via?.kind === 'token') return tokenMayNot(member, endpoint, now)
  const { access } = endpoint
  return access === 'signed_in' || access === 'public' ? null : mayNot(member, access, now)
}

// In a demo nobody has a password of their own, and there is nothing to carry away.
function demandFresh({ via, services }: Asked): void {
  if (via?.isDemo) return
  const fresh = via?.kind === 'session' && isFresh(via.provedAt, fromEpochMs(services.clock()))
  if (!fresh) throw new Refused(refuse('confirm_first'))
}

// Nothing leaves that the contract does not name.
function shown(c: Context, reply: z.ZodType | undefined, result: unknown): Response {
  return reply ? c.json(reply.parse(result) as never) : c.body(null, 204)
}

function needs({ access, fresh, tokens }: Endpoint): string {
  const byToken =
    fresh || (access === 'signed_in' && !tokens) ? 'Not by token.' : `By token: ${tokens ?? access}.`
  const proof = fresh ? ' A fresh proof, where it is dangerous (confirmItsMe).' : ''
  return access === 'public' ? 'Needs: nothing' : `Needs: ${access}.${proof} ${byToken}`
}

function describe({ endpoint }: Route): RouteConfig {
  const no = { description: 'A refusal', content: { 'application/problem+json': { schema: problem } } }
  const yes: RouteConfig['responses'] = endpoint.reply
    ? { 200: { description: 'OK', content: { 'application/json': { schema: endpoint.reply } } } }
    : { 204: { description: 'Done' } }
  return createRoute({
    method: endpoint.method,
    path: endpoint.path,
    operationId: endpoint.name,
    summary: endpoint.summary,
    description: needs(endpoint),
    request: {
      ...(endpoint.params ? { params: endpoint.params as never } : {}),
      ...(endpoint.query ? { query: endpoint.query as never } : {}),
      ...(endpoint.body
        ? { body: { required: true, content: { 'application/json': { schema: endpoint.body as never } } } }
        : {}),
    },
    responses: { ...yes, '4XX': no },
  })
}
