import { logCall } from '../../contract/channels.ts'
import { askAuthority, grantAuthority } from '../../contract/goodwill.ts'
import { addPerson } from '../../contract/people.ts'
import { passAsksOn } from '../goodwill/jobs.ts'
import { makeWorld } from './world.ts'

/**
 * Ana may decide 100 €, Dina leads and may decide 500 €, Olga owns the house; Ana has called Marta. `ask`: Ana asks for a refund for
 * her (minor units of euros, and what else is asked otherwise); `turn`: so many minutes after the world began, with whatever had to be asked anew by then.
 */
export async function makeAsking() {
  const world = await makeWorld()
  const ana = await world.join('Ana Lima')
  const dina = await world.join('Dina Koch', 'manager')
  for (const [role, perCase] of [
    ['member', 100_00],
    ['manager', 500_00],
  ] as const)
    await world.owner.call(grantAuthority, {
      body: { role, currency: 'EUR', perCase, reason: 'Whoever stands there decides.' } as never,
    })
  const marta = await ana.call(addPerson, { body: { name: 'Marta Okafor' } })
  const talk = await ana.call(logCall, {
    body: { personId: marta.id, direction: 'out', summary: 'The second time in a month' },
  })
  const ask = (minor = 300_00, body: object = {}) =>
    ana.call(askAuthority, {
      body: {
        ...{ personId: marta.id, conversationId: talk.id, kind: 'refund', money: { minor, currency: 'EUR' } },
        ...{ why: 'The same part again.', ...body },
      } as never,
    })
  const turn = async (minutes: number) => {
    world.at(new Date(Date.parse('2026-11-23T09:12:00Z') + minutes * 60_000).toISOString())
    await passAsksOn.run(world.act(), world.services)
  }
  return { world, ana, dina, marta, talk, ask, turn }
}
