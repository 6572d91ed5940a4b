import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import { makePageLink, readCustomerPage } from '../../contract/contact.ts'
import { readCounter, someoneIsHere } from '../../contract/counter.ts'
import { listNotices } from '../../contract/notices.ts'
import { addPerson } from '../../contract/people.ts'
import * as contract from '../../contract/promises.ts'
import { readAhead, readToday } from '../../contract/today.ts'
import { hearAll } from '../world/hear.ts'
import { ownCluster } from '../world/own-cluster.ts'
import { makeWorld } from '../world/world.ts'

const NOON = '2026-11-23T11:00:00.000Z'
const TUESDAY = '2026-11-24T11:00:00.000Z'

async function handedOver(text: string, due = NOON) {
  const world = await makeWorld()
  const [ana, ben] = [await world.join('Ana Lima'), await world.join('Ben Adeyemi')]
  const marta = await ana.call(addPerson, { body: { name: 'Marta Okafor' } })
  const made = await ana.call(contract.makePromise, { body: { text, due, toPersonId: marta.id } })
  const params = { promiseId: made.id }
  const given = await ana.call(contract.reassignPromise, {
    params,
    body: { ownerId: ben.memberId, version: made.version },
  })
  return { world, ana, ben, marta, made, given, params }
}

describe('the words of a promise in other hands', () => {
  it('name who has it now: in the ledger, on Today and the days ahead, on a card, in a notice, on the customer’s page [S3-21]', async () => {
    const { world, ana, ben, marta, made, given, params } = await handedOver(
      'Ana calls you about the gearbox',
    )
    const bens = 'Ben calls you about the gearbox'
    expect([made.text, given.text]).toEqual(['Ana calls you about the gearbox', bens])
    expect((await ben.call(readToday)).groups.next.map((l) => l.what)).toEqual([bens])
    await ana.call(someoneIsHere, { body: { personId: marta.id } })
    const { arrivals } = await ana.call(readCounter)
    expect(arrivals.flatMap((c) => c.openPromises.map((p) => p.text))).toEqual([bens])
    await hearAll(world)
    const told = (await ben.call(listNotices)).items.map((n) => n.promise?.text)
    expect(told).toEqual([bens])
    const { url } = await ana.call(makePageLink, { params: { personId: marta.id } })
    const page = await world.anybody(readCustomerPage, { params: { token: url.split('/').at(-1)! } })
    expect(page.promises).toMatchObject([{ text: bens, by: 'Ben Adeyemi' }])

    const moved = await ben.call(contract.movePromise, {
      params,
      body: {
        ...{ due: TUESDAY, reason: 'The part is late', toldCustomer: true, toldBy: 'phone' },
        version: given.version,
      },
    })
    expect(moved.text).toBe(bens)
    const { days } = await ben.call(readAhead)
    expect(days.flatMap((d) => d.lines.map((l) => l.what))).toContain(bens)
    const back = await ben.call(contract.reassignPromise, {
      params: { promiseId: moved.id },
      body: { ownerId: ana.memberId, version: moved.version },
    })
    expect(back.text).toBe('Ana calls you about the gearbox')
  })

  it('stay as they were said where they are not about who has it', async () => {
    expect((await handedOver('Ana somebodies the car')).given.text).toBe('Ana somebodies the car')
    expect((await handedOver('The car is ready')).given.text).toBe('The car is ready')
    expect((await handedOver('Ana ruft Sie bis Freitag 17:00 an')).given.text).toBe(
      'Ben ruft Sie bis Freitag 17:00 an',
    )
  })
})

it('the words of promises from before follow whoever has them too, and none about a customer of the same name', async () => {
  const { world, ben, params } = await handedOver('Ana calls you about the gearbox')
  const [ana, petra] = [await world.join('Ana Roth'), await world.join('Petra Sand')]
  const make = async (text: string, to: string, owner = ana) => {
    const person = await ana.call(addPerson, { body: { name: to } })
    const body = { text, due: NOON, toPersonId: person.id, ownerId: owner.memberId }
    return (await ana.call(contract.makePromise, { body })).id
  }
  const hears = await make('You hear from Ana about the gearbox', 'Jonas Lind')
  const keys = await make('Ana gets her keys', 'Ana Petrović')
  const thing = await make('Ana’s car is ready', 'Jonas Lind')
  const name = `/test_${process.env.VITEST_POOL_ID ?? '1'}_${process.pid}`
  const url = Object.assign(new URL(ownCluster().ownerUrl), { pathname: name })
  const owner = new Client({ connectionString: url.href })
  await owner.connect()
  try {
    await owner.query('update promises set frame = null where workspace_id = $1', [world.workspaceId])
    const migration = readFileSync(
      join(import.meta.dirname, '../../../migrations/0018_promises_wording.sql'),
      'utf8',
    )
    await owner.query(/^update promises p set frame.*?;$/ms.exec(migration)![0])
  } finally {
    await owner.end()
  }
  const given = async (promiseId: typeof hears) => {
    const { version } = await ana.call(contract.readPromise, { params: { promiseId } })
    const body = { ownerId: petra.memberId, version }
    return (await ana.call(contract.reassignPromise, { params: { promiseId }, body })).text
  }
  expect((await ben.call(contract.readPromise, { params })).text, 'handed over before').toBe(
    'Ben calls you about the gearbox',
  )
  expect(await given(hears)).toBe('You hear from Petra about the gearbox')
  expect(await given(keys)).toBe('Ana gets her keys')
  expect(await given(thing)).toBe('Ana’s car is ready')
})
