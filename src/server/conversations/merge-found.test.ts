import { describe, expect, it } from 'vitest'
import * as talks from '../../contract/conversations.ts'
import * as merging from '../../contract/merging.ts'
import { readBell } from '../../contract/notices.ts'
import { search } from '../../contract/search.ts'
import { addTag, tagConversations } from '../../contract/tags.ts'
import type { ConversationId, TagId } from '../../domain/shared/ids.ts'
import { hearAll } from '../world/hear.ts'
import { letter } from '../world/mail-desk.ts'
import { twoOfMarta } from '../world/two-of-marta.ts'

describe('tags, and what is found', () => {
  it('stand on the united one, which is found by what the other was called; and go home with it', async () => {
    const { world, a, b, merge, unmerge, of, desk } = await twoOfMarta()
    const { owner } = world
    const [offer, late] = [
      await owner.call(addTag, { body: { name: 'Offer' } }),
      await owner.call(addTag, { body: { name: 'Late' } }),
    ]
    const tag = (id: ConversationId, ...add: TagId[]) =>
      owner.call(tagConversations, { body: { conversationIds: [id], add, remove: [] } })
    await tag(a, offer.id)
    await tag(b, offer.id, late.id)
    await owner.call(talks.nameConversation, { ...of(b), body: { subject: 'Kostenvoranschlag' } })
    await merge(a, b)
    const names = async (id: ConversationId) => (await desk.read(id)).tags.map((t) => t.name)
    expect(await names(a)).toEqual(['Late', 'Offer'])
    const find = async (q: string) =>
      (await owner.call(search, { query: { q } })).items.map((i) => i.conversation.id)
    expect(await find('Kostenvoranschlag')).toEqual([a])
    expect(await find('tag:late')).toEqual([a])
    expect(await find('is:open')).toEqual([a])
    const mia = await world.join('Mia Meier')
    await owner.call(talks.assignConversation, { ...of(a), body: { memberId: owner.memberId } })
    await owner.call(talks.nameConversation, { ...of(a), body: { sensitive: true } })
    expect((await mia.call(search, { query: { q: 'Kostenvoranschlag' } })).items).toEqual([])
    // Put on by hand meanwhile, through an address from before: it is the united one's.
    const own = await owner.call(addTag, { body: { name: 'Own' } })
    await tag(b, own.id)
    await unmerge(b)
    expect([await names(a), await names(b)]).toEqual([
      ['Offer', 'Own'],
      ['Late', 'Offer'],
    ])
  })
})

describe('what may be the same matter', () => {
  it('is proposed with its reasons, and anything of theirs can be chosen', async () => {
    const { world, desk, a, b, of } = await twoOfMarta()
    const tyres = (await desk.post(letter({ subject: 'Tyres' }))).conversationId!
    await desk.post(letter({ from: 'Ben <ben@posteo.example>', subject: 'The brakes squeal' }))
    await world.owner.call(talks.closeConversation, { ...of(tyres), body: {} })
    const ask = (query: object) => world.owner.call(merging.listMergeCandidates, { ...of(a), query })
    expect((await ask({ proposed: 'true' })).items).toMatchObject([
      { id: b, reasons: ['same_subject', 'close_in_time'] },
    ])
    const first = await ask({ limit: 1 })
    expect(first.items.map((c) => c.id)).toEqual([tyres])
    expect((await ask({ limit: 1, after: first.next })).items.map((c) => c.id)).toEqual([b])
    expect((await ask({ q: 'tYre' })).items.map((c) => c.id)).toEqual([tyres])
    expect((await ask({ q: '%' })).items).toEqual([])
    const { reference } = await desk.read(b)
    expect((await ask({ q: reference.toLowerCase() })).items.map((c) => c.id)).toEqual([b])
  })

  it('tells nobody of it again by bell or mail', async () => {
    const { world, a, b, merge, unmerge } = await twoOfMarta()
    const mia = await world.join('Mia Meier')
    const assigned = { params: { conversationId: b }, body: { memberId: mia.memberId } }
    await world.owner.call(talks.assignConversation, assigned)
    await hearAll(world)
    const before = await mia.call(readBell)
    await merge(a, b)
    await unmerge(b)
    await hearAll(world)
    expect(await mia.call(readBell)).toEqual(before)
  })
})
