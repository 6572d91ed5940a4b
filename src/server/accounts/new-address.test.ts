import { listMembers } from '../../contract/accounts.ts'
import { listEvents } from '../../contract/happenings.ts'
import { acceptInvitation, inviteMember } from '../../contract/invitations.ts'
import * as contract from '../../contract/new-address.ts'
import { makeToken } from '../../contract/safety.ts'
import { plus } from '../../domain/shared/time.ts'
import { makeDesk } from '../world/mail-desk.ts'
import { type Visitor, visit } from '../world/visitor.ts'
import { type Caller, makeWorld, type World } from '../world/world.ts'

const PASSWORD = 'correct horse battery'

let people = 0
const fresh = () => `ana.new${++people}.${process.pid}@example.com`

/** A house with a mailbox that can send, and Ana in it. */
async function withMail(): Promise<{ world: World; ana: Caller; here: Visitor; before: string }> {
  const world = await makeWorld()
  await makeDesk(world, {
    smtp: { host: '127.0.0.1', port: 9, tls: false },
    ...{ username: 'desk', password: 'x' },
  })
  return { world, ...(await anaOf(world)) }
}

async function anaOf(world: World, role: 'member' | 'manager' | 'owner' = 'member') {
  const ana = await world.join('Ana Silva', role)
  const here = visit(world, ana.cookie)
  const before = (await here.ask('GET', '/me/address')).body.address as string
  return { ana, here, before }
}

type Sent = { purpose: string; to: string; text: string; token: string }

/** The letters that wait to leave, the latest last, each with the token of its link. */
async function letters(world: World): Promise<Sent[]> {
  const rows = await world.services.db.read(world.workspaceId, (db) =>
    db.selectFrom('outbox').select(['purpose', 'content']).orderBy('id').execute(),
  )
  return rows.map(({ purpose, content }) => {
    const { to, text } = content as unknown as { to: { address: string }[]; text: string }
    return { purpose, text, to: to[0]!.address, token: /token=(\S+)/.exec(text)?.[1] ?? '' }
  })
}
const letterOf = async (world: World, purpose: string) =>
  (await letters(world)).findLast((one) => one.purpose === purpose)!

const ask = (here: Visitor, address: string) => here.ask('POST', '/me/address', { address })
const prove = (here: Visitor, token: string) => here.ask('POST', '/me/address/prove', { token })
const stop = (world: World, token: string) => visit(world).ask('POST', '/sign-in/address/stop', { token })
const lets = async (world: World, email: string) =>
  (await visit(world).signIn(email, PASSWORD)).status === 200

async function kinds(world: World): Promise<string[]> {
  const { items } = await world.owner.call(listEvents, { query: { limit: 100 } })
  return items.map((e) => e.kind).filter((kind) => kind.startsWith('member.address'))
}

