import { sendReply } from '../../contract/channels.ts'
import { listNotices } from '../../contract/notices.ts'
import { listOutbox } from '../../contract/outbox.ts'
import type { ConversationId, MessageId } from '../../domain/shared/ids.ts'
import { fromEpochMs } from '../../domain/shared/time.ts'
import { flush } from '../db/flush.ts'
import { mailIdOf, queueMail } from '../jobs/outbox.ts'
import { startSmtp, type TestSmtp } from '../mail/testing/smtp.ts'
import { hearAll } from '../world/hear.ts'
import { letter, makeDesk } from '../world/mail-desk.ts'
import { makeWorld } from '../world/world.ts'
import { carryDueMail } from './jobs.ts'

let server: TestSmtp
beforeEach(async () => {
  server = await startSmtp()
})
afterEach(async () => await server.stop())

async function scene() {
  const world = await makeWorld()
  const desk = await makeDesk(world, {
    smtp: { host: server.host, port: server.port, tls: false },
    ...{ username: 'desk@servus.example', password: 'correct horse' },
  })
  const first = await desk.post(letter({ subject: 'Noise' }))
  const address = 'desk@nordlicht.example'
  const byItself = async (to: string, times = 1) => {
    const act = world.act()
    const writes = Array.from({ length: times }, () => {
      const id = act.newId<'outbox'>()
      return queueMail(act.workspaceId, {
        ...{ id, mailboxId: desk.id, messageId: first.messageId as MessageId, purpose: 'word' },
        notBefore: fromEpochMs(0),
        createdAt: act.now,
        content: {
          ...{
            mailId: mailIdOf(id, address),
            from: { name: '', address },
            to: [{ name: '', address: to }],
            cc: [],
          },
          ...{ subject: 'News', text: 'No news yet.', inReplyTo: null, references: [], attachments: [] },
          automatic: true,
        },
      })
    })
    await flush(act, { writes, events: [] })
  }
  const carry = async () => {
    for (let n = 0; n < 4; n++) await carryDueMail(world.services)
    return server.received.length
  }
  const waits = async () => (await world.owner.call(listOutbox, { query: {} })).items
  const told = async () => {
    await hearAll(world)
    const { items } = await world.owner.call(listNotices, { query: {} })
    return items.filter((n) => n.kind === 'mail_amiss')
  }
  return { world, desk, conversationId: first.conversationId as ConversationId, byItself, carry, waits, told }
}

describe('mail that leaves by itself', () => {
  it('stops for an address after an hour’s few, is lost nowhere, and whoever looks after the mailbox is told once', async () => {
    const { world, byItself, carry, waits, told } = await scene()
    await byItself('Marta@posteo.example', 12)
    await byItself('tom@posteo.example')
    expect(await carry()).toBe(11)
    expect(await waits()).toMatchObject([{ problem: expect.stringContaining('marta@posteo.example') }, {}])
    expect(await told()).toMatchObject([{ data: { as: 'loop' } }])
    await byItself('marta@posteo.example')
    expect(await carry()).toBe(11)
    expect(await told()).toHaveLength(1)
    world.at('2026-11-23T10:14:00Z')
    expect(await carry()).toBe(14)
    expect(await waits()).toEqual([])
  })

  it('stops sooner where as much comes from there, and never holds what a person writes', async () => {
    const { world, desk, conversationId, byItself, carry } = await scene()
    for (let n = 0; n < 3; n++) {
      await byItself('marta@posteo.example')
      await carry()
      await desk.post(letter({ subject: `Away ${n}`, more: ['Auto-Submitted: auto-replied'] }))
    }
    await byItself('marta@posteo.example', 3)
    expect(await carry()).toBe(4)
    await world.owner.call(sendReply, { params: { conversationId }, body: { text: 'We look at it.' } })
    world.at('2026-11-23T09:14:00Z')
    expect(await carry()).toBe(5)
  })
})
