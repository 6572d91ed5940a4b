import * as talks from '../../contract/conversations.ts'
import { listInboundMails, retryInboundMail } from '../../contract/inbound.ts'
import { changeMailbox, listMailboxes } from '../../contract/mailboxes.ts'
import { listNotices } from '../../contract/notices.ts'
import { findDovecot, startDovecot, type TestDovecot } from '../mail/testing/dovecot.ts'
import { hearAll } from '../world/hear.ts'
import { letter, makeDesk } from '../world/mail-desk.ts'
import { SOON } from '../world/soon.ts'
import { makeWorld, type World } from '../world/world.ts'
import { keepMailbox } from './mail-in-watch.ts'
import { watchMailboxes } from './mailboxes-watch.ts'

const absent = findDovecot() === null
const reason = 'Dovecot is not installed (apt-get install -y dovecot-imapd)'
if (absent && process.env.CI) it('skips nothing in CI', () => expect.fail(reason))

const running: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const stop of running.splice(0).toReversed()) await stop()
})

async function dovecot(): Promise<TestDovecot> {
  const server = await startDovecot()
  running.push(() => server.stop())
  return server
}

function run(work: (signal: AbortSignal) => Promise<void>): () => Promise<void> {
  const over = new AbortController()
  const done = work(over.signal)
  const stop = async () => {
    over.abort()
    await done
  }
  running.push(stop)
  return stop
}

function readFrom(mail: TestDovecot) {
  const imap = { host: mail.host, port: mail.imapPort, tls: true }
  return { imap, username: mail.user, password: mail.pass, caPem: mail.caPem }
}

const pacing = { firstRetry: 20, longestRetry: 100, refusedRetry: 100 }

function watchDesk(world: World, id: Awaited<ReturnType<typeof makeDesk>>['id'], maxBytes?: number) {
  const limits = { pacing, ...(maxBytes ? { maxBytes } : {}) }
  return run((signal) => keepMailbox(world.services, world.workspaceId, id, signal, limits))
}

const subjects = async (world: World) =>
  (await world.owner.call(talks.listConversations, { query: { view: 'all' } })).items
    .map((c) => c.subject)
    .toSorted()
const mailbox = async (world: World) => (await world.owner.call(listMailboxes)).items[0]!

