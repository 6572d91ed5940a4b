import * as channels from '../../contract/channels.ts'
import * as talks from '../../contract/conversations.ts'
import { search } from '../../contract/search.ts'
import * as contract from '../../contract/tags.ts'
import type { TagId } from '../../domain/shared/ids.ts'
import { flush } from '../db/flush.ts'
import { type Caller, makeWorld } from '../world/world.ts'
import { planTagging } from './actions-tags.ts'

const call = async (as: Caller, summary = 'The brakes squeal') =>
  (await as.call(channels.logCall, { body: { direction: 'in', summary } })).id
const names = async (as: Caller, conversationId: Awaited<ReturnType<typeof call>>) =>
  (await as.call(talks.readConversation, { params: { conversationId } })).tags.map((t) => t.name)
const add = (as: Caller, name: string) => as.call(contract.addTag, { body: { name } })
const tag = (as: Caller, body: Parameters<typeof as.call<typeof contract.tagConversations>>[1]) =>
  as.call(contract.tagConversations, body)

describe('a tag', () => {
  it('is made on the fly by whoever serves, once however it is written, each in a colour of its own', async () => {
    const world = await makeWorld()
    const mia = await world.join('Mia Meier')
    const made = await add(mia, 'Rückruf')
    expect(made).toMatchObject({ name: 'Rückruf', colour: 'stone', retired: false })
    expect(await add(world.owner, ' rueckruf ')).toEqual(made)
    expect(await add(mia, 'Warranty')).toMatchObject({ colour: 'clay' })
    const { items } = await mia.call(contract.listTags)
    expect(items.map((t) => t.name)).toEqual(['Rückruf', 'Warranty'])
    const reader = await world.join('Rita Reader', 'read_only')
    await expect(add(reader, 'Mine')).rejects.toMatchObject({ status: 403 })
    await expect(
      mia.call(contract.changeTag, {
        params: { tagId: made.id },
        body: { name: 'X', colour: 'sea', retired: false, version: made.version },
      }),
    ).rejects.toMatchObject({ status: 403 })
  })

  it('is put on many conversations at once and taken off again, and told once of each', async () => {
    const world = await makeWorld()
    const { owner } = world
    const [one, two] = [await call(owner), await call(owner)]
    const [urgent, warranty] = [await add(owner, 'Urgent'), await add(owner, 'Warranty')]
    await tag(owner, { body: { conversationIds: [one, two], add: [urgent.id, warranty.id] } })
    await tag(owner, { body: { conversationIds: [one, two], add: [urgent.id], remove: [warranty.id] } })
    await tag(owner, { body: { conversationIds: [one], add: [urgent.id] } })
    expect([await names(owner, one), await names(owner, two)]).toEqual([['Urgent'], ['Urgent']])
    const { rows } = await world.services.db.read(world.workspaceId, async (db) => ({
      rows: await db.selectFrom('events').select('data').where('kind', '=', 'conversation.tagged').execute(),
    }))
    expect(rows).toHaveLength(4)
  })

  it('is counted where it stands, for whoever tidies: only what they may read, and what was merged once', async () => {
    const world = await makeWorld()
    const { owner } = world
    const [one, two] = [await call(owner), await call(owner)]
    const [urgent, unused] = [await add(owner, 'Urgent'), await add(owner, 'Unused')]
    await tag(owner, { body: { conversationIds: [one, two], add: [urgent.id] } })
    const counted = async () => (await owner.call(contract.countTags)).counts
    expect(await counted()).toEqual({ [urgent.id]: 2 })
    await owner.call(contract.mergeTag, {
      params: { tagId: urgent.id },
      body: { into: unused.id, version: urgent.version },
    })
    expect(await counted()).toEqual({ [unused.id]: 2 })
    const mia = await world.join('Mia Meier')
    await expect(mia.call(contract.countTags)).rejects.toMatchObject({ status: 403 })
  })

  it('narrows the inbox and the search', async () => {
    const { owner } = await makeWorld()
    const [one, two] = [await call(owner), await call(owner)]
    const urgent = await add(owner, 'Very urgent')
    await tag(owner, { body: { conversationIds: [one], add: [urgent.id] } })
    const listed = await owner.call(talks.listConversations, { query: { view: 'all', tagId: urgent.id } })
    expect(listed.items.map((c) => c.id)).toEqual([one])
    expect(listed.items[0]!.tags).toEqual([{ id: urgent.id, name: 'Very urgent', colour: 'stone' }])
    const find = async (q: string) =>
      (await owner.call(search, { query: { q } })).items.map((i) => i.conversation.id)
    expect(await find('brake tag:"very urgent"')).toEqual([one])
    expect(await find('tag:urgent')).toEqual([one])
    expect(await find('brake')).toEqual([two, one])
    expect((await owner.call(search, { query: { q: 'brake tag:none' } })).notUnderstood).toEqual(['tag:none'])
  })

  it('can be renamed, put away and brought back; put away it stays where it is and is put on nothing more', async () => {
    const { owner } = await makeWorld()
    const one = await call(owner)
    const made = await add(owner, 'Urgnet')
    const params = { tagId: made.id }
    await tag(owner, { body: { conversationIds: [one], add: [made.id] } })
    const body = { name: 'Urgent', colour: 'rose' as const, retired: true, version: made.version }
    const away = await owner.call(contract.changeTag, { params, body })
    expect(away).toMatchObject({ name: 'Urgent', colour: 'rose', retired: true })
    expect(await names(owner, one)).toEqual(['Urgent'])
    await expect(owner.call(contract.changeTag, { params, body })).rejects.toMatchObject({ status: 409 })
    const two = await call(owner)
    await expect(tag(owner, { body: { conversationIds: [two], add: [made.id] } })).rejects.toMatchObject({
      status: 404,
    })
    expect(await add(owner, 'urgent')).toMatchObject({ id: made.id, retired: false })
  })

  it('merged into another leaves it wherever it stood, once', async () => {
    const { owner } = await makeWorld()
    const [one, two] = [await call(owner), await call(owner)]
    const [a, b] = [await add(owner, 'Complaint'), await add(owner, 'Complaints')]
    await tag(owner, { body: { conversationIds: [one], add: [a.id, b.id] } })
    await tag(owner, { body: { conversationIds: [two], add: [a.id] } })
    const merge = { params: { tagId: a.id }, body: { into: b.id, version: a.version } }
    expect(await owner.call(contract.mergeTag, merge)).toMatchObject({ id: b.id })
    expect([await names(owner, one), await names(owner, two)]).toEqual([['Complaints'], ['Complaints']])
    expect((await owner.call(contract.listTags)).items.map((t) => t.name)).toEqual(['Complaints'])
    await expect(owner.call(contract.mergeTag, merge)).rejects.toMatchObject({ status: 404 })
    const itself = { params: { tagId: b.id }, body: { into: b.id, version: b.version } }
    await expect(owner.call(contract.mergeTag, itself)).rejects.toMatchObject({ status: 400 })
    expect(await add(owner, 'Complaint')).toMatchObject({ name: 'Complaint' })
  })

  it('is merged into none that was put away, nor two into each other by two at once', async () => {
    const world = await makeWorld()
    const { owner } = world
    const mergeInto = (from: { id: TagId; version: number }, into: { id: TagId }) =>
      owner.call(contract.mergeTag, {
        params: { tagId: from.id },
        body: { into: into.id, version: from.version },
      })
    const [urgent, old] = [await add(owner, 'Urgent'), await add(owner, 'Old')]
    const away = await owner.call(contract.changeTag, {
      params: { tagId: old.id },
      body: { name: 'Old', colour: 'sea', retired: true, version: old.version },
    })
    await expect(mergeInto(urgent, away)).rejects.toMatchObject({ status: 400 })
    for (let round = 1; round <= 5; round++) {
      const [one, two] = [await add(owner, `One ${round}`), await add(owner, `Two ${round}`)]
      const talk = await call(owner)
      await tag(owner, { body: { conversationIds: [talk], add: [one.id, two.id] } })
      await Promise.allSettled([mergeInto(one, two), mergeInto(two, one)])
      const { items } = await owner.call(contract.listTags)
      const left = items.filter((t) => [one.id, two.id].includes(t.id)).map((t) => t.name)
      expect(left).toHaveLength(1)
      expect(await names(owner, talk)).toEqual(left)
    }
  })

  it('put on while it is merged stands there under its new name, whoever is quicker', async () => {
    const world = await makeWorld()
    const { owner } = world
    const one = await call(owner)
    const [a, b] = [await add(owner, 'Complaint'), await add(owner, 'Complaints')]
    const mergeInto = (from: typeof a, into: typeof a) =>
      owner.call(contract.mergeTag, {
        params: { tagId: from.id },
        body: { into: into.id, version: from.version },
      })
    // Chosen before, written down after.
    const { change } = await planTagging(world.act(), { conversationIds: [one], add: [a.id], remove: [] })
    await mergeInto(a, b)
    await flush(world.act(), change)
    expect(await names(owner, one)).toEqual(['Complaints'])
    for (let round = 1; round <= 10; round++) {
      const [from, into] = [await add(owner, `From ${round}`), await add(owner, `Into ${round}`)]
      const talk = await call(owner)
      const body = { conversationIds: [talk], add: [from.id] }
      const [put] = await Promise.allSettled([tag(owner, { body }), mergeInto(from, into)])
      // Whoever chose it too late is told; else it stands there under its new name.
      expect(await names(owner, talk)).toEqual(put.status === 'fulfilled' ? [`Into ${round}`] : [])
    }
  })

  it('is put on nothing one may not read, not even beside others', async () => {
    const world = await makeWorld()
    const [luis, mia] = [await world.join('Luis Ortega'), await world.join('Mia Meier')]
    const [secret, plain] = [await call(luis), await call(mia)]
    const params = { conversationId: secret }
    await luis.call(talks.assignConversation, { params, body: { memberId: luis.memberId } })
    await luis.call(talks.nameConversation, { params, body: { sensitive: true } })
    const made = await add(mia, 'Urgent')
    await expect(
      tag(mia, { body: { conversationIds: [plain, secret], add: [made.id] } }),
    ).rejects.toMatchObject({ status: 404 })
    expect([await names(mia, plain), await names(luis, secret)]).toEqual([[], []])
  })
})
