import { listHanded, takeBackHanded } from '../../contract/handed.ts'
import { addPerson } from '../../contract/people.ts'
import * as contract from '../../contract/promises.ts'
import { makeWorld } from '../world/world.ts'

const NOON = '2026-11-23T11:00:00.000Z'

async function handed(count: number) {
  const world = await makeWorld()
  const [ana, ben] = [await world.join('Ana Lima'), await world.join('Ben Adeyemi')]
  const jonas = await ana.call(addPerson, { body: { name: 'Jonas Lind' } })
  const made = []
  for (let n = 0; n < count; n++)
    made.push(
      await ana.call(contract.makePromise, {
        body: { text: 'Ana calls you', due: NOON, toPersonId: jonas.id },
      }),
    )
  const together = world.services.newId<'handing'>()
  for (const promise of made)
    await world.owner.call(contract.reassignPromises, {
      body: { together, ownerId: ben.memberId, promises: [{ id: promise.id, version: promise.version }] },
    })
  return { world, ana, ben, made, params: { handingId: together } }
}

describe('promises handed over together', () => {
  it('are found again as one: what, by whom, to whom, when, and what became of each [S3-21]', async () => {
    const { world, ana, ben, made, params } = await handed(3)
    const [untouched, told, kept] = made as [(typeof made)[0], (typeof made)[0], (typeof made)[0]]
    await ben.call(contract.updatePromise, {
      params: { promiseId: told.id },
      body: { kind: 'progress', text: 'On it', toldBy: 'phone', version: told.version + 1 },
    })
    await ben.call(contract.keepPromise, {
      params: { promiseId: kept.id },
      body: { version: kept.version + 1 },
    })
    const { items, next } = await world.owner.call(listHanded)
    expect(next).toBeNull()
    expect(items).toMatchObject([
      { id: params.handingId, by: { name: 'Olga Brandt' }, to: { name: 'Ben Adeyemi' }, at: world.now() },
    ])
    expect(Object.fromEntries(items[0]!.promises.map((p) => [p.promise.id, p.state]))).toEqual({
      ...{ [untouched.id]: 'untouched', [told.id]: 'taken_up', [kept.id]: 'settled' },
    })
    expect((await ben.call(listHanded)).items, 'also by who got them').toHaveLength(1)
    expect((await ana.call(listHanded)).items, 'by nobody else').toEqual([])
  })

  it('go back to who had them while nobody touched them; the others stay [S3-21]', async () => {
    const { world, ana, ben, made, params } = await handed(3)
    await ben.call(contract.keepPromise, {
      params: { promiseId: made[2]!.id },
      body: { version: made[2]!.version + 1 },
    })
    await expect(ben.call(takeBackHanded, { params })).rejects.toMatchObject({ status: 404 })
    expect(await world.owner.call(takeBackHanded, { params })).toEqual({ taken: 2, stayed: 1 })
    expect((await ana.call(contract.listPromises)).items.map((p) => [p.id, p.text])).toEqual(
      made.slice(0, 2).map((p) => [p.id, 'Ana calls you']),
    )
    expect(await world.owner.call(takeBackHanded, { params }), 'nothing twice').toEqual({
      taken: 0,
      stayed: 3,
    })
    const [only] = (await world.owner.call(listHanded)).items
    expect(only!.promises.map((p) => p.state).sort()).toEqual(['elsewhere', 'elsewhere', 'settled'])
  })

  it('come in pages, the latest first', async () => {
    const { world, ben, made } = await handed(1)
    let version = made[0]!.version + 1
    for (const [to, minute] of [
      [world.owner, '09:20'],
      [ben, '09:30'],
    ] as const) {
      world.at(`2026-11-23T${minute}:00Z`)
      const body = { ownerId: to.memberId, promises: [{ id: made[0]!.id, version: version++ }] }
      await world.owner.call(contract.reassignPromises, { body })
    }
    const seen = []
    for (let after: string | undefined; ; ) {
      const { items, next } = await world.owner.call(listHanded, { query: { limit: 1, after } })
      seen.push(...items.map((h) => h.at.slice(11, 16)))
      if (!next) break
      after = next
    }
    expect(seen).toEqual(['09:30', '09:20', '09:12'])
  })
})
