import * as contract from '../../contract/channels.ts'
import type { InputOf } from '../../contract/endpoint.ts'
import { claimMails } from '../jobs/outbox.ts'
import { parseMail, type UnderstoodMail } from '../mail/parse.ts'
import { startBadServer } from '../mail/testing/bad-server.ts'
import { startSmtp, type TestSmtp } from '../mail/testing/smtp.ts'
import { letter, makeDesk } from '../world/mail-desk.ts'
import { SOON } from '../world/soon.ts'
import { makeWorld } from '../world/world.ts'
import { carryDueMail, mailLongRunning } from './jobs.ts'

const running: { stop(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of running.splice(0)) await one.stop()
})

async function smtp(options?: Parameters<typeof startSmtp>[0]): Promise<TestSmtp> {
  const server = await startSmtp(options)
  running.push(server)
  return server
}

function through(server: { host: string; port: number }) {
  return {
    smtp: { host: server.host, port: server.port, tls: false },
    username: 'desk@servus.example',
    password: 'correct horse',
  }
}

/** A world whose desk sends through a server, with a mail of Marta's that waits for an answer. */
async function waiting(server: { host: string; port: number }) {
  const world = await makeWorld()
  const desk = await makeDesk(world, through(server))
  const first = await desk.post(
    letter({ id: '<first@posteo.example>', references: '<older@posteo.example>', subject: 'Noise' }),
  )
  const params = { conversationId: first.conversationId! }
  const reply = async (body: Partial<InputOf<typeof contract.sendReply>['body']> = {}) =>
    (await world.owner.call(contract.sendReply, { params, body: { text: 'We will look at it.', ...body } }))
      .message
  const delivery = async () => (await desk.messages(first.conversationId)).at(-1)?.delivery
  const carryAt = async (moment: string) => {
    world.at(moment)
    await carryDueMail(world.services)
  }
  return { world, desk, reply, delivery, carryAt }
}

