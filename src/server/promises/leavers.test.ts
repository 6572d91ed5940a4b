import { expect, it } from 'vitest'
import * as asks from '../../contract/asks.ts'
import { assignConversation, readConversation } from '../../contract/conversations.ts'
import { someoneIsHere } from '../../contract/counter.ts'
import { listNotices } from '../../contract/notices.ts'
import { addPerson } from '../../contract/people.ts'
import { makePromise, readPromise } from '../../contract/promises.ts'
import { readToday } from '../../contract/today.ts'
import { instant } from '../../domain/shared/time.ts'
import { tickWorkspace } from '../jobs/worker.ts'
import { hearAll } from '../world/hear.ts'
import { makeWorld } from '../world/world.ts'

it('what somebody owes finds a new owner before their access ends, and their conversations come back [S0-02] [S3-21]', async () => {
  const world = await makeWorld()
  const tom = await world.join('Tom', 'member', 'service_advisor', instant('2026-11-23T12:00:00Z'))
  const marta = await world.owner.call(addPerson, { body: { name: 'Marta Klein' } })
  const promise = await tom.call(makePromise, {
    body: { text: 'Tom calls', due: instant('2026-11-23T16:00:00Z'), toPersonId: marta.id },
  })
  const here = await tom.call(someoneIsHere, { body: { personId: marta.id } })
  const params = { conversationId: here.conversationId }
  await tom.call(assignConversation, { params, body: { memberId: tom.memberId } })
  world.at('2026-11-23T11:45:00Z')
  await tickWorkspace(world.services, world.workspaceId, world.now())
  expect((await world.owner.call(readPromise, { params: { promiseId: promise.id } })).owner.name).toBe('Tom')
  world.at('2026-11-23T11:52:00Z')
  await tickWorkspace(world.services, world.workspaceId, world.now())
  await tickWorkspace(world.services, world.workspaceId, world.now())
  const now = await world.owner.call(readPromise, { params: { promiseId: promise.id } })
  expect(now).toMatchObject({ owner: { name: 'Olga Brandt' }, state: 'open', due: promise.due })
  expect((await world.owner.call(readConversation, { params })).assignee).toBeNull()
})

it('what was asked of somebody comes back to who asked, and what they asked goes to who takes over, before access ends [S3-24]', async () => {
  const world = await makeWorld()
  const [ana, mia] = [await world.join('Ana Lima'), await world.join('Mia Meier')]
  const tom = await world.join('Tom Reed', 'member', 'technician', instant('2026-11-23T12:00:00Z'))
  const ask = (by: typeof ana, of: typeof ana, text: string) =>
    by.call(asks.makeAsk, { body: { askedOf: of.memberId, text } })
  const ofTom = await ask(ana, tom, 'order the sensor')
  const byTom = await ask(tom, mia, 'bring the key')
  world.at('2026-11-23T11:52:00Z')
  await tickWorkspace(world.services, world.workspaceId, world.now())
  await tickWorkspace(world.services, world.workspaceId, world.now())
  await hearAll(world)

  const line = { kind: 'asked_back', what: 'order the sensor', colleague: 'Tom Reed', mine: true }
  expect((await ana.call(readToday)).groups.next).toMatchObject([line])
  expect((await ana.call(listNotices)).items).toMatchObject([{ data: { as: 'returned', ask: ofTom.id } }])
  expect((await tom.call(asks.listAsks)).items).toEqual([])
  const version = ofTom.version + 1
  const params = { askId: ofTom.id }
  const accept = { params, body: { due: instant('2026-11-23T15:00:00Z'), version } }
  await expect(tom.call(asks.acceptAsk, accept)).rejects.toMatchObject({ problem: { code: 'ask_settled' } })
  const passing = (to: typeof ana) => ({ params, body: { askedOf: to.memberId, version } })
  await expect(ana.call(asks.passAsk, passing(ana))).rejects.toMatchObject({ status: 400 })
  await expect(world.owner.call(asks.passAsk, passing(mia))).rejects.toMatchObject({ status: 404 })
  expect(await ana.call(asks.passAsk, passing(mia))).toMatchObject({
    ...{ state: 'open', of: { name: 'Mia Meier' }, returnedAt: null },
  })
  expect((await ana.call(readToday)).groups.next).toEqual([])

  const [taken] = (await world.owner.call(asks.listAsks, { query: { of: 'others' } })).items
  expect(taken).toMatchObject({ id: byTom.id, by: { name: 'Olga Brandt' }, of: { name: 'Mia Meier' } })
  expect((await world.owner.call(listNotices)).items).toContainEqual(
    expect.objectContaining({ kind: 'promise_given', data: { as: 'asks', ask: byTom.id } }),
  )
  await mia.call(asks.declineAsk, {
    params: { askId: byTom.id },
    body: { why: 'It is lost', version: taken!.version },
  })
  await hearAll(world)
  expect((await world.owner.call(listNotices)).items).toContainEqual(
    expect.objectContaining({ kind: 'promise_changed', data: expect.objectContaining({ as: 'declined' }) }),
  )
})
