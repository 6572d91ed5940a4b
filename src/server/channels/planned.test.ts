import { undoSend } from '../../contract/channels.ts'
import * as contact from '../../contract/contact.ts'
import * as contract from '../../contract/conversations.ts'
import { listNotices } from '../../contract/notices.ts'
import * as people from '../../contract/people.ts'
import { cancelPlanned, listPlanned, planReply, replanReply, sendPlannedNow } from '../../contract/planned.ts'
import { makePromise } from '../../contract/promises.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { tickWorkspace } from '../jobs/worker.ts'
import { hearAll } from '../world/hear.ts'
import { makeWorld } from '../world/world.ts'

const TOMORROW = '2026-11-24T07:00:00.000Z' as Instant
const LATER = '2026-11-24T09:00:00.000Z' as Instant

/** Jonas has written on his page, and the owner plans an answer for tomorrow at eight. */
async function planned() {
  const world = await makeWorld()
  const jonas = await world.owner.call(people.addPerson, { body: { name: 'Jonas Lind' } })
  const link = await world.owner.call(contact.makePageLink, { params: { personId: jonas.id } })
  const token = { token: link.url.split('/').at(-1)! }
  await world.anybody(contact.writeFromPage, { params: token, body: { text: 'Any news?' } })
  const { items } = await world.owner.call(contract.listConversations, { query: { view: 'waiting' } })
  const params = { conversationId: items[0]!.id }
  const thread = async () =>
    (await world.owner.call(contract.listMessages, { params })).items.map((m) => m.text)
  const [first] = (await world.owner.call(contract.listMessages, { params })).items
  await world.owner.call(contract.saveDraft, { params, body: { kind: 'reply', text: 'It is here.' } })
  const plan = await world.owner.call(planReply, {
    params,
    body: { text: 'It is here.', seen: first!.id, due: TOMORROW },
  })
  const tick = () => tickWorkspace(world.services, world.workspaceId, world.now())
  const waiting = async () => (await world.owner.call(listPlanned)).items
  const drafts = async () => (await world.owner.call(contract.readConversation, { params })).drafts
  return { world, params, token, plan, thread, tick, waiting, drafts }
}

