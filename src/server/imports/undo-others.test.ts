import { logCall } from '../../contract/channels.ts'
import * as people from '../../contract/people.ts'
import { makePromise } from '../../contract/promises.ts'
import { bring, undo } from '../world/bring.ts'
import { makeWorld } from '../world/world.ts'

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
})
