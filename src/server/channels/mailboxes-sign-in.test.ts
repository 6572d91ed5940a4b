import { beginMailSignIn, finishMailSignIn, saveMailApp } from '../../contract/mail-sign-in.ts'
import { changeMailbox } from '../../contract/mailboxes.ts'
import { plus } from '../../domain/shared/time.ts'
import { startOAuth, type TestOAuth } from '../mail/testing/oauth.ts'
import {
  addSignedInBox,
  appAt,
  broughtBack,
  firstBox,
  setUpProvider,
  signInBox,
} from '../world/mail-sign-in.ts'
import { makeWorld, type World } from '../world/world.ts'

let oauth: TestOAuth
let world: World
let id: Awaited<ReturnType<typeof addSignedInBox>>
beforeEach(async () => {
  oauth = await startOAuth()
  world = await makeWorld()
  await setUpProvider(world, oauth)
  id = await addSignedInBox(world, { smtp: { host: '127.0.0.1', port: 1, tls: false } })
})
afterEach(async () => await oauth.stop())

const begin = async (as = world.owner) => (await as.call(beginMailSignIn, { params: { mailboxId: id } })).url
const finish = (back: ReturnType<typeof broughtBack>, as = world.owner) => as.call(finishMailSignIn, back)
const isOver = (outcome: unknown) => expect(outcome).toMatchObject({ fault: 'over' })
const rows = () =>
  world.services.db.read(world.workspaceId, async (db) => ({
    ways: await db.selectFrom('mailSignIns').selectAll().execute(),
    grants: await db.selectFrom('mailGrants').selectAll().execute(),
    events: await db.selectFrom('events').selectAll().execute(),
  }))

