import { vi } from 'vitest'
import * as accounts from '../../contract/accounts.ts'
import { listEvents } from '../../contract/happenings.ts'
import { acceptInvitation, inviteMember } from '../../contract/invitations.ts'
import * as contract from '../../contract/safety.ts'
import { plus } from '../../domain/shared/time.ts'
import de from '../../words/de.json' with { type: 'json' }
import { makeDesk } from '../world/mail-desk.ts'
import { codeAt, type Visitor, visit } from '../world/visitor.ts'
import { makeWorld, type World } from '../world/world.ts'

const PASSWORD = 'correct horse battery'

// The library reads the real clock; here it is turned, half a minute for each new code.
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: Date.now() }))
afterEach(() => void vi.useRealTimers())

function nextCode(secret: string): string {
  vi.setSystemTime(Date.now() + 30_000)
  return codeAt(secret, Date.now())
}

type Safe = { email: string; secret: string; recoveryCodes: string[]; here: Visitor }

/** Somebody with two-step sign-in, in a browser where they have just set it up. */
async function withTwoStep(world: World, as = world.owner): Promise<Safe> {
  const here = visit(world, as.cookie)
  const email = (await here.ask('GET', '/session')).body.user.email as string
  const { body } = await here.ask('POST', '/me/two-step', { password: PASSWORD })
  expect((await here.ask('POST', '/me/two-step/finish', { code: nextCode(body.secret) })).status).toBe(204)
  return { email, secret: body.secret, recoveryCodes: body.recoveryCodes, here }
}

async function kinds(world: World): Promise<string[]> {
  const { items } = await world.owner.call(listEvents, { query: { limit: 100 } })
  return items.map((e) => e.kind)
}

describe('two-step sign-in', () => {
  it('is set up with a secret and recovery codes, and asked for at the next sign-in', async () => {
    const world = await makeWorld()
    const { email, secret, here } = await withTwoStep(world)
    expect((await here.ask('GET', '/me/safety')).body).toEqual({
      twoStep: true,
      recoveryCodesLeft: 10,
      demandedFrom: null,
    })
    const there = visit(world)
    expect((await there.signIn(email, PASSWORD)).body).toMatchObject({ twoFactorRedirect: true })
    expect((await there.ask('GET', '/people')).status).toBe(401)
    expect((await there.ask('POST', '/sign-in/code', { code: nextCode(secret) })).status).toBe(204)
    expect((await there.ask('GET', '/session')).body.user.email).toBe(email)
  })

  it('begins only with the password, and holds only once a first code was right', async () => {
    const world = await makeWorld()
    const here = visit(world, world.owner.cookie)
    expect((await here.ask('POST', '/me/two-step', { password: 'a wrong one' })).body).toMatchObject({
      code: 'password_wrong',
      field: 'password',
    })
    const { body } = await here.ask('POST', '/me/two-step', { password: PASSWORD })
    expect(body.uri).toContain(`secret=${body.secret}`)
    const wrong = await here.ask('POST', '/me/two-step/finish', { code: '000000' })
    expect(wrong).toMatchObject({ status: 403, body: { code: 'code_wrong', field: 'code' } })
    expect((await here.ask('GET', '/me/safety')).body.twoStep).toBe(false)
  })

  it('tells the audit trail of a sign-in after the code, not after the password alone', async () => {
    const world = await makeWorld()
    const { email, secret, here } = await withTwoStep(world)
    const owner = { ...world.owner, cookie: here.cookies() }
    const signIns = async () => {
      const { items } = (await (await world.fetch('/api/events?limit=100', { as: owner })).json()) as {
        items: { kind: string }[]
      }
      return items.filter((e) => e.kind === 'member.signed_in').length
    }
    const before = await signIns()
    const there = visit(world)
    await there.signIn(email, PASSWORD)
    expect(await signIns()).toBe(before)
    await there.ask('POST', '/sign-in/code', { code: nextCode(secret) })
    expect(await signIns()).toBe(before + 1)
  })

  it('keeps secret and recovery codes encrypted where they lie', async () => {
    const world = await makeWorld()
    const { secret, recoveryCodes } = await withTwoStep(world)
    const { rows } = await world.services.db.pool.query('select * from auth."twoFactor"')
    const stored = JSON.stringify(rows)
    for (const plain of [secret, Buffer.from(secret).toString('base64'), ...recoveryCodes])
      expect(stored).not.toContain(plain)
  })

  it('never gives a secret or the recovery codes out again', async () => {
    const world = await makeWorld()
    const { here } = await withTwoStep(world)
    expect((await here.ask('POST', '/me/two-step', { password: PASSWORD })).body.code).toBe('two_step_on')
    for (const path of [
      'two-factor/get-totp-uri',
      'two-factor/enable',
      'two-factor/disable',
      'list-sessions',
    ])
      expect((await here.ask('POST', `/auth/${path}`, { password: PASSWORD })).status).toBe(404)
  })

  it('is switched off by password and code together, and the person is told by mail in their language', async () => {
    const world = await makeWorld()
    await makeDesk(world, {
      smtp: { host: '127.0.0.1', port: 9, tls: false },
      ...{ username: 'desk', password: 'x' },
    })
    const { email, secret, here } = await withTwoStep(world)
    await here.ask('PATCH', '/me/preferences', { language: 'de' })
    const code = nextCode(secret)
    const off = (body: object) => here.ask('POST', '/me/two-step/stop', body)
    expect((await off({ password: 'a wrong one', code })).body.code).toBe('password_wrong')
    expect((await off({ password: PASSWORD, code: '123456' })).body.code).toBe('code_wrong')
    expect((await off({ password: PASSWORD, code })).status).toBe(204)
    expect((await visit(world).signIn(email, PASSWORD)).body.twoFactorRedirect).toBeUndefined()
    const letters = await world.services.db.read(world.workspaceId, (db) =>
      db.selectFrom('outbox').select(['purpose', 'content']).execute(),
    )
    expect(letters.map((l) => l.purpose)).toEqual(['two_step_off'])
    expect(JSON.stringify(letters)).toContain(de.accounts.letters.two_step_off.subject)
  })
})

