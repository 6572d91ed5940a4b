import * as talks from '../../contract/conversations.ts'
import * as contract from '../../contract/imports.ts'
import { findDovecot, startDovecot, type TestDovecot } from '../mail/testing/dovecot.ts'
import { type Folders, openFolders } from '../mail/testing/folders.ts'
import { read, start, undo } from '../world/bring.ts'
import { letter, makeDesk } from '../world/mail-desk.ts'
import { makeWorld, type World } from '../world/world.ts'

const absent = findDovecot() === null
const reason = 'Dovecot is not installed (apt-get install -y dovecot-imapd)'
if (absent && process.env.CI) it('skips nothing in CI', () => expect.fail(reason))

const THEN = '2024-03-04T09:00:00.000Z'
const DATE = 'Mon, 04 Mar 2024 10:00:00 +0100'

describe.skipIf(absent)(`mail history from IMAP folders${absent ? ` [skipped: ${reason}]` : ''}`, () => {
  let mail: TestDovecot
  let folders: Folders
  beforeAll(async () => {
    mail = await startDovecot()
    folders = await openFolders(mail)
    for (const name of ['Sent', 'Junk', 'Archive']) await folders.make(name)
    await folders.put('INBOX', letter({ id: '<a@posteo.example>', date: DATE, subject: 'The noise' }), THEN)
    await folders.put('Archive', letter({ id: '<z@posteo.example>', date: DATE, subject: 'Older' }), THEN)
    // Kept twice, as mail programs do.
    await folders.put('Archive', letter({ id: '<a@posteo.example>', date: DATE, subject: 'The noise' }), THEN)
    await folders.put(
      'Sent',
      letter({
        from: 'desk@nordlicht.example',
        to: 'marta@posteo.example',
        id: '<b@nordlicht.example>',
        inReplyTo: '<a@posteo.example>',
        date: 'Mon, 04 Mar 2024 12:00:00 +0100',
        subject: 'Re: The noise',
      }),
      '2024-03-04T11:00:00.000Z',
    )
    await folders.put('Junk', letter({ id: '<spam@x.example>', from: 'win@x.example', date: DATE }), THEN)
  })
  afterAll(async () => {
    await folders?.stop()
    await mail?.stop()
  })

  const server = () => ({
    ...{
      host: mail.host,
      port: mail.imapPort,
      tls: true,
      username: mail.user,
      password: mail.pass,
      caPem: mail.caPem,
    },
  })

  async function chosen(world: World): Promise<string[]> {
    const { items } = await world.owner.call(contract.listMailFolders, { body: { server: server() } })
    return items.filter((f) => !f.left).map((f) => f.path)
  }

  it('offers every folder with how much lies there, junk left out', async () => {
    const world = await makeWorld()
    const { items } = await world.owner.call(contract.listMailFolders, { body: { server: server() } })
    expect(items.map((f) => [f.path, f.mails, f.left]).sort()).toEqual([
      ['Archive', 2, false],
      ['INBOX', 1, false],
      ['Junk', 1, true],
      ['Sent', 1, false],
    ])
  })

  it('reads folders however deep, whatever script they are named in; empty ones and what lies in the bin are not chosen', async () => {
    const deep = 'Kunden.Größe & Maß.日本語.a.b.c'
    for (const name of ['Kunden', deep, 'Papierkorb', 'Papierkorb.Größe', 'Leer']) await folders.make(name)
    await folders.put(deep, letter({ id: '<deep@x.example>', date: DATE, subject: 'Deep down' }), THEN)
    await folders.put('Papierkorb.Größe', letter({ id: '<bin@x.example>', date: DATE }), THEN)
    const world = await makeWorld()
    await makeDesk(world)
    const { items } = await world.owner.call(contract.listMailFolders, { body: { server: server() } })
    expect(items.find((f) => f.path === deep)).toMatchObject({
      ...{ name: 'c', inside: ['Kunden', 'Größe & Maß', '日本語', 'a', 'b'], mails: 1, left: false },
    })
    for (const path of ['Papierkorb.Größe', 'Leer'])
      expect(items.find((f) => f.path === path)?.left, path).toBe(true)
    const body = { server: server(), folders: [deep] }
    const { id } = await world.owner.call(contract.beginFolderImport, { body })
    expect((await start(world, id)).counts).toMatchObject({ found: 1, made: 1 })
    for (const path of ['Leer', 'Papierkorb.Größe', 'Papierkorb', deep]) await folders.remove(path)
  })

  it('keeps the words of a mail whose charset is said wrongly, or is one nobody knows', async () => {
    await folders.make('Odd')
    const odd = async (n: number, charset: string, body: Buffer) =>
      await folders.put(
        'Odd',
        Buffer.concat([
          Buffer.from(
            `From: Marta Okafor <marta@posteo.example>\r\nTo: desk@nordlicht.example\r\nSubject: Odd ${n}\r\nDate: ${DATE}\r\nMessage-ID: <odd${n}@x.example>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=${charset}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n`,
          ),
          body,
        ]),
        THEN,
      )
    await odd(1, 'utf-8', Buffer.from('Größe', 'latin1'))
    await odd(2, 'us-ascii', Buffer.from('Größe'))
    await odd(3, 'x-nonsense', Buffer.from('Größe'))
    const world = await makeWorld()
    await makeDesk(world)
    const body = { server: server(), folders: ['Odd'] }
    const { id } = await world.owner.call(contract.beginFolderImport, { body })
    expect((await start(world, id)).counts).toMatchObject({ found: 3, made: 3, failed: 0 })
    const all = (await world.owner.call(talks.listConversations, { query: { view: 'all' } })).items
    expect(all.map((c) => c.lastLine)).toEqual(['Größe', 'Größe', 'Größe'])
    await folders.remove('Odd')
  })

  it('brings them threaded, our own word as ours, each once, changes nothing there, and keeps no password', async () => {
    const world = await makeWorld()
    await makeDesk(world)
    const body = { server: server(), folders: await chosen(world) }
    const { id } = await world.owner.call(contract.beginFolderImport, { body })
    const done = await start(world, id)
    expect(done).toMatchObject({ state: 'done', counts: { found: 4, made: 3, same: 1, waiting: 0 } })
    const all = (await world.owner.call(talks.listConversations, { query: { view: 'all' } })).items
    expect(all.map((c) => c.subject).sort()).toEqual(['Older', 'The noise'])
    const noise = all.find((c) => c.subject === 'The noise')!
    const { items } = await world.owner.call(talks.listMessages, { params: { conversationId: noise.id } })
    expect(items.map((m) => m.direction).sort()).toEqual(['in', 'out'])
    expect((await folders.flags('INBOX')).flat()).not.toContain('\\Seen')
    const kept = await world.services.db.read(world.workspaceId, (db) =>
      db.selectFrom('imports').select(['secret', 'settings']).execute(),
    )
    expect(JSON.stringify(kept)).not.toContain(mail.pass)
    expect(kept.map((k) => k.secret)).toEqual([null])
    const again = await world.owner.call(contract.beginFolderImport, { body })
    expect((await start(world, again.id)).counts).toMatchObject({ made: 0, same: 4 })
    await undo(world, id)
    expect((await world.owner.call(talks.listConversations, { query: { view: 'all' } })).items).toEqual([])
  })

  it('brings all others where a folder is gone by then, and says which', async () => {
    await folders.make('Going')
    await folders.put('Going', letter({ id: '<going@x.example>', date: DATE }), THEN)
    const world = await makeWorld()
    await makeDesk(world)
    const body = { server: server(), folders: ['Going', 'Archive'] }
    const { id } = await world.owner.call(contract.beginFolderImport, { body })
    await folders.remove('Going')
    const done = await start(world, id)
    expect(done).toMatchObject({ state: 'done', counts: { found: 2, made: 2, waiting: 0 } })
    expect(done.problem).toMatchObject({
      reason: 'On the server no more: Going. What still lay in there was not brought along.',
    })
  })

  it('says what is wrong when the server does not let us in, and goes on when it does', async () => {
    const world = await makeWorld()
    const wrong = { ...server(), password: 'not this one' }
    const problem = await world.owner.call(contract.listMailFolders, { body: { server: wrong } }).then(
      () => null,
      (e) => e.problem,
    )
    expect(problem).toMatchObject({ code: 'mailbox_unreachable' })
    const { id } = await world.owner.call(contract.beginFolderImport, {
      body: { server: wrong, folders: ['INBOX'] },
    })
    expect(await start(world, id)).toMatchObject({
      state: 'running',
      problem: { code: 'mail' },
      counts: { made: 0 },
    })
    await world.owner.call(contract.pauseImport, { params: { importId: id } })
    expect((await read(world, id)).acts).toEqual(['goOn', 'drop'])
  })

  it('never sends a password unencrypted to another machine', async () => {
    const world = await makeWorld()
    const body = { server: { ...server(), host: 'mail.example.org', tls: false }, folders: ['INBOX'] }
    await expect(world.owner.call(contract.beginFolderImport, { body })).rejects.toMatchObject({
      problem: { code: 'invalid_input', field: 'imap.tls' },
    })
  })
})
