import { logCall } from '../../contract/channels.ts'
import { nameConversation } from '../../contract/conversations.ts'
import {
  chooseBackup,
  endBreak,
  listNotices,
  readMeanwhile,
  readNoticeSettings,
  startBreak,
} from '../../contract/notices.ts'
import { addPerson } from '../../contract/people.ts'
import * as promises from '../../contract/promises.ts'
import * as contract from '../../contract/standing-in.ts'
import { readToday } from '../../contract/today.ts'
import { tickWorkspace } from '../jobs/worker.ts'
import { hearAll } from '../world/hear.ts'
import { makeWorld } from '../world/world.ts'
import { showCover } from './views-cover.ts'

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

describe('standing in for one break', () => {
  it('puts what falls due on the Today of whoever stands in, and ends when the other is back, who reads what was done [S2-25]', async () => {
    const { world, ana, ben } = await anaOwes()
    const today = async (by: typeof ben) => (await by.call(readToday)).groups.next
    const name = () => ana.call(contract.chooseBreakStandIn, { body: { memberId: ben.memberId } })
    await expect(name(), 'nobody rests').rejects.toMatchObject({ problem: { code: 'changed_meanwhile' } })
    await ana.call(startBreak)
    await name()
    const [line] = await today(ben)
    expect(line).toMatchObject({
      ...{ kind: 'stands_in', what: 'Ana calls you', person: { name: 'Jonas Lind' }, at: NOON, mine: false },
      care: 'none',
      why: [{ code: 'stands_in' }, { code: 'is_with', values: { name: 'Ana Lima' } }],
    })
    expect((await ana.call(readNoticeSettings)).backupId, 'nobody for good').toBeNull()
    world.at('2026-11-23T11:01:00Z')
    await tickWorkspace(world.services, world.workspaceId, world.now())
    await hearAll(world)
    expect((await ben.call(listNotices)).items).toMatchObject([{ kind: 'promise_backup' }])
    await ben.call(promises.keepPromise, {
      params: { promiseId: line!.promiseId! },
      body: { version: line!.promiseVersion! },
    })
    world.at('2026-11-23T11:05:00Z')
    const { items } = await ana.call(promises.listPromises)
    const owed = items[0]!
    await world.owner.call(promises.reassignPromise, {
      params: { promiseId: owed.id },
      body: { ownerId: ben.memberId, version: owed.version },
    })
    const back = await ana.call(endBreak)
    expect(back.meanwhile).toMatchObject([
      ...[{ promiseId: owed.id, did: 'took_over', by: { name: 'Olga Brandt' }, to: 'Jonas Lind' }],
      ...[{ promiseId: line!.promiseId, did: 'kept', by: { name: 'Ben Adeyemi' } }],
    ])
    expect(await ana.call(endBreak), 'its reply may have been lost').toEqual(back)
    expect(await ana.call(readMeanwhile), 'a page that was loaded anew reads it again').toEqual(back)
    world.at('2026-11-23T11:16:00Z')
    expect((await ana.call(readMeanwhile)).meanwhile).toEqual([])
    expect((await ana.call(endBreak)).meanwhile, 'once heard, told no more').toEqual([])
    await ana.call(startBreak)
    await ana.call(promises.makePromise, {
      body: { text: 'Ana writes', due: '2026-11-23T15:00:00.000Z', toMemberId: world.owner.memberId },
    })
    expect((await ana.call(contract.readMyPromisesAlone)).count, 'nobody stands in this time').toBe(1)
    expect((await today(ben)).map((l) => l.kind)).not.toContain('stands_in')
  })

  it('tells nothing of a sensitive conversation to whoever stands in', async () => {
    const { ana, ben } = await anaOwes()
    const talk = await ana.call(logCall, { body: { direction: 'in', summary: 'A private matter' } })
    await ana.call(nameConversation, { params: { conversationId: talk.id }, body: { sensitive: true } })
    const eva = await ana.call(addPerson, { body: { name: 'Eva Stein' } })
    await ana.call(promises.makePromise, {
      body: { text: 'Ana sends it', due: NOON, toPersonId: eva.id, conversationId: talk.id },
    })
    await ana.call(startBreak)
    await ana.call(contract.chooseBreakStandIn, { body: { memberId: ben.memberId } })
    expect((await ben.call(readToday)).groups.next.map((l) => l.what)).toEqual(['Ana calls you'])
  })
})

describe('resting with promises that fall due', () => {
  it('asks who takes over, as long as nobody stands in', async () => {
    const { ana, ben } = await anaOwes()
    const alone = () => ana.call(contract.readMyPromisesAlone)
    expect(await alone()).toMatchObject({ count: 0, first: null })
    await ana.call(startBreak)
    expect(await alone()).toEqual({ count: 1, toCustomers: 1, toColleagues: [], first: NOON })
    await ana.call(promises.makePromise, {
      body: { text: 'Ana looks at the lift', due: NOON, toMemberId: ben.memberId },
    })
    expect(await alone()).toEqual({
      ...{ count: 2, toCustomers: 1, toColleagues: [{ name: 'Ben Adeyemi', count: 1 }], first: NOON },
    })
    await ana.call(chooseBackup, { body: { memberId: ben.memberId } })
    expect(await alone()).toMatchObject({ count: 0, first: null })
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

  it('is told at once to whoever stands in, and to who leads while nobody does; to others it is nothing [S2-25]', async () => {
    const { world, ana, ben } = await anaOwes()
    const dina = await world.join('Dina Weber')
    const cover = async ({ memberId: id }: typeof ben, role: 'owner' | 'member' = 'member') =>
      await world.services.db.read(world.workspaceId, (db) =>
        showCover(db, { ...world.act(id).member, role }, world.now()),
      )
    expect(await cover(ben)).toBeNull()
    await ana.call(startBreak)
    expect(await cover(ana)).toMatchObject({ rests: true })
    expect(await cover(world.owner, 'owner')).toEqual({
      ...{ rests: false, standsInFor: [], alone: [ana.memberId] },
    })
    expect(await cover(ben)).toBeNull()
    await ana.call(contract.chooseBreakStandIn, { body: { memberId: ben.memberId } })
    expect(await cover(ben)).toEqual({ rests: false, standsInFor: [ana.memberId], alone: [] })
    for (const [one, role] of [
      [world.owner, 'owner'],
      [dina, 'member'],
    ] as const)
      expect(await cover(one, role)).toBeNull()
    await ana.call(endBreak)
    expect(await cover(ben)).toBeNull()
  })
})
