import { readSession } from '../../contract/accounts.ts'
import { chooseBackup } from '../../contract/notices.ts'
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
