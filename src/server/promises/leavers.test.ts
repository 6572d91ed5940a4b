import { expect, it } from 'vitest'
import { assignConversation, readConversation } from '../../contract/conversations.ts'
import { someoneIsHere } from '../../contract/counter.ts'
import { addPerson } from '../../contract/people.ts'
import { makePromise, readPromise } from '../../contract/promises.ts'
import { instant } from '../../domain/shared/time.ts'
import { tickWorkspace } from '../jobs/worker.ts'
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