describe('an attacker who knows the password', () => {
  it('cannot use a code a second time, nor two of them at once', async () => {
    const world = await makeWorld()
    const { email, secret } = await withTwoStep(world)
    const [one, two, three] = [visit(world), visit(world), visit(world)]
    for (const browser of [one, two, three]) await browser.signIn(email, PASSWORD)
    const code = nextCode(secret)
    const both = await Promise.all([one, two].map((b) => b.ask('POST', '/sign-in/code', { code })))
    expect(both.map((r) => r.status).sort()).toEqual([204, 403])
    expect((await three.ask('POST', '/sign-in/code', { code })).body.code).toBe('code_wrong')
  })

  it('cannot use the code that set it up', async () => {
    const world = await makeWorld()
    const { email, secret } = await withTwoStep(world)
    const there = visit(world)
    await there.signIn(email, PASSWORD)
    const { body } = await there.ask('POST', '/sign-in/code', { code: codeAt(secret, Date.now()) })
    expect(body.code).toBe('code_wrong')
  })

  it('is stopped by trying: five times at one challenge, ten in all, however many sessions are begun', async () => {
    const world = await makeWorld()
    const { email, secret } = await withTwoStep(world)
    const said: string[] = []
    for (let session = 0; session < 3; session++) {
      const there = visit(world)
      await there.signIn(email, PASSWORD)
      for (let i = 0; i < 6; i++)
        said.push((await there.ask('POST', '/sign-in/code', { code: `00${session}00${i}` })).body.code)
    }
    expect(said.filter((code) => code === 'code_wrong')).toHaveLength(10)
    expect(said).toContain('sign_in_again')
    expect(said.at(-1)).toBe('too_many_requests')
    // The right code does not help either, for a quarter of an hour.
    const there = visit(world)
    await there.signIn(email, PASSWORD)
    expect((await there.ask('POST', '/sign-in/code', { code: nextCode(secret) })).status).toBe(429)
    vi.setSystemTime(Date.now() + 16 * 60_000)
    await there.signIn(email, PASSWORD)
    expect((await there.ask('POST', '/sign-in/code', { code: nextCode(secret) })).status).toBe(204)
  })

  it('gets no further by a cookie of their own, an old challenge, or another site’s page', async () => {
    const world = await makeWorld()
    const { email, secret } = await withTwoStep(world)
    const there = visit(world)
    await there.signIn(email, PASSWORD)
    const code = nextCode(secret)
    const foreign = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }
    expect((await there.ask('POST', '/sign-in/code', { code }, foreign)).body.code).toBe('not_allowed')
    const forged = visit(world, there.cookies().replace(/two_factor=[^.;]+/, 'two_factor=2fa-mine'))
    expect((await forged.ask('POST', '/sign-in/code', { code })).body.code).toBe('sign_in_again')
    const before = there.cookies()
    expect((await there.ask('POST', '/sign-in/code', { code })).status).toBe(204)
    const again = await visit(world, before).ask('POST', '/sign-in/code', { code: nextCode(secret) })
    expect(again.body.code).toBe('sign_in_again')
  })

  it('who got the mailbox too still needs the code after choosing a new password', async () => {
    const world = await makeWorld()
    const { email } = await withTwoStep(world)
    const { internalAdapter } = await world.services.auth.$context
    const { user } = (await internalAdapter.findUserByEmail(email))!
    // What a letter's link would carry.
    await internalAdapter.createVerificationValue({
      ...{ identifier: 'reset-password:token-of-the-letter', value: user.id },
      expiresAt: new Date(Date.now() + 60_000),
    })
    const there = visit(world)
    await there.ask('POST', '/auth/reset-password', {
      ...{ token: 'token-of-the-letter', newPassword: 'battery staple correct' },
    })
    const reply = await there.signIn(email, 'battery staple correct')
    expect(reply.body).toMatchObject({ twoFactorRedirect: true })
    expect((await there.ask('GET', '/people')).status).toBe(401)
  })
})

