import { readSession } from '../../contract/accounts.ts'
import { chooseBackup, endBreak, startBreak } from '../../contract/notices.ts'
import { readAway } from '../../contract/standing-in.ts'
import { instant } from '../../domain/shared/time.ts'
import { makeWorld } from '../world/world.ts'

it('a screen knows of each colleague whether they can be asked to keep something: who may only read is never offered', async () => {
  const { owner, join } = await makeWorld()
  const [ana, rita] = [await join('Ana Lima'), await join('Rita Only', 'read_only')]
  const { current } = await owner.call(readSession)
  const serve = new Map(current!.members.map((m) => [m.id, m.serves]))
  expect([ana, rita].map((m) => serve.get(m.memberId))).toEqual([true, false])
  const name = (m: typeof ana) => owner.call(chooseBackup, { body: { memberId: m.memberId } })
  await expect(name(rita)).rejects.toMatchObject({ problem: { code: 'access_ended' } })
  await name(ana)
})

it('whoever chooses a colleague is told who rests just now and whose last day it is, and nothing of when they went [S2-25]', async () => {
  const { owner, join } = await makeWorld()
  const ana = await join('Ana Lima')
  const tom = await join('Tom Reed', 'member', 'technician', instant('2026-11-23T18:00:00Z'))
  await join('Mia Meier', 'member', 'technician', instant('2026-11-30T18:00:00Z'))
  const rita = await join('Rita Only', 'read_only')
  const leaves = { memberId: tom.memberId, is: 'leaves_today' }
  expect(await owner.call(readAway)).toEqual({ items: [leaves] })
  await ana.call(startBreak)
  expect((await owner.call(readAway)).items).toEqual(
    expect.arrayContaining([leaves, { memberId: ana.memberId, is: 'on_break' }]),
  )
  await ana.call(endBreak)
  expect(await owner.call(readAway)).toEqual({ items: [leaves] })
  await expect(rita.call(readAway)).rejects.toMatchObject({ status: 403 })
})
