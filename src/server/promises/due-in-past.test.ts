import { logCall } from '../../contract/channels.ts'
import * as people from '../../contract/people.ts'
import * as contract from '../../contract/promises.ts'
import { makeWorld } from '../world/world.ts'

describe('a time that cannot be promised', () => {
  it('is refused and changes nothing: over, of no calendar, or in words [S3-21]', async () => {
    const world = await makeWorld()
    const { owner } = world
    const jonas = await owner.call(people.addPerson, { body: { name: 'Jonas Lind' } })
    const conversationId = (
      await owner.call(logCall, { body: { personId: jonas.id, direction: 'in', summary: 'Any news?' } })
    ).id
    const make = (due: string) =>
      owner.call(contract.makePromise, {
        body: { text: 'Olga calls Jonas', due: due as never, conversationId },
      })
    const past = { problem: { code: 'due_in_past' } }
    const unread = { problem: { code: 'invalid_input' } }
    await expect(make('2026-11-20T10:00:00.000Z')).rejects.toMatchObject(past)
    for (const due of ['2026-02-31T10:00:00Z', '2027-13-01T10:00:00Z', '2027-01-03T25:00:00Z', 'tomorrow'])
      await expect(make(due), due).rejects.toMatchObject(unread)
    const all = () => owner.call(contract.listPromises, { query: { of: 'all', state: 'open', limit: 10 } })
    expect((await all()).items).toEqual([])

    const promise = await make('2027-01-03T10:00:00Z')
    const move = (due: string) =>
      owner.call(contract.movePromise, {
        params: { promiseId: promise.id },
        body: {
          ...{ due: due as never, saidAs: 'yesterday', reason: 'The part is late' },
          ...{ toldCustomer: true, toldBy: 'page', version: promise.version },
        },
      })
    await expect(move('2026-11-20T10:00:00Z')).rejects.toMatchObject(past)
    await expect(move('2027-02-30T10:00:00Z')).rejects.toMatchObject(unread)
    expect((await all()).items).toMatchObject([{ id: promise.id, due: '2027-01-03T10:00:00.000Z' }])
  })
})