describe('a reply planned for later', () => {
  it('is sent at its hour, once, however often is looked, and is no draft meanwhile', async () => {
    const { world, thread, tick, waiting, drafts } = await planned()
    expect(await drafts()).toEqual([])
    await tick()
    expect(await thread()).toEqual(['Any news?'])
    expect(await waiting()).toMatchObject([
      { text: 'It is here.', due: TOMORROW, state: 'waiting', mine: true },
    ])
    world.at(TOMORROW)
    await Promise.all([tick(), tick()])
    await tick()
    expect(await thread()).toEqual(['Any news?', 'It is here.'])
    expect(await waiting()).toEqual([])
  })

  it('waits for its writer where they wrote meanwhile, and goes as it is once that is said', async () => {
    const { world, params, token, plan, thread, tick, waiting } = await planned()
    world.at('2026-11-23T15:00:00Z')
    await world.anybody(contact.writeFromPage, {
      params: token,
      body: { text: 'Never mind.', conversationId: params.conversationId },
    })
    world.at(TOMORROW)
    await tick()
    expect(await thread()).toEqual(['Any news?', 'Never mind.'])
    expect(await waiting()).toMatchObject([{ state: 'held', heldBecause: 'something_new' }])
    await world.owner.call(sendPlannedNow, { params: { messageId: plan.id } })
    expect(await thread()).toEqual(['Any news?', 'Never mind.', 'It is here.'])
  })

  it('is taken back by anybody of the house, into its writer’s draft, and never sent then', async () => {
    const { world, plan, thread, tick, drafts } = await planned()
    const mia = await world.join('Mia Meier')
    await mia.call(cancelPlanned, { params: { messageId: plan.id } })
    expect(await drafts()).toMatchObject([{ kind: 'reply', text: 'It is here.', mine: true }])
    world.at(TOMORROW)
    await tick()
    expect(await thread()).toEqual(['Any news?'])
    await expect(world.owner.call(sendPlannedNow, { params: { messageId: plan.id } })).rejects.toMatchObject({
      status: 404,
    })
  })

  it('comes back with whom it was for and all that was to go with it, to whoever wrote it alone', async () => {
    const { world, params } = await planned()
    const { personId } = await world.owner
      .call(contract.readConversation, { params })
      .then(({ person }) => ({ personId: person!.id }))
    const made = await world.owner.call(makePromise, {
      body: { text: 'I call you', due: LATER, conversationId: params.conversationId, toPersonId: personId },
    })
    const reply = {
      ...{ text: 'As promised.', due: TOMORROW, signature: false, keeps: [made.id] },
      to: [{ name: 'Jonas', address: 'jonas@lind.example' }],
      cc: [{ name: '', address: 'garage@lind.example' }],
      promises: [{ text: 'We order the part', saidAs: 'by nine', due: LATER }],
    }
    const plan = await world.owner.call(planReply, { params, body: reply })
    const back = await world.owner.call(cancelPlanned, { params: { messageId: plan.id } })
    expect(back.goesWith).toEqual({
      ...{ to: reply.to, cc: reply.cc, bcc: null, files: [], keeps: [made.id], unsigned: true },
      promises: reply.promises,
    })
    const again = await world.owner.call(planReply, { params, body: reply })
    const mia = await world.join('Mia Meier')
    expect((await mia.call(cancelPlanned, { params: { messageId: again.id } })).goesWith).toBeNull()
    const asRead = async (by: typeof mia) =>
      (await by.call(contract.readConversation, { params })).drafts.map((draft) => draft.goesWith)
    expect(await asRead(world.owner)).toEqual([back.goesWith])
    expect(await asRead(mia)).toEqual([null])
    // Once a window of theirs writes on, it holds all of that itself.
    const { text: was } = (await world.owner.call(contract.readConversation, { params })).drafts[0]!
    const body = { kind: 'reply' as const, text: `${was} Soon.`, was }
    await world.owner.call(contract.saveDraft, { params, body })
    expect(await asRead(world.owner)).toEqual([null])
  })

  it('keeps what was to go with several that were taken back one after the other', async () => {
    const { world, params } = await planned()
    const mia = await world.join('Mia Meier')
    const promised = (text: string) => ({ text, saidAs: null, due: LATER })
    const plans = ['first', 'second'].map(async (one) => {
      const body = { text: `The ${one}.`, due: TOMORROW, promises: [promised(`We send the ${one}`)] }
      return await world.owner.call(planReply, { params, body })
    })
    for (const { id: messageId } of await Promise.all(plans))
      await mia.call(cancelPlanned, { params: { messageId } })
    const [draft] = (await world.owner.call(contract.readConversation, { params })).drafts
    expect(draft).toMatchObject({
      text: 'The second.\n\nThe first.',
      goesWith: { promises: [promised('We send the second'), promised('We send the first')] },
    })
  })

  it('can be taken back like any other once it was sent', async () => {
    const { world, plan, thread, tick } = await planned()
    world.at(TOMORROW)
    await tick()
    await world.owner.call(undoSend, { params: { messageId: plan.id } })
    await tick()
    expect(await thread()).toEqual(['Any news?'])
  })

  it('is not planned for what is past, and shows nothing of a conversation one may not read', async () => {
    const { world, params, waiting } = await planned()
    const past = { text: 'Late', due: '2026-11-20T07:00:00.000Z' as Instant }
    await expect(world.owner.call(planReply, { params, body: past })).rejects.toMatchObject({
      problem: { code: 'due_in_past' },
    })
    const mia = await world.join('Mia Meier')
    await world.owner.call(contract.assignConversation, {
      params,
      body: { memberId: world.owner.memberId },
    })
    await world.owner.call(contract.nameConversation, { params, body: { sensitive: true } })
    expect((await mia.call(listPlanned)).items).toEqual([])
    expect(await waiting()).toHaveLength(1)
  })

  it('gets another hour from its writer alone, and goes then', async () => {
    const { world, plan, thread, tick, waiting } = await planned()
    const params = { messageId: plan.id }
    const mia = await world.join('Mia Berger')
    await expect(mia.call(replanReply, { params, body: { due: LATER } })).rejects.toMatchObject({
      problem: { code: 'not_allowed' },
    })
    await expect(
      world.owner.call(replanReply, { params, body: { due: '2020-01-01T08:00:00.000Z' as Instant } }),
    ).rejects.toMatchObject({ problem: { code: 'due_in_past' } })
    await world.owner.call(replanReply, { params, body: { due: LATER } })
    expect(await waiting()).toMatchObject([{ due: LATER, state: 'waiting' }])
    world.at(TOMORROW)
    await tick()
    expect(await thread()).toEqual(['Any news?'])
    world.at(LATER)
    await tick()
    expect(await thread()).toEqual(['Any news?', 'It is here.'])
  })

  it('tells its writer that it was held, and waits for another hour once what came was read', async () => {
    const { world, params, token, plan, thread, tick, waiting } = await planned()
    await world.anybody(contact.writeFromPage, {
      params: token,
      body: { text: 'Until ten, please.', conversationId: params.conversationId },
    })
    world.at(TOMORROW)
    await tick()
    await hearAll(world)
    const told = async () =>
      (await world.owner.call(listNotices, {})).items.filter((n) => n.kind === 'not_told')
    expect(await told()).toMatchObject([
      { kind: 'not_told', data: { as: 'held' }, conversation: { id: params.conversationId } },
    ])
    expect(await waiting()).toMatchObject([{ state: 'held', heldBecause: 'something_new' }])
    const { items } = await world.owner.call(contract.listMessages, { params })
    await world.owner.call(replanReply, {
      params: { messageId: plan.id },
      body: { due: LATER, seen: items.at(-1)!.id },
    })
    expect(await waiting()).toMatchObject([{ state: 'waiting', heldBecause: null }])
    world.at(LATER)
    await tick()
    expect(await thread()).toEqual(['Any news?', 'Until ten, please.', 'It is here.'])
    await hearAll(world)
    expect(await told()).toHaveLength(1)
  })
})
