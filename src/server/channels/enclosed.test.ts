import { readFileSync } from 'node:fs'
import * as talks from '../../contract/conversations.ts'
import { readEnclosed } from '../../contract/enclosed.ts'
import { makeDesk } from '../world/mail-desk.ts'
import { makeWorld } from '../world/world.ts'

async function arrived(name: string) {
  const world = await makeWorld()
  const desk = await makeDesk(world)
  const file = new URL(`../../../tests/fixtures/mail/${name}.eml`, import.meta.url)
  const { conversationId } = await desk.post(readFileSync(file, 'latin1'))
  const [message] = await desk.messages(conversationId)
  const inside = (n: number) =>
    world.owner.call(readEnclosed, { params: { attachmentId: message!.attachments[n]!.id as never } })
  return { world, conversationId: conversationId!, message: message!, inside }
}

describe('what is in an attachment', () => {
  it('is an invitation as what, when and where', async () => {
    const { inside } = await arrived('invitation-google')
    expect((await inside(0)).invitation).toEqual({
      method: 'request',
      what: 'Handing over the van',
      where: 'Linden Street 4, back yard',
      starts: { at: '2026-11-24T08:00:00.000Z', date: '2026-11-24', time: '08:00' },
      ends: { at: '2026-11-24T09:00:00.000Z', date: '2026-11-24', time: '09:00' },
      repeats: false,
      organiser: { name: 'Zoe Lind', address: 'zoe@mail.example' },
      answer: null,
    })
  })

  it('is a mail within the mail, with what came with that', async () => {
    const { inside } = await arrived('attached-twice-over')
    expect((await inside(0)).mail).toMatchObject({
      from: { name: 'Rita', address: 'rita@mail.example' },
      subject: 'The middle one',
      segments: [{ text: 'In the middle.\n', folded: false }],
      files: [{ name: 'The innermost.eml', type: 'message/rfc822' }],
    })
  })

  it('is nothing to be shown of another file', async () => {
    const { inside } = await arrived('tnef-files')
    expect(await inside(0)).toEqual({ mail: null, invitation: null })
  })

  it('is not there for who may not read the conversation', async () => {
    const { world, conversationId, message } = await arrived('invitation-google')
    const params = { attachmentId: message.attachments[0]!.id as never }
    const tom = await world.join('Tom Technician')
    expect((await tom.call(readEnclosed, { params })).invitation?.what).toBe('Handing over the van')
    await world.owner.call(talks.nameConversation, { params: { conversationId }, body: { sensitive: true } })
    await expect(tom.call(readEnclosed, { params })).rejects.toThrow('not_found')
  })
})
