import { vi } from 'vitest'
import * as contract from '../../contract/accounts.ts'
import { listEvents } from '../../contract/happenings.ts'
import { inviteMember } from '../../contract/invitations.ts'
import { carryDueMail } from '../channels/jobs.ts'
import { signIn } from '../http/auth.ts'
import { parseMail, type UnderstoodMail } from '../mail/parse.ts'
import { startSmtp, type TestSmtp } from '../mail/testing/smtp.ts'
import { makeDesk } from '../world/mail-desk.ts'
import { SOON } from '../world/soon.ts'
import { makeWorld, type World } from '../world/world.ts'

let server: TestSmtp
beforeAll(async () => {
  server = await startSmtp()
})
afterAll(() => server.stop())

function through(port = server.port) {
  const { user: username, pass: password } = server
  return { smtp: { host: '127.0.0.1', port, tls: false }, username, password }
}

function post(world: World, path: string, body: object) {
  const headers = { 'content-type': 'application/json' }
  return world.fetch(`/api/auth/${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
}

async function emailOf(world: World): Promise<string> {
  return (await world.owner.call(contract.readSession)).user!.email
}

describe('a new password by mail', () => {
  it('lets somebody in again, by a letter through a real server, and is told in the audit trail', async () => {
    const world = await makeWorld()
    await makeDesk(world, through())
    const email = await emailOf(world)
    expect((await post(world, 'request-password-reset', { email })).status).toBe(200)
    await vi.waitFor(async () => {
      await carryDueMail(world.services)
      expect(server.received).toHaveLength(1)
    }, SOON)
    const mail = (await parseMail(server.received[0]!.raw)) as UnderstoodMail
    expect(server.received[0]!.to).toEqual([email])
    expect(mail.subject).toBe('A new password for Nordlicht Motors')
    const token = decodeURIComponent(mail.text!.match(/reset-password\?token=(\S+)/)![1]!)
    const newPassword = 'battery staple correct'
    expect((await post(world, 'reset-password', { token, newPassword })).status).toBe(200)
    expect((await post(world, 'reset-password', { token, newPassword })).status).toBe(400)
    await vi.waitFor(async () => {
      await carryDueMail(world.services)
      expect(server.received).toHaveLength(2)
    }, SOON)
    const told = (await parseMail(server.received[1]!.raw)) as UnderstoodMail
    expect(told.subject).toBe('Your password was changed')
    expect((await post(world, 'sign-in/email', { email, password: 'correct horse battery' })).status).toBe(
      401,
    )
    const cookie = (await signIn(world.services.auth, email, newPassword))
      .map((c) => c.split(';')[0])
      .join('; ')
    const reply = await world.fetch('/api/events?limit=100', { as: { ...world.owner, cookie } })
    const { items } = (await reply.json()) as { items: { kind: string; actor: { name: string } }[] }
    expect(items).toContainEqual(
      expect.objectContaining({
        kind: 'member.password_reset',
        actor: { kind: 'member', name: 'Olga Brandt' },
      }),
    )
  })

  it('goes through a workspace its owner may still enter', async () => {
    const [left, stays] = [await makeWorld(), await makeWorld()]
    for (const [world, address] of [
      [left, 'desk@left.example'],
      [stays, 'desk@stays.example'],
    ] as const)
      await makeDesk(world, { ...through(), address })
    const email = await emailOf(stays)
    const { owner } = stays
    const client = await left.services.db.pool.connect()
    await client.query(`begin; set local app.workspace = '${left.workspaceId}'`)
    await client.query(
      `update members set created_at = '2000-01-01', ends_at = '2026-01-01',
         user_id = (select id from auth."user" where email = $1)`,
      [email],
    )
    await client.query('commit')
    client.release()
    await post(stays, 'request-password-reset', { email })
    const before = server.received.length
    await vi.waitFor(async () => {
      await carryDueMail(stays.services)
      expect(server.received.length).toBeGreaterThan(before)
    }, SOON)
    expect(server.received.at(-1)!.from).toBe('desk@stays.example')
    expect(owner.memberId).toBeTruthy()
  })

  it('tells nobody whether an address is known', async () => {
    const world = await makeWorld()
    const known = await post(world, 'request-password-reset', { email: await emailOf(world) })
    const unknown = await post(world, 'request-password-reset', { email: 'nobody@example.com' })
    expect([unknown.status, await unknown.text()]).toEqual([known.status, await known.text()])
  })
})

describe('somebody who signs in', () => {
  it('stands in the audit trail with who and when', async () => {
    const world = await makeWorld()
    const mia = await world.join('Mia Meier')
    const { items } = await world.owner.call(listEvents, { query: { limit: 100 } })
    expect(items).toContainEqual(
      expect.objectContaining({
        kind: 'member.signed_in',
        at: world.now(),
        actor: { kind: 'member', name: 'Mia Meier' },
        subjects: { memberId: mia.memberId },
      }),
    )
  })

  it('may change their own name, and only that', async () => {
    const world = await makeWorld()
    const mia = await world.join('Mia Meier')
    const params = { memberId: mia.memberId }
    const renamed = await mia.call(contract.changeMember, {
      params,
      body: { name: 'Mia Maurer', version: 1 },
    })
    expect(renamed.name).toBe('Mia Maurer')
    expect((await mia.call(contract.readSession)).current?.member.name).toBe('Mia Maurer')
    const body = { role: 'manager' as const, version: renamed.version }
    await expect(mia.call(contract.changeMember, { params, body })).rejects.toMatchObject({ status: 403 })
    const other = { memberId: world.owner.memberId }
    await expect(
      mia.call(contract.changeMember, { params: other, body: { name: 'Olga the Great', version: 1 } }),
    ).rejects.toMatchObject({ status: 403 })
  })
})

describe('an invitation', () => {
  const invite = (world: World) =>
    world.owner.call(inviteMember, {
      body: {
        ...{ email: `new${Math.random()}@example.com`, name: 'Nora Neu', role: 'member', job: 'technician' },
        ...{ siteId: world.siteId, endsAt: null },
      } as never,
    })

  it('says that it goes by mail only while the mailbox’s server takes our mail', async () => {
    const world = await makeWorld()
    expect(await invite(world)).toMatchObject({ mailed: false, queued: false })
    const away = await startSmtp()
    await makeDesk(world, through(away.port))
    expect(await invite(world)).toMatchObject({ mailed: true, queued: true })
    await away.stop()
    await carryDueMail(world.services)
    expect(await invite(world)).toMatchObject({ mailed: false, queued: true })
  })
})
