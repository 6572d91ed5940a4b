import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as contract from '../../contract/channels.ts'
import * as talks from '../../contract/conversations.ts'
import { listEvents } from '../../contract/happenings.ts'
import { startSmtp } from '../mail/testing/smtp.ts'
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
  const bounceOf = (id: string, who: string) =>
    BOUNCE.replaceAll('gone@mail.example', who).replace('<q1@desk.example>', `<${id}@nordlicht.example>`)
  const deliveryOf = async (id: string) =>
    (await desk.messages(params.conversationId)).find((m) => m.id === id)?.delivery
  return { world, desk, params, send, bounceOf, deliveryOf }
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

  it('says nothing of a mail that is not ours', async () => {
    const { desk, params, send, deliveryOf } = await answered()
    const { id } = await send(['marta@posteo.example'])
    const got = await desk.post(BOUNCE)
    expect(got.conversationId).not.toBe(params.conversationId)
    expect(await deliveryOf(id)).toMatchObject({ state: 'sent', problem: null })
  })
})
