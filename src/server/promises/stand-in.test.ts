import { chooseBackup, readNoticeSettings, startBreak } from '../../contract/notices.ts'
import { addPerson } from '../../contract/people.ts'
import * as promises from '../../contract/promises.ts'
import * as contract from '../../contract/standing-in.ts'
import { readToday } from '../../contract/today.ts'
import { makeWorld } from '../world/world.ts'

const NOON = '2026-11-23T11:00:00.000Z'
const TUESDAY = '2026-11-24T20:00:00.000Z'

async function anaOwes() {
  const world = await makeWorld()
  const [ana, ben] = [await world.join('Ana Lima'), await world.join('Ben Adeyemi')]
  const jonas = await ana.call(addPerson, { body: { name: 'Jonas Lind' } })
  for (const due of [NOON, TUESDAY])
    await ana.call(promises.makePromise, { body: { text: 'Ana calls you', due, toPersonId: jonas.id } })
  const loose = async () => {
    const { groups } = await world.owner.call(readToday)
    return [...groups.now, ...groups.next].filter((l) => l.kind === 'loose_end')
  }
  return { world, ana, ben, loose }
}

describe('resting with promises that fall due', () => {
  it('asks who takes over, as long as nobody stands in', async () => {
    const { ana, ben } = await anaOwes()
    const alone = () => ana.call(contract.readMyPromisesAlone)
    expect(await alone()).toEqual({ count: 0, first: null })
    await ana.call(startBreak)
    expect(await alone()).toEqual({ count: 1, first: NOON })
    await ana.call(chooseBackup, { body: { memberId: ben.memberId } })
    expect(await alone()).toEqual({ count: 0, first: null })
  })

  it('is a loose end for whoever leads, with who has it, and says nothing of a break [S2-26]', async () => {
    const { world, ana, ben, loose } = await anaOwes()
    expect(await loose()).toEqual([])
    await ana.call(startBreak)
    expect(await loose()).toMatchObject([
      {
        ...{ what: 'Ana calls you', person: { name: 'Jonas Lind' }, at: NOON, mine: false },
        why: [{ code: 'no_stand_in' }, { code: 'is_with', values: { name: 'Ana Lima' } }],
      },
    ])
    expect(JSON.stringify(await loose())).not.toContain('break')
    expect((await ben.call(readToday)).groups).toEqual({ now: [], next: [], moment: [] })
    world.at('2026-11-23T11:30:00Z')
    expect(await loose()).toMatchObject([{ care: 'late' }])
    const [line] = await loose()
    await world.owner.call(promises.reassignPromise, {
      params: { promiseId: line!.promiseId! },
      body: { ownerId: ben.memberId, version: line!.promiseVersion! },
    })
    expect(await loose()).toEqual([])
  })

  it('a manager names who stands in for somebody else, whom nobody else may name', async () => {
    const { world, ana, ben, loose } = await anaOwes()
    await ana.call(startBreak)
    const params = { memberId: ana.memberId }
    const name = (memberId: typeof ben.memberId | null) =>
      world.owner.call(contract.chooseStandIn, { params, body: { memberId } })
    expect(await name(ben.memberId)).toEqual({ memberId: ben.memberId })
    expect((await ana.call(readNoticeSettings)).backupId).toBe(ben.memberId)
    expect(await loose()).toEqual([])
    await expect(name(ana.memberId)).rejects.toMatchObject({ problem: { field: 'memberId' } })
    const body = { memberId: null }
    await expect(ben.call(contract.chooseStandIn, { params, body })).rejects.toMatchObject({ status: 403 })
    expect(await name(null)).toEqual({ memberId: null })
    const nobody = { memberId: world.services.newId<'member'>() }
    await expect(world.owner.call(contract.readStandIn, { params: nobody })).rejects.toMatchObject({
      status: 404,
    })
  })
})
