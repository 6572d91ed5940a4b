import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { changeBelieved } from '../../contract/believed.ts'
import * as contract from '../../contract/channels.ts'
import * as talks from '../../contract/conversations.ts'
import { previewContact } from '../../contract/door.ts'
import { listEvents } from '../../contract/happenings.ts'
import { listNotices } from '../../contract/notices.ts'
import { addPerson, readPerson, sayHandleWorks } from '../../contract/people.ts'
import { makePromise } from '../../contract/promises.ts'
import { claimMails } from '../jobs/outbox.ts'
import { sentMark } from '../mail/sent-mark.ts'
import { startSmtp } from '../mail/testing/smtp.ts'
import { hearAll } from '../world/hear.ts'
import { letter, makeDesk } from '../world/mail-desk.ts'
import { makeWorld } from '../world/world.ts'
import { carryDueMail } from './jobs.ts'

const BOUNCE = readFileSync(join(import.meta.dirname, '../../../tests/fixtures/mail/bounce-dsn.eml'), 'utf8')

/** A desk that answered Marta and Ben; the mail has left. */
async function answered() {
  const smtp = await startSmtp()
  const world = await makeWorld()
  const server = { smtp: { host: smtp.host, port: smtp.port, tls: false } }
  const login = { username: 'desk@servus.example', password: 'correct horse' }
  const desk = await makeDesk(world, { ...server, ...login })
  const first = await desk.post(letter({ cc: 'Ben <ben@posteo.example>' }))
  const params = { conversationId: first.conversationId! }
  const send = async (to: string[]) => {
    const body = { text: 'It is ready.', to: to.map((address) => ({ name: '', address })), cc: [] }
    const { message } = await world.owner.call(contract.sendReply, { params, body })
    world.at('2026-11-23T09:13:00Z')
    await carryDueMail(world.services)
    await smtp.stop()
    return message
  }
  const markOf = (id: string) => sentMark(`<${id}@nordlicht.example>`, world.services.secret.key('sent mail'))
  const forgedOf = (id: string, who: string) =>
    BOUNCE.replaceAll('gone@mail.example', who).replace('<q1@desk.example>', `<${id}@nordlicht.example>`)
  const bounceOf = (id: string, who: string) =>
    forgedOf(id, who).replace('Subject: Your winter', `X-Servus-Sent: ${markOf(id)}\nSubject: Your winter`)
  const returnedAt = async (personId: string) =>
    (await world.owner.call(readPerson, { params: { personId: personId as never } })).handles[0]?.returnedAt
  const deliveryOf = async (id: string) =>
    (await desk.messages(params.conversationId)).find((m) => m.id === id)?.delivery
  return { world, desk, smtp, params, send, bounceOf, forgedOf, markOf, returnedAt, deliveryOf }
}

