import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import * as channels from '../../contract/channels.ts'
import * as talks from '../../contract/conversations.ts'
import { inviteMember } from '../../contract/invitations.ts'
import { listNotices } from '../../contract/notices.ts'
import { readReceiptOriginal } from '../../contract/original.ts'
import * as contract from '../../contract/outbox.ts'
import { checkReceipts, listReceipts, readReceiptBook } from '../../contract/receipts.ts'
import { sentMark } from '../mail/sent-mark.ts'
import { hearAll } from '../world/hear.ts'
import { letter, makeDesk } from '../world/mail-desk.ts'
import { house } from '../world/sending.ts'
import type { Caller } from '../world/world.ts'
import { checkDue } from './mail-in-check.ts'

const BOUNCE = readFileSync(join(import.meta.dirname, '../../../tests/fixtures/mail/bounce-dsn.eml'), 'utf8')

describe('the outbox on a screen', () => {
  it('shows what waits, is tried again and why, and what left', async () => {
    const { server, reply, list, carry, refuse } = await house()
    const { conversationId } = await reply()
    expect(await list()).toMatchObject([
      {
        ...{ state: 'waiting', purpose: 'reply', subject: 'Re: Noise', conversationId, problem: null },
        ...{ to: [{ address: 'marta@posteo.example' }], by: { name: 'Ben Adeyemi' } },
        mailbox: { address: 'desk@nordlicht.example' },
      },
    ])
    refuse(451)
    await carry()
    const [stuck] = await list({ state: 'retrying' })
    expect(stuck).toMatchObject({ state: 'retrying', attempts: 1, nextAttemptAt: expect.any(String) })
    expect(stuck?.problem).toContain('Mailbox of no use')
    expect(await list({ state: 'failed' })).toEqual([])
    server.failWith(null)
    await carry(120)
    expect(await list()).toEqual([])
    expect(await list({ state: 'sent' })).toMatchObject([{ state: 'sent', sentAt: expect.any(String) }])
  })

  it('has a stuck mail tried now, and a failed one tried again or put aside, which can be taken back', async () => {
    const { server, world, reply, list, carry, refuse } = await house()
    await reply()
    refuse(451)
    await carry()
    const [stuck] = await list()
    const params = { mailId: stuck!.id }
    refuse(550)
    await world.owner.call(contract.retryOutbox, { params })
    await carry(1)
    expect(await list({ state: 'failed' })).toMatchObject([
      { id: stuck!.id, state: 'failed', nextAttemptAt: null },
    ])
    const put = (givenUp: boolean) => world.owner.call(contract.giveUpOutbox, { params, body: { givenUp } })
    expect(await put(true)).toMatchObject({ state: 'given_up' })
    expect(await put(true)).toMatchObject({ state: 'given_up' })
    expect([await list(), await list({ state: 'failed' })]).toEqual([[], []])
    expect(await put(false)).toMatchObject({ state: 'failed' })
    await put(true)
    server.failWith(null)
    expect(await world.owner.call(contract.retryOutbox, { params })).toMatchObject({ state: 'retrying' })
    await carry(1)
    expect(await list({ state: 'sent' })).toMatchObject([{ id: stuck!.id }])
    expect(server.received).toHaveLength(1)
    expect(await world.owner.call(contract.retryOutbox, { params }), 'it left').toMatchObject({
      state: 'sent',
    })
    await carry(1)
    expect(server.received).toHaveLength(1)
    await expect(put(true)).rejects.toMatchObject({ problem: { code: 'changed_meanwhile' } })
  })

  it('lists what was put aside or taken back, page by page', async () => {
    const { world, ben, reply, list, carry, refuse } = await house()
    refuse(550)
    await reply('One.')
    await carry()
    const [failed] = await list({ state: 'failed' })
    const params = { mailId: failed!.id }
    await world.owner.call(contract.giveUpOutbox, { params, body: { givenUp: true } })
    const { messageId } = await reply('Two.')
    await ben.call(channels.undoSend, { params: { messageId } })
    expect(await list({ state: 'aside' })).toMatchObject([
      { state: 'cancelled', nextAttemptAt: null, by: { name: 'Ben Adeyemi' } },
      { id: failed!.id, state: 'given_up', problem: expect.stringContaining('Mailbox of no use') },
    ])
    const query = { state: 'aside' as const, limit: 1 }
    const first = await world.owner.call(contract.listOutbox, { query })
    const second = await world.owner.call(contract.listOutbox, {
      query: { ...query, after: first.next! },
    })
    expect([first.items.length, second.items[0]?.id, second.next]).toEqual([1, failed!.id, null])
    expect(await list()).toEqual([])
  })

  it('names whom a mail goes to unseen by the others, to those who may read the conversation', async () => {
    const { ben, desk, list } = await house()
    const { conversationId } = await desk.post(letter({ subject: 'Noise' }))
    const params = { conversationId: conversationId! }
    const bcc = [{ name: 'Archive', address: 'archive@else.example' }]
    await ben.call(channels.sendReply, { params, body: { text: 'Hello.', bcc } })
    expect(await list()).toMatchObject([
      {
        to: [{ address: 'marta@posteo.example' }],
        bcc: [{ name: 'Archive', address: 'archive@else.example' }],
      },
    ])
    await ben.call(talks.nameConversation, { params, body: { sensitive: true } })
    expect(JSON.stringify(await list())).not.toContain('archive@else')
  })

  it('lets nobody cut short the time to take a reply back', async () => {
    const { server, world, reply, list, carry } = await house()
    await reply()
    const [waiting] = await list()
    await world.owner.call(contract.retryOutbox, { params: { mailId: waiting!.id } })
    await carry(1)
    expect(server.received).toHaveLength(0)
  })

  it('pages by key, of one mailbox or of all', async () => {
    const { world, desk, reply } = await house()
    for (const text of ['One.', 'Two.', 'Three.']) await reply(text)
    const other = await makeDesk(world, { address: 'other@nordlicht.example' })
    const of = async (query: object) => await world.owner.call(contract.listOutbox, { query: query as never })
    const first = await of({ limit: 2 })
    const second = await of({ limit: 2, after: first.next })
    expect([first.items.length, second.items.length, second.next]).toEqual([2, 1, null])
    expect(new Set([...first.items, ...second.items].map((m) => m.id)).size).toBe(3)
    expect((await of({ mailboxId: other.id })).items).toEqual([])
    expect((await of({ mailboxId: desk.id })).items).toHaveLength(3)
  })

  it('tells nothing of a conversation one may not read, nor what a letter of the house says', async () => {
    const { world, ben, reply, list, carry, refuse } = await house()
    const { conversationId } = await reply()
    await ben.call(talks.nameConversation, { params: { conversationId }, body: { sensitive: true } })
    refuse(451)
    await carry()
    const [hidden] = await list()
    expect(hidden).toMatchObject({ hidden: true, to: [], subject: null, conversationId: null, problem: '' })
    expect(JSON.stringify(hidden)).not.toContain('posteo')
    await world.owner.call(inviteMember, {
      body: {
        ...{ email: 'nora@nordlicht.example', name: 'Nora', role: 'member', job: 'technician' },
        ...{ siteId: world.siteId, endsAt: null },
      },
    })
    const [letterOfOurs] = (await list()).filter((m) => m.purpose !== 'reply')
    expect(letterOfOurs).toMatchObject({
      ...{ purpose: 'invitation', subject: null, hidden: false, conversationId: null },
      to: [{ address: 'nora@nordlicht.example' }],
    })
  })
})