describe('recovery codes', () => {
  it('let somebody in once each, typed as people type them; whoever comes second at the same time stays out', async () => {
    const world = await makeWorld()
    const { email, recoveryCodes, here } = await withTwoStep(world)
    const [code, other] = recoveryCodes as [string, string]
    const [one, two] = [visit(world), visit(world)]
    for (const browser of [one, two]) await browser.signIn(email, PASSWORD)
    const typed = ` ${code.replace('-', ' ')}`
    const use = (b: Visitor, text: string) => b.ask('POST', '/sign-in/code', { code: text, way: 'recovery' })
    const both = await Promise.all([use(one, typed), use(two, code)])
    expect(both.map((r) => r.status).sort()).toEqual([204, 403])
    const three = visit(world)
    await three.signIn(email, PASSWORD)
    expect((await use(three, code)).body.code).toBe('code_wrong')
    expect((await use(three, other)).status).toBe(204)
    expect((await here.ask('GET', '/me/safety')).body.recoveryCodesLeft).toBe(8)
  })

  it('are renewed by the password, and the old ones end', async () => {
    const world = await makeWorld()
    const { email, recoveryCodes, here } = await withTwoStep(world)
    const wrong = await here.ask('POST', '/me/recovery-codes', { password: 'a wrong one' })
    expect(wrong.body.code).toBe('password_wrong')
    const fresh = (await here.ask('POST', '/me/recovery-codes', { password: PASSWORD })).body.recoveryCodes
    expect(fresh).toHaveLength(10)
    const there = visit(world)
    await there.signIn(email, PASSWORD)
    const use = (code: string) => there.ask('POST', '/sign-in/code', { code, way: 'recovery' })
    expect((await use(recoveryCodes[0]!)).body.code).toBe('code_wrong')
    expect((await use(fresh[0])).status).toBe(204)
  })
})

