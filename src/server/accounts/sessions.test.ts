import { vi } from 'vitest'
import * as accounts from '../../contract/accounts.ts'
import { listEvents } from '../../contract/happenings.ts'
import { plus } from '../../domain/shared/time.ts'
import { SOON } from '../world/soon.ts'
import { visit } from '../world/visitor.ts'
import { makeWorld, type World } from '../world/world.ts'

const PASSWORD = 'correct horse battery'
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'

/** Olga in her own browser, and in a second one. */
async function twoBrowsers(world: World) {
  const here = visit(world, world.owner.cookie)
  const { email } = (await here.ask('GET', '/session')).body.user
  const there = visit(world, '', FIREFOX)
  await there.signIn(email, PASSWORD)
  return { email: email as string, here, there }
}

describe('my sessions', () => {
  it('show each browser, when it was used last, and which one this is', async () => {
    const world = await makeWorld()
    const { here, there } = await twoBrowsers(world)
    world.at(plus(world.now(), { minutes: 30 }))
    await there.ask('GET', '/people')
    const { items } = (await here.ask('GET', '/me/sessions')).body
    expect(items).toHaveLength(2)
    const [first, second] = items
    expect([first, second].map((s) => s.thisOne).sort()).toEqual([false, true])
    expect(items.find((s: { thisOne: boolean }) => !s.thisOne)).toMatchObject({
      ...{ userAgent: FIREFOX, seenAt: world.now() },
    })
    expect(JSON.stringify(items)).not.toContain(there.cookies().split('=')[1]!.slice(0, 20))
  })

  it('can be ended one by one: it stops at once, whatever its cookie remembers', async () => {
    const world = await makeWorld()
    const { here, there } = await twoBrowsers(world)
    expect((await there.ask('GET', '/people')).status).toBe(200)
    const { items } = (await there.ask('GET', '/me/sessions')).body
    const id = items.find((s: { thisOne: boolean }) => s.thisOne).id
    expect((await here.ask('POST', `/me/sessions/${id}/end`)).status).toBe(204)
    expect((await there.ask('GET', '/people')).status).toBe(401)
    expect((await there.ask('GET', '/session')).body.user).toBeNull()
    expect((await here.ask('GET', '/people')).status).toBe(200)
    expect((await here.ask('POST', `/me/sessions/${id}/end`)).status).toBe(404)
  })

  it('end all but this one', async () => {
    const world = await makeWorld()
    const { here, there } = await twoBrowsers(world)
    expect((await here.ask('POST', '/me/sessions/end-others')).body).toEqual({ ended: 1 })
    expect((await there.ask('GET', '/people')).status).toBe(401)
    expect((await here.ask('GET', '/people')).status).toBe(200)
    const { items } = await world.owner.call(listEvents, { query: { limit: 100 } })
    expect(items.map((e) => e.kind)).toContain('member.session_ended')
  })

  it('are not ended by anybody else', async () => {
    const world = await makeWorld()
    const { there } = await twoBrowsers(world)
    const id = (await there.ask('GET', '/me/sessions')).body.items[0].id
    const mia = visit(world, (await world.join('Mia Meier', 'manager')).cookie)
    expect((await mia.ask('POST', `/me/sessions/${id}/end`)).status).toBe(404)
    expect((await there.ask('GET', '/people')).status).toBe(200)
  })

  it('all end but a new one when the password is changed', async () => {
    const world = await makeWorld()
    const { email, here, there } = await twoBrowsers(world)
    const before = visit(world, here.cookies())
    const change = (currentPassword: string) =>
      here.ask('POST', '/me/password', { currentPassword, newPassword: 'battery staple correct' })
    expect((await change('a wrong one')).body).toMatchObject({ code: 'password_wrong' })
    expect((await change(PASSWORD)).status).toBe(204)
    expect((await here.ask('GET', '/people')).status).toBe(200)
    expect((await there.ask('GET', '/people')).status).toBe(401)
    expect((await before.ask('GET', '/people')).status).toBe(401)
    expect((await visit(world).signIn(email, PASSWORD)).status).toBe(401)
    expect((await visit(world).signIn(email, 'battery staple correct')).status).toBe(200)
  })

  it('that are ended hear nothing more on their live line', async () => {
    const world = await makeWorld()
    const { here, there } = await twoBrowsers(world)
    const line = await world.fetch('/api/live', { headers: { cookie: there.cookies() } })
    const reader = line.body!.pipeThrough(new TextDecoderStream()).getReader()
    expect((await reader.read()).value).toContain('ready')
    await here.ask('POST', '/me/sessions/end-others')
    await world.owner.call(accounts.addTeam, { body: { name: 'Workshop', memberIds: [] } })
    const { wakeScreens } = await import('../events/live.ts')
    wakeScreens(world.workspaceId)
    await vi.waitFor(async () => expect((await reader.read()).done).toBe(true), SOON)
  })
})

