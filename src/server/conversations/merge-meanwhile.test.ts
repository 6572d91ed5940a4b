import { describe, expect, it } from 'vitest'
import { acceptAsk, makeAsk } from '../../contract/asks.ts'
import { logCall, sendReply, undoSend } from '../../contract/channels.ts'
import * as contact from '../../contract/contact.ts'
import * as talks from '../../contract/conversations.ts'
import { acceptHandover, offerHandover } from '../../contract/handovers.ts'
import * as merging from '../../contract/merging.ts'
import * as promises from '../../contract/promises.ts'
import type { ConversationId } from '../../domain/shared/ids.ts'
import { carryDueMail } from '../channels/jobs.ts'
import { startSmtp } from '../mail/testing/smtp.ts'
import { letter, makeDesk } from '../world/mail-desk.ts'
import { FIRST, SECOND, twoOfMarta } from '../world/two-of-marta.ts'
import { makeWorld } from '../world/world.ts'

describe('what comes while two are merged', () => {
  it('mail that answers the merged one stands in the other, and goes home with it when they are parted [S3-21]', async () => {
    const { world, desk, a, b, of, merge, unmerge, texts } = await twoOfMarta()
    const { owner } = world
    await owner.call(talks.closeConversation, { ...of(b), body: {} })
    await merge(a, b)
    world.at('2026-11-23T11:00:00Z')
    const got = await desk.post(letter({ inReplyTo: SECOND, text: 'Is the offer ready?' }))
    expect(got).toMatchObject({ conversationId: a, whyHere: { code: 'references' } })
    world.at('2026-11-23T11:05:00Z')
    const { message } = await owner.call(sendReply, {
      ...of(a),
      body: { text: 'By three.', promises: [{ text: 'Olga sends the offer', due: '2026-11-23T15:00:00Z' }] },
    })
    expect((await desk.messages(a)).at(-1)).toMatchObject({ id: message.id, originId: b })
    await owner.call(talks.writeNote, { ...of(a), body: { text: 'Two matters after all.' } })
    const promised = async () => (await owner.call(promises.listPromises, { query: { of: 'all' } })).items
    expect(await promised()).toMatchObject([{ conversation: { id: a } }])

    const apart = await unmerge(b)
    expect(await texts(b)).toEqual(['The offer?', 'Is the offer ready?', 'By three.'])
    expect(await texts(a)).toEqual([expect.stringContaining('clatters'), 'Two matters after all.'])
    // Closed it was; but they wrote since, and we answered.
    expect(apart).toMatchObject({
      id: b,
      state: 'answered',
      closedAt: null,
      assignee: { id: owner.memberId },
    })
    expect(await promised()).toMatchObject([{ text: 'Olga sends the offer', conversation: { id: b } }])
    expect((await owner.call(talks.readConversation, of(a))).lastActivityAt).toBe('2026-11-23T11:05:00.000Z')
    world.at('2026-11-23T12:00:00Z')
    const next = await desk.post(letter({ inReplyTo: FIRST }))
    expect(next.conversationId).toBe(a)
  })

  it('an answer to one merged and closed carries on what it answers, also when they are parted', async () => {
    const { world, desk, a, b, of, merge, unmerge } = await twoOfMarta()
    await merge(a, b)
    await world.owner.call(talks.closeConversation, { ...of(a), body: {} })
    world.at('2026-11-23T12:00:00Z')
    const got = await desk.post(letter({ inReplyTo: SECOND, text: 'And the offer?' }))
    const next = await desk.read(got.conversationId)
    expect(next).toMatchObject({ reopens: { id: a }, state: 'waiting' })
    await unmerge(b)
    expect(await desk.read(got.conversationId)).toMatchObject({ reopens: { id: b } })
    // What carried it on may be merged with it again, and nothing runs in circles.
    await merge(b, got.conversationId!)
    await world.owner.call(talks.closeConversation, { ...of(b), body: {} })
    world.at('2026-11-23T13:00:00Z')
    const again = await desk.post(letter({ inReplyTo: SECOND, text: 'Once more.' }))
    expect((await desk.read(again.conversationId)).reopens).toMatchObject({ id: b })
  })

  it('a mail in its moment to be taken back leaves all the same, and can be taken back', async () => {
    const smtp = await startSmtp()
    const world = await makeWorld()
    const server = { smtp: { host: smtp.host, port: smtp.port, tls: false } }
    const desk = await makeDesk(world, {
      ...server,
      username: 'desk@servus.example',
      password: 'correct horse',
    })
    const a = (await desk.post(letter({ id: FIRST }))).conversationId!
    const b = (await desk.post(letter({ id: SECOND, text: 'The offer?' }))).conversationId!
    const c = (await desk.post(letter({ text: 'The tyres?' }))).conversationId!
    const of = (id: ConversationId) => ({ params: { conversationId: id } })
    world.at('2026-11-23T09:30:00Z')
    const close = { text: 'Here it is.', close: true }
    const sent = await world.owner.call(sendReply, { ...of(b), body: close })
    const regretted = await world.owner.call(sendReply, { ...of(c), body: close })
    const preview = await world.owner.call(merging.previewConversationMerge, {
      ...of(a),
      body: { from: [b, c] },
    })
    expect(preview).toMatchObject({ messages: 4, leaving: 2 })
    await world.owner.call(merging.mergeConversations, { ...of(a), body: { from: [b, c] } })
    await world.owner.call(undoSend, { params: { messageId: regretted.message.id } })
    const [draft] = (await desk.read(a)).drafts
    expect(draft).toMatchObject({ text: 'Here it is.', kind: 'reply' })
    world.at('2026-11-23T09:31:00Z')
    await carryDueMail(world.services)
    await smtp.stop()
    const delivery = (await desk.messages(a)).find((m) => m.id === sent.message.id)?.delivery
    expect(delivery).toMatchObject({ state: 'sent' })
    const apart = await world.owner.call(merging.unmergeConversation, of(c))
    expect(apart).toMatchObject({ state: 'waiting', closedAt: null, assignee: null, greetedAt: null })
    expect((await world.owner.call(merging.unmergeConversation, of(b))).state).toBe('closed')
  })

  it('a hand-over that waits can be taken, and whoever took it has what it was about when they are parted', async () => {
    const { world, a, b, of, merge, unmerge } = await twoOfMarta()
    const mia = await world.join('Mia Meier')
    const offered = await world.owner.call(offerHandover, {
      ...of(b),
      body: { toMemberId: mia.memberId, told: 'The offer is yours.' },
    })
    await merge(a, b)
    world.at('2026-11-23T11:00:00Z')
    const params = { handoverId: offered.handovers[0]!.id }
    expect(await mia.call(acceptHandover, { params })).toMatchObject({
      ...{ id: a, assignee: { id: mia.memberId } },
    })
    expect(await unmerge(b)).toMatchObject({
      assignee: { id: mia.memberId },
      handovers: [{ id: params.handoverId }],
    })
  })

  it('a colleague whose screen still shows the merged one writes, promises and drafts into the other', async () => {
    const { world, a, b, of, merge } = await twoOfMarta()
    await merge(a, b)
    const note = { id: world.services.newId<'message'>(), text: 'Rang.' }
    for (const _ of [1, 2]) await world.owner.call(talks.writeNote, { ...of(b), body: note })
    await world.owner.call(talks.saveDraft, { ...of(b), body: { kind: 'reply', text: 'Dear' } })
    const due = '2026-11-24T15:00:00Z'
    await world.owner.call(promises.makePromise, { body: { text: 'We call', due, conversationId: b } })
    const call = { conversationId: b, direction: 'in' as const, summary: 'Rang back.' }
    expect((await world.owner.call(logCall, { body: call })).id).toBe(a)
    const united = await world.owner.call(talks.readConversation, of(a))
    expect(united.drafts).toMatchObject([{ text: 'Dear' }])
    expect(
      (await world.owner.call(promises.listPromises, { query: { conversationId: a } })).items,
    ).toHaveLength(1)
    expect((await world.owner.call(talks.listMessages, { ...of(a), query: {} })).items).toHaveLength(4)
  })

  it('what a colleague was asked in the merged one is promised where that stands, and goes home with it', async () => {
    const { world, a, b, merge, unmerge } = await twoOfMarta()
    const mia = await world.join('Mia Meier')
    const asking = { askedOf: mia.memberId, text: 'Call Marta back', conversationId: b }
    const ask = await world.owner.call(makeAsk, { body: asking })
    await merge(a, b)
    const due = '2026-11-23T15:00:00Z'
    const accepted = { params: { askId: ask.id }, body: { due, version: ask.version } }
    expect(await mia.call(acceptAsk, accepted)).toMatchObject({ conversation: { id: a } })
    await unmerge(b)
    const owed = await mia.call(promises.listPromises, { query: { conversationId: b } })
    expect(owed.items).toHaveLength(1)
  })

  it('stands as one conversation on their own page, which hears of it', async () => {
    const { world, a, b, merge, unmerge, of } = await twoOfMarta()
    const { person } = await world.owner.call(talks.readConversation, of(a))
    const link = await world.owner.call(contact.makePageLink, { params: { personId: person!.id } })
    const params = { token: link.url.split('/').at(-1)! }
    const page = async () => (await world.anybody(contact.readCustomerPage, { params })).conversations
    expect(await page()).toHaveLength(2)
    await merge(a, b)
    expect((await page()).map((c) => [c.id, c.messages.length])).toEqual([[a, 2]])
    // A page opened before still knows the other one.
    world.at('2026-11-23T11:00:00Z')
    await world.anybody(contact.writeFromPage, {
      params,
      body: { text: 'And the price?', conversationId: b },
    })
    expect((await page())[0]!.messages.at(-1)).toMatchObject({ text: 'And the price?', mine: true })
    await unmerge(b)
    expect((await page()).map((c) => [c.id, c.messages.length])).toEqual([
      [b, 2],
      [a, 1],
    ])
  })
})
