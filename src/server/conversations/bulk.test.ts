import * as contract from '../../contract/bulk.ts'
import { logCall } from '../../contract/channels.ts'
import * as talks from '../../contract/conversations.ts'
import { acceptHandover } from '../../contract/handovers.ts'
import { writeNeed } from '../../contract/needs.ts'
import { makePromise } from '../../contract/promises.ts'
import { addTag } from '../../contract/tags.ts'
import type { ConversationId } from '../../domain/shared/ids.ts'
import { flush } from '../db/flush.ts'
import { type Caller, makeWorld, type World } from '../world/world.ts'
import { bulkNow } from './jobs-bulk.ts'
import { insertBulk } from './store-bulk.ts'

const TOMORROW = '2026-11-24T08:00:00.000Z'

async function called(world: World, count: number, by: Caller = world.owner): Promise<ConversationId[]> {
  const ids: ConversationId[] = []
  for (let n = 0; n < count; n++) {
    const talk = await by.call(logCall, { body: { direction: 'in', summary: `Matter ${n}` } })
    ids.push(talk.id)
  }
  return ids
}

async function read(world: World, id: ConversationId, by: Caller = world.owner) {
  return await by.call(talks.readConversation, { params: { conversationId: id } })
}

async function toTheEnd(world: World, id: { id: string }, by: Caller = world.owner) {
  await bulkNow(world.services)
  return await by.call(contract.readBulk, { params: { bulkId: id.id as never } })
}