describe('another address to sign in with', () => {
  it('is proven by the letter that goes to it; until then the old one holds, and is told how to stop it', async () => {
    const { world, here, before } = await withMail()
    const next = fresh()
    const { status, body } = await ask(here, ` ${next.toUpperCase()} `.trim())
    expect({ status, body }).toMatchObject({ status: 200, body: { address: next, byMail: true } })
    expect((await letters(world)).map(({ purpose, to }) => ({ purpose, to }))).toEqual([
      { purpose: 'address_prove', to: next },
      { purpose: 'address_asked', to: before },
    ])
    expect(await lets(world, before)).toBe(true)
    expect(await lets(world, next)).toBe(false)
    expect((await prove(here, (await letterOf(world, 'address_prove')).token)).body).toEqual({
      address: next,
    })
    expect(await lets(world, next)).toBe(true)
    expect(await lets(world, before)).toBe(false)
    expect((await here.ask('GET', '/me/address')).body).toMatchObject({ address: next, waiting: null })
    expect(await letterOf(world, 'address_changed')).toMatchObject({ to: before })
    expect(await kinds(world)).toEqual(['member.address_changed', 'member.address_asked'])
  })

  it('stands among the members then, and leaves every session and token as it was', async () => {
    const { world, ana, here } = await withMail()
    const expiresAt = plus(world.now(), { days: 1 })
    const scopes = ['people.read' as const]
    const { token } = await ana.call(makeToken, { body: { name: 'Till', scopes, expiresAt } })
    const next = fresh()
    await ask(here, next)
    await prove(here, (await letterOf(world, 'address_prove')).token)
    const { items } = await world.owner.call(listMembers)
    expect(items.find((m) => m.id === ana.memberId)?.email).toBe(next)
    expect((await here.ask('GET', '/session')).body.current.member.email).toBe(next)
    const headers = { authorization: `Bearer ${token}` }
    expect((await world.fetch('/api/people', { headers })).status).toBe(200)
  })

  it('is one in all of somebody’s workspaces, and each of them hears of it', async () => {
    const { world, here, before } = await withMail()
    const other = await makeWorld()
    const letter = { name: 'Ana', role: 'member' as const, job: 'technician' as const, endsAt: null }
    const { url } = await other.owner.call(inviteMember, {
      body: { ...letter, email: before, siteId: other.siteId },
    })
    const params = { token: url.split('/').at(-1)! }
    await other.anybody(acceptInvitation, { params, body: { name: 'Ana', password: PASSWORD } })
    const next = fresh()
    await ask(here, next)
    await prove(here, (await letterOf(world, 'address_prove')).token)
    const { items } = await other.owner.call(listMembers)
    expect(items.map((m) => m.email)).toContain(next)
    expect(await kinds(other)).toEqual(['member.address_changed', 'member.address_asked'])
  })

  it('wants a fresh proof of who asks, and a person: no program', async () => {
    const { world, here } = await withMail()
    const scopes = ['people.write' as const]
    const expiresAt = plus(world.now(), { days: 1 })
    const { token } = await world.owner.call(makeToken, { body: { name: 'All', scopes, expiresAt } })
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const body = JSON.stringify({ address: fresh() })
    expect((await world.fetch('/api/me/address', { method: 'POST', headers, body })).status).toBe(403)
    world.at(plus(world.now(), { hours: 1 }))
    expect((await ask(here, fresh())).body.code).toBe('confirm_first')
  })

  it('is no other than before, and not asked for without end', async () => {
    const { world, here, before } = await withMail()
    expect((await ask(here, before.toUpperCase())).body).toMatchObject({
      ...{ code: 'address_same', field: 'address' },
    })
    for (let i = 0; i < 5; i++) expect((await ask(here, fresh())).status).toBe(200)
    expect((await ask(here, fresh())).status).toBe(429)
    expect(await letters(world)).toHaveLength(10)
  })

  it('that belongs to somebody else is asked for and answered like any other: only they are told', async () => {
    const { world, here } = await withMail()
    const luis = await anaOf(world)
    const free = await ask(here, fresh())
    const taken = await ask(here, luis.before)
    expect(taken.status).toBe(free.status)
    expect(Object.keys(taken.body)).toEqual(Object.keys(free.body))
    expect(taken.body.byMail).toBe(true)
    const told = await letterOf(world, 'address_taken')
    expect(told).toMatchObject({ to: luis.before, token: '' })
    expect(told.text).not.toContain('Ana')
  })
})

describe('the link that proves an address', () => {
  it('opens to whoever asked alone, signed in: a letter that went astray is worth nothing', async () => {
    const { world, here, before } = await withMail()
    await ask(here, fresh())
    const { token } = await letterOf(world, 'address_prove')
    expect((await prove(visit(world), token)).status).toBe(401)
    expect((await prove(visit(world, world.owner.cookie), token)).body.code).toBe('address_link_old')
    expect(await lets(world, before)).toBe(true)
  })

  it('works once, for a day, and only the latest does', async () => {
    const { world, here, before } = await withMail()
    await ask(here, fresh())
    const first = (await letterOf(world, 'address_prove')).token
    await ask(here, fresh())
    const second = (await letterOf(world, 'address_prove')).token
    expect((await prove(here, first)).status).toBe(410)
    const both = await Promise.all([prove(here, second), prove(here, second)])
    expect(both.map((reply) => reply.status).sort()).toEqual([200, 410])
    const third = await anaOf(world)
    await ask(third.here, fresh())
    const late = (await letterOf(world, 'address_prove')).token
    world.at(plus(world.now(), { hours: 24 }))
    expect((await third.here.ask('GET', '/me/address')).body.waiting).toBeNull()
    expect((await prove(third.here, late)).status).toBe(410)
    expect(await lets(world, third.before)).toBe(true)
    expect(await lets(world, before)).toBe(false)
  })

  it('cannot be made up, nor the link that stops be used for it', async () => {
    const { world, here } = await withMail()
    await ask(here, fresh())
    const proof = (await letterOf(world, 'address_prove')).token
    const stopping = (await letterOf(world, 'address_asked')).token
    const [id] = proof.split('.')
    for (const token of [stopping, `${id}.${'A'.repeat(22)}`, id!, 'x'])
      expect((await prove(here, token)).status).toBe(410)
    expect((await stop(world, proof)).status).toBe(410)
  })

  it('finds an address that somebody else has by then still theirs', async () => {
    const { world, here } = await withMail()
    const luis = await anaOf(world)
    const next = fresh()
    await ask(here, next)
    const mine = (await letterOf(world, 'address_prove')).token
    await ask(luis.here, next)
    expect((await prove(luis.here, (await letterOf(world, 'address_prove')).token)).status).toBe(200)
    expect((await prove(here, mine)).body.code).toBe('address_link_old')
  })

  it('is let go of with what was asked', async () => {
    const { world, here } = await withMail()
    await ask(here, fresh())
    const { token } = await letterOf(world, 'address_prove')
    expect((await here.ask('POST', '/me/address/forget')).status).toBe(204)
    expect((await here.ask('GET', '/me/address')).body.waiting).toBeNull()
    expect((await prove(here, token)).status).toBe(410)
    expect(await kinds(world)).toEqual(['member.address_forgotten', 'member.address_asked'])
  })
})

