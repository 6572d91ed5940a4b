import * as contract from '../../contract/channels.ts'
import { makePageLink, readCustomerPage } from '../../contract/contact.ts'
import * as talks from '../../contract/conversations.ts'
import { type RawMail, startSmtp } from '../mail/testing/smtp.ts'
import { letter, makeDesk } from '../world/mail-desk.ts'
import { makeWorld } from '../world/world.ts'
import { carryDueMail } from './jobs.ts'

const lawyer = { name: 'Lawyer', address: 'law@office.example' }

/** A desk Marta wrote to, whose answers a real server takes. */
async function open() {
  const smtp = await startSmtp()
  const world = await makeWorld()
  const server = { smtp: { host: smtp.host, port: smtp.port, tls: false } }
  const desk = await makeDesk(world, {
    ...server,
    username: 'desk@servus.example',
    password: 'correct horse',
  })
  const first = await desk.post(letter({ cc: 'Ben <ben@posteo.example>' }))
  const params = { conversationId: first.conversationId! }
  const reply = async (body: object) =>
    (await world.owner.call(contract.sendReply, { params, body: { text: 'It is ready.', ...body } })).message
  const leave = async (): Promise<RawMail[]> => {
    world.at('2026-11-23T09:20:00Z')
    await carryDueMail(world.services)
    await smtp.stop()
    return smtp.received
  }
  return { world, desk, params, reply, leave }
}

describe('whom an answer goes to', () => {
  it('is told beforehand, and what of it is new or gone', async () => {
    const { desk, params } = await open()
    await desk.post(
      letter({
        cc: 'Lawyer <law@office.example>',
        inReplyTo: '<x@y.example>',
        subject: `Re: [${(await desk.read(params.conversationId)).reference}]`,
      }),
    )
    expect((await desk.read(params.conversationId)).replyTo).toMatchObject({
      to: [{ address: 'marta@posteo.example' }],
      cc: [{ address: lawyer.address }],
      marks: [{ address: lawyer.address, why: 'joined', since: null, said: null }],
      left: [{ address: 'ben@posteo.example' }],
    })
  })

  it('is never one of our own mailboxes, whoever puts it in', async () => {
    const { reply } = await open()
    const desk = { name: '', address: 'Desk+abc@nordlicht.example' }
    const to = [{ name: '', address: 'marta@posteo.example' }]
    for (const body of [{ to: [desk] }, { to, cc: [desk] }, { to, bcc: [desk] }])
      await expect(reply(body)).rejects.toMatchObject({
        problem: { code: 'own_address', field: 'to', values: { address: desk.address } },
      })
  })

  it('may be somebody the others do not know of: no mail names them, nor does a page, nor the next answer', async () => {
    const { world, desk, params, reply, leave } = await open()
    const { id } = await reply({ bcc: [lawyer] })
    const [message] = (await desk.messages(params.conversationId)).filter((m) => m.id === id)
    expect(message?.recipients.bcc).toEqual([lawyer])
    const [mail] = await leave()
    expect(mail?.to.toSorted()).toEqual(['ben@posteo.example', lawyer.address, 'marta@posteo.example'])
    expect(mail?.raw.toString()).not.toMatch(/law@office|bcc/i)
    const { person, replyTo } = await desk.read(params.conversationId)
    expect(JSON.stringify(replyTo)).not.toContain(lawyer.address)
    const { url } = await world.owner.call(makePageLink, { params: { personId: person!.id as never } })
    const page = await world.anybody(readCustomerPage, { params: { token: url.split('/').at(-1)! } as never })
    expect(JSON.stringify(page)).toContain('It is ready.')
    expect(JSON.stringify(page)).not.toContain(lawyer.address)
  })

  it('gets no stranger into it: who was told in secret and answers begins anew, and the link is suggested', async () => {
    const { world, desk, params, reply, leave } = await open()
    const { id } = await reply({ bcc: [lawyer] })
    await leave()
    const from = `Lawyer <${lawyer.address}>`
    const got = await desk.post(letter({ from, inReplyTo: `<${id}@nordlicht.example>` }))
    expect(got.conversationId).not.toBe(params.conversationId)
    expect(got.whyHere?.code).toBe('sender_not_in_conversation')
    const { items } = await world.owner.call(talks.listConversations, { query: { view: 'all' } })
    expect(items).toHaveLength(2)
  })

  it('hangs on no mail that was taken back: who stood in it alone is in no answer, and no part of it', async () => {
    const { world, desk, params, reply } = await open()
    const to = [{ name: 'Marta Okafor', address: 'marta@posteo.example' }]
    const { id } = await reply({ to, cc: [lawyer] })
    await world.owner.call(contract.undoSend, { params: { messageId: id } as never })
    const { replyTo, reference } = await desk.read(params.conversationId)
    expect(JSON.stringify(replyTo)).not.toContain(lawyer.address)
    const from = `Lawyer <${lawyer.address}>`
    const got = await desk.post(letter({ from, subject: `Your car [${reference}]` }))
    expect(got.conversationId).not.toBe(params.conversationId)
    expect(got.whyHere?.code).toBe('sender_not_in_conversation')
  })
})