describe('a mail of ours that comes back', () => {
  it('is told at the answer that came back, with the reason, and the conversation waits for us again', async () => {
    const { world, desk, params, send, bounceOf, deliveryOf } = await answered()
    const { id } = await send(['marta@posteo.example'])
    expect((await desk.read(params.conversationId)).state).toBe('answered')
    const got = await desk.post(bounceOf(id, 'marta@posteo.example'))
    expect(got).toMatchObject({ conversationId: params.conversationId, whyHere: { code: 'bounce' } })
    expect(await deliveryOf(id)).toMatchObject({
      state: 'failed',
      problem: 'It came back from marta@posteo.example: 550 5.1.1 User unknown',
    })
    expect((await desk.read(params.conversationId)).state).toBe('waiting')
    const { items } = await world.owner.call(listEvents, { query: params })
    expect(items.map((e) => e.kind)).toContain('mail.bounced')
  })

  it('stays sent where it reached somebody else, and says from whom it came back', async () => {
    const { desk, params, send, bounceOf, deliveryOf } = await answered()
    const { id } = await send(['marta@posteo.example', 'ben@posteo.example'])
    await desk.post(bounceOf(id, 'ben@posteo.example'))
    expect(await deliveryOf(id)).toMatchObject({
      state: 'sent',
      problem: expect.stringContaining('ben@posteo.example'),
    })
    expect((await desk.read(params.conversationId)).state).toBe('answered')
  })

  it('is never answered itself: the next words go to the people, under what they wrote about', async () => {
    const { world, desk, params, send, bounceOf } = await answered()
    const { id } = await send(['marta@posteo.example'])
    await desk.post(bounceOf(id, 'marta@posteo.example'))
    const away = ['Auto-Submitted: auto-replied']
    await desk.post(
      letter({ subject: 'Out of office: The noise', inReplyTo: `<${id}@nordlicht.example>`, more: away }),
    )
    const { replyTo } = await desk.read(params.conversationId)
    expect(replyTo.to).toEqual([{ name: 'Marta Okafor', address: 'marta@posteo.example' }])
    // Ben was taken out of the answer that came back, and stays out.
    expect(replyTo.cc).toEqual([])
    const { message } = await world.owner.call(contract.sendReply, { params, body: { text: 'Once more.' } })
    expect(message.subject).toBe('Re: The noise in front')
  })

  it('goes on in a new conversation where the old one was closed: somebody was not answered after all', async () => {
    const { world, desk, params, send, bounceOf } = await answered()
    const { id } = await send(['marta@posteo.example'])
    await world.owner.call(talks.closeConversation, { params, body: {} })
    const got = await desk.post(bounceOf(id, 'marta@posteo.example'))
    expect(got.conversationId).not.toBe(params.conversationId)
    expect(await desk.read(got.conversationId)).toMatchObject({
      state: 'waiting',
      person: { name: 'Marta Okafor' },
    })
  })

  it('goes on in one conversation, however many servers send the same mail back', async () => {
    const { world, desk, params, send, bounceOf } = await answered()
    const { id } = await send(['marta@posteo.example', 'ben@posteo.example'])
    await world.owner.call(talks.closeConversation, { params, body: {} })
    const first = await desk.post(bounceOf(id, 'marta@posteo.example'))
    const again = bounceOf(id, 'ben@posteo.example').replace(
      /^Message-ID: .*$/im,
      'Message-ID: <again@mail.example>',
    )
    const second = await desk.post(again)
    expect(second).toMatchObject({ state: 'filed', conversationId: first.conversationId })
  })

  it('is known as ours even when it is back before we have noted that it left', async () => {
    const { world, desk, params, bounceOf, deliveryOf } = await answered()
    const body = { text: 'It is ready.', to: [{ name: '', address: 'marta@posteo.example' }], cc: [] }
    const { message } = await world.owner.call(contract.sendReply, { params, body })
    world.at('2026-11-23T09:13:00Z')
    // A worker has it in hand: their server took it, and sent it back at once.
    await claimMails(world.services.db, world.workspaceId, world.now())
    await desk.post(bounceOf(message.id, 'marta@posteo.example'))
    expect(await deliveryOf(message.id)).toMatchObject({ state: 'failed' })
  })

  it('says nothing of a mail that is not ours', async () => {
    const { desk, params, send, deliveryOf } = await answered()
    const { id } = await send(['marta@posteo.example'])
    const got = await desk.post(BOUNCE)
    expect(got.conversationId).not.toBe(params.conversationId)
    expect(await deliveryOf(id)).toMatchObject({ state: 'sent', problem: null })
  })

  it('marks the address it came back from, for whoever shares it, until somebody writes from there', async () => {
    const { world, desk, params, send, bounceOf } = await answered()
    const { id } = await send(['marta@posteo.example', 'ben@posteo.example'])
    const { person } = await desk.read(params.conversationId)
    const twin = { name: 'Ada Okafor', handles: [{ kind: 'email' as const, value: 'Marta@posteo.example' }] }
    const ada = await world.owner.call(addPerson, { body: twin })
    await desk.post(bounceOf(id, 'marta@posteo.example'))
    const read = async (personId: string) =>
      (await world.owner.call(readPerson, { params: { personId: personId as never } })).handles
    for (const personId of [person!.id, ada.id])
      expect(await read(personId)).toMatchObject([
        { value: 'marta@posteo.example', returnedAt: world.now(), returnedWhy: '550 5.1.1 User unknown' },
      ])
    const { replyTo } = await desk.read(params.conversationId)
    expect(replyTo.marks).toEqual([
      {
        ...{ address: 'marta@posteo.example', why: 'came_back' },
        ...{ since: world.now(), said: '550 5.1.1 User unknown' },
      },
    ])
    await desk.post(letter({ subject: 'I am back' }))
    for (const personId of [person!.id, ada.id])
      expect(await read(personId)).toMatchObject([{ returnedAt: null, returnedWhy: null }])
    expect((await desk.read(params.conversationId)).replyTo.marks).toEqual([])
  })

  it('marks it until somebody says that it works, and no promise is told by mail there meanwhile', async () => {
    const { world, desk, params, send, bounceOf } = await answered()
    const { id } = await send(['marta@posteo.example'])
    const { person } = await desk.read(params.conversationId)
    const due = '2026-11-25T10:00:00Z' as never
    const body = { text: 'Call her', toPersonId: person!.id as never, due }
    const { id: promiseId } = await world.owner.call(makePromise, { body })
    const reach = async () => (await world.owner.call(previewContact, { params: { promiseId } })).mailTo
    expect(await reach()).toMatchObject([{ address: 'marta@posteo.example' }])
    await desk.post(bounceOf(id, 'marta@posteo.example'))
    expect(await reach()).toEqual([])
    const personId = person!.id as never
    const { handles } = await world.owner.call(readPerson, { params: { personId } })
    const works = { params: { personId, handleId: handles[0]!.id } }
    await world.owner.call(sayHandleWorks, works)
    expect((await world.owner.call(sayHandleWorks, works)).handles).toMatchObject([{ returnedAt: null }])
    expect(await reach()).toMatchObject([{ address: 'marta@posteo.example' }])
  })

  it('marks nobody the mail never went to, and nobody whose server only waits', async () => {
    const { world, desk, send, bounceOf } = await answered()
    const { id } = await send(['marta@posteo.example'])
    const ben = { name: 'Ben', handles: [{ kind: 'email' as const, value: 'ben@posteo.example' }] }
    const { id: personId } = await world.owner.call(addPerson, { body: ben })
    await desk.post(bounceOf(id, 'ben@posteo.example'))
    const again = bounceOf(id, 'marta@posteo.example').replaceAll('5.1.1', '4.2.2')
    await desk.post(again.replace(/^Message-ID: .*$/im, 'Message-ID: <later@mail.example>'))
    const { items } = await world.owner.call(listEvents, { query: { personId: personId as never } })
    expect(items.map((e) => e.kind)).not.toContain('handle.returned')
  })
})

