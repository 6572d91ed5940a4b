import { expect, it } from 'vitest'
import { logCall } from '../../contract/channels.ts'
import { listNotices } from '../../contract/notices.ts'
import { addPerson } from '../../contract/people.ts'
import { listPromises } from '../../contract/promises.ts'
import { instant } from '../../domain/shared/time.ts'
import { hearAll } from '../world/hear.ts'
import { makeWorld } from '../world/world.ts'

it('a call says whose what was promised in it is: the colleague named has it from the beginning, and is told [S3-21]', async () => {
  const world = await makeWorld()
  const luis = await world.join('Luis Ferreira')
  const marta = await world.owner.call(addPerson, { body: { name: 'Marta Klein' } })
  const due = instant('2026-11-27T15:00:00Z')
  const call = (ownerId: string) =>
    world.owner.call(logCall, {
      body: {
        ...{ personId: marta.id, direction: 'in', summary: 'Luis sends the photos by Friday.' },
        promises: [{ text: 'Luis sends the photos', due, ownerId: ownerId as never }],
      },
    })
  await call(luis.memberId)
  expect((await luis.call(listPromises, { query: {} })).items).toMatchObject([
    { text: 'Luis sends the photos', owner: { name: 'Luis Ferreira' }, madeBy: { name: 'Olga Brandt' } },
  ])
  await hearAll(world)
  expect((await luis.call(listNotices)).items).toMatchObject([
    { kind: 'promise_given', data: { as: 'owner' } },
  ])
  const reader = await world.join('Rita Roth', 'read_only')
  await expect(call(reader.memberId)).rejects.toMatchObject({
    problem: { code: 'access_ended' },
  })
})
