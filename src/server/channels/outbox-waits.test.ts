import { changeMember, listMembers } from '../../contract/accounts.ts'
import * as channels from '../../contract/channels.ts'
import * as talks from '../../contract/conversations.ts'
import { listNotices } from '../../contract/notices.ts'
import { claimMails } from '../jobs/outbox.ts'
import { hearAll } from '../world/hear.ts'
import { letter } from '../world/mail-desk.ts'
import { house } from '../world/sending.ts'
import type { Caller } from '../world/world.ts'

describe('a mail that failed for good', () => {
  const told = async (world: Awaited<ReturnType<typeof house>>['world'], who: Caller) => {
    await hearAll(world)
    return (await who.call(listNotices)).items.filter((n) => n.kind === 'not_told').length
  }

  it('is told to who wrote it', async () => {
    const { world, ben, reply, carry, refuse } = await house()
    await reply()
    refuse(550)
    await carry()
    expect([await told(world, ben), await told(world, world.owner)]).toEqual([1, 0])
  })

  it('is told to who has the conversation if its writer has left, else to who sees to the mailboxes', async () => {
    const { world, ben, reply, carry, refuse } = await house()
    const mia = await world.join('Mia Meier')
    const mias = await reply('I look at it.')
    await mia.call(talks.assignConversation, {
      params: { conversationId: mias.conversationId },
      body: { memberId: mia.memberId },
    })
    await reply('This one is with nobody then.')
    const { items } = await world.owner.call(listMembers)
    const { version } = items.find((m) => m.id === ben.memberId)!
    await world.owner.call(changeMember, {
      params: { memberId: ben.memberId },
      body: { endsAt: world.now(), giveOver: true, version },
    })
    refuse(550)
    await carry()
    expect([await told(world, mia), await told(world, world.owner)]).toEqual([1, 1])
  })
})

describe('a mail that has to wait', () => {
  /** A reply no server took yet, and what became of it in the conversation. */
  const stuck = async (code = 451) => {
    const it = await house()
    const { conversationId, messageId } = await it.reply('We will look at it.')
    it.refuse(code)
    await it.carry()
    const params = { messageId }
    const delivery = async () =>
      (await it.desk.messages(conversationId)).find((m) => m.id === messageId)?.delivery
    const takeBack = (as: Caller = it.ben) => as.call(channels.undoSend, { params })
    return { ...it, conversationId, params, delivery, takeBack }
  }

  it.each([
    ['puts it off', 451],
    ['refuses it', 550],
  ])('is taken back into the composer by who wrote it while every server %s', async (_, code) => {
    const { server, world, ben, conversationId, delivery, takeBack, carry } = await stuck(code)
    expect(await delivery()).toMatchObject({ canTakeBack: true })
    await expect(takeBack(world.owner)).rejects.toMatchObject({ problem: { code: 'not_allowed' } })
    await takeBack()
    const { drafts } = await ben.call(talks.readConversation, { params: { conversationId } })
    expect(drafts).toMatchObject([{ kind: 'reply', text: 'We will look at it.' }])
    server.failWith(null)
    await carry(4 * 3600)
    expect(server.received).toHaveLength(0)
  })

  it('is tried now when somebody asks for it', async () => {
    const { server, ben, params, delivery, carry } = await stuck()
    server.failWith(null)
    await carry(1)
    expect(server.received).toHaveLength(0)
    await ben.call(channels.retrySend, { params })
    await carry(1)
    expect(server.received).toHaveLength(1)
    expect(await delivery()).toMatchObject({ state: 'sent', canTakeBack: false })
  })

  it('stays out where somebody may have it: a line that broke after the last word, a worker that died', async () => {
    const broken = await stuck()
    const { server, world } = broken
    server.failWith(null)
    server.hangUp()
    await broken.carry(3600)
    expect(await broken.delivery()).toMatchObject({ state: 'queued', canTakeBack: false })
    await expect(broken.takeBack()).rejects.toMatchObject({ problem: { code: 'mail_left' } })

    const left = await stuck()
    left.world.at(new Date(Date.parse(left.world.now()) + 3_600_000).toISOString())
    await claimMails(world.services.db, left.world.workspaceId, left.world.now())
    expect(await left.delivery(), 'in its hands').toMatchObject({ canTakeBack: false })
    left.refuse(451)
    await left.carry(3600)
    expect(await left.delivery()).toMatchObject({ state: 'queued', canTakeBack: false })
    await expect(left.takeBack()).rejects.toMatchObject({ problem: { code: 'mail_left' } })
  })

  it('stays out where some of those it goes to have it', async () => {
    const { server, ben, desk, carry } = await house()
    const { conversationId } = await desk.post(letter({ subject: 'Noise' }))
    server.failWith((s) =>
      s.at === 'recipient' && s.address === 'ben@else.example' ? { code: 451, words: 'Later' } : null,
    )
    const at = (address: string) => ({ name: '', address })
    const { message } = await ben.call(channels.sendReply, {
      params: { conversationId: conversationId! },
      body: { text: 'Hello.', to: [at('marta@posteo.example')], cc: [at('ben@else.example')] },
    })
    await carry()
    const [stands] = (await desk.messages(conversationId)).filter((m) => m.id === message.id)
    expect(stands?.delivery).toMatchObject({ state: 'queued', canTakeBack: false })
  })
})
