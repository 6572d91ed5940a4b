import { expect, it } from 'vitest'
import * as contact from '../../contract/contact.ts'
import * as talks from '../../contract/conversations.ts'
import { undoMerge } from '../../contract/people-merge.ts'
import type { PersonId } from '../../domain/shared/ids.ts'
import { letter, makeDesk } from '../world/mail-desk.ts'
import { add, merge, read } from '../world/persons.ts'
import { makeWorld } from '../world/world.ts'

/** Two Lenas taken for one, each with a page; the other one wrote by mail. */
async function takenForOne() {
  const world = await makeWorld()
  const desk = await makeDesk(world)
  const lena = (await add(world, 'Lena Huber', 'lena@huber.example')).id
  const other = (await add(world, 'L. Huber', 'lena.huber@work.example')).id
  const pageOf = async (personId: PersonId) => {
    const { url } = await world.owner.call(contact.makePageLink, { params: { personId } })
    return { token: url.split('/').at(-1)! }
  }
  const [mine, hers] = [await pageOf(lena), await pageOf(other)]
  const { conversationId: talk } = await desk.post(letter({ from: 'L. Huber <lena.huber@work.example>' }))
  const { merges } = await merge(world, lena, other)
  const write = (text: string) =>
    world.anybody(contact.writeFromPage, { params: mine, body: { text, conversationId: talk! } })
  const part = () => world.owner.call(undoMerge, { params: { mergeId: merges[0]!.id } })
  const shown = async (page: typeof mine) => {
    const { conversations } = await world.anybody(contact.readCustomerPage, { params: page })
    return conversations.map((c) => c.messages.map((m) => m.text.trim()))
  }
  return { world, lena, other, mine, hers, talk: talk!, write, part, shown }
}

it('what one wrote on their page in a conversation of the other is theirs again when the two come apart', async () => {
  const { world, lena, other, mine, hers, write, part, shown } = await takenForOne()
  await write('My diagnosis came.')
  await write('Please call me.')
  expect(await shown(hers)).toEqual([
    [expect.stringContaining('clatters'), 'My diagnosis came.', 'Please call me.'],
  ])
  await part()
  expect(await shown(hers)).toEqual([[expect.stringContaining('clatters')]])
  expect(await shown(mine)).toEqual([['My diagnosis came.', 'Please call me.']])
  for (const [id, waits] of [
    [lena, 'Please call me.'],
    [other, 'clatters'],
  ] as const) {
    const { items } = await world.owner.call(talks.listConversations, {
      query: { view: 'waiting', personId: id },
    })
    expect(items).toMatchObject([{ person: { id }, lastLine: expect.stringContaining(waits) }])
  }
  expect((await read(world, lena)).id).toBe(lena)
})

it('what one wrote that carried a closed conversation of the other on leaves nothing that waits behind', async () => {
  const { world, lena, other, mine, hers, talk, write, part, shown } = await takenForOne()
  await world.owner.call(talks.closeConversation, { params: { conversationId: talk }, body: {} })
  world.at('2026-11-23T12:00:00Z')
  await write('One more thing.')
  await part()
  expect(await shown(hers)).toEqual([[expect.stringContaining('clatters')]])
  expect(await shown(mine)).toEqual([['One more thing.']])
  const waiting = (personId: PersonId) =>
    world.owner.call(talks.listConversations, { query: { view: 'waiting', personId } })
  expect((await waiting(lena)).items).toMatchObject([{ lastLine: 'One more thing.' }])
  expect((await waiting(other)).items).toEqual([])
  world.at('2026-11-23T12:10:00Z')
  await world.anybody(contact.writeFromPage, { params: hers, body: { text: 'Hello?', conversationId: talk } })
  expect((await waiting(other)).items).toMatchObject([{ lastLine: 'Hello?' }])
})
