import * as talks from '../../contract/conversations.ts'
import { listInboundMails, lookedAtInboundMail, retryInboundMail } from '../../contract/inbound.ts'
import { listMailboxes, makePostToken } from '../../contract/mailboxes.ts'
import { flush } from '../db/flush.ts'
import { sha256Of } from '../files/blobs.ts'
import { letter, makeDesk } from '../world/mail-desk.ts'
import { makeWorld } from '../world/world.ts'
import { carryDueMail } from './jobs.ts'
import { takeOver } from './mail-in-book.ts'
import { updateInbound } from './store-mail-in.ts'

const FIRST = '<first@posteo.example>'

async function desk() {
  const world = await makeWorld()
  return { world, desk: await makeDesk(world) }
}

describe('the receipt book', () => {
  it('balances: what came in is filed, kept, doubled or waiting, and nothing twice', async () => {
    const { world, desk: d } = await desk()
    const raw = letter()
    await d.post(raw)
    expect(await d.post(raw)).toMatchObject({
      state: 'doubled',
      understood: { subject: 'The noise in front' },
    })
    await d
      .post('')
      .then(() => expect.fail('an empty message was taken'))
      .catch((e: Error) => expect(e.message).toContain('invalid_input'))
    await d.post('\r\n\r\n')
    await d.post('Subject: Nobody wrote this\r\n\r\nwords\r\n')
    const { items } = await world.owner.call(listMailboxes)
    expect(items[0]?.receipts).toEqual({ fetched: 4, filed: 1, kept: 2, junk: 0, doubled: 1, waiting: 0 })
    const { items: open } = await world.owner.call(talks.listConversations, { query: { view: 'all' } })
    expect(open).toHaveLength(1)
  })

  it('does not take two different mails for one because a program gives all the same Message-ID', async () => {
    const { desk: d } = await desk()
    const id = '<form@shop.example>'
    await d.post(letter({ id, date: null, text: 'one' }))
    expect((await d.post(letter({ id, date: null, text: 'two' }))).state).toBe('filed')
    expect((await d.post(letter({ id, date: null, text: ' two ', subject: 'other' }))).state).toBe('doubled')
    expect((await d.post(letter({ id, from: 'eve@x.example', text: 'one' }))).state).toBe('filed')
  })

  it('keeps what cannot be read, raw, for somebody to look at or to try again', async () => {
    const { world, desk: d } = await desk()
    const raw = 'Subject: Nobody wrote this\r\n\r\nwords\r\n'
    expect(await d.post(raw)).toMatchObject({
      state: 'kept',
      conversationId: null,
      problem: 'It names no sender.',
    })
    const list = () => world.owner.call(listInboundMails, { query: {} }).then((l) => l.items)
    const [kept] = await list()
    expect(kept).toMatchObject({ state: 'kept', seen: false, mailbox: { address: 'desk@nordlicht.example' } })
    const reply = await world.fetch(kept!.rawUrl, { as: world.owner })
    expect(reply.headers.get('content-type')).toBe('message/rfc822')
    expect(await reply.text()).toBe(raw)
    const params = { inboundId: kept!.id as never }
    expect(await world.owner.call(retryInboundMail, { params })).toMatchObject({ state: 'kept' })
    await world.owner.call(lookedAtInboundMail, { params })
    expect(await list()).toMatchObject([{ seen: true }])
    expect(await world.owner.call(talks.countConversations)).toMatchObject({ toLookAt: 0 })
  })

  it('files once what a crash left between storing and filing', async () => {
    const { world, desk: d } = await desk()
    const { services } = world
    const raw = Buffer.from(letter())
    const act = { ...world.act(), actor: { kind: 'system', id: null } as const }
    const arrived = { mailboxId: d.id, raw, source: 'post', arrivedAt: null, from: null } as const
    expect(await takeOver(services, act, arrived)).toMatchObject({ state: 'waiting' })
    await carryDueMail(services)
    const receipts = async () => (await world.owner.call(listMailboxes)).items[0]?.receipts
    expect(await receipts()).toMatchObject({ fetched: 1, waiting: 1 })
    world.at('2026-11-23T09:13:01Z')
    await Promise.all([carryDueMail(services), carryDueMail(services)])
    await carryDueMail(services)
    expect(await receipts()).toMatchObject({ fetched: 1, filed: 1, waiting: 0 })
    const { items } = await world.owner.call(talks.listConversations, { query: { view: 'all' } })
    expect(items).toMatchObject([{ person: { name: 'Marta Okafor' } }])
  })

  it('keeps what cannot be filed after some attempts, or is lost here, and says so', async () => {
    const { world, desk: d } = await desk()
    const act = { ...world.act(), actor: { kind: 'system', id: null } as const }
    const arrive = (raw: string) =>
      takeOver(world.services, act, {
        mailboxId: d.id,
        raw: Buffer.from(raw),
        source: 'post',
        arrivedAt: null,
        from: null,
      })
    const tired = await arrive(letter())
    await flush(act, {
      writes: [updateInbound(tired, { attempts: 7, problem: 'It could not be filed: why' })],
      events: [],
    })
    const lost = await arrive(letter())
    await world.services.blobs.delete(lost.sha256!)
    world.at('2026-11-23T09:20:00Z')
    await carryDueMail(world.services)
    const { items } = await world.owner.call(listInboundMails, { query: {} })
    expect(items.map((i) => i.problem).toSorted()).toEqual([
      'It could not be filed: why',
      expect.stringMatching(/^Its raw message is lost here/),
    ])
  })

  it('takes a mail in while somebody works on its conversation', async () => {
    const { world, desk: d } = await desk()
    const first = await d.post(letter({ id: FIRST }))
    const params = { conversationId: first.conversationId! }
    const notes = Array.from({ length: 6 }, (_, i) =>
      world.owner.call(talks.writeNote, { params, body: { text: `note ${i}` } }).catch(() => null),
    )
    const mails = Array.from({ length: 4 }, () => d.post(letter({ inReplyTo: FIRST })))
    await Promise.all([...notes, ...mails])
    const said = await d.messages(first.conversationId)
    expect(said.filter((m) => m.direction === 'in')).toHaveLength(5)
  })
})

