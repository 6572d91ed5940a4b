import * as accounts from '../../contract/accounts.ts'
import { listEvents } from '../../contract/happenings.ts'
import * as people from '../../contract/people.ts'
import * as contract from '../../contract/safety.ts'
import type { TokenScope } from '../../domain/accounts/tokens.ts'
import { plus } from '../../domain/shared/time.ts'
import { visit } from '../world/visitor.ts'
import { type Caller, makeWorld, type World } from '../world/world.ts'

async function made(world: World, maker: Caller, scopes: TokenScope[], days = 30) {
  return await maker.call(contract.makeToken, {
    body: { name: 'The till', scopes, expiresAt: plus(world.now(), { days }) },
  })
}

/** A program with a token. */
function program(world: World, token: string) {
  const plain = visit(world)
  const authorization = { authorization: `Bearer ${token}` }
  return (method: string, path: string, body?: object, headers = {}) =>
    plain.ask(method, path, body, { ...authorization, ...headers })
}

describe('an API token', () => {
  it('acts as its maker within its scopes, and not beyond', async () => {
    const world = await makeWorld()
    const { token } = await made(world, world.owner, ['people.read', 'people.write'])
    const ask = program(world, token)
    const jonas = await ask('POST', '/people', { name: 'Jonas Lind' })
    expect(jonas.status).toBe(200)
    expect((await ask('GET', '/people')).body.items).toHaveLength(1)
    expect(await ask('GET', '/conversations?view=all')).toMatchObject({
      status: 403,
      body: { code: 'token_lacks_scope', values: { permission: 'conversations.read' } },
    })
    const { items } = await world.owner.call(listEvents, { query: { personId: jonas.body.id } })
    expect(items[0]?.actor.name).toBe('Olga Brandt')
  })

  it('is shown once, known again by its first letters, and stored only as a hash', async () => {
    const world = await makeWorld()
    const { token, item } = await made(world, world.owner, ['people.read'])
    expect(token).toMatch(/^servus_[\w-]{32}$/)
    expect(token.startsWith(item.begins)).toBe(true)
    const { rows } = await world.services.db.pool.query<{ all: string }>(
      `select coalesce(json_agg(t)::text, '') as all from auth.token_entry('none') t`,
    )
    expect(rows[0]?.all).not.toContain(token)
    const stored = await world.services.db.read(world.workspaceId, (db) =>
      db.selectFrom('apiTokens').selectAll().execute(),
    )
    expect(JSON.stringify(stored)).not.toContain(token.slice(12))
    const list = await world.owner.call(contract.listTokens)
    expect(JSON.stringify(list)).not.toContain(token.slice(12))
    expect(JSON.stringify(list)).not.toContain('hash')
  })

  it('opens nothing once it is revoked, or has expired', async () => {
    const world = await makeWorld()
    const one = await made(world, world.owner, ['people.read'])
    const two = await made(world, world.owner, ['people.read'], 1)
    expect((await program(world, one.token)('GET', '/people')).status).toBe(200)
    await world.owner.call(contract.revokeToken, { params: { tokenId: one.item.id } })
    const ended = { status: 401, body: { code: 'token_ended' } }
    expect(await program(world, one.token)('GET', '/people')).toMatchObject(ended)
    expect((await program(world, two.token)('GET', '/people')).status).toBe(200)
    world.at(plus(world.now(), { days: 1 }))
    expect(await program(world, two.token)('GET', '/people')).toMatchObject(ended)
    expect(await program(world, 'servus_nobody')('GET', '/people')).toMatchObject(ended)
  })

  it('dies with its maker’s access, and shrinks with their role', async () => {
    const world = await makeWorld()
    const luis = await world.join('Luis Ortega')
    const { token } = await made(world, luis, ['people.read', 'people.write'])
    const ask = program(world, token)
    const params = { memberId: luis.memberId }
    await world.owner.call(accounts.changeMember, { params, body: { role: 'read_only', version: 1 } })
    expect((await ask('POST', '/people', { name: 'Jonas Lind' })).status).toBe(403)
    expect((await ask('GET', '/people')).status).toBe(200)
    await world.owner.call(accounts.changeMember, { params, body: { endsAt: world.now(), version: 2 } })
    expect(await ask('GET', '/people')).toMatchObject({ status: 403, body: { code: 'access_ended' } })
  })

  it('is given no scope that its maker lacks, and lives a year at most', async () => {
    const world = await makeWorld()
    const luis = await world.join('Luis Ortega')
    await expect(made(world, luis, ['audit.read'])).rejects.toMatchObject({
      problem: { code: 'not_allowed', field: 'scopes' },
    })
    await expect(made(world, luis, ['people.read'], 400)).rejects.toMatchObject({
      problem: { field: 'expiresAt' },
    })
    const all = 'members.manage' as TokenScope
    await expect(made(world, world.owner, [all])).rejects.toMatchObject({ status: 400 })
  })

  it('does nothing dangerous and nothing that is one’s own, whoever made it', async () => {
    const world = await makeWorld()
    const { token } = await made(world, world.owner, ['people.read', 'sites.manage', 'audit.read'])
    const ask = program(world, token)
    for (const [method, path] of [
      ['POST', '/tokens'],
      ['GET', '/tokens'],
      ['GET', '/me/sessions'],
      ['POST', '/me/confirm'],
      ['POST', '/me/password'],
      ['POST', '/invitations'],
      ['PUT', '/workspace/two-step'],
    ] as const)
      expect((await ask(method, path, method === 'GET' ? undefined : {})).body.code, path).toBe(
        'not_for_tokens',
      )
    expect((await ask('GET', '/session')).body.user).toBeNull()
  })

  it('counts in the header alone, and never beside a cookie', async () => {
    const world = await makeWorld()
    const { token } = await made(world, world.owner, ['people.read'])
    const plain = visit(world)
    expect((await plain.ask('GET', `/people?token=${token}&access_token=${token}`)).status).toBe(401)
    const owner = visit(world, world.owner.cookie)
    const wrong = { authorization: 'Bearer servus_wrong' }
    expect((await owner.ask('GET', '/people', undefined, wrong)).status).toBe(401)
    const mine = { authorization: `Bearer ${token}` }
    expect((await owner.ask('GET', '/promises', undefined, mine)).status).toBe(403)
  })

  it('belongs to one workspace', async () => {
    const [here, there] = [await makeWorld(), await makeWorld()]
    const { token } = await made(here, here.owner, ['people.read'])
    const reply = await program(here, token)('GET', '/people', undefined, {
      'servus-workspace': there.workspaceId,
    })
    expect(reply.status).toBe(404)
    await there.owner.call(people.addPerson, { body: { name: 'Jonas Lind' } })
    expect((await program(here, token)('GET', '/people')).body.items).toEqual([])
  })

  it('is seen and revoked by its maker and by who manages members, and by nobody else', async () => {
    const world = await makeWorld()
    const [luis, mia] = [await world.join('Luis Ortega'), await world.join('Mia Meier')]
    const { item } = await made(world, luis, ['people.read'])
    await program(world, (await made(world, luis, ['people.read'])).token)('GET', '/people')
    expect((await mia.call(contract.listTokens)).items).toEqual([])
    await expect(mia.call(contract.listTokens, { query: { of: 'all' } })).rejects.toMatchObject({
      status: 403,
    })
    const params = { tokenId: item.id }
    await expect(mia.call(contract.revokeToken, { params })).rejects.toMatchObject({ status: 404 })
    const all = await world.owner.call(contract.listTokens, { query: { of: 'all' } })
    expect(all.items).toHaveLength(2)
    expect(all.items[0]).toMatchObject({ maker: { name: 'Luis Ortega' }, lastUsedAt: world.now() })
    await world.owner.call(contract.revokeToken, { params })
    const { items } = await world.owner.call(listEvents, { query: { limit: 100 } })
    const told = items.filter((e) => e.kind.startsWith('token.'))
    expect(told.map((e) => e.kind)).toEqual(['token.revoked', 'token.made', 'token.made'])
  })

  it('asks its maker for two-step sign-in where the workspace does', async () => {
    const world = await makeWorld()
    const { token } = await made(world, world.owner, ['people.read'])
    await world.services.db.pool.query(
      `begin; set local app.workspace = '${world.workspaceId}'; update workspaces set two_step_from = '2026-01-01'; commit`,
    )
    expect((await program(world, token)('GET', '/people')).body.code).toBe('two_step_needed')
  })

  it('comes in pages', async () => {
    const world = await makeWorld()
    for (let i = 0; i < 3; i++) await made(world, world.owner, ['people.read'])
    const first = await world.owner.call(contract.listTokens, { query: { limit: 2 } })
    expect(first.items).toHaveLength(2)
    const rest = await world.owner.call(contract.listTokens, { query: { limit: 2, after: first.next! } })
    expect(rest.items).toHaveLength(1)
    expect(rest.next).toBeNull()
  })
})
