import { describe, expect, it } from 'vitest'
import * as contract from '../../contract/bulk.ts'
import * as talks from '../../contract/conversations.ts'
import { writeNeed } from '../../contract/needs.ts'
import type { ConversationId } from '../../domain/shared/ids.ts'
import { letter } from '../world/mail-desk.ts'
import { FIRST, twoOfMarta } from '../world/two-of-marta.ts'

type Act = { kind: string; until?: string }
type Two = Awaited<ReturnType<typeof twoOfMarta>>

async function bulk({ world }: Two, act: object, ...conversationIds: ConversationId[]) {
  return await world.owner.call(contract.beginBulk, { body: { act: act as never, conversationIds } })
}

const answer = () => letter({ inReplyTo: FIRST, subject: 'Re: The brakes squeal', text: 'It got worse!' })

describe('taking back what was done with many', () => {
  it('puts nothing away that they wrote since: what was woken or opened again stays so', async () => {
    const two = await twoOfMarta()
    const { world, desk, a, of } = two
    const undo = (id: { id: never }) => world.owner.call(contract.undoBulk, { params: { bulkId: id.id } })
    const cases: [Act, Act][] = [
      [{ kind: 'snooze', until: '2026-11-25T08:00:00Z' }, { kind: 'wake' }],
      [{ kind: 'close' }, { kind: 'reopen' }],
    ]
    for (const [before, act] of cases) {
      await bulk(two, before, a)
      const done = await bulk(two, act, a)
      expect((await desk.post(answer())).conversationId).toBe(a)
      expect(await undo(done as never)).toMatchObject({ state: 'undone', stayed: 1 })
      expect(await world.owner.call(talks.readConversation, of(a)), act.kind).toMatchObject({
        state: 'waiting',
      })
    }
  })

  it('closes nothing in which somebody has written down since what they need', async () => {
    const two = await twoOfMarta()
    const { world, a, of } = two
    await bulk(two, { kind: 'close' }, a)
    const { id: bulkId } = await bulk(two, { kind: 'reopen' }, a)
    await world.owner.call(writeNeed, { ...of(a), body: { words: 'New brakes' } })
    await world.owner.call(contract.undoBulk, { params: { bulkId } })
    const { items } = await world.owner.call(contract.listBulkStayed, { params: { bulkId } })
    expect(items).toMatchObject([{ conversation: { id: a }, why: 'changed_meanwhile' }])
    expect(await world.owner.call(talks.readConversation, of(a))).toMatchObject({ closedAt: null })
  })

  it('touches none into which one of them was merged since', async () => {
    const two = await twoOfMarta()
    const { world, a, b, of, merge } = two
    const mia = await world.join('Mia Meier')
    await world.owner.call(talks.assignConversation, { ...of(b), body: { memberId: mia.memberId } })
    const { id: bulkId } = await bulk(two, { kind: 'assign', memberId: mia.memberId }, a)
    await merge(b, a)
    expect(await world.owner.call(contract.undoBulk, { params: { bulkId } })).toMatchObject({ stayed: 1 })
    expect(await world.owner.call(talks.readConversation, of(b))).toMatchObject({
      assignee: { id: mia.memberId },
    })
  })

  it('shows no lines behind a key that is no number of a line', async () => {
    const two = await twoOfMarta()
    const { id: bulkId } = await bulk(two, { kind: 'wake' }, two.a)
    const after = Buffer.from('["99999999999"]').toString('base64url')
    const asked = two.world.owner.call(contract.listBulkStayed, { params: { bulkId }, query: { after } })
    await expect(asked).rejects.toMatchObject({ status: 400 })
  })
})
