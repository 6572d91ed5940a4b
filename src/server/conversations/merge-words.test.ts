import { expect, it } from 'vitest'
import * as talks from '../../contract/conversations.ts'
import { letter } from '../world/mail-desk.ts'
import { twoOfMarta } from '../world/two-of-marta.ts'

it('merges words that a list would cut in the middle of a smile', async () => {
  const { world, desk, a, b, of, merge, unmerge } = await twoOfMarta()
  for (const n of [1, 2, 3]) {
    const text = `${'x'.repeat(198 + n)}${'🙂'.repeat(20)}`
    const { conversationId: c } = await desk.post(letter({ subject: 'The brakes squeal', text }))
    await merge(a, c!)
    await unmerge(c!)
    const { items } = await world.owner.call(talks.listConversations, { query: { view: 'all' } })
    expect(items.find((i) => i.id === c)?.lastLine).not.toMatch(/\uFFFD/)
    expect(await world.owner.call(talks.readConversation, of(c!))).toMatchObject({ id: c })
  }
  await merge(a, b)
})
