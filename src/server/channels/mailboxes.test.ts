import * as mailboxes from '../../contract/mailboxes.ts'
import { makeCertificate } from '../mail/testing/certificate.ts'
import { startSmtp } from '../mail/testing/smtp.ts'
import { makeDesk } from '../world/mail-desk.ts'
import { makeWorld, type World } from '../world/world.ts'

const PASSWORD = 'sehr geheim 4711'

function settings(world: World) {
  return {
    siteId: world.siteId,
    address: 'service@nordlicht.example',
    displayName: 'Nordlicht Service',
    imap: { host: 'imap.nordlicht.example', port: 993, tls: true },
    smtp: { host: 'smtp.nordlicht.example', port: 465, tls: true },
    username: 'service@nordlicht.example',
  }
}

describe('a mailbox', () => {
  it('never shows its password, in no reply and in no row', async () => {
    const world = await makeWorld()
    const added = await world.owner.call(mailboxes.addMailbox, {
      body: { ...settings(world), password: PASSWORD },
    })
    expect(added).toMatchObject({
      hasPassword: true,
      hasPostToken: false,
      state: 'connecting',
      archived: false,
    })
    const list = await world.owner.call(mailboxes.listMailboxes)
    const rows = await world.services.db.read(world.workspaceId, (db) =>
      db.selectFrom('mailboxes').selectAll().execute(),
    )
    const events = await world.services.db.read(world.workspaceId, (db) =>
      db.selectFrom('events').selectAll().execute(),
    )
    const sealed = rows[0]!.secret!.toString('latin1')
    for (const all of [JSON.stringify([added, list, rows, events]), sealed])
      expect(all).not.toContain(PASSWORD)
  })

  it('keeps its password when a change does not name it, but wants it again for another server or name', async () => {
    const world = await makeWorld()
    const { id, version } = await world.owner.call(mailboxes.addMailbox, {
      body: { ...settings(world), password: PASSWORD },
    })
    const change = (body: object) =>
      world.owner.call(mailboxes.changeMailbox, {
        params: { mailboxId: id },
        body: { ...settings(world), version, ...body },
      })
    for (const more of [
      { smtp: { host: 'thief.example', port: 465, tls: true } },
      { imap: { host: 'thief.example', port: 993, tls: true } },
      { username: 'other@nordlicht.example' },
    ])
      await expect(change(more)).rejects.toMatchObject({
        problem: { code: 'invalid_input', field: 'password' },
      })
    const body = { ...settings(world), mailboxId: id, smtp: { host: 'thief.example', port: 465, tls: true } }
    await expect(world.owner.call(mailboxes.checkMailbox, { body })).rejects.toMatchObject({
      problem: { field: 'password' },
    })
    expect(await change({ displayName: 'Service' })).toMatchObject({
      hasPassword: true,
      displayName: 'Service',
    })
    await expect(change({ displayName: 'Too late' })).rejects.toMatchObject({
      problem: { code: 'changed_meanwhile' },
    })
  })

  it('trusts no words that are no certificate, nor two authorities it could not tell apart, and says so at the field', async () => {
    const world = await makeWorld()
    const { certPem, keyPem } = makeCertificate({ name: 'Our authority' })
    const other = makeCertificate({ name: 'Our authority' }).certPem
    const body = { ...settings(world), password: PASSWORD }
    const add = (caPem: string) => world.owner.call(mailboxes.addMailbox, { body: { ...body, caPem } })
    const cut = certPem.replace(/\n.{20}/, '\n')
    for (const caPem of ['our authority', cut, keyPem, certPem + keyPem, certPem.slice(0, 200)])
      await expect(add(caPem), caPem).rejects.toMatchObject({
        problem: { code: 'authority_unreadable', field: 'caPem' },
      })
    await expect(add(certPem + other)).rejects.toMatchObject({
      problem: { code: 'authorities_alike', field: 'caPem', values: { name: 'Our authority' } },
    })
    await expect(
      world.owner.call(mailboxes.checkMailbox, { body: { ...body, caPem: other + certPem } }),
    ).rejects.toMatchObject({ problem: { code: 'authorities_alike' } })
    const third = makeCertificate({ name: 'Another' }).certPem
    expect((await add(`${certPem}\n${certPem}\n${third}`)).caPem).toContain(third.trim())
  })

  it('refuses by field what cannot work', async () => {
    const world = await makeWorld()
    const add = (more: object) =>
      world.owner.call(mailboxes.addMailbox, { body: { ...settings(world), password: PASSWORD, ...more } })
    await expect(add({ imap: { host: 'imap.x.example', port: 143, tls: false } })).rejects.toMatchObject({
      problem: { field: 'imap.tls' },
    })
    await expect(add({ username: null })).rejects.toMatchObject({ problem: { field: 'username' } })
    await expect(add({ password: undefined })).rejects.toMatchObject({ problem: { field: 'password' } })
    await expect(add({ siteId: world.services.newId() })).rejects.toMatchObject({
      problem: { field: 'siteId' },
    })
    await add({})
    await expect(add({ address: 'Service@Nordlicht.example' })).rejects.toMatchObject({
      problem: { field: 'address' },
    })
  })

  it('is for those who lead, and for its own workspace', async () => {
    const world = await makeWorld()
    const tom = await world.join('Tom Technician')
    const body = { ...settings(world), password: PASSWORD }
    await expect(tom.call(mailboxes.addMailbox, { body })).rejects.toMatchObject({ status: 403 })
    const { id } = await makeDesk(world)
    const there = await makeWorld()
    await expect(
      there.owner.call(mailboxes.makePostToken, { params: { mailboxId: id } }),
    ).rejects.toMatchObject({ status: 404 })
    expect((await there.owner.call(mailboxes.listMailboxes)).items).toEqual([])
  })

  it('is tried before it is kept, and says in a sentence what is wrong', async () => {
    const world = await makeWorld()
    const server = await startSmtp({ security: 'tls' })
    try {
      const smtp = { host: server.host, port: server.port, tls: true }
      const body = {
        ...settings(world),
        imap: null,
        smtp,
        username: server.user,
        password: server.pass,
        caPem: server.caPem,
      }
      expect(await world.owner.call(mailboxes.checkMailbox, { body })).toEqual({
        imap: null,
        smtp: { ok: true, reason: null },
      })
      const wrong = await world.owner.call(mailboxes.checkMailbox, { body: { ...body, password: 'wrong' } })
      expect(wrong.smtp).toMatchObject({
        ok: false,
        reason: expect.stringContaining('refused the name or the password'),
      })
      const stranger = await world.owner.call(mailboxes.checkMailbox, { body: { ...body, caPem: null } })
      expect(stranger.smtp?.reason).toContain('cannot be trusted')
      expect((await world.owner.call(mailboxes.listMailboxes)).items).toEqual([])
    } finally {
      await server.stop()
    }
  })

  it('ends when it is archived, and comes back', async () => {
    const world = await makeWorld()
    const { id, version } = await world.owner.call(mailboxes.addMailbox, {
      body: { ...settings(world), password: PASSWORD },
    })
    const change = (archived: boolean, v: number) =>
      world.owner.call(mailboxes.changeMailbox, {
        params: { mailboxId: id },
        body: { ...settings(world), archived, version: v },
      })
    expect(await change(true, version)).toMatchObject({ archived: true, state: 'off' })
    expect(await change(false, version + 1)).toMatchObject({
      archived: false,
      state: 'connecting',
      hasPassword: true,
    })
  })
})
