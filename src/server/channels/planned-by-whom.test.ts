import { changeMember, listMembers } from '../../contract/accounts.ts'
import { logCall, sendReply } from '../../contract/channels.ts'
import * as contact from '../../contract/contact.ts'
import * as talks from '../../contract/conversations.ts'
import * as people from '../../contract/people.ts'
import { listPlanned, planReply } from '../../contract/planned.ts'
import type { MessageId } from '../../domain/shared/ids.ts'
import { tickWorkspace } from '../jobs/worker.ts'
import { type Caller, makeWorld, type World } from '../world/world.ts'

const TOMORROW = '2026-11-24T07:00:00.000Z'

/** Jonas, who has written on his page, and the conversation that began. */
async function written(world: World, text = 'Any news?') {
  const jonas = await world.owner.call(people.addPerson, { body: { name: 'Jonas Lind' } })
  const link = await world.owner.call(contact.makePageLink, { params: { personId: jonas.id } })
  await world.anybody(contact.writeFromPage, {
    params: { token: link.url.split('/').at(-1)! },
    body: { text },
  })
  const { items } = await world.owner.call(talks.listConversations, { query: { view: 'waiting' } })
  return { conversationId: items[0]!.id }
}

const tick = (world: World) => tickWorkspace(world.services, world.workspaceId, world.now())
const thread = async (by: Caller, params: Awaited<ReturnType<typeof written>>) =>
  (await by.call(talks.listMessages, { params })).items.map((m) => m.text)

describe('a planned reply', () => {
  it('does not go once its writer may only read', async () => {
    const world = await makeWorld()
    const luis = await world.join('Luis Ortega')
    const params = await written(world)
    await luis.call(planReply, { params, body: { text: 'It is here.', due: TOMORROW } })
    const { items } = await world.owner.call(listMembers)
    const { version } = items.find((m) => m.id === luis.memberId)!
    await world.owner.call(changeMember, {
      params: { memberId: luis.memberId },
      body: { role: 'read_only', version },
    })
    world.at(TOMORROW)
    await tick(world)
    expect(await thread(world.owner, params)).toEqual(['Any news?'])
    expect((await world.owner.call(listPlanned)).items).toMatchObject([
      { state: 'held', heldBecause: 'not_allowed' },
    ])
  })

  it('waits for its writer, and not without end, where a colleague said something else under its id', async () => {
    const world = await makeWorld()
    const [luis, mia] = [await world.join('Luis Ortega'), await world.join('Mia Meier')]
    const params = await written(world)
    const plan = await luis.call(planReply, { params, body: { text: 'It is here.', due: TOMORROW } })
    const other = await mia.call(logCall, { body: { direction: 'in', summary: 'Tyres.' } })
    await mia.call(talks.writeNote, {
      params: { conversationId: other.id },
      body: { id: plan.id, text: 'Mine.' },
    })
    world.at(TOMORROW)
    await tick(world)
    expect((await luis.call(listPlanned)).items).toMatchObject([{ state: 'held' }])
  })

  it('of what is said already under its id is not planned, and one said meanwhile waits no more', async () => {
    const world = await makeWorld()
    const params = await written(world)
    const [one, two] = [world.services.newId<'message'>(), world.services.newId<'message'>()]
    await world.owner.call(sendReply, { params, body: { id: one as MessageId, text: 'It is here.' } })
    await expect(
      world.owner.call(planReply, { params, body: { id: one as MessageId, text: 'Again.', due: TOMORROW } }),
    ).rejects.toMatchObject({ status: 409 })
    await world.owner.call(planReply, {
      params,
      body: { id: two as MessageId, text: 'Later.', due: TOMORROW },
    })
    await world.owner.call(sendReply, { params, body: { id: two as MessageId, text: 'Later.' } })
    world.at(TOMORROW)
    await tick(world)
    expect((await world.owner.call(listPlanned)).items).toEqual([])
    expect(await thread(world.owner, params)).toEqual(['Any news?', 'It is here.', 'Later.'])
  })

  it('of a conversation one may not read leaves no trace in the pages of the list', async () => {
    const world = await makeWorld()
    const [luis, mia] = [await world.join('Luis Ortega'), await world.join('Mia Meier')]
    const params = await written(world)
    await luis.call(talks.assignConversation, { params, body: { memberId: luis.memberId } })
    for (const text of ['One.', 'Two.']) await luis.call(planReply, { params, body: { text, due: TOMORROW } })
    await luis.call(talks.nameConversation, { params, body: { sensitive: true } })
    const open = await mia.call(talks.readConversation, { params }).catch((e) => e.status)
    expect(open).toBe(404)
    for (const query of [{ limit: 1 }, { limit: 1, ...params }])
      expect(await mia.call(listPlanned, { query })).toEqual({ items: [], next: null })
    expect((await luis.call(listPlanned, { query: { limit: 1 } })).next).not.toBeNull()
  })
})
