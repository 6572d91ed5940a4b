import { listMailApps, removeMailApp, restoreMailApp, saveMailApp } from '../../contract/mail-sign-in.ts'
import { plus } from '../../domain/shared/time.ts'
import { makeCertificate } from '../mail/testing/certificate.ts'
import { startOAuth, type TestOAuth } from '../mail/testing/oauth.ts'
import { addSignedInBox, appAt, firstBox, setUpProvider, signInBox } from '../world/mail-sign-in.ts'
import { makeWorld, type World } from '../world/world.ts'
import { giveBackGrants } from './jobs-mail-grants.ts'
import { tokensOf } from './mailboxes-tokens.ts'

let oauth: TestOAuth
let world: World
beforeEach(async () => {
  oauth = await startOAuth()
  world = await makeWorld()
})
afterEach(async () => await oauth.stop())

const save = (change: object, version = 0) =>
  world.owner.call(saveMailApp, {
    params: { provider: 'google' },
    body: { ...appAt(oauth), version, ...change },
  })

describe('a provider of mailboxes', () => {
  it('stands there with its places before it is set up, and what to tell it', async () => {
    const { items } = await world.owner.call(listMailApps)
    expect(items.map((app) => [app.provider, app.state, app.redirectUrl])).toEqual([
      ['google', 'not_set_up', 'http://localhost/mail-sign-in/google'],
      ['microsoft', 'not_set_up', 'http://localhost/mail-sign-in/microsoft'],
      ['other', 'not_set_up', 'http://localhost/mail-sign-in/other'],
    ])
    expect(items[0]!.tokenUrl).toBe('https://oauth2.googleapis.com/token')
  })

  it('never shows the secret of its app, in no reply, no row and no event', async () => {
    const shown = await setUpProvider(world, oauth)
    expect(shown).toMatchObject({ state: 'set_up', hasSecret: true, clientId: oauth.clientId })
    const all = await world.services.db.read(world.workspaceId, async (db) => [
      await db.selectFrom('mailApps').selectAll().execute(),
      await db.selectFrom('events').selectAll().execute(),
    ])
    const sealed = (all[0] as { secret: Buffer }[])[0]!.secret.toString('latin1')
    for (const text of [JSON.stringify([shown, await world.owner.call(listMailApps), all]), sealed])
      expect(text).not.toContain(oauth.clientSecret)
  })

  it('is reached encrypted, or on this machine', async () => {
    for (const [field, url] of [
      ['authorizeUrl', 'http://login.example/authorize'],
      ['tokenUrl', 'http://10.0.0.5/token'],
      ['revokeUrl', 'javascript:alert(1)'],
      ['authorizeUrl', 'https://me:pass@login.example/'],
    ] as const)
      await expect(save({ [field]: url })).rejects.toMatchObject({
        problem: { code: 'invalid_input', field },
      })
  })

  it('wants the secret again before it is sent elsewhere', async () => {
    const { version } = await save({})
    const { secret: _, ...rest } = appAt(oauth)
    const elsewhere = { ...rest, tokenUrl: 'https://thief.example/token', revokeUrl: null }
    const change = (body: object) =>
      world.owner.call(saveMailApp, {
        params: { provider: 'google' },
        body: { ...(body as typeof rest), version },
      })
    await expect(change(elsewhere)).rejects.toMatchObject({ problem: { field: 'secret' } })
    expect(await change({ ...rest, scopes: 'mail' })).toMatchObject({ hasSecret: true, scopes: 'mail' })
    await expect(change(rest)).rejects.toMatchObject({ problem: { code: 'changed_meanwhile' } })
  })

  it('gives back what it was given to the server that gave it alone, whatever secret is typed', async () => {
    const { version } = await save({})
    const thief = { ...appAt(oauth), revokeUrl: 'https://thief.example/revoke', version }
    for (const secret of [undefined, 'mine', null])
      await expect(
        world.owner.call(saveMailApp, { params: { provider: 'google' }, body: { ...thief, secret } }),
      ).rejects.toMatchObject({ problem: { code: 'gives_back_elsewhere', field: 'revokeUrl' } })
  })

  it('is for whoever configures mailboxes, and for its own workspace', async () => {
    await setUpProvider(world, oauth)
    const tom = await world.join('Tom Technician')
    await expect(tom.call(listMailApps)).rejects.toMatchObject({ status: 403 })
    const there = await makeWorld()
    expect((await there.owner.call(listMailApps)).items.map((app) => app.state)).toEqual(
      Array(3).fill('not_set_up'),
    )
    await expect(addSignedInBox(there)).rejects.toMatchObject({ problem: { code: 'sign_in_not_set_up' } })
  })

  it('says when it does not take the app, and that it is well again', async () => {
    await setUpProvider(world, oauth)
    const id = await addSignedInBox(world, { imap: { host: '127.0.0.1', port: 1, tls: false } })
    oauth.fail('client')
    expect(await signInBox(world, oauth, id)).toMatchObject({
      fault: 'app',
      said: 'The app is not known here.',
    })
    const [google] = (await world.owner.call(listMailApps)).items
    expect(google).toMatchObject({ state: 'broken', mailboxes: 1 })
    expect(google!.problem).toContain('The app is not known here.')
    oauth.fail(null)
    expect(await signInBox(world, oauth, id)).toMatchObject({ fault: null, account: 'desk@servus.example' })
    expect((await world.owner.call(listMailApps)).items[0]).toMatchObject({ state: 'set_up', problem: null })
    expect(await firstBox(world)).toMatchObject({ provider: 'google', signedInAs: 'desk@servus.example' })
  })

  it('stays while a mailbox is signed in by it', async () => {
    await setUpProvider(world, oauth)
    await addSignedInBox(world)
    const remove = () => world.owner.call(removeMailApp, { params: { provider: 'google' } })
    await expect(remove()).rejects.toMatchObject({ problem: { code: 'mail_app_used' } })
    await setUpProvider(world, oauth, 'other')
    await world.owner.call(removeMailApp, { params: { provider: 'other' } })
    expect((await world.owner.call(listMailApps)).items[2]).toMatchObject({ state: 'not_set_up', version: 0 })
  })

  it('is had back as it was, with its secret, within ten minutes of its removal, and is forgotten after that', async () => {
    await setUpProvider(world, oauth, 'other')
    const params = { provider: 'other' as const }
    const state = async () => (await world.owner.call(listMailApps)).items[2]
    const before = await state()
    await world.owner.call(removeMailApp, { params })
    expect(await state()).toMatchObject({ state: 'not_set_up', clientId: '', hasSecret: false })
    await expect(addSignedInBox(world, { provider: 'other' })).rejects.toMatchObject({
      problem: { code: 'sign_in_not_set_up' },
    })
    expect(await world.owner.call(restoreMailApp, { params })).toEqual(before)
    await world.owner.call(removeMailApp, { params })
    await setUpProvider(world, oauth, 'other')
    await expect(
      world.owner.call(restoreMailApp, { params }),
      'another took its place',
    ).rejects.toMatchObject({
      problem: { code: 'not_found' },
    })
    await world.owner.call(removeMailApp, { params })
    const rows = () =>
      world.services.db.read(world.workspaceId, (db) => db.selectFrom('mailApps').selectAll().execute())
    await giveBackGrants.run(world.act(), world.services)
    expect(await rows()).toHaveLength(1)
    world.at(plus(world.now(), { minutes: 11 }))
    await expect(world.owner.call(restoreMailApp, { params })).rejects.toMatchObject({
      problem: { code: 'not_found' },
    })
    const due = await giveBackGrants.due(world.services.db, world.now())
    expect(due.map((w) => w.workspaceId)).toContain(world.workspaceId)
    await giveBackGrants.run(world.act(), world.services)
    expect(await rows()).toEqual([])
  })
})

