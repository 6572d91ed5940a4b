import { sendReply } from '../../contract/channels.ts'
import { listOutbox } from '../../contract/outbox.ts'
import { carryDueMail } from '../channels/jobs.ts'
import { startSmtp } from '../mail/testing/smtp.ts'
import { letter, makeDesk } from './mail-desk.ts'
import { type Caller, makeWorld } from './world.ts'

/** A desk that sends through a real server, which stops with the test; Ben answers Marta. */
export async function house() {
  const server = await startSmtp()
  onTestFinished(() => server.stop())
  const world = await makeWorld()
  const ben = await world.join('Ben Adeyemi')
  const desk = await makeDesk(world, {
    smtp: { host: server.host, port: server.port, tls: false },
    ...{ username: 'desk@servus.example', password: 'correct horse' },
  })
  const reply = async (text = 'We will look at it.', as: Caller = ben) => {
    const { conversationId } = await desk.post(letter({ subject: 'Noise' }))
    const params = { conversationId: conversationId! }
    const { message } = await as.call(sendReply, { params, body: { text } })
    return { conversationId: conversationId!, messageId: message.id }
  }
  const list = async (query: { state?: 'open' | 'retrying' | 'failed' | 'aside' | 'sent' } = {}) =>
    (await world.owner.call(listOutbox, { query })).items
  const carry = async (seconds = 30) => {
    world.at(new Date(Date.parse(world.now()) + seconds * 1000).toISOString())
    await carryDueMail(world.services)
  }
  const refuse = (code: number) =>
    server.failWith((s) => (s.at === 'recipient' ? { code, words: `${code} Mailbox of no use` } : null))
  return { server, world, ben, desk, reply, list, carry, refuse }
}
