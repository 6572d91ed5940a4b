import { logCall } from '../../contract/channels.ts'
import { nameConversation } from '../../contract/conversations.ts'
import { addPerson } from '../../contract/people.ts'
import * as contract from '../../contract/promises.ts'
import { type Caller, makeWorld, type World } from '../world/world.ts'

const NOON = '2026-11-23T11:00:00.000Z'

async function owed(world: World, by: Caller, text = 'Ana calls Jonas') {
  const jonas = await world.owner.call(addPerson, { body: { name: 'Jonas Lind' } })
  return await by.call(contract.makePromise, { body: { text, due: NOON, toPersonId: jonas.id } })
}
const seen = (...promises: { id: unknown; version: number }[]) =>
  promises.map((p) => ({ id: p.id as never, version: p.version }))

describe('many promises at once', () => {
  it('are handed to a colleague in one act, and each says what became of it [S3-21]', async () => {
    const world = await makeWorld()
    const [dina, luis] = [await world.join('Dina Koch'), await world.join('Luis Ortega')]
    const [one, two, moved, kept] = [
      await owed(world, dina),
      await owed(world, dina),
      await owed(world, dina),
      await owed(world, dina),
    ]
    await dina.call(contract.updatePromise, {
      params: { promiseId: moved.id },
      body: { kind: 'progress', text: 'The part is here', toldBy: 'phone', version: moved.version },
    })
    await dina.call(contract.keepPromise, { params: { promiseId: kept.id }, body: { version: kept.version } })
    const keptNow = { id: kept.id, version: kept.version + 1 }
    const result = await world.owner.call(contract.reassignPromises, {
      body: { ownerId: luis.memberId, promises: seen(one, two, moved, keptNow) },
    })
    expect(result.given).toEqual([one, two].map((p) => ({ id: p.id, version: p.version + 1 })))
    expect(result.stayed).toMatchObject([
      { id: moved.id, code: 'changed_meanwhile', promise: { version: moved.version + 1, updates: [{}] } },
      { id: kept.id, code: 'promise_settled', promise: { state: 'kept' } },
    ])
    expect((await luis.call(contract.listPromises)).items.map((p) => p.id).sort()).toEqual(
      [one.id, two.id].sort(),
    )
  })

  it('leave those alone that one may not read, and tell nothing of them', async () => {
    const world = await makeWorld()
    const [dina, luis] = [await world.join('Dina Koch'), await world.join('Luis Ortega')]
    const talk = await dina.call(logCall, { body: { direction: 'in', summary: 'A private matter' } })
    await dina.call(nameConversation, { params: { conversationId: talk.id }, body: { sensitive: true } })
    const jonas = await dina.call(addPerson, { body: { name: 'Jonas Lind' } })
    const secret = await dina.call(contract.makePromise, {
      body: { text: 'Dina calls back', due: NOON, toPersonId: jonas.id, conversationId: talk.id },
    })
    const body = { ownerId: luis.memberId, promises: seen(secret) }
    expect(await luis.call(contract.reassignPromises, { body })).toEqual({
      given: [],
      stayed: [{ id: secret.id, code: 'not_found', promise: null }],
    })
    expect((await dina.call(contract.reassignPromises, { body })).given).toHaveLength(1)
  })

  it('go to nobody whose access has ended or who only reads', async () => {
    const world = await makeWorld()
    const reader = await world.join('Rita Roth', 'read_only')
    const one = await owed(world, world.owner)
    const body = { ownerId: reader.memberId, promises: seen(one) }
    expect((await world.owner.call(contract.reassignPromises, { body })).stayed).toMatchObject([
      { id: one.id, code: 'access_ended', promise: { owner: { name: 'Olga Brandt' } } },
    ])
    await expect(reader.call(contract.reassignPromises, { body })).rejects.toMatchObject({ status: 403 })
  })
})

describe('promises between colleagues', () => {
  it('stand apart from those to customers, and the one they were made to sees what is owed [S3-24]', async () => {
    const world = await makeWorld()
    const [dina, luis] = [await world.join('Dina Koch'), await world.join('Luis Ortega')]
    const toJonas = await owed(world, dina)
    const toLuis = await dina.call(contract.makePromise, {
      body: { text: 'Dina orders the sensor', due: NOON, toMemberId: luis.memberId },
    })
    const list = async (by: Caller, query: object) =>
      (await by.call(contract.listPromises, { query: query as never })).items.map((p) => p.id)
    expect(await list(dina, { madeTo: 'customers' })).toEqual([toJonas.id])
    expect(await list(dina, { madeTo: 'colleagues' })).toEqual([toLuis.id])
    expect(await list(world.owner, { of: 'all', madeTo: 'colleagues' })).toEqual([toLuis.id])
    expect(await list(luis, { of: 'to_me' })).toEqual([toLuis.id])
    expect(await list(dina, { of: 'to_me' })).toEqual([])
  })

  it('are made in a conversation too; in a sensitive one both may go on with them [S3-24]', async () => {
    const world = await makeWorld()
    const [dina, luis] = [await world.join('Dina Koch'), await world.join('Luis Ortega')]
    const talk = await dina.call(logCall, { body: { direction: 'in', summary: 'A private matter' } })
    await dina.call(nameConversation, { params: { conversationId: talk.id }, body: { sensitive: true } })
    const made = await dina.call(contract.makePromise, {
      body: {
        text: 'Dina sends Luis the papers',
        due: NOON,
        toMemberId: luis.memberId,
        conversationId: talk.id,
      },
    })
    expect((await luis.call(contract.listPromises, { query: { of: 'to_me' } })).items).toMatchObject([
      { id: made.id, conversation: { subject: '' } },
    ])
    const released = await luis.call(contract.releasePromise, {
      params: { promiseId: made.id },
      body: { theirWords: 'I have them already', version: made.version },
    })
    expect(released.state).toBe('released')
  })
})

describe('two people moving one promise at once', () => {
  it('leave one new date: the second is refused and reads what the first agreed', async () => {
    const world = await makeWorld()
    const dina = await world.join('Dina Koch')
    const promise = await owed(world, world.owner)
    const move = (by: Caller, due: string) =>
      by.call(contract.movePromise, {
        params: { promiseId: promise.id },
        body: {
          due,
          reason: 'The part is late',
          toldCustomer: true,
          toldBy: 'phone',
          version: promise.version,
        },
      })
    const results = await Promise.allSettled([
      move(world.owner, '2026-11-24T11:00:00.000Z'),
      move(dina, '2026-11-25T11:00:00.000Z'),
    ])
    const won = results.find((r) => r.status === 'fulfilled')!
    const lost = results.find((r) => r.status === 'rejected')!
    expect(lost.reason).toMatchObject({
      problem: { code: expect.stringMatching(/changed_meanwhile|promise_settled/) },
    })
    const now = await dina.call(contract.readPromise, { params: { promiseId: promise.id } })
    expect(now).toMatchObject({ state: 'moved', succeededBy: won.value.id })
    expect((await world.owner.call(contract.listPromises, { query: { of: 'all' } })).items).toHaveLength(1)
  })
})