describe('a provider whose certificate is of an authority of its own', () => {
  let theirs: TestOAuth
  const certificate = makeCertificate()
  const params = { provider: 'google' as const }
  beforeEach(async () => {
    theirs = await startOAuth({ certificate })
  })
  afterEach(async () => await theirs.stop())
  const put = (more: object) =>
    world.owner.call(saveMailApp, { params, body: { ...appAt(theirs), version: 0, ...more } })
  const box = () => addSignedInBox(world, { imap: { host: '127.0.0.1', port: 1, tls: false } })

  it('lets nobody in until that is trusted, and then as any other', async () => {
    const { version } = await put({})
    const id = await box()
    expect((await signInBox(world, theirs, id)).fault).not.toBeNull()
    await put({ version, caPem: makeCertificate().certPem })
    expect((await signInBox(world, theirs, id)).fault, 'another authority of that name').not.toBeNull()
    const { caPem } = await put({ version: version + 1, caPem: certificate.certPem })
    expect(caPem).toContain('BEGIN CERTIFICATE')
    expect(await signInBox(world, theirs, id)).toMatchObject({ fault: null, account: 'desk@servus.example' })
    theirs.expire()
    const token = tokensOf(world.services, world.workspaceId, id)
    const first = await token()
    expect(theirs.whose(await token(first)), 'renewed there, too').toBe('desk@servus.example')
  })

  it('is named where it cannot be read, stays as it was where nothing is said of it, and wants the secret anew', async () => {
    const broken = '-----BEGIN CERTIFICATE-----\nno\n-----END CERTIFICATE-----'
    await expect(put({ caPem: broken })).rejects.toMatchObject({
      problem: { code: 'authority_unreadable', field: 'caPem' },
    })
    const { version } = await put({ caPem: certificate.certPem })
    const { secret: _, ...rest } = appAt(theirs)
    const change = (more: object) =>
      world.owner.call(saveMailApp, { params, body: { ...rest, version, ...more } as never })
    await expect(change({ caPem: makeCertificate().certPem })).rejects.toMatchObject({
      problem: { field: 'secret' },
    })
    expect(await change({ scopes: 'mail' })).toMatchObject({
      caPem: expect.stringContaining('BEGIN CERTIFICATE'),
      hasSecret: true,
    })
  })
})
