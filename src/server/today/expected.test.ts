import * as contact from '../../contract/contact.ts'
import { readTimeline } from '../../contract/conversations.ts'
import { arrivalLeft, readCounter, someoneIsHere } from '../../contract/counter.ts'
import * as people from '../../contract/people.ts'
import { readToday } from '../../contract/today.ts'
import { type Caller, makeWorld, type World } from '../world/world.ts'

const QUARTER_PAST_ELEVEN = '2026-11-23T10:15:00.000Z'

async function martaComes(world: World, told = true) {
  const marta = await world.owner.call(people.addPerson, { body: { name: 'Marta Okafor' } })
  const next = await world.owner.call(contact.setNextContact, {
    params: { personId: marta.id },
    body: { what: 'Comes for the tyres', due: QUARTER_PAST_ELEVEN, told },
  })
  return { marta, next: { params: { nextContactId: next.id as never } } }
}
const onToday = async (by: Caller) => {
  const { groups, expected } = await by.call(readToday)
  return { lines: [...groups.now, ...groups.next, ...groups.moment].map((l) => l.kind), expected }
}
const atCounter = async (by: Caller) => (await by.call(readCounter)).expected

describe('somebody who was to come at a quarter past eleven', () => {
  it('stays among those expected all day, as late, on Today and at the Counter, and nothing says that it took place', async () => {
    const world = await makeWorld()
    const dina = await world.join('Dina Weber')
    await martaComes(world)
    for (const [at, late] of [
      ['2026-11-23T10:00:00Z', false],
      ['2026-11-23T10:20:00Z', true],
      ['2026-11-23T21:00:00Z', true],
    ] as const) {
      world.at(at)
      for (const somebody of [world.owner, dina]) {
        const one = { person: { name: 'Marta Okafor' }, at: QUARTER_PAST_ELEVEN, late }
        expect(await onToday(somebody)).toMatchObject({ lines: [], expected: [one] })
        expect(await atCounter(somebody)).toMatchObject([one])
      }
    }
    world.at('2026-11-24T08:00:00Z')
    expect(await onToday(world.owner)).toEqual({ lines: ['next_contact'], expected: [] })
    expect(await atCounter(world.owner)).toEqual([])
  })

  it('is expected no longer once they are here; then whoever agreed it is asked whether it took place', async () => {
    const world = await makeWorld()
    const dina = await world.join('Dina Weber')
    const { marta } = await martaComes(world)
    world.at('2026-11-23T10:40:00Z')
    const here = await dina.call(someoneIsHere, { body: { personId: marta.id } })
    expect(await onToday(dina)).toMatchObject({ expected: [] })
    expect(await onToday(world.owner)).toMatchObject({ lines: ['arrival', 'next_contact'], expected: [] })
    expect(await atCounter(dina)).toMatchObject([{ person: { name: 'Marta Okafor' }, late: false }])
    await dina.call(arrivalLeft, { params: { conversationId: here.conversationId } })
    expect(await atCounter(dina)).toEqual([])
    expect(await onToday(world.owner)).toEqual({ lines: ['next_contact'], expected: [] })
  })

  it('did not come, by the word of a colleague: nobody waits for them, and their page of contacts says so', async () => {
    const world = await makeWorld()
    const dina = await world.join('Dina Weber')
    const { marta, next } = await martaComes(world)
    world.at('2026-11-23T11:00:00Z')
    await dina.call(contact.finishNextContact, next)
    await dina.call(contact.reopenNextContact, next)
    await dina.call(contact.reopenNextContact, next)
    await dina.call(contact.missNextContact, next)
    await dina.call(contact.missNextContact, next)
    expect(await onToday(world.owner)).toEqual({ lines: [], expected: [] })
    expect(await atCounter(dina)).toEqual([])
    const { items } = await dina.call(contact.listNextContacts, { params: { personId: marta.id } })
    expect(items).toMatchObject([{ didNotCome: true, doneAt: '2026-11-23T11:00:00.000Z' }])
    const { items: told } = await dina.call(readTimeline, { params: { personId: marta.id } })
    expect(told.filter((e) => e.kind.startsWith('next_contact.')).map((e) => e.kind)).toEqual([
      ...['next_contact.missed', 'next_contact.reopened', 'next_contact.done', 'next_contact.set'],
    ])
  })

  it('is not late for a note to ourselves: that comes back to whoever wrote it', async () => {
    const world = await makeWorld()
    const dina = await world.join('Dina Weber')
    await martaComes(world, false)
    world.at('2026-11-23T10:20:00Z')
    expect(await onToday(world.owner)).toEqual({ lines: ['next_contact'], expected: [] })
    expect(await onToday(dina)).toEqual({ lines: [], expected: [] })
    expect(await atCounter(dina)).toEqual([])
  })
})
