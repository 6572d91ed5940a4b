import fc from 'fast-check'
import * as people from '../../contract/people.ts'
import { CAPPED } from '../../domain/contact/can-contact.ts'
import type { Purpose } from '../../domain/contact/consent.ts'
import { USUAL_CAPS } from '../../domain/contact/testing/caps.ts'
import type { PersonId } from '../../domain/shared/ids.ts'
import { instant, plus } from '../../domain/shared/time.ts'
import { type Act, flush } from '../db/flush.ts'
import { patiently } from '../db/refused.ts'
import { makeWorld, type World } from '../world/world.ts'
import { askDoor } from './actions-door.ts'
import { insertConsents, listLetOut } from './store-door.ts'

const BEGIN = instant('2026-03-02T10:00:00Z')
const SEQUENCES = 200

/** Somebody who agreed to everything. */
async function willing(world: World): Promise<PersonId> {
  const { id } = await world.owner.call(people.addPerson, { body: { name: 'Marta' } })
  const act = world.act()
  const step = {
    ...{ id: act.newId<'consent'>(), purpose: 'all' as const, channel: 'all' as const, at: BEGIN },
    ...{ state: 'express' as const, expiresAt: null, wording: 'Yes.', how: 'spoken' as const },
    ...{ actorKind: 'member' as const, actorId: act.actor.id },
  }
  await flush(act, { writes: [insertConsents(world.workspaceId, id, [step])], events: [] })
  return id
}

function send(act: Act, personId: PersonId, purpose: Purpose) {
  return patiently(async () => {
    const word = {
      personId,
      purpose,
      channel: 'email' as const,
      caps: USUAL_CAPS,
      ...(purpose === 'offer' && { offer: 'tyres' }),
    }
    const { write } = await act.db.read(act.workspaceId, (db) => askDoor(act, db, word))
    await flush(act, { writes: [write], events: [] })
  })
}

describe('the caps, through the database', () => {
  it('count a household together for offers and for nothing else (DOMAIN 6.3, rule 7)', async () => {
    const world = await makeWorld()
    const [marta, jonas, rosa] = [await willing(world), await willing(world), await willing(world)]
    const join = (personId: PersonId, body: object) =>
      world.owner.call(people.joinHousehold, { params: { personId }, body })
    const { households } = await join(marta, { name: 'Familie Klein' })
    await join(jonas, { id: households[0]!.id })
    const at = (days: number): Act => ({ ...world.act(), now: plus(BEGIN, { days }) })
    const out = async (personId: PersonId) =>
      (await world.services.db.read(world.workspaceId, (db) => listLetOut(db, personId, BEGIN, false))).map(
        (o) => o.purpose,
      )
    await send(at(0), marta, 'offer')
    for (const them of [jonas, rosa]) await send(at(1), them, 'offer')
    await send(at(1), jonas, 'relationship_next_contact')
    expect([await out(marta), await out(jonas), await out(rosa)]).toEqual([
      ['offer'],
      ['relationship_next_contact'],
      ['offer'],
    ])
    await send(at(31), jonas, 'offer')
    await send(at(32), marta, 'offer')
    expect((await out(jonas)).sort()).toEqual(['offer', 'relationship_next_contact'])
    expect(await out(marta), 'theirs counts for hers').toEqual(['offer'])
  })

  it('are exceeded by no sequence of sends, also when two are asked at once', async () => {
    const world = await makeWorld()
    const step = fc.record({
      days: fc.integer({ min: 0, max: 20 }),
      purposes: fc.array(fc.constantFrom(...CAPPED), { minLength: 1, maxLength: 2 }),
    })
    const sequences = fc.sample(fc.array(step, { minLength: 3, maxLength: 6 }), SEQUENCES)
    let said = 0
    const check = async (sequence: (typeof sequences)[number]) => {
      const personId = await willing(world)
      let now = BEGIN
      for (const { days, purposes } of sequence) {
        now = plus(now, { days })
        const act: Act = { ...world.act(), now }
        await Promise.all(purposes.map((purpose) => send(act, personId, purpose)))
      }
      const out = await world.services.db.read(world.workspaceId, (db) =>
        listLetOut(db, personId, BEGIN, false),
      )
      said += out.length
      const caps = [
        ...CAPPED.flatMap((purpose) =>
          (USUAL_CAPS.each[purpose] ?? []).map((cap) => ({ ...cap, of: [purpose] })),
        ),
        { ...USUAL_CAPS.together, of: CAPPED },
      ]
      for (const { most, days, of } of caps) {
        const counted = out.filter((o) => of.includes(o.purpose))
        for (const { at } of counted)
          expect(counted.filter((o) => o.at >= at && o.at < plus(at, { days })).length).toBeLessThanOrEqual(
            most,
          )
      }
    }
    const ahead = [...sequences]
    const runners = Array.from({ length: 4 }, async () => {
      for (let next = ahead.pop(); next; next = ahead.pop()) await check(next)
    })
    await Promise.all(runners)
    // It does not keep the caps by saying nothing.
    expect(said).toBeGreaterThan(SEQUENCES)
  }, 120_000)
})