describe('a mail that only says that ours came back', () => {
  it('is told by the mark every mail of ours leaves under, which stands in no id', async () => {
    const { smtp, send, markOf } = await answered()
    const { id } = await send(['marta@posteo.example'])
    expect(smtp.received[0]!.raw.toString()).toMatch(new RegExp(`^X-Servus-Sent: ${markOf(id)}\r$`, 'm'))
    expect(markOf(id)).toMatch(/^[0-9a-f]{30}$/)
  })

  it('marks no address without that, however well it knows the Message-ID', async () => {
    const { desk, params, send, forgedOf, deliveryOf, returnedAt } = await answered()
    const { id } = await send(['marta@posteo.example'])
    const { person } = await desk.read(params.conversationId)
    await desk.post(forgedOf(id, 'marta@posteo.example'))
    expect(await returnedAt(person!.id), 'what she waits for still goes there').toBeNull()
    expect((await desk.read(params.conversationId)).replyTo.marks).toEqual([])
    expect(await deliveryOf(id), 'that one says so is told').toMatchObject({
      ...{ state: 'sent', problem: expect.stringMatching(/^A notice below says that it did not arrive/) },
    })
  })

  it('changes nothing without that: no mail fails, nothing waits or wakes, no promised word counts as missed', async () => {
    const { world, desk, params, send, forgedOf, deliveryOf } = await answered()
    const { id } = await send(['marta@posteo.example'])
    await world.owner.call(talks.closeConversation, { params, body: {} })
    const forged = forgedOf(id, 'marta@posteo.example').replaceAll('User unknown', 'Call 0900 to get it')
    const said = (n: number) => forged.replace('<bounce1@', `<bounce${n}@`)
    const delay = said(4).replace('Action: failed', 'Action: delayed').replace('Status: 5', 'Status: 4')
    for (const raw of [said(1), said(2), said(3), delay])
      expect(await desk.post(raw)).toMatchObject({ conversationId: params.conversationId })
    expect(await deliveryOf(id), 'no word of a stranger stands at a mail of ours').toMatchObject({
      ...{ state: 'sent', problem: expect.not.stringContaining('0900') },
    })
    expect((await desk.read(params.conversationId)).state, 'what was closed stays closed').toBe('closed')
    const { items } = await world.owner.call(listEvents, { query: params })
    const kinds = items.map((e) => e.kind)
    expect(
      kinds.filter((kind) => kind === 'mail.bounce_said'),
      'said once',
    ).toHaveLength(1)
    expect(kinds).not.toContain('mail.bounced')
    expect(kinds).not.toContain('mail.delayed')
    await hearAll(world)
    const { items: notices } = await world.owner.call(listNotices)
    expect(notices.filter((n) => n.kind === 'not_told')).toMatchObject([
      { kind: 'not_told', data: { as: 'said' } },
    ])
  })

  it('stands where it was said when a server gives back no more than a sentence, and its writer hears of it', async () => {
    const { world, desk, params, send, deliveryOf } = await answered()
    const { id } = await send(['marta@posteo.example'])
    const got = await desk.post(
      letter({
        ...{ from: 'Postmaster <postmaster@posteo.example>', subject: 'DELIVERY FAILURE: User not listed' },
        inReplyTo: `<${id}@nordlicht.example>`,
        text: 'Your message\r\n\r\n  Subject: Your noise\r\n\r\nwas not delivered to:\r\n\r\n  marta@posteo.example\r\n',
        more: ['Return-Path: <>'],
      }),
    )
    expect(got).toMatchObject({ conversationId: params.conversationId, whyHere: { code: 'bounce_said' } })
    expect(await deliveryOf(id)).toMatchObject({ state: 'sent', problem: expect.stringContaining('notice') })
    expect((await desk.messages(params.conversationId)).at(-1)).toMatchObject({ automatic: true })
    await hearAll(world)
    const { items } = await world.owner.call(listNotices)
    expect(items.filter((n) => n.kind === 'not_told')).toMatchObject([
      { kind: 'not_told', data: { as: 'said' }, conversation: { id: params.conversationId } },
    ])
  })

  it('says no more where it is known already from whom it came back', async () => {
    const { world, desk, params, send, bounceOf, forgedOf, deliveryOf } = await answered()
    const { id } = await send(['marta@posteo.example', 'ben@posteo.example'])
    await desk.post(bounceOf(id, 'ben@posteo.example'))
    await desk.post(forgedOf(id, 'marta@posteo.example').replace('<bounce1@', '<bounce2@'))
    expect(await deliveryOf(id)).toMatchObject({ problem: expect.stringContaining('ben@posteo.example') })
    const { items } = await world.owner.call(listEvents, { query: params })
    expect(items.map((e) => e.kind)).not.toContain('mail.bounce_said')
  })

  it('marks no address by a mark made up, or that of another mail', async () => {
    const { world, desk, params, send, bounceOf, returnedAt } = await answered()
    const first = await send(['marta@posteo.example'])
    const { person } = await desk.read(params.conversationId)
    const other = sentMark('<other@nordlicht.example>', world.services.secret.key('sent mail'))
    for (const mark of ['0'.repeat(30), other, '']) {
      const forged = bounceOf(first.id, 'marta@posteo.example').replace(/(X-Servus-Sent:).*/, `$1 ${mark}`)
      await desk.post(forged.replace(/^Message-ID: .*$/im, `Message-ID: <m${mark}@mail.example>`))
      expect(await returnedAt(person!.id)).toBeNull()
    }
  })

  it('is a mail like any other where its envelope names who sent it, and says where it points', async () => {
    const { desk, params, send, forgedOf, deliveryOf } = await answered()
    const { id } = await send(['marta@posteo.example'])
    const forged = forgedOf(id, 'marta@posteo.example')
      .replace('Return-Path: <>', 'Return-Path: <eve@evil.example>')
      .replace('MIME-Version', `In-Reply-To: <${id}@nordlicht.example>\nMIME-Version`)
    const got = await desk.post(forged)
    expect(got.conversationId).not.toBe(params.conversationId)
    expect(await deliveryOf(id)).toMatchObject({ state: 'sent', problem: null })
    expect((await desk.read(params.conversationId)).state).toBe('answered')
    expect((await desk.read(got.conversationId)).suggestedLink).toMatchObject({ id: params.conversationId })
  })

  it('is believed by the mark though it came by way of a mailbox that passes mail on', async () => {
    const { desk, params, send, bounceOf, deliveryOf, returnedAt } = await answered()
    const { id } = await send(['marta@posteo.example'])
    const { person } = await desk.read(params.conversationId)
    const passedOn = bounceOf(id, 'marta@posteo.example').replace(
      'Path: <>',
      'Path: <us+caf_=x@gmail.example>',
    )
    expect(await desk.post(passedOn)).toMatchObject({ conversationId: params.conversationId })
    expect(await deliveryOf(id)).toMatchObject({ state: 'failed' })
    expect(await returnedAt(person!.id)).not.toBeNull()
  })

  it('marks nobody where a server we believe doubts its sender, whatever it brings along', async () => {
    const { world, desk, params, send, bounceOf, forgedOf, deliveryOf, returnedAt } = await answered()
    const { id } = await send(['marta@posteo.example'])
    const { person } = await desk.read(params.conversationId)
    await world.owner.call(changeBelieved, {
      params: { mailboxId: desk.id },
      body: { servers: ['mx.nordlicht.example'] },
    })
    const fails = 'Authentication-Results: mx.nordlicht.example; dmarc=fail header.from=mx.example'
    const forged = await desk.post(`${fails}\n${forgedOf(id, 'marta@posteo.example')}`)
    expect(forged.conversationId).not.toBe(params.conversationId)
    expect(await deliveryOf(id)).toMatchObject({ state: 'sent' })
    const copied = bounceOf(id, 'marta@posteo.example').replace(
      /^Message-ID: .*$/im,
      'Message-ID: <c@x.example>',
    )
    expect(await desk.post(`${fails}\n${copied}`)).toMatchObject({ whyHere: { code: 'bounce_said' } })
    expect(await deliveryOf(id)).toMatchObject({ state: 'sent', problem: expect.stringContaining('notice') })
    expect(await returnedAt(person!.id)).toBeNull()
  })
})