describe('a workspace that asks for two-step sign-in', () => {
  it('lets members in until the day, then has them set it up before anything else', async () => {
    const world = await makeWorld()
    const { here } = await withTwoStep(world)
    const luis = visit(world, (await world.join('Luis Ortega')).cookie)
    const from = plus(world.now(), { days: 7 })
    const { version } = (await here.ask('GET', '/members/two-step')).body
    expect((await here.ask('PUT', '/workspace/two-step', { from, version })).status).toBe(204)
    expect((await luis.ask('GET', '/people')).status).toBe(200)
    world.at(from)
    expect(await luis.ask('GET', '/people')).toMatchObject({ status: 403, body: { code: 'two_step_needed' } })
    expect((await luis.ask('GET', '/session')).body).toMatchObject({
      current: null,
      twoStepNeeded: { workspace: 'Nordlicht Motors' },
    })
    const { body } = await luis.ask('POST', '/me/two-step', { password: PASSWORD })
    await luis.ask('POST', '/me/two-step/finish', { code: nextCode(body.secret) })
    expect((await luis.ask('GET', '/people')).status).toBe(200)
    expect((await here.ask('GET', '/people')).status).toBe(200)
  })

  it('is asked by an owner who has it, and by nobody else', async () => {
    const world = await makeWorld()
    const manager = await world.join('Mia Meier', 'manager')
    const { version } = await world.owner.call(contract.listTwoStep)
    const body = { from: world.now(), version }
    await expect(world.owner.call(contract.demandTwoStep, { body })).rejects.toMatchObject({
      problem: { code: 'two_step_yours_first' },
    })
    await expect(manager.call(contract.demandTwoStep, { body })).rejects.toMatchObject({ status: 403 })
  })

  it('shows its leads who has it, and never a secret', async () => {
    const world = await makeWorld()
    const luis = await world.join('Luis Ortega')
    const { secret } = await withTwoStep(world, luis)
    const list = await world.owner.call(contract.listTwoStep)
    expect(list.items.find((m) => m.memberId === luis.memberId)?.twoStep).toBe(true)
    expect(list.items.find((m) => m.memberId === world.owner.memberId)?.twoStep).toBe(false)
    expect(JSON.stringify(list)).not.toContain(secret)
  })
})

describe('somebody who lost everything', () => {
  it('is let in again by a lead: signed out everywhere, and the audit trail tells of it', async () => {
    const world = await makeWorld()
    const luis = await world.join('Luis Ortega')
    const { email, here } = await withTwoStep(world, luis)
    await world.owner.call(contract.resetTwoStep, { params: { memberId: luis.memberId } })
    expect((await here.ask('GET', '/people')).status).toBe(401)
    const there = visit(world)
    expect((await there.signIn(email, PASSWORD)).body.twoFactorRedirect).toBeUndefined()
    expect((await there.ask('GET', '/people')).status).toBe(200)
    expect(await kinds(world)).toContain('member.two_step_reset')
  })

  it('is not reset by themselves, by a manager if an owner, nor from one of several workspaces', async () => {
    const [world, other] = [await makeWorld(), await makeWorld()]
    const manager = await world.join('Mia Meier', 'manager')
    const luis = await world.join('Luis Ortega')
    const reset = (by: typeof luis, whom: typeof luis) =>
      by.call(contract.resetTwoStep, { params: { memberId: whom.memberId } })
    await expect(reset(world.owner, world.owner)).rejects.toMatchObject({ status: 403 })
    await expect(reset(manager, world.owner)).rejects.toMatchObject({ status: 403 })
    await expect(reset(luis, manager)).rejects.toMatchObject({ status: 403 })
    const invited = await other.owner.call(inviteMember, {
      body: {
        ...{
          email: (await luis.call(accounts.readSession)).user!.email,
          name: 'Luis Ortega',
          role: 'member',
        },
        ...{ job: 'technician', siteId: other.siteId, endsAt: null },
      },
    })
    const token = invited.invitation && invited.url.split('/').at(-1)!
    await world.anybody(acceptInvitation, {
      params: { token },
      body: { name: 'Luis Ortega', password: PASSWORD },
    })
    await expect(reset(manager, luis)).rejects.toMatchObject({ problem: { code: 'two_step_elsewhere' } })
  })
})