describe('something done with many conversations', () => {
  it('is done to each, and taken back as a whole', async () => {
    const world = await makeWorld()
    const luis = await world.join('Luis Ortega')
    const tag = await world.owner.call(addTag, { body: { name: 'Tyres' } })
    const ids = await called(world, 3)
    const before = await Promise.all(ids.map((id) => read(world, id)))
    const acts = [
      [{ kind: 'close' }, { state: 'closed' }],
      [
        { kind: 'snooze', until: TOMORROW },
        { state: 'snoozed', snoozedUntil: TOMORROW },
      ],
      [{ kind: 'assign', memberId: luis.memberId }, { assignee: { id: luis.memberId } }],
      [{ kind: 'tag', add: [tag.id] }, { tags: [{ name: 'Tyres' }] }],
    ] as const
    for (const [act, becomes] of acts) {
      const bulk = await world.owner.call(contract.beginBulk, {
        body: { act: act as never, conversationIds: ids },
      })
      expect(bulk).toMatchObject({ kind: act.kind, state: 'done', total: 3, done: 3, stayed: 0 })
      for (const id of ids) expect(await read(world, id)).toMatchObject(becomes)
      const back = await world.owner.call(contract.undoBulk, { params: { bulkId: bulk.id } })
      expect(back).toMatchObject({ state: 'undone', total: 3, done: 3, stayed: 0 })
      for (const [n, id] of ids.entries()) {
        const { version: _, ...facts } = await read(world, id)
        const { version: __, ...former } = before[n]!
        expect(facts).toEqual(former)
      }
    }
  })

  it('goes through all a list holds, as it is narrowed, and the worker does what is more than a few', async () => {
    const world = await makeWorld()
    const luis = await world.join('Luis Ortega')
    const mine = await called(world, 32)
    const theirs = await called(world, 2, luis)
    const view = { view: 'mine' as const }
    expect(await world.owner.call(contract.countOfView, { query: view })).toEqual({ count: 32, more: false })
    const id = world.services.newId<'bulk_act'>()
    const body = { id, act: { kind: 'close' as const }, view }
    const begun = await world.owner.call(contract.beginBulk, { body })
    expect(begun).toMatchObject({ state: 'going', total: 32, done: 25 })
    // The same call twice, as when its answer was lost.
    expect(await world.owner.call(contract.beginBulk, { body })).toMatchObject({ id, total: 32 })
    expect(await world.owner.call(contract.listBulk)).toMatchObject({ items: [{ id }] })
    expect(await toTheEnd(world, { id })).toMatchObject({ state: 'done', done: 32, stayed: 0 })
    for (const talk of mine) expect((await read(world, talk)).closedAt).not.toBeNull()
    for (const talk of theirs) expect((await read(world, talk)).closedAt).toBeNull()
    await world.owner.call(contract.undoBulk, { params: { bulkId: id } })
    expect(await toTheEnd(world, { id })).toMatchObject({ state: 'undone', total: 32, done: 32 })
    expect(await world.owner.call(contract.countOfView, { query: view })).toMatchObject({ count: 32 })
  })

  it('leaves what holds it as it is, and says of each why', async () => {
    const world = await makeWorld()
    const [free, held, closed] = (await called(world, 3)) as [ConversationId, ConversationId, ConversationId]
    await world.owner.call(writeNeed, {
      params: { conversationId: held },
      body: { words: 'New tyres' },
    })
    await world.owner.call(talks.closeConversation, { params: { conversationId: closed }, body: {} })
    const bulk = await world.owner.call(contract.beginBulk, {
      body: { act: { kind: 'close' }, conversationIds: [free, held, closed] },
    })
    expect(bulk).toMatchObject({ state: 'done', done: 3, stayed: 2 })
    const { items } = await world.owner.call(contract.listBulkStayed, { params: { bulkId: bulk.id } })
    expect(items).toMatchObject([
      { conversation: { id: held }, why: 'need_unaccounted' },
      { conversation: { id: closed }, why: 'conversation_closed' },
    ])
    expect((await read(world, held)).closedAt).toBeNull()
    // What was closed before it is none of it.
    await world.owner.call(contract.undoBulk, { params: { bulkId: bulk.id } })
    expect((await read(world, free)).closedAt).toBeNull()
    expect((await read(world, closed)).closedAt).not.toBeNull()
  })

  it('lets promises stay open only where that was said', async () => {
    const world = await makeWorld()
    const [id] = await called(world, 1)
    const luis = await world.join('Luis Ortega')
    await world.owner.call(makePromise, {
      body: { toMemberId: luis.memberId, text: 'Call', due: TOMORROW, conversationId: id! },
    })
    const close = (promisesStayOpen: boolean) =>
      world.owner.call(contract.beginBulk, {
        body: { act: { kind: 'close', promisesStayOpen }, conversationIds: [id!] },
      })
    expect(await close(false)).toMatchObject({ stayed: 1 })
    expect(await close(true)).toMatchObject({ stayed: 0 })
  })

  it('taken back leaves what a colleague changed since, and says so', async () => {
    const world = await makeWorld()
    const luis = await world.join('Luis Ortega')
    const [one, other] = (await called(world, 2)) as [ConversationId, ConversationId]
    const bulk = await world.owner.call(contract.beginBulk, {
      body: { act: { kind: 'snooze', until: TOMORROW }, conversationIds: [one, other] },
    })
    await luis.call(talks.wakeConversation, { params: { conversationId: one } })
    const back = await world.owner.call(contract.undoBulk, { params: { bulkId: bulk.id } })
    expect(back).toMatchObject({ state: 'undone', done: 2, stayed: 1 })
    const { items } = await world.owner.call(contract.listBulkStayed, { params: { bulkId: bulk.id } })
    expect(items).toMatchObject([{ conversation: { id: one }, why: 'changed_meanwhile' }])
    expect((await read(world, other)).snoozedUntil).toBeNull()
  })

  it('touches and names nothing one may not read, and is nobody else’s', async () => {
    const world = await makeWorld()
    const luis = await world.join('Luis Ortega')
    const [secret] = (await called(world, 1)) as [ConversationId]
    await world.owner.call(talks.nameConversation, {
      params: { conversationId: secret },
      body: { sensitive: true },
    })
    const bulk = await luis.call(contract.beginBulk, {
      body: { act: { kind: 'close' }, conversationIds: [secret] },
    })
    expect(bulk).toMatchObject({ done: 1, stayed: 1 })
    const { items } = await luis.call(contract.listBulkStayed, { params: { bulkId: bulk.id } })
    expect(items).toEqual([])
    expect((await read(world, secret)).closedAt).toBeNull()
    const params = { bulkId: bulk.id }
    for (const endpoint of [contract.readBulk, contract.undoBulk, contract.seeBulk, contract.listBulkStayed])
      await expect(world.owner.call(endpoint as typeof contract.readBulk, { params })).rejects.toMatchObject({
        status: 404,
      })
    expect((await world.owner.call(contract.listBulk)).items).toEqual([])
  })

  it('goes no further once whoever began it has no access any more', async () => {
    const world = await makeWorld()
    const luis = await world.join(
      'Luis Ortega',
      'member',
      'service_advisor',
      '2026-11-23T10:00:00.000Z' as never,
    )
    const ids = await called(world, 30, luis)
    const bulk = await luis.call(contract.beginBulk, {
      body: { act: { kind: 'close' }, conversationIds: ids },
    })
    expect(bulk).toMatchObject({ state: 'going', done: 25 })
    world.at('2026-11-23T11:00:00Z')
    await bulkNow(world.services)
    const states = await Promise.all(ids.map(async (id) => (await read(world, id)).closedAt !== null))
    expect(states.filter(Boolean)).toHaveLength(25)
  })

  it('is offered to a colleague, taken back from whoever has not answered, and stays with whoever has', async () => {
    const world = await makeWorld()
    const luis = await world.join('Luis Ortega')
    const ids = await called(world, 3)
    const act = {
      kind: 'handover',
      toMemberId: luis.memberId,
      told: 'They know that it takes long.',
    } as const
    const bulk = await world.owner.call(contract.beginBulk, {
      body: { act: act as never, conversationIds: ids },
    })
    expect(bulk).toMatchObject({ kind: 'handover', state: 'done', done: 3, stayed: 0 })
    const [first] = (await read(world, ids[0]!)).handovers
    expect(first).toMatchObject({ told: act.told, to: { name: 'Luis Ortega' }, acceptedAt: null })
    const again = await world.owner.call(contract.beginBulk, {
      body: { act: act as never, conversationIds: ids },
    })
    expect(again).toMatchObject({ done: 3, stayed: 3 })
    await luis.call(acceptHandover, { params: { handoverId: first!.id } })
    const back = await world.owner.call(contract.undoBulk, { params: { bulkId: bulk.id } })
    expect(back).toMatchObject({ state: 'undone', done: 3, stayed: 1 })
    expect((await read(world, ids[0]!)).assignee?.name).toBe('Luis Ortega')
    const [second] = (await read(world, ids[1]!)).handovers
    await expect(luis.call(acceptHandover, { params: { handoverId: second!.id } })).rejects.toMatchObject({
      problem: { code: 'handover_answered' },
    })
  })

  it('holds no other where one cannot go on', async () => {
    const world = await makeWorld()
    const luis = await world.join('Luis Ortega')
    const asked = world.act()
    const [broken = '' as ConversationId] = await called(world, 1)
    const act = { kind: 'snooze', until: 'no moment at all' } as never
    const bulk = { id: asked.newId<'bulk_act'>(), memberId: asked.member.id, act }
    const at = '2026-11-23T00:00:00.000Z' as never
    await flush(asked, { writes: insertBulk(world.workspaceId, bulk, [broken], at, at), events: [] })
    const ids = await called(world, 30, luis)
    const begun = await luis.call(contract.beginBulk, {
      body: { act: { kind: 'close' }, conversationIds: ids },
    })
    expect(begun).toMatchObject({ state: 'going', done: 25 })
    expect(await toTheEnd(world, begun, luis)).toMatchObject({ state: 'done', done: 30, stayed: 0 })
  })

  it('that was put away is shown no more', async () => {
    const world = await makeWorld()
    const ids = await called(world, 1)
    const { id } = await world.owner.call(contract.beginBulk, {
      body: { act: { kind: 'close' }, conversationIds: ids },
    })
    await world.owner.call(contract.seeBulk, { params: { bulkId: id } })
    expect((await world.owner.call(contract.listBulk)).items).toEqual([])
  })
})
