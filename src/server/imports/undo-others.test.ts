import { logCall } from '../../contract/channels.ts'
import * as people from '../../contract/people.ts'
import { undoMerge } from '../../contract/people-merge.ts'
import { makePromise } from '../../contract/promises.ts'
import { compiler } from '../db/database.ts'
import { flush } from '../db/flush.ts'
import { actIn } from '../http/who.ts'
import { bring, undo } from '../world/bring.ts'
import { add, merge, read } from '../world/persons.ts'
import { makeWorld, type World } from '../world/world.ts'

const KNOWN = 'Nachname;E-Mail;Kennzeichen;Telefon\nHuber;jonas@huber.example;B-MO 218;0171 5551234\n'

describe('an import that is taken back', () => {
  it('leaves a thing that somebody wrote on since', async () => {
    const world = await makeWorld()
    const jonas = await world.owner.call(people.addPerson, {
      body: { name: 'Huber', handles: [{ kind: 'email', value: 'jonas@huber.example' }] },
    })
    const params = { personId: jonas.id }
    const done = await bring(world, KNOWN)
    const [thing] = (await world.owner.call(people.readPerson, { params })).things
    expect(thing).toMatchObject({ plate: 'B-MO 218' })
    await world.owner.call(people.changeThing, {
      params: { ...params, thingId: thing!.id },
      body: { note: 'The left door does not open.', version: thing!.version },
    })
    await undo(world, done.id)
    expect((await world.owner.call(people.readPerson, { params })).things).toMatchObject([
      { note: 'The left door does not open.' },
    ])
  })

  it('leaves a person to whom somebody promised something, or who called, since', async () => {
    const world = await makeWorld()
    const done = await bring(world, 'Nachname;E-Mail\nHuber;a@huber.example\nLind;b@lind.example\n')
    const { items } = await world.owner.call(people.listPeople, { query: {} })
    const of = (name: string) => items.find((p) => p.name === name)!.id
    await world.owner.call(makePromise, {
      body: { text: 'Bring it', due: '2026-11-24T15:00:00Z', toPersonId: of('Huber') } as never,
    })
    await world.owner.call(logCall, { body: { direction: 'in', summary: 'x', personId: of('Lind') } })
    await undo(world, done.id)
    expect((await world.owner.call(people.listPeople, { query: {} })).items).toHaveLength(2)
  })

  it('takes people along who were merged and unmerged since, and leaves those whose merge stands', async () => {
    const world = await makeWorld()
    const known = await add(world, 'Jonas Huber', 'jonas@huber.example')
    const before = await read(world, known.id)
    const done = await bring(
      world,
      'Name;E-Mail\nJ. Huber;j@huber.example\nLena Lind;a@lind.example\nL. Lind;b@lind.example\nMia;m@x.example\nMia M.;n@x.example\n',
    )
    const of = async (name: string) => (await listed(world)).find((p) => p.name === name)!.id
    for (const [survivor, merged] of [
      [known.id, await of('J. Huber')],
      [await of('Lena Lind'), await of('L. Lind')],
    ] as const) {
      await merge(world, survivor, merged)
      const [one] = (await read(world, survivor)).merges
      await world.owner.call(undoMerge, { params: { mergeId: one!.id } })
    }
    await merge(world, await of('Mia'), await of('Mia M.'))
    expect(await undo(world, done.id)).toMatchObject({ state: 'undone', stayed: 2 })
    expect((await listed(world)).map((p) => p.name).sort()).toEqual(['Jonas Huber', 'Mia'])
    expect(await read(world, known.id)).toEqual({ ...before, version: expect.any(Number) })
  })

  it('leaves a household that somebody wrote on since', async () => {
    const world = await makeWorld()
    const done = await bring(world, 'Name;Haushalt;Firma\nMia;Hubers;Huber GmbH\nOlaf;Linds;\n')
    const act = await actIn(world.services, world.workspaceId, { kind: 'system', id: null })
    const named = compiler.updateTable('households').set({ name: 'Familie Huber', version: 2 })
    await flush(act, { writes: [{ query: named.where('name', '=', 'Hubers') }], events: [] })
    expect(await undo(world, done.id)).toMatchObject({ state: 'undone', stayed: 1 })
    const left = await world.services.db.read(world.workspaceId, (db) =>
      db.selectFrom('households').select('name').execute(),
    )
    expect(left).toEqual([{ name: 'Familie Huber' }])
  })
})

describe('a way to reach somebody', () => {
  it('says when it was brought along, and is ours once one of us typed it', async () => {
    const world = await makeWorld()
    await bring(world, 'Name;E-Mail\nMia;mia@x.example\n')
    const [mia] = await listed(world)
    const params = { personId: mia!.id }
    const page = await world.owner.call(people.addHandle, {
      params,
      body: { kind: 'phone', value: '0171 5551234' },
    })
    expect(page.handles.map((h) => [h.trust, h.broughtAt])).toEqual([
      ['typed', world.now()],
      ['typed', null],
    ])
    const [brought] = page.handles
    await world.owner.call(people.removeHandle, { params: { ...params, handleId: brought!.id } })
    const again = { kind: 'email' as const, value: 'mia@x.example' }
    const after = await world.owner.call(people.addHandle, { params, body: again })
    expect(after.handles.find((h) => h.kind === 'email')).toMatchObject({ trust: 'typed', broughtAt: null })
  })
})

async function listed(world: World) {
  return (await world.owner.call(people.listPeople, { query: { limit: 100 } })).items
}