describe('signing a mailbox in', () => {
  it('asks with PKCE and for lasting access, as whose mailbox it is, and comes back to an address of that provider', async () => {
    const asked = new URL(await begin()).searchParams
    expect(Object.fromEntries(asked)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      redirect_uri: 'http://localhost/mail-sign-in/google',
      login_hint: 'desk@servus.example',
      access_type: 'offline',
      prompt: 'consent',
    })
  })

  it('waits for it, then has it, and keeps neither token where it can be read', async () => {
    expect(await firstBox(world)).toMatchObject({ state: 'sign_in', hasPassword: false, signedInAs: null })
    expect(await signInBox(world, oauth, id)).toEqual({
      ...{ fault: null, said: null, mailboxId: id },
      ...{ wanted: 'desk@servus.example', account: 'desk@servus.example' },
    })
    expect(await firstBox(world)).toMatchObject({ state: 'off', signedInAs: 'desk@servus.example' })
    const { ways, grants, events } = await rows()
    expect(ways).toEqual([])
    expect(events.map((e) => e.kind)).toContain('mailbox.signed_in')
    const written = [JSON.stringify([grants, events, await firstBox(world)])]
    for (const { refreshToken, accessToken } of grants) {
      for (const sealed of [refreshToken, accessToken!]) written.push(sealed.toString('latin1'))
    }
    for (const secret of oauth.given) for (const text of written) expect(text).not.toContain(secret)
  })

  it('works once', async () => {
    const back = broughtBack(await oauth.consent(await begin()))
    expect(await finish(back)).toMatchObject({ fault: null })
    isOver(await finish(back))
    const [first, second] = await Promise.all(
      [broughtBack(await oauth.consent(await begin()))].flatMap((one) => [finish(one), finish(one)]),
    )
    expect([first!.fault, second!.fault].toSorted()).toEqual([null, 'over'].toSorted())
  })

  it('counts only in the session that began it, for as long as somebody may take, and never as made up', async () => {
    const mia = await world.join('Mia Manager', 'owner')
    isOver(await finish(broughtBack(await oauth.consent(await begin())), mia))
    const late = broughtBack(await oauth.consent(await begin()))
    world.at(plus(world.now(), { minutes: 16 }))
    isOver(await finish(late))
    isOver(await finish(broughtBack(new URLSearchParams({ state: 'made-up', code: 'x' }))))
    expect((await rows()).grants).toEqual([])
  })

  it('takes the answer of one provider for no other, and of one workspace in no other', async () => {
    await setUpProvider(world, oauth, 'other')
    isOver(await finish(broughtBack(await oauth.consent(await begin()), 'other')))
    const there = await makeWorld()
    isOver(await finish(broughtBack(await oauth.consent(await begin())), there.owner))
    expect((await rows()).grants).toEqual([])
  })

  it('is over when its mailbox or its app became another meanwhile', async () => {
    const box = broughtBack(await oauth.consent(await begin()))
    const { version, address, displayName } = await firstBox(world)
    const smtp = { host: 'thief.example', port: 465, tls: true }
    await world.owner.call(changeMailbox, {
      params: { mailboxId: id },
      body: { siteId: world.siteId, address, displayName, imap: null, smtp, username: null, version },
    })
    isOver(await finish(box))
    const app = broughtBack(await oauth.consent(await begin()))
    await world.owner.call(saveMailApp, {
      params: { provider: 'google' },
      body: { ...appAt(oauth), clientId: 'another', version: 1 },
    })
    isOver(await finish(app))
  })

  it('says in the provider’s words why it came to nothing', async () => {
    const wanted = { mailboxId: id, wanted: 'desk@servus.example' }
    oauth.refuse({ error: 'access_denied' })
    expect(await signInBox(world, oauth, id)).toMatchObject({ ...wanted, fault: 'denied', said: null })
    const said = 'AADSTS90094: The grant requires admin permission.'
    oauth.refuse({ error: 'access_denied', said })
    expect(await signInBox(world, oauth, id)).toMatchObject({ ...wanted, fault: 'admin', said })
    oauth.refuse({ error: 'temporarily_unavailable' })
    expect(await signInBox(world, oauth, id)).toMatchObject({ fault: 'away' })
    oauth.refuse(null)
    oauth.fail('down')
    expect(await signInBox(world, oauth, id)).toMatchObject({ fault: 'away' })
    oauth.fail(null)
    oauth.lasts(false)
    expect(await signInBox(world, oauth, id)).toMatchObject({ fault: 'brief' })
    expect(await firstBox(world)).toMatchObject({ state: 'sign_in', signedInAs: null })
  })

  it('says who signed in where that is somebody else, unless they are named as whoever does', async () => {
    oauth.signsIn('Ana@servus.example')
    const other = { fault: 'account', wanted: 'desk@servus.example', account: 'Ana@servus.example' }
    expect(await signInBox(world, oauth, id)).toMatchObject(other)
    const { version, address, displayName, smtp } = await firstBox(world)
    await world.owner.call(changeMailbox, {
      params: { mailboxId: id },
      body: {
        ...{ siteId: world.siteId, address, displayName, imap: null, smtp, username: null, version },
        signInAs: 'ana@servus.example',
      },
    })
    expect(await signInBox(world, oauth, id)).toMatchObject({ fault: null, account: 'Ana@servus.example' })
    expect(await firstBox(world)).toMatchObject({ signInAs: 'ana@servus.example' })
    oauth.signsIn('desk@servus.example')
    expect(await signInBox(world, oauth, id)).toMatchObject({
      fault: 'account',
      wanted: 'ana@servus.example',
    })
  })

  it('is begun for no mailbox of another workspace, none that is gone, and none with a password', async () => {
    const there = await makeWorld()
    await expect(begin(there.owner)).rejects.toMatchObject({ status: 404 })
    const { version, address, displayName, smtp } = await firstBox(world)
    const body = { siteId: world.siteId, address, displayName, imap: null, smtp, username: null }
    const change = (more: object, v: number) =>
      world.owner.call(changeMailbox, { params: { mailboxId: id }, body: { ...body, ...more, version: v } })
    await change({ provider: null }, version)
    await expect(begin()).rejects.toMatchObject({ problem: { code: 'sign_in_not_set_up' } })
    await change({ provider: 'google', archived: true }, version + 1)
    await expect(begin()).rejects.toMatchObject({ status: 404 })
  })
})