describe('a letter of the house that nobody got', () => {
  const invite = (world: Awaited<ReturnType<typeof house>>['world'], email: string) =>
    world.owner.call(inviteMember, {
      body: {
        ...{ email, name: 'Nora', role: 'member', job: 'technician' },
        ...{ siteId: world.siteId, endsAt: null },
      },
    })
  /** The invitation that left, as a server gives it back: with its header, and so our mark, or by its name alone. */
  const givenBack = async (world: Awaited<ReturnType<typeof house>>['world'], header = true) => {
    const { rows } = await world.services.db.read(world.workspaceId, (db) =>
      sql<{ mailId: string }>`select content->>'mailId' as mail_id from outbox`.execute(db),
    )
    const { mailId } = rows[0]!
    const mark = `X-Servus-Sent: ${sentMark(mailId, world.services.secret.key('sent mail'))}\n`
    return BOUNCE.replaceAll('gone@mail.example', 'nora@nordlicht.example')
      .replace('<q1@desk.example>', mailId)
      .replace('Subject: Your winter', `${header ? mark : ''}Subject: Your winter`)
  }
  const told = async (world: Awaited<ReturnType<typeof house>>['world'], who: Caller) => {
    await hearAll(world)
    const { items } = await who.call(listNotices)
    return items.filter((n) => n.kind === 'mail_amiss' && n.data.as === 'letter').length
  }

  it('is told to those who see to the mailboxes, once a day, however many fail', async () => {
    const { world, ben, carry, refuse } = await house()
    refuse(550)
    for (const name of ['nora', 'noah']) await invite(world, `${name}@nordlicht.example`)
    await carry()
    expect([await told(world, world.owner), await told(world, ben)]).toEqual([1, 0])
    // The word of it leaves by mail too, and fails as they did.
    for (let minutes = 0; minutes < 30; minutes += 10) {
      await carry(600)
      expect(await told(world, world.owner)).toBe(1)
    }
  })

  it('is told when it was sent back, and stands in the outbox as failed', async () => {
    const { world, desk, list, carry } = await house()
    await invite(world, 'nora@nordlicht.example')
    await carry()
    await desk.post(await givenBack(world))
    expect(await list({ state: 'failed' })).toMatchObject([
      { purpose: 'invitation', problem: expect.stringContaining('nora@nordlicht.example') },
    ])
    expect(await told(world, world.owner)).toBe(1)
  })

  it('stands as sent where somebody only says that it came back, and is read by nobody all the same', async () => {
    const { world, desk, list, carry } = await house()
    await invite(world, 'nora@nordlicht.example')
    await carry()
    const stays = { state: 'filed', conversationId: null, messageId: null, whyHere: { code: 'letter_said' } }
    expect(await desk.post(await givenBack(world, false))).toMatchObject(stays)
    expect(await list({ state: 'sent' })).toMatchObject([{ purpose: 'invitation', problem: null }])
    expect(await told(world, world.owner)).toBe(0)
    await world.owner.call(checkReceipts, { params: { mailboxId: desk.id } })
    await checkDue(world.services, undefined, world.workspaceId)
    const { check } = await world.owner.call(readReceiptBook, { params: { mailboxId: desk.id } })
    expect(check.outcome).toBe('balanced')
  })

  it('stands in no conversation when it comes back, as it may open an account; the book says so and balances', async () => {
    const { world, ben, desk, list, carry } = await house()
    await invite(world, 'nora@nordlicht.example')
    await carry()
    const back = (await givenBack(world)).replace(
      'Your tyres have arrived.',
      'Come in: https://desk.example/join/secret',
    )
    const delay = back.replace('Action: failed', 'Action: delayed').replace('Status: 5.1.1', 'Status: 4.4.7')
    const again = (n: number) => `X-Spam-Flag: YES\r\n${back.replace('<bounce1@', `<bounce${n}@`)}`
    const stays = { state: 'filed', conversationId: null, messageId: null }
    expect(await desk.post(delay.replace('<bounce1@', '<delay@'))).toMatchObject(stays)
    expect(await list({ state: 'sent' })).toMatchObject([
      { problem: expect.stringContaining('still on its way') },
    ])
    for (const n of [2, 3]) expect(await desk.post(again(n))).toMatchObject(stays)
    expect(await told(world, world.owner)).toBe(1)
    expect((await world.owner.call(talks.listConversations, { query: { view: 'all' } })).items).toEqual([])
    const { items } = await world.owner.call(listReceipts, { params: { mailboxId: desk.id }, query: {} })
    expect(items.map((l) => [l.reason, l.hasRaw])).toEqual(
      expect.arrayContaining([
        ['letter_waits', false],
        ['letter_back', false],
      ]),
    )
    for (const { id: inboundId } of items)
      for (const who of [ben, world.owner])
        await expect(
          who.call(readReceiptOriginal, { params: { inboundId: inboundId as never }, query: {} }),
        ).rejects.toMatchObject({ problem: { code: 'not_found' } })
    await world.owner.call(checkReceipts, { params: { mailboxId: desk.id } })
    await checkDue(world.services, undefined, world.workspaceId)
    const { check, figures } = await world.owner.call(readReceiptBook, { params: { mailboxId: desk.id } })
    expect([check.outcome, figures.fetched, figures.filed]).toEqual(['balanced', 3, 3])
  })

  it('is shown to nobody where a machine brings its link along, whatever mail that names; nobody’s own words are lost', async () => {
    const { world, desk } = await house()
    const link = 'http://localhost/reset-password?token=3fZ-abc'
    const letterOfOurs = `Subject: A new password\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nChoose one: ${link.replace('=', '=3D').replace('word', 'wo=\r\nrd')}`
    const attached = letter({
      from: 'Mail Delivery System <mailer-daemon@far.example>',
      subject: 'Undelivered',
      more: ['X-Failed-Recipients: nora@far.example'],
    })
      .replace('text/plain; charset=utf-8', 'multipart/mixed; boundary=b')
      .replace(
        /\r\n\r\n[\s\S]*$/,
        `\r\n\r\n--b\r\n\r\nNobody here.\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n${letterOfOurs}\r\n--b--\r\n`,
      )
    const mails = [
      letter({
        ...{ from: 'Mail Delivery System <mailer-daemon@far.example>', subject: 'Mail delivery failed' },
        text: `There is nobody of that name.\r\n\r\n> Choose a new password:\r\n> ${link.replace('/reset', '/\r\n> reset')}`,
      }),
      letter({
        ...{ from: 'Nora <nora@far.example>', more: ['Auto-Submitted: auto-replied'] },
        text: `I am away.\r\nhttps://filter.example/?url=${encodeURIComponent('http://localhost/invitation/a.b.c')}`,
      }),
      letter({ from: 'desk@nordlicht.example', text: `Choose a new password: ${link}` }),
      attached,
      attached.replace(/^From: .*\r\n/, '').replace(/Message-ID: .*\r\n/, ''),
    ]
    for (const mail of mails)
      expect(await desk.post(mail)).toMatchObject({ state: 'filed', conversationId: null, messageId: null })
    const away = { from: 'Zoe <zoe@far.example>', more: ['Auto-Submitted: auto-replied'] }
    const elsewhere = 'I am away. See http://localhost/p/abc or https://shop.example/reset-password?token=1'
    expect((await desk.post(letter({ ...away, text: elsewhere }))).conversationId).not.toBeNull()
    const { items } = await world.owner.call(listReceipts, { params: { mailboxId: desk.id }, query: {} })
    const held = items.filter((line) => line.reason === 'account_link')
    expect(held.map((line) => line.hasRaw)).toEqual(mails.map(() => false))
    for (const { id: inboundId } of held)
      await expect(
        world.owner.call(readReceiptOriginal, { params: { inboundId: inboundId as never }, query: {} }),
      ).rejects.toMatchObject({ problem: { code: 'not_found' } })
    await world.owner.call(checkReceipts, { params: { mailboxId: desk.id } })
    await checkDue(world.services, undefined, world.workspaceId)
    const { check } = await world.owner.call(readReceiptBook, { params: { mailboxId: desk.id } })
    expect(check.outcome).toBe('balanced')
  })
})
describe('what a person writes about a letter of the house', () => {
  const KEY = '3fZabcDEFghi0123456789XY'
  const LINK = `http://localhost/reset-password?token=${KEY}`
  const safeLink = `https://filter.example/?url=${encodeURIComponent(LINK)}&d=1`
  it.each([
    ['quoted', `> Choose one: ${LINK}\r\n> See you`],
    ['broken over lines', `> Choose one: ${LINK.slice(0, 50)}\r\n> ${LINK.slice(50)}\r\n> See you`],
    ['led through a filter', `> <${safeLink}> See you`],
    ['with their own words below', `> ${LINK}\r\nWhat is that? ${LINK}? See you`],
  ])('is filed and read without what opens an account: %s', async (_, quote) => {
    const { world, ben, desk } = await house()
    const got = await desk.post(letter({ text: `What is this?\r\n\r\n${quote}` }))
    const [message] = await desk.messages(got.conversationId)
    expect(message!.text).toMatch(/^What is this\?[\s\S]*token(?:=|%3D)•••[\s\S]*See you/)
    expect(JSON.stringify(message).replace(/(\\r|\\n|[> ])/g, '')).not.toContain('ghi0123')
    expect(message!.hasRaw).toBe(false)
    const { items } = await world.owner.call(listReceipts, { params: { mailboxId: desk.id }, query: {} })
    expect(items).toMatchObject([{ hasRaw: false, conversationId: got.conversationId }])
    const params = { inboundId: items[0]!.id as never }
    await expect(world.owner.call(readReceiptOriginal, { params, query: {} })).rejects.toMatchObject({
      problem: { code: 'not_found' },
    })
    const raw = await world.fetch(`/api/messages/${message!.id}/raw`, {
      ...{ as: ben, headers: { 'servus-workspace': world.workspaceId } },
    })
    expect(raw.status).toBe(404)
    await world.owner.call(checkReceipts, { params: { mailboxId: desk.id } })
    await checkDue(world.services, undefined, world.workspaceId)
    const { check } = await world.owner.call(readReceiptBook, { params: { mailboxId: desk.id } })
    expect(check.outcome).toBe('balanced')
  })

  it('is without it in its HTML and among junk too', async () => {
    const { world, desk } = await house()
    const html = (more: string[] = []) =>
      letter({ more, text: `<p>Why?</p><blockquote><a href="${LINK}">${LINK}</a></blockquote>` }).replace(
        'text/plain',
        'text/html',
      )
    const { messageId } = await desk.post(html())
    const page = await world.fetch(`/api/messages/${messageId}/html`, {
      ...{ as: world.owner, headers: { 'servus-workspace': world.workspaceId } },
    })
    const shown = await page.text()
    expect(shown).toContain('token=•••')
    expect(shown).not.toContain(KEY)
    await desk.post(html(['X-Spam-Flag: YES']).replaceAll('marta@posteo', 'eve@posteo'))
    const { items } = await world.owner.call(listReceipts, { params: { mailboxId: desk.id }, query: {} })
    expect(items.map((l) => [l.state, l.hasRaw])).toEqual([
      ['junk', false],
      ['filed', false],
    ])
  })
})