describe('whoever reads the old address', () => {
  it('stops the change before it holds, and every session ends', async () => {
    const { world, here, before } = await withMail()
    await ask(here, fresh())
    const proof = (await letterOf(world, 'address_prove')).token
    const { token } = await letterOf(world, 'address_asked')
    expect((await stop(world, token)).body).toEqual({ tookBack: false })
    expect((await here.ask('GET', '/people')).status).toBe(401)
    const again = visit(world)
    await again.signIn(before, PASSWORD)
    expect((await prove(again, proof)).status).toBe(410)
    expect((await stop(world, token)).status).toBe(410)
    expect(await kinds(world)).toContain('member.address_stopped')
  })

  it('takes it back for three days by either letter, and not after', async () => {
    for (const purpose of ['address_asked', 'address_changed'] as const) {
      const { world, here, before } = await withMail()
      const next = fresh()
      await ask(here, next)
      await prove(here, (await letterOf(world, 'address_prove')).token)
      world.at(plus(world.now(), { days: 2 }))
      const { token } = await letterOf(world, purpose)
      expect((await stop(world, token)).body).toEqual({ tookBack: true })
      expect((await here.ask('GET', '/people')).status).toBe(401)
      expect(await lets(world, before)).toBe(true)
      expect(await lets(world, next)).toBe(false)
    }
    const { world, here, before } = await withMail()
    await ask(here, fresh())
    await prove(here, (await letterOf(world, 'address_prove')).token)
    world.at(plus(world.now(), { days: 3 }))
    expect((await stop(world, (await letterOf(world, 'address_changed')).token)).status).toBe(410)
    expect(await lets(world, before)).toBe(false)
  })
})

describe('where no mailbox can send', () => {
  it('whoever leads hands the link over, which works for the one who asked alone', async () => {
    const world = await makeWorld()
    const { ana, here } = await anaOf(world)
    const next = fresh()
    expect((await ask(here, next)).body.byMail).toBe(false)
    expect((await world.owner.call(contract.listNewAddresses)).items).toMatchObject([
      { memberId: ana.memberId, address: next, byMail: false },
    ])
    const params = { memberId: ana.memberId }
    const { url } = await world.owner.call(contract.handOverAddress, { params })
    const token = url.split('token=')[1]!
    expect((await prove(visit(world, world.owner.cookie), token)).status).toBe(410)
    expect((await prove(here, token)).body).toEqual({ address: next })
    expect((await world.owner.call(contract.listNewAddresses)).items).toEqual([])
    expect(await kinds(world)).toContain('member.address_link')
  })

  it('is no way around the letter where one can leave, nor to an owner’s account for a manager', async () => {
    const { world, here, ana } = await withMail()
    await ask(here, fresh())
    const link = (as: Caller, memberId: string) =>
      visit(world, as.cookie).ask('POST', `/members/${memberId}/new-address/link`)
    expect((await link(world.owner, ana.memberId)).status).toBe(404)
    const house = await makeWorld()
    const lead = await house.join('Mona Berg', 'manager')
    await ask(visit(house, house.owner.cookie), fresh())
    const asLead = visit(house, lead.cookie)
    expect((await asLead.ask('POST', `/members/${house.owner.memberId}/new-address/link`)).status).toBe(403)
  })
})
