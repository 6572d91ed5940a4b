import * as contact from '../../contract/contact.ts'
import { addPerson } from '../../contract/people.ts'
import * as contract from '../../contract/promises.ts'
import { makeWorld } from '../world/world.ts'

it('a promise keeps every word said on the way when its date is moved, and moved again, here and on their page [S3-21]', async () => {
  const { owner, anybody } = await makeWorld()
  const jonas = await owner.call(addPerson, { body: { name: 'Jonas Lind' } })
  const { url } = await owner.call(contact.makePageLink, { params: { personId: jonas.id } })
  const made = await owner.call(contract.makePromise, {
    body: { text: 'Olga calls Jonas', due: '2026-11-23T11:00:00Z', toPersonId: jonas.id },
  })
  const told = await owner.call(contract.updatePromise, {
    params: { promiseId: made.id },
    body: { kind: 'progress', text: 'It was looked at.', toldBy: 'phone', version: made.version },
  })
  const move = async (p: typeof made, due: string) =>
    await owner.call(contract.movePromise, {
      params: { promiseId: p.id },
      body: { due, reason: 'the part is late', toldCustomer: true, toldBy: 'phone', version: p.version },
    })
  const second = await move(told, '2026-11-23T15:00:00Z')
  const third = await move(second, '2026-11-24T15:00:00Z')
  expect(third.updates.map((u) => u.kind)).toEqual(['progress', 'delay', 'delay'])
  const first = await owner.call(contract.readPromise, { params: { promiseId: made.id } })
  expect(first.updates.map((u) => u.kind)).toEqual(['progress'])
  const page = await anybody(contact.readCustomerPage, { params: { token: url.split('/').at(-1)! } })
  expect(page.promises.map((p) => p.updates.map((u) => u.text || u.reason))).toEqual([
    ['the part is late', 'the part is late', 'It was looked at.'],
  ])
})

it('a promise broken and made anew begins its words anew: it is another one', async () => {
  const { owner } = await makeWorld()
  const jonas = await owner.call(addPerson, { body: { name: 'Jonas Lind' } })
  const made = await owner.call(contract.makePromise, {
    body: { text: 'Olga calls Jonas', due: '2026-11-23T11:00:00Z', toPersonId: jonas.id },
  })
  const told = await owner.call(contract.updatePromise, {
    params: { promiseId: made.id },
    body: { kind: 'progress', text: 'It was looked at.', toldBy: 'phone', version: made.version },
  })
  const anew = await owner.call(contract.movePromise, {
    params: { promiseId: made.id },
    body: {
      ...{ due: '2026-11-23T15:00:00Z', reason: 'the part is late', toldCustomer: false },
      ...{ toldBy: 'page', version: told.version },
    },
  })
  expect(anew.updates).toEqual([])
})
