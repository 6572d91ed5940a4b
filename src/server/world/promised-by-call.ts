import { logCall } from '../../contract/channels.ts'
import * as people from '../../contract/people.ts'
import * as contract from '../../contract/promises.ts'
import type { World } from './world.ts'

/** The noon of a world's first day, by which the promise is due. */
export const NOON = '2026-11-23T11:00:00.000Z'

/** Jonas asks for the gearbox on the telephone, and is promised a call by noon. */
export async function promised(world: World) {
  const jonas = await world.owner.call(people.addPerson, { body: { name: 'Jonas Lind' } })
  const talk = await world.owner.call(logCall, {
    body: { personId: jonas.id, direction: 'in', summary: 'Any news of the gearbox?' },
  })
  const promise = await world.owner.call(contract.makePromise, {
    body: {
      text: 'Olga calls Jonas about the gearbox',
      saidAs: 'by noon',
      due: NOON,
      conversationId: talk.id,
    },
  })
  return { jonas, talk, promise }
}