describe('mail that goes out', () => {
  it('leaves after the time to undo, as a reply every mail program threads', async () => {
    const server = await smtp()
    const { reply, delivery, carryAt } = await waiting(server)
    await reply()
    await carryAt('2026-11-23T09:12:05Z')
    expect(server.received).toHaveLength(0)
    await carryAt('2026-11-23T09:12:11Z')
    await carryAt('2026-11-23T09:12:12Z')
    expect(server.received).toHaveLength(1)
    const mail = (await parseMail(server.received[0]!.raw)) as UnderstoodMail
    expect(mail).toMatchObject({
      subject: 'Re: Noise',
      inReplyTo: ['<first@posteo.example>'],
      from: { name: 'Olga Brandt, Nordlicht Service', address: 'desk@nordlicht.example' },
      to: [{ address: 'marta@posteo.example' }],
      text: expect.stringContaining('We will look at it.'),
    })
    expect(mail.references.at(-1)).toBe('<first@posteo.example>')
    expect(server.received[0]?.to).toEqual(['marta@posteo.example'])
    expect(await delivery()).toMatchObject({
      state: 'sent',
      problem: null,
      sentAt: '2026-11-23T09:12:11.000Z',
    })
  })

  it('waits for a server that is down, however long, and then leaves once', async () => {
    const server = await smtp()
    const { port } = server
    await server.stop()
    running.length = 0
    const { reply, delivery, carryAt } = await waiting({ host: '127.0.0.1', port })
    const { id } = await reply()
    await carryAt('2026-11-23T09:13:00Z')
    expect(await delivery()).toMatchObject({
      state: 'queued',
      problem: expect.stringContaining('Nothing answers'),
    })
    // Neither before its time, nor ever as failed.
    await carryAt('2026-11-23T09:13:30Z')
    await carryAt('2026-12-01T09:00:00Z')
    await carryAt('2026-12-09T09:00:00Z')
    expect(await delivery()).toMatchObject({ state: 'queued' })
    const up = await smtp({ port })
    await carryAt('2026-12-09T10:00:01Z')
    await carryAt('2026-12-09T12:00:00Z')
    expect(up.received).toHaveLength(1)
    const mail = (await parseMail(up.received[0]!.raw)) as UnderstoodMail
    expect(mail.messageId).toBe(`<${id}@nordlicht.example>`)
    // It carries the day it was written, not the day the server woke up.
    expect(mail.date).toBe('2026-11-23T09:12:10.000Z')
    expect(await delivery()).toMatchObject({ state: 'sent', problem: null })
  })

  it('sends everything that waited as soon as one gets through', async () => {
    const server = await smtp()
    const { reply, carryAt } = await waiting(server)
    server.failWith(() => ({ code: 421, words: 'later' }))
    await reply()
    await carryAt('2026-11-23T09:13:00Z')
    await carryAt('2026-11-23T09:20:00Z')
    await carryAt('2026-11-23T09:40:00Z')
    await reply({ text: 'And another word.' })
    await carryAt('2026-11-23T09:41:00Z')
    server.failWith(null)
    await carryAt('2026-11-23T09:42:30Z')
    await carryAt('2026-11-23T09:42:31Z')
    expect(server.received).toHaveLength(2)
  })

  it('leaves in one go, however much of it waits', async () => {
    const server = await smtp()
    const { reply, carryAt } = await waiting(server)
    for (let n = 1; n <= 12; n++) await reply({ text: `Word ${n}.` })
    await carryAt('2026-11-23T09:13:00Z')
    expect(server.received).toHaveLength(12)
  })

  it('waits for no other mailbox, whose server says nothing', async () => {
    const silent = await startBadServer('smtp', { after: 'greeting', say: () => '', slowly: true })
    const server = await smtp()
    const { world, reply, delivery } = await waiting(silent.server)
    await reply()
    const other = await makeDesk(world, { ...through(server), address: 'other@nordlicht.example' })
    const theirs = await other.post(
      letter({ to: 'other@nordlicht.example', from: 'Ben <ben@posteo.example>' }),
    )
    await world.owner.call(contract.sendReply, {
      params: { conversationId: theirs.conversationId! },
      body: { text: 'We will look at it.' },
    })
    world.at('2026-11-23T09:13:00Z')

    const stopping = new AbortController()
    const worker = mailLongRunning.map((work) => work(world.services, stopping.signal))
    await server.waitFor(1)
    expect([silent.lines(), (await delivery())?.state]).toEqual([1, 'queued'])
    stopping.abort()
    await silent.stop()
    await Promise.all(worker)
  })

  it('tells when a server refuses for good, and can be tried again', async () => {
    const server = await smtp()
    const { world, reply, delivery, carryAt } = await waiting(server)
    server.failWith((s) => (s.at === 'recipient' ? { code: 550, words: '5.1.1 No such user' } : null))
    const { id } = await reply()
    await carryAt('2026-11-23T09:13:00Z')
    expect(await delivery()).toMatchObject({
      state: 'failed',
      problem: expect.stringContaining('No such user'),
    })
    const events = await world.services.db.read(world.workspaceId, (db) =>
      db.selectFrom('events').select(['kind', 'conversationId']).where('kind', '=', 'mail.failed').execute(),
    )
    expect(events).toMatchObject([{ conversationId: expect.any(String) }])
    server.failWith(null)
    await world.owner.call(contract.retrySend, { params: { messageId: id } })
    await carryAt('2026-11-23T09:14:00Z')
    expect(await delivery()).toMatchObject({ state: 'sent' })
  })

  it('gives a message up after three days of “later”, but not for the sake of its mailbox', async () => {
    const server = await smtp()
    const { reply, delivery, carryAt } = await waiting(server)
    server.failWith((s) => (s.at === 'recipient' ? { code: 451, words: '4.7.1 Greylisted' } : null))
    await reply()
    await carryAt('2026-11-23T09:13:00Z')
    await carryAt('2026-11-25T09:13:00Z')
    expect(await delivery()).toMatchObject({ state: 'queued' })
    server.failWith((s) => (s.at === 'auth' ? { code: 535, words: '5.7.8 Bad password' } : null))
    await carryAt('2026-11-27T09:13:00Z')
    expect(await delivery()).toMatchObject({
      state: 'queued',
      problem: expect.stringContaining('refused the name'),
    })
    server.failWith((s) => (s.at === 'recipient' ? { code: 451, words: '4.7.1 Greylisted' } : null))
    await carryAt('2026-11-28T09:13:00Z')
    expect(await delivery()).toMatchObject({ state: 'failed' })
  })

  it('goes again only to those a server has not taken it for, and names them at the end', async () => {
    const server = await smtp()
    const { reply, delivery, carryAt } = await waiting(server)
    let greylists = true
    server.failWith((s) => {
      if (s.at !== 'recipient') return null
      if (s.address === 'gone@x.example') return { code: 550, words: '5.1.1 Gone' }
      return s.address === 'slow@x.example' && greylists ? { code: 451, words: '4.7.1 Later' } : null
    })
    const at = (address: string) => ({ name: '', address })
    await reply({ to: [at('marta@posteo.example')], cc: [at('slow@x.example'), at('gone@x.example')] })
    await carryAt('2026-11-23T09:13:00Z')
    expect(await delivery()).toMatchObject({ state: 'queued' })
    greylists = false
    await carryAt('2026-11-23T09:15:00Z')
    expect(server.received.map((m) => m.to)).toEqual([['marta@posteo.example'], ['slow@x.example']])
    expect(await delivery()).toMatchObject({
      state: 'sent',
      problem: expect.stringContaining('gone@x.example'),
    })
  })

  it('carries the files that were uploaded for it', async () => {
    const server = await smtp()
    const { world, reply, carryAt } = await waiting(server)
    const form = new FormData()
    form.set('file', new File(['%PDF offer'], 'Angebot ü.pdf', { type: 'application/pdf' }))
    const uploaded = await world.fetch('/api/attachments', { method: 'POST', body: form, as: world.owner })
    const { id } = (await uploaded.json()) as { id: string }
    await reply({ attachmentIds: [id as never] })
    await carryAt('2026-11-23T09:13:00Z')
    const mail = (await parseMail(server.received[0]!.raw)) as UnderstoodMail
    expect(mail.attachments.map((a) => [a.name, Buffer.from(a.bytes).toString()])).toEqual([
      ['Angebot ü.pdf', '%PDF offer'],
    ])
  })

  it('is sent once by two workers', async () => {
    const server = await smtp()
    const { world, reply } = await waiting(server)
    await reply()
    await reply()
    world.at('2026-11-23T09:13:00Z')
    await Promise.all([1, 2, 3].map(() => carryDueMail(world.services)))
    expect(server.received).toHaveLength(2)
  })

  it('leaves when the worker that had it died, under the Message-ID it always had', async () => {
    const server = await smtp()
    const { world, reply, carryAt } = await waiting(server)
    const { id } = await reply()
    world.at('2026-11-23T09:13:00Z')
    const died = await claimMails(world.services.db, world.workspaceId, world.now())
    expect(died).toHaveLength(1)
    await carryAt('2026-11-23T09:13:59Z')
    expect(server.received).toHaveLength(0)
    await carryAt('2026-11-23T09:14:00Z')
    const mail = (await parseMail(server.received[0]!.raw)) as UnderstoodMail
    expect(mail.messageId).toBe(`<${id}@nordlicht.example>`)
  })
  it('is sent by no other worker as long as a slow server keeps this one waiting', async () => {
    const slow = await startBadServer('smtp', { after: 'greeting', say: () => '', slowly: true })
    const { world, reply, carryAt } = await waiting(slow.server)
    await reply()
    onTestFinished(() => void vi.useRealTimers())
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const sent = carryAt('2026-11-23T09:13:00Z')
    await expect.poll(() => slow.lines(), SOON).toBe(1)
    world.at('2026-11-23T09:13:40Z')
    vi.advanceTimersByTime(20_000)
    const claimedAt = (moment: string) => {
      world.at(moment)
      return claimMails(world.services.db, world.workspaceId, world.now())
    }
    const until = () =>
      world.services.db.read(
        world.workspaceId,
        async (db) => (await db.selectFrom('outbox').select('claimedUntil').executeTakeFirst())?.claimedUntil,
      )
    await expect.poll(until, SOON).toBe('2026-11-23T09:14:40.000Z')
    expect(await claimedAt('2026-11-23T09:14:39Z')).toEqual([])
    await slow.stop()
    await sent
  })
})
