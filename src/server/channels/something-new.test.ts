import { sendReply, undoSend } from '../../contract/channels.ts'
import * as contact from '../../contract/contact.ts'
import * as contract from '../../contract/conversations.ts'
import * as people from '../../contract/people.ts'
import { makeWorld } from '../world/world.ts'

/** Jonas writes on his page; gives back the conversation, what he said first, and how he says more. */
async function jonasWrites() {
  const world = await makeWorld()
  const jonas = await world.owner.call(people.addPerson, { body: { name: 'Jonas Lind' } })
  const link = await world.owner.call(contact.makePageLink, { params: { personId: jonas.id } })
  const params = { token: link.url.split('/').at(-1)! }
  await world.anybody(contact.writeFromPage, { params, body: { text: 'Any news of the gearbox?' } })
  const { items } = await world.owner.call(contract.listConversations, { query: { view: 'waiting' } })
  const id = items[0]!.id
  const thread = async () =>
    (await world.owner.call(contract.listMessages, { params: { conversationId: id } })).items
  const first = (await thread())[0]!.id
  const more = async (text: string) => {
    world.at('2026-11-23T09:15:00Z')
    await world.anybody(contact.writeFromPage, { params, body: { text, conversationId: id } as never })
  }
  return { world, params: { conversationId: id }, first, thread, more }
}

describe('a reply begun before something new arrived', () => {
  it('is not sent, whoever sends it, until what is new was read', async () => {
    const { world, params, first, thread, more } = await jonasWrites()
    await more('Never mind, I found it.')
    const send = (seen: typeof first | null) =>
      world.owner.call(sendReply, { params, body: { text: 'Not yet.', seen } })
    const news = (await thread()).at(-1)!.id
    await expect(send(first)).rejects.toMatchObject({
      status: 409,
      problem: { code: 'something_new', values: { count: 1, by: 'them', messageId: news } },
    })
    expect(await thread()).toHaveLength(2)
    expect((await send(news)).message.text).toBe('Not yet.')
  })

  it('is sent as it is where somebody says so', async () => {
    const { world, params, thread, more } = await jonasWrites()
    await more('Never mind, I found it.')
    await world.owner.call(sendReply, { params, body: { text: 'Not yet.' } })
    expect((await thread()).at(-1)?.text).toBe('Not yet.')
  })

  it('waits for a colleague’s answer to be read too, but not for one taken back nor for one’s own', async () => {
    const { world, params, first } = await jonasWrites()
    const mia = await world.join('Mia Meier')
    const { message } = await mia.call(sendReply, { params, body: { text: 'It is here.' } })
    const send = (text: string) => world.owner.call(sendReply, { params, body: { text, seen: first } })
    await expect(send('Not yet.')).rejects.toMatchObject({
      problem: { code: 'something_new', values: { by: 'colleague' } },
    })
    await mia.call(undoSend, { params: { messageId: message.id } })
    await send('It is here.')
    await send('Come by when you like.')
  })

  it('is held for its reader when both arrive at the same time, never a quarrel', async () => {
    const { world, params, first, more } = await jonasWrites()
    const mia = await world.join('Mia Meier')
    world.at('2026-11-23T09:14:00Z')
    const both = await Promise.allSettled(
      [world.owner, mia].map((who) =>
        who.call(sendReply, { params, body: { text: 'It is here.', seen: first } }),
      ),
    )
    const refused = both.flatMap((r) => (r.status === 'rejected' ? [r.reason.problem.code] : []))
    expect(refused).toEqual(['something_new'])
    await more('Thank you!')
  })
})