describe('a dangerous act', () => {
  const TOKEN = { name: 'Till', scopes: ['people.read'], expiresAt: '2027-01-01T00:00:00Z' }

  it('wants a proof that is no older than a quarter of an hour', async () => {
    const world = await makeWorld()
    const here = visit(world, world.owner.cookie)
    world.at(plus(world.now(), { minutes: 14 }))
    expect((await here.ask('POST', '/tokens', TOKEN)).status).toBe(200)
    world.at(plus(world.now(), { minutes: 2 }))
    expect(await here.ask('POST', '/tokens', TOKEN)).toMatchObject({
      ...{ status: 403, body: { code: 'confirm_first' } },
    })
    expect((await here.ask('POST', '/me/confirm', { password: 'a wrong one' })).body.code).toBe(
      'password_wrong',
    )
    expect((await here.ask('POST', '/me/confirm', { password: PASSWORD })).status).toBe(204)
    expect((await here.ask('POST', '/tokens', TOKEN)).status).toBe(200)
  })

  it('is proved for the browser it was proved in, and for no other', async () => {
    const world = await makeWorld()
    const { here, there } = await twoBrowsers(world)
    world.at(plus(world.now(), { hours: 1 }))
    await here.ask('POST', '/me/confirm', { password: PASSWORD })
    expect((await there.ask('POST', '/tokens', TOKEN)).body.code).toBe('confirm_first')
  })

  it('is the change of a role or of access, not of one’s own name', async () => {
    const world = await makeWorld()
    const luis = await world.join('Luis Ortega')
    const here = visit(world, world.owner.cookie)
    world.at(plus(world.now(), { hours: 1 }))
    const path = `/members/${luis.memberId}`
    const change = async (body: object) => (await here.ask('PATCH', path, { version: 1, ...body })).status
    expect(await change({ role: 'manager' })).toBe(403)
    expect(await change({ endsAt: plus(world.now(), { days: 1 }) })).toBe(403)
    expect(await change({ name: 'Luis O.' })).toBe(200)
  })

  it('cannot be proved by trying, not even from many sessions', async () => {
    const world = await makeWorld()
    const { here, there } = await twoBrowsers(world)
    const codes: string[] = []
    for (let i = 0; i < 12; i++) {
      const browser = i % 2 ? here : there
      codes.push((await browser.ask('POST', '/me/confirm', { password: `wrong ${i}` })).body.code)
    }
    expect(codes.filter((c) => c === 'password_wrong')).toHaveLength(10)
    expect((await here.ask('POST', '/me/confirm', { password: PASSWORD })).status).toBe(429)
    world.at(plus(world.now(), { minutes: 11 }))
    expect((await here.ask('POST', '/me/confirm', { password: PASSWORD })).status).toBe(204)
  })

  it('proved by a request of another site’s page is none', async () => {
    const world = await makeWorld()
    const here = visit(world, world.owner.cookie)
    const foreign = { 'sec-fetch-site': 'same-site', origin: 'https://evil.example' }
    for (const path of ['/me/confirm', '/me/password', '/me/sessions/end-others', '/tokens'])
      expect((await here.ask('POST', path, { password: PASSWORD }, foreign)).body.code).toBe('not_allowed')
  })
})