describe.skipIf(absent)(`a mailbox on a real Dovecot${absent ? ` [skipped: ${reason}]` : ''}`, () => {
  it('brings a mail as the conversation of a new person, and the reply to it into the same one', async () => {
    const [world, mail] = [await makeWorld(), await dovecot()]
    const desk = await makeDesk(world, { ...readFrom(mail), fetch: 'all' })
    await mail.deliver(letter({ id: '<first@posteo.example>', subject: 'Brakes' }))
    watchDesk(world, desk.id)
    await expect.poll(() => subjects(world), SOON).toEqual(['Brakes'])
    await expect.poll(async () => (await mailbox(world)).state, SOON).toBe('ready')
    await mail.deliver(letter({ subject: 'Re: Brakes', inReplyTo: '<first@posteo.example>' }))
    await expect.poll(async () => (await mailbox(world)).receipts.filed, SOON).toBe(2)
    const { items } = await world.owner.call(talks.listConversations, { query: { view: 'all' } })
    expect(items).toMatchObject([{ person: { name: 'Marta Okafor' }, channel: 'email', state: 'waiting' }])
  })

  it('doubles nothing and loses nothing when it is read again, from where it stood or all anew', async () => {
    const [world, mail] = [await makeWorld(), await dovecot()]
    const desk = await makeDesk(world, { ...readFrom(mail), fetch: 'all' })
    for (const subject of ['one', 'two']) await mail.deliver(letter({ subject }))
    const stop = watchDesk(world, desk.id)
    await expect.poll(() => subjects(world), SOON).toEqual(['one', 'two'])
    await stop()
    await mail.deliver(letter({ subject: 'three' }))
    const again = watchDesk(world, desk.id)
    await expect.poll(() => subjects(world), SOON).toEqual(['one', 'three', 'two'])
    await again()
    expect((await mailbox(world)).receipts).toEqual({
      fetched: 3,
      filed: 3,
      kept: 0,
      junk: 0,
      doubled: 0,
      waiting: 0,
    })
    await mail.renumber()
    watchDesk(world, desk.id)
    await expect.poll(async () => (await mailbox(world)).receipts.fetched, SOON).toBe(6)
    expect((await mailbox(world)).receipts).toEqual({
      fetched: 6,
      filed: 3,
      kept: 0,
      junk: 0,
      doubled: 3,
      waiting: 0,
    })
    expect(await subjects(world)).toHaveLength(3)
  })

  it('leaves what came before it was connected where it is, also when the server numbers the folder anew', async () => {
    const [world, mail] = [await makeWorld(), await dovecot()]
    await mail.deliver(letter({ subject: 'old' }))
    // Mail servers know the second a mail came, no finer: the desk is connected at the next one.
    const connected = Math.ceil(Date.now() / 1000 + 0.001) * 1000
    world.at(new Date(connected).toISOString())
    const desk = await makeDesk(world, { ...readFrom(mail), fetch: 'now' })
    const stop = watchDesk(world, desk.id)
    await expect.poll(async () => (await mailbox(world)).state, SOON).toBe('ready')
    await expect.poll(() => Date.now(), SOON).toBeGreaterThan(connected)
    await mail.deliver(letter({ subject: 'new' }))
    await expect.poll(() => subjects(world), SOON).toEqual(['new'])
    await stop()
    await mail.renumber()
    watchDesk(world, desk.id)
    await mail.deliver(letter({ subject: 'newer' }))
    await expect.poll(() => subjects(world), SOON).toContain('newer')
    expect(await subjects(world)).not.toContain('old')
  })

  it('names a message too large to be fetched, and goes on', async () => {
    const [world, mail] = [await makeWorld(), await dovecot()]
    const desk = await makeDesk(world, { ...readFrom(mail), fetch: 'all' })
    await mail.deliver(letter({ subject: 'huge', text: 'x'.repeat(5000) }))
    await mail.deliver(letter({ subject: 'small' }))
    watchDesk(world, desk.id, 2000)
    await expect.poll(() => subjects(world), SOON).toEqual(['small'])
    const { items } = await world.owner.call(listInboundMails, { query: {} })
    expect(items).toMatchObject([
      { problem: expect.stringContaining('stays on its mail server'), rawUrl: '' },
    ])
    const params = { inboundId: items[0]!.id as never }
    expect(await world.owner.call(retryInboundMail, { params })).toMatchObject({ state: 'kept' })
  })

  it('says when a mailbox fails and when it is well again', async () => {
    const [world, mail] = [await makeWorld(), await dovecot()]
    const desk = await makeDesk(world, { ...readFrom(mail), password: 'wrong' })
    watchDesk(world, desk.id)
    await expect.poll(async () => (await mailbox(world)).state, SOON).toBe('refused')
    const failed = await mailbox(world)
    expect(failed.stateReason).toContain('refused the name or the password')
    await hearAll(world)
    const { items } = await world.owner.call(listNotices, { query: {} })
    expect(items).toMatchObject([{ kind: 'mail_amiss', data: { as: 'refused', book: desk.id } }])
    const body = {
      siteId: world.siteId,
      address: failed.address,
      displayName: failed.displayName,
      smtp: null,
      version: failed.version,
    }
    await world.owner.call(changeMailbox, {
      params: { mailboxId: desk.id },
      body: { ...body, ...readFrom(mail) },
    })
    await running.pop()!()
    watchDesk(world, desk.id)
    await expect.poll(async () => (await mailbox(world)).state, SOON).toBe('ready')
    const events = await world.services.db.read(world.workspaceId, (db) =>
      db.selectFrom('events').select('kind').where('kind', 'like', 'mailbox.%').orderBy('id').execute(),
    )
    expect(events.map((e) => e.kind)).toContain('mailbox.failed')
  })

  it('is watched by one of two workers, and by the other when the first ends', async () => {
    const [world, mail] = [await makeWorld(), await dovecot()]
    await makeDesk(world, { ...readFrom(mail), fetch: 'all' })
    const first = run((signal) => watchMailboxes(world.services, signal))
    run((signal) => watchMailboxes(world.services, signal))
    await mail.deliver(letter({ subject: 'one' }))
    await expect.poll(() => subjects(world), SOON).toEqual(['one'])
    await first()
    await mail.deliver(letter({ subject: 'two' }))
    await expect.poll(() => subjects(world), SOON).toEqual(['one', 'two'])
    expect((await mailbox(world)).receipts).toMatchObject({ fetched: 2, filed: 2 })
  })
})
