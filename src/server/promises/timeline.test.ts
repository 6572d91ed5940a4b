import { expect, it } from 'vitest'
import { logCall } from '../../contract/channels.ts'
import { nameConversation, readTimeline } from '../../contract/conversations.ts'
import { addPerson } from '../../contract/people.ts'
import * as contract from '../../contract/promises.ts'
import { instant } from '../../domain/shared/time.ts'
import { makeWorld } from '../world/world.ts'

it('a person’s timeline names the promise each entry tells of, in its words as they hold now [S1-26]', async () => {
  const { owner, join } = await makeWorld()
  const [ana, ben] = [await join('Ana Lima'), await join('Ben Adeyemi')]
  const jonas = await ana.call(addPerson, { body: { name: 'Jonas Lind' } })
  const due = instant('2026-11-24T11:00:00Z')
  const made = await ana.call(contract.makePromise, {
    body: { text: 'Ana calls you', due, toPersonId: jonas.id },
  })
  const params = { promiseId: made.id }
  const given = await ana.call(contract.reassignPromise, {
    params,
    body: { ownerId: ben.memberId, version: made.version },
  })
  await ben.call(contract.keepPromise, { params, body: { version: given.version } })
  const { items } = await owner.call(readTimeline, { params: { personId: jonas.id } })
  const told = items.filter((entry) => entry.promise)
  expect(told.map((entry) => entry.kind).sort()).toEqual(
    ['promise.kept', 'promise.made', 'promise.reassigned'].sort(),
  )
  expect(told.map((entry) => entry.promise)).toEqual(told.map(() => ({ id: made.id, text: 'Ben calls you' })))
})

it('the words of a promise of a sensitive conversation stand on nobody’s timeline who may not read it', async () => {
  const { join } = await makeWorld()
  const [ana, ben] = [await join('Ana Lima'), await join('Ben Adeyemi')]
  const jonas = await ana.call(addPerson, { body: { name: 'Jonas Lind' } })
  const promise = { text: 'Ana calls you about the test', due: instant('2026-11-24T11:00:00Z') }
  const talk = await ana.call(logCall, {
    body: { personId: jonas.id, direction: 'in', summary: 'Asks for the test', promises: [promise] },
  })
  await ana.call(nameConversation, { params: { conversationId: talk.id }, body: { sensitive: true } })
  const read = async (by: typeof ana) =>
    JSON.stringify(await by.call(readTimeline, { params: { personId: jonas.id } }))
  expect(await read(ana)).toContain('Ana calls you about the test')
  expect(await read(ben)).not.toContain('about the test')
})
