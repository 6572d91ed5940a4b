import * as contract from '../../contract/notices.ts'
import { signIn } from '../http/auth.ts'
import { makeDemo } from '../world/demo.ts'
import { hearAll } from '../world/hear.ts'
import { makeWorld } from '../world/world.ts'

it('the demo opens with what is news that morning, and nothing of the months before', async () => {
  const world = await makeWorld()
  const demo = await makeDemo(world.services, 'Europe/Berlin')
  await hearAll({ ...world, workspaceId: demo.workspaceId })
  const cookie = (await signIn(world.services.auth, demo.email, demo.password))
    .map((c) => c.split(';')[0])
    .join('; ')
  const reply = await world.fetch(`/api${contract.listNotices.path}`, { headers: { cookie } })
  const { items } = (await reply.json()) as { items: { kind: string; by: { name: string } | null }[] }
  expect(items.map((n) => [n.kind, n.by?.name])).toEqual([
    ['promise_backup', undefined],
    ['handover', 'Dina Koch'],
    ['answered', undefined],
    ['rule', 'Dina Koch'],
  ])
})