describe('the address mail is posted to', () => {
  it('refuses a wrong token, and an old one', async () => {
    const { world, desk: d } = await desk()
    const post = (token: string, url = d.url) =>
      world.fetch(url, { method: 'POST', body: letter(), headers: { authorization: `Bearer ${token}` } })
    const no = await post('wrong')
    expect(no.status).toBe(401)
    expect(no.headers.get('content-type')).toBe('application/problem+json')
    expect((await post(d.token, d.url.replace(d.id, world.services.newId()))).status).toBe(401)
    expect((await post(d.token, '/api/inbound/nowhere/nothing')).status).toBe(401)
    await world.owner.call(makePostToken, { params: { mailboxId: d.id } })
    expect((await post(d.token)).status).toBe(401)
    const rows = await world.services.db.read(world.workspaceId, (db) =>
      db.selectFrom('mailboxes').selectAll().execute(),
    )
    expect(JSON.stringify(rows)).not.toContain(d.token)
  })

  it('names its limit to what is too large', async () => {
    const { world, desk: d } = await desk()
    const headers = { authorization: `Bearer ${d.token}` }
    const body = new Uint8Array(40 * 1024 * 1024 + 1)
    const reply = await world.fetch(d.url, { method: 'POST', body, headers })
    expect(reply.status).toBe(413)
    expect(await reply.json()).toMatchObject({ code: 'too_large', values: { limit: '40 MB' } })
  })

  it('answers with the SHA-256 of attachments', async () => {
    const { desk: d } = await desk()
    const bytes = Buffer.from('%PDF-1.4 quote')
    const raw = letter({ more: ['Content-Type: multipart/mixed; boundary=b'] }).split('\r\n\r\n')[0]!
    const head = raw.replace('\r\nContent-Type: text/plain; charset=utf-8', '')
    const part = `--b\r\nContent-Type: application/pdf; name="Angebot ü.pdf"\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\n${bytes.toString('base64')}\r\n--b--\r\n`
    const got = await d.post(`${head}\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSee there.\r\n${part}`)
    expect(got.understood?.attachments).toMatchObject([
      { type: 'application/pdf', size: bytes.length, sha256: sha256Of(bytes) },
    ])
    const [message] = await d.messages(got.conversationId)
    expect(message?.attachments).toMatchObject([{ size: bytes.length, inline: false }])
  })
})
