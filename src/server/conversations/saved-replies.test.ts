import * as channels from '../../contract/channels.ts'
import { planReply } from '../../contract/planned.ts'
import * as contract from '../../contract/saved-replies.ts'
import { plus } from '../../domain/shared/time.ts'
import { type Caller, makeWorld, type World } from '../world/world.ts'

const body = { name: 'It is ready', texts: { en: 'Dear {{person.first|there}}, it is ready.' } }
const add = (as: Caller, more: object = {}) => as.call(contract.addSavedReply, { body: { ...body, ...more } })
const names = async (as: Caller, query: object = {}) =>
  (await as.call(contract.listSavedReplies, { query })).items.map((r) => r.name)
async function upload(world: World, as: Caller, name: string): Promise<string> {
  const form = new FormData()
  form.set('file', new File(['The way to us'], name, { type: 'text/plain' }))
  const reply = await world.fetch('/api/attachments', {
    ...{ method: 'POST', body: form, as },
    headers: { 'servus-workspace': world.workspaceId },
  })
  return ((await reply.json()) as { id: string }).id
}

describe('a saved reply', () => {
  it('of one’s own is nobody else’s; everybody’s is made by those who lead', async () => {
    const world = await makeWorld()
    const [mia, luis] = [await world.join('Mia Meier'), await world.join('Luis Ortega')]
    const own = await add(mia, { name: 'Of Mia' })
    const all = await add(world.owner, { name: 'Of all', of: 'all' })
    expect([await names(mia), await names(luis)]).toEqual([['Of all', 'Of Mia'], ['Of all']])
    await expect(add(mia, { of: 'all' })).rejects.toMatchObject({ status: 403 })
    const change = (as: Caller, replyId: typeof own.id) =>
      as.call(contract.changeSavedReply, { params: { replyId }, body: { ...body, version: 1 } })
    await expect(change(luis, own.id)).rejects.toMatchObject({ status: 404 })
    await expect(change(mia, all.id)).rejects.toMatchObject({ status: 403 })
    await expect(luis.call(contract.useSavedReply, { params: { replyId: own.id } })).rejects.toMatchObject({
      status: 404,
    })
    expect(await change(mia, own.id)).toMatchObject({ name: 'It is ready', version: 2 })
  })

  it('is found by any of its words, in any of its languages, page by page', async () => {
    const { owner } = await makeWorld()
    await add(owner, { texts: { en: 'Your keys are in the box', de: 'Der Schlüssel liegt im Kasten' } })
    for (const n of [1, 2, 3]) await add(owner, { name: `Way ${n}`, texts: { en: 'Turn left' } })
    expect(await names(owner, { q: 'schluss' })).toEqual(['It is ready'])
    expect(await names(owner, { q: 'left way' })).toEqual(['Way 1', 'Way 2', 'Way 3'])
    expect(await names(owner, { q: 'right' })).toEqual([])
    const first = await owner.call(contract.listSavedReplies, { query: { limit: 2 } })
    const second = await owner.call(contract.listSavedReplies, { query: { limit: 2, after: first.next! } })
    expect([...first.items, ...second.items].map((r) => r.name)).toEqual([
      'It is ready',
      'Way 1',
      'Way 2',
      'Way 3',
    ])
    expect(second.next).toBeNull()
  })

  it('is counted when it is said, of the reply and of nobody: the most said is offered first', async () => {
    const world = await makeWorld()
    const mia = await world.join('Mia Meier')
    await add(world.owner, { name: 'Seldom', of: 'all' })
    const often = await add(world.owner, { name: 'Usual', of: 'all' })
    const said = () => mia.call(contract.useSavedReply, { params: { replyId: often.id } })
    await Promise.all([said(), said()])
    const { items } = await mia.call(contract.listSavedReplies, { query: { order: 'used' } })
    expect(items.map((r) => [r.name, r.used])).toEqual([
      ['Usual', 2],
      ['Seldom', 0],
    ])
  })

  it('brings its files along to whoever says it, each time anew', async () => {
    const world = await makeWorld()
    const mia = await world.join('Mia Meier')
    const reply = await add(world.owner, {
      of: 'all',
      fileIds: [await upload(world, world.owner, 'way.txt')],
    })
    expect(reply.files).toMatchObject([{ name: 'way.txt', size: 13 }])
    const params = { replyId: reply.id }
    const [one, two] = [
      await mia.call(contract.useSavedReply, { params }),
      await mia.call(contract.useSavedReply, { params }),
    ]
    expect(one.files[0]!.id).not.toBe(two.files[0]!.id)
    const read = await world.fetch(`/api/attachments/${one.files[0]!.id}/content`, {
      ...{ as: mia, headers: { 'servus-workspace': world.workspaceId } },
    })
    expect(await read.text()).toBe('The way to us')
    await expect(
      add(world.owner, { name: 'Other', fileIds: [await upload(world, mia, 'mine.txt')] }),
    ).rejects.toMatchObject({ status: 404 })
    const kept = await world.owner.call(contract.changeSavedReply, {
      params,
      body: { ...body, of: 'all', fileIds: [], version: reply.version },
    })
    expect(kept.files).toEqual([])
  })

  it('goes into the trash, stands there, and comes back as it was', async () => {
    const { owner } = await makeWorld()
    const reply = await add(owner)
    const params = { replyId: reply.id }
    await owner.call(contract.deleteSavedReply, { params })
    expect([await names(owner), await names(owner, { deleted: 'yes' })]).toEqual([[], ['It is ready']])
    await expect(owner.call(contract.useSavedReply, { params })).rejects.toMatchObject({ status: 404 })
    expect(await owner.call(contract.restoreSavedReply, { params })).toMatchObject(body)
    expect([await names(owner), await names(owner, { deleted: 'yes' })]).toEqual([['It is ready'], []])
  })

  it('asks for nothing that cannot be filled in', async () => {
    const { owner } = await makeWorld()
    await expect(add(owner, { texts: { en: 'Dear {{name}}' } })).rejects.toMatchObject({
      status: 400,
      problem: { code: 'unknown_variable', field: 'texts' },
    })
    await expect(add(owner, { texts: {} })).rejects.toMatchObject({ status: 400 })
  })

  it('with a blank left is never sent, now, later or first', async () => {
    const { owner, now } = await makeWorld()
    const { id } = await owner.call(channels.logCall, { body: { direction: 'in', summary: 'Brakes' } })
    const params = { conversationId: id }
    const text = 'Dear {{person.first}}, it is ready.'
    const to = [{ name: 'Marta', address: 'marta@example.com' }]
    const refused = { status: 400, problem: { code: 'blank_left' } }
    await expect(owner.call(channels.sendReply, { params, body: { text, to } })).rejects.toMatchObject(
      refused,
    )
    const due = plus(now(), { hours: 1 })
    await expect(owner.call(planReply, { params, body: { text, to, due } })).rejects.toMatchObject(refused)
  })
})
