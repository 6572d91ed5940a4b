import { api } from '../../contract/api.ts'
import type { Endpoint } from '../../contract/endpoint.ts'
import { makeToken } from '../../contract/safety.ts'
import { DANGEROUS, isAlwaysDangerous } from '../../domain/accounts/dangerous.ts'
import { PERMISSIONS, ROLES } from '../../domain/accounts/permissions.ts'
import { TOKEN_SCOPES } from '../../domain/accounts/tokens.ts'
import { plus } from '../../domain/shared/time.ts'
import { type Caller, makeWorld, type World } from '../world/world.ts'

const closed = api.filter((e) => e.access !== 'public')
const NOWHERE = '01a200c6-007a-7000-8000-018af9ae0b4b'

/** Knocks at an endpoint with empty hands: what comes back is decided before any input is looked at. */
async function knock(
  world: World,
  endpoint: Endpoint,
  as: Caller | null,
  workspace: string,
  token?: string,
): Promise<number> {
  const bearer: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {}
  const path = endpoint.path.replace(/\{\w+\}/g, NOWHERE)
  const reply = await world.fetch(`/api${path}`, {
    method: endpoint.method.toUpperCase(),
    headers: { 'servus-workspace': workspace, 'content-type': 'application/json', ...bearer },
    ...(endpoint.method === 'get' ? {} : { body: '{}' }),
    ...(as ? { as } : {}),
  })
  return reply.status
}

/** Checks endpoints, several at a time: there are thousands of knocks in all. */
async function each(endpoints: readonly Endpoint[], check: (e: Endpoint) => Promise<void>): Promise<void> {
  const left = endpoints.values()
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      for (const e of left) await check(e)
    }),
  )
}

describe('every endpoint', () => {
  it('has a name of its own and a summary', () => {
    expect(new Set(api.map((e) => e.name)).size).toBe(api.length)
    expect(new Set(api.map((e) => `${e.method} ${e.path}`)).size).toBe(api.length)
    expect(api.filter((e) => e.summary.length < 5)).toEqual([])
  })

  it('refuses somebody not signed in, unless it is public', async () => {
    const world = await makeWorld()
    for (const e of closed) expect(await knock(world, e, null, world.workspaceId), e.name).toBe(401)
  })

  it('refuses every role that the table of permissions does not name', async () => {
    const world = await makeWorld()
    for (const role of ROLES) {
      const somebody = role === 'owner' ? world.owner : await world.join(`Somebody ${role}`, role)
      await each(closed, async (e) => {
        if (e.access === 'signed_in' || e.access === 'public') return
        const status = await knock(world, e, somebody, world.workspaceId)
        const allowed = (PERMISSIONS[e.access] as readonly string[]).includes(role)
        // Without a filter it is the whole audit trail, for which it asks more.
        if (e.name === 'listEvents') return
        if (allowed) expect(status, `${e.name} as ${role}`).not.toBe(403)
        else expect(status, `${e.name} as ${role}`).toBe(403)
      })
    }
  })

  it('shows nothing of a workspace one does not belong to', async () => {
    const [here, there] = [await makeWorld(), await makeWorld()]
    for (const e of closed) expect(await knock(here, e, here.owner, there.workspaceId), e.name).toBe(404)
  })

  it('opens to a token by the scope it needs alone, and never where a fresh proof is wanted', async () => {
    const world = await makeWorld()
    for (const scope of TOKEN_SCOPES) {
      const expiresAt = plus(world.now(), { days: 1 })
      const { token } = await world.owner.call(makeToken, {
        body: { name: scope, scopes: [scope], expiresAt },
      })
      await each(closed, async (e) => {
        if (e.name === 'listEvents') return
        const opens = !e.fresh && (e.access === scope || e.tokens === scope)
        const status = await knock(world, e, null, world.workspaceId, token)
        if (opens) expect([401, 403], `${e.name} by ${scope}`).not.toContain(status)
        else expect(status, `${e.name} by ${scope}`).toBe(403)
      })
    }
  })

  it('waits until two-step sign-in is set up, where the workspace asks for it', async () => {
    const world = await makeWorld()
    await world.services.db.pool.query(
      `begin; set local app.workspace = '${world.workspaceId}'; update workspaces set two_step_from = '2026-01-01'; commit`,
    )
    for (const e of closed) {
      const status = await knock(world, e, world.owner, world.workspaceId)
      if (e.beforeTwoStep) expect(status, e.name).not.toBe(403)
      else expect(status, e.name).toBe(403)
    }
  })

  it('that is dangerous is known as such to the rules, and waits for a fresh proof', async () => {
    expect(api.filter((e) => e.fresh).map((e) => e.name)).toEqual(
      expect.arrayContaining(Object.keys(DANGEROUS)),
    )
    expect(api.filter((e) => e.fresh)).toHaveLength(Object.keys(DANGEROUS).length)
    const world = await makeWorld()
    world.at(plus(world.now(), { hours: 1 }))
    for (const e of closed) {
      const status = await knock(world, e, world.owner, world.workspaceId)
      if (e.fresh && isAlwaysDangerous(e.name)) expect(status, e.name).toBe(403)
      else expect(status, e.name).not.toBe(403)
    }
  })

  it('stands in the API’s document', async () => {
    const world = await makeWorld()
    const document = (await (await world.fetch('/api/openapi.json')).json()) as {
      openapi: string
      paths: Record<string, object>
    }
    expect(document.openapi).toBe('3.1.0')
    for (const e of api) expect(Object.keys(document.paths[e.path] ?? {}), e.name).toContain(e.method)
  })
})
