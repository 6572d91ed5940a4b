import { addTeam } from '../../contract/accounts.ts'
import * as channels from '../../contract/channels.ts'
import * as talks from '../../contract/conversations.ts'
import * as tags from '../../contract/tags.ts'
import * as contract from '../../contract/views.ts'
import { type Caller, makeWorld } from '../world/world.ts'

const call = async (as: Caller, summary = 'The brakes squeal') =>
  (await as.call(channels.logCall, { body: { direction: 'in', summary } })).id
const listed = async (as: Caller, narrowed: string, view: 'all' | 'waiting' = 'all') =>
  (await as.call(talks.listConversations, { query: { view, narrowed } })).items.map((c) => c.id)
const body = {
  name: 'Calls of mine',
  icon: 'phone' as const,
  base: 'all' as const,
  narrowed: 'owner:me state:waiting,answered',
}
const names = async (as: Caller) => (await as.call(contract.listViews)).items.map((v) => v.name)

describe('a view of the inbox', () => {
  it('is narrowed by what stands in its address, which a colleague can open', async () => {
    const world = await makeWorld()
    const mia = await world.join('Mia Meier')
    const [one, two] = [await call(world.owner), await call(mia)]
    await mia.call(talks.assignConversation, {
      params: { conversationId: two },
      body: { memberId: mia.memberId },
    })
    await mia.call(talks.assignConversation, { params: { conversationId: one }, body: { memberId: null } })
    expect(await listed(mia, 'owner:me')).toEqual([two])
    expect(await listed(world.owner, `owner:${mia.memberId}`)).toEqual([two])
    expect(await listed(mia, 'owner:nobody channel:phone')).toEqual([one])
    expect(await listed(mia, 'channel:email,form')).toEqual([])
    await expect(listed(mia, 'owner:somebody')).rejects.toMatchObject({ status: 400 })
  })

  it('is kept under a name, changed, let go and taken back', async () => {
    const { owner } = await makeWorld()
    const made = await owner.call(contract.addView, { body })
    expect(made).toMatchObject({ ...body, of: 'me', mayChange: true })
    expect((await owner.call(contract.addView, { body: { ...body, id: made.id } })).id).toBe(made.id)
    const params = { viewId: made.id }
    const changed = await owner.call(contract.changeView, {
      params,
      body: { ...body, name: 'Mine', version: made.version },
    })
    expect(changed.name).toBe('Mine')
    await expect(
      owner.call(contract.changeView, { params, body: { ...body, version: made.version } }),
    ).rejects.toMatchObject({ status: 409 })
    await owner.call(contract.deleteView, { params })
    expect(await names(owner)).toEqual([])
    await expect(
      owner.call(contract.changeView, { params, body: { ...body, version: 3 } }),
    ).rejects.toMatchObject({ status: 404 })
    expect(await owner.call(contract.restoreView, { params })).toMatchObject({ name: 'Mine' })
    expect(await names(owner)).toEqual(['Mine'])
  })

  it('of one’s own is nobody else’s; a team’s stands there for the team, everybody’s for everybody', async () => {
    const world = await makeWorld()
    const { owner } = world
    const [mia, luis] = [await world.join('Mia Meier'), await world.join('Luis Ortega')]
    const team = await owner.call(addTeam, { body: { name: 'Desk', memberIds: [mia.memberId] } })
    const add = (as: Caller, name: string, of: 'me' | 'team' | 'all') =>
      as.call(contract.addView, { body: { ...body, name, of, teamId: of === 'team' ? team.id : null } })
    const own = await add(mia, 'Of Mia', 'me')
    const desk = await add(mia, 'Of the desk', 'team')
    const all = await add(owner, 'Of all', 'all')
    expect(await names(mia)).toEqual(['Of Mia', 'Of the desk', 'Of all'])
    expect(await names(luis)).toEqual(['Of all'])
    await expect(add(mia, 'Of all too', 'all')).rejects.toMatchObject({ status: 403 })
    await expect(add(luis, 'Of a team not mine', 'team')).rejects.toMatchObject({ status: 403 })
    const letGo = (as: Caller, viewId: typeof own.id) => as.call(contract.deleteView, { params: { viewId } })
    await expect(letGo(luis, own.id)).rejects.toMatchObject({ status: 404 })
    await expect(letGo(owner, own.id)).rejects.toMatchObject({ status: 404 })
    await expect(letGo(luis, desk.id)).rejects.toMatchObject({ status: 403 })
    await expect(letGo(mia, all.id)).rejects.toMatchObject({ status: 403 })
    await letGo(owner, desk.id)
    expect(await names(mia)).toEqual(['Of Mia', 'Of all'])
  })

  it('stands where somebody put it, for them alone', async () => {
    const world = await makeWorld()
    const mia = await world.join('Mia Meier', 'read_only')
    const add = (name: string) => world.owner.call(contract.addView, { body: { ...body, name, of: 'all' } })
    const [a, b, c] = [await add('A'), await add('B'), await add('C')]
    await mia.call(contract.orderViews, { body: { viewIds: [c.id, a.id] } })
    expect(await names(mia)).toEqual(['C', 'A', 'B'])
    await mia.call(contract.orderViews, { body: { viewIds: [b.id] } })
    expect([await names(mia), await names(world.owner)]).toEqual([
      ['B', 'A', 'C'],
      ['A', 'B', 'C'],
    ])
  })

  it('is counted as whoever looks may read it: nothing of a sensitive conversation of others', async () => {
    const world = await makeWorld()
    const [mia, luis] = [await world.join('Mia Meier'), await world.join('Luis Ortega')]
    const view = await world.owner.call(contract.addView, {
      body: { ...body, narrowed: 'channel:phone state:waiting,answered', of: 'all' },
    })
    await world.owner.call(contract.addView, { body: { ...body, name: 'Ever', narrowed: '', of: 'all' } })
    const secret = await call(luis)
    await call(mia)
    const params = { conversationId: secret }
    await luis.call(talks.assignConversation, { params, body: { memberId: luis.memberId } })
    await luis.call(talks.nameConversation, { params, body: { sensitive: true } })
    const counts = async (as: Caller) => (await as.call(contract.countViews)).counts
    expect(await counts(luis)).toEqual({ [view.id]: 2 })
    expect(await counts(mia)).toEqual({ [view.id]: 1 })
  })

  it('asks for the tag into which its own was merged', async () => {
    const { owner } = await makeWorld()
    const add = (name: string) => owner.call(tags.addTag, { body: { name } })
    const [a, b] = [await add('Complaint'), await add('Complaints')]
    await owner.call(contract.addView, { body: { ...body, narrowed: `channel:phone tag:${a.id}` } })
    await owner.call(tags.mergeTag, { params: { tagId: a.id }, body: { into: b.id, version: a.version } })
    expect((await owner.call(contract.listViews)).items[0]!.narrowed).toBe(`channel:phone tag:${b.id}`)
  })

  it('is one of fifty of its kind, no more', async () => {
    const { owner } = await makeWorld()
    for (let n = 0; n < 50; n++) await owner.call(contract.addView, { body: { ...body, name: `View ${n}` } })
    await expect(owner.call(contract.addView, { body })).rejects.toMatchObject({
      status: 409,
      problem: { code: 'too_many_views' },
    })
    const shared = await owner.call(contract.addView, { body: { ...body, of: 'all' } })
    await expect(
      owner.call(contract.changeView, { params: { viewId: shared.id }, body: { ...body, version: 1 } }),
    ).rejects.toMatchObject({ problem: { code: 'too_many_views' } })
    const [first] = (await owner.call(contract.listViews)).items
    await owner.call(contract.deleteView, { params: { viewId: first!.id } })
    await owner.call(contract.changeView, { params: { viewId: shared.id }, body: { ...body, version: 1 } })
    await expect(owner.call(contract.restoreView, { params: { viewId: first!.id } })).rejects.toMatchObject({
      problem: { code: 'too_many_views' },
    })
  })
})
