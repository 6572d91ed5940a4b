import { describe, expect, it } from 'vitest'
import { acceptAsk, makeAsk } from '../../contract/asks.ts'
import { logCall, sendReply, undoSend } from '../../contract/channels.ts'
import * as contact from '../../contract/contact.ts'
import * as talks from '../../contract/conversations.ts'
import { acceptHandover, offerHandover } from '../../contract/handovers.ts'
import { listEvents } from '../../contract/happenings.ts'
import * as merging from '../../contract/merging.ts'
import { writeNeed } from '../../contract/needs.ts'
import { readBell } from '../../contract/notices.ts'
import * as promises from '../../contract/promises.ts'
import { search } from '../../contract/search.ts'
import { addTag, tagConversations } from '../../contract/tags.ts'
import { readToday } from '../../contract/today.ts'
import type { ConversationId, TagId } from '../../domain/shared/ids.ts'
import { carryDueMail } from '../channels/jobs.ts'
import { startSmtp } from '../mail/testing/smtp.ts'
import { hearAll } from '../world/hear.ts'
import { letter, makeDesk } from '../world/mail-desk.ts'
import { makeWorld, type World } from '../world/world.ts'
import { unmergeConversations } from './actions-merge.ts'

const [FIRST, SECOND] = ['<brakes@posteo.example>', '<offer@posteo.example>']

/** Two mails of Marta's that began two conversations, an hour apart. */
async function twoOfMarta() {
  const world = await makeWorld()
  const smtp = { host: '127.0.0.1', port: 2525, tls: false }
  const desk = await makeDesk(world, { smtp })
  const a = (await desk.post(letter({ id: FIRST, subject: 'The brakes squeal' }))).conversationId!
  world.at('2026-11-23T10:12:00Z')
  const b = (await desk.post(letter({ id: SECOND, subject: 'The brakes squeal', text: 'The offer?' })))
    .conversationId!
  world.at('2026-11-23T10:20:00Z')
  const of = (id: ConversationId) => ({ params: { conversationId: id } })
  const merge = (into: ConversationId, ...from: ConversationId[]) =>
    world.owner.call(merging.mergeConversations, { ...of(into), body: { from } })
  const unmerge = (id: ConversationId) => world.owner.call(merging.unmergeConversation, of(id))
  const texts = async (id: ConversationId) => (await desk.messages(id)).map((m) => m.text.trim())
  return { world, desk, a, b, of, merge, unmerge, texts }
}

/** All rows of what a merge touches, without the counters of versions. */
async function rowsOf(world: World) {
  const tables = [
    'conversations',
    'messages',
    'needs',
    'promises',
    'handovers',
    'nextContacts',
    'drafts',
  ] as const
  return await world.services.db.read(world.workspaceId, async (db) => {
    const all: Record<string, unknown> = {}
    for (const table of tables) {
      const rows = (await db.selectFrom(table).selectAll().execute()) as Record<string, unknown>[]
      all[table] = rows
        .map(({ version: _, ...row }) => row)
        .sort((x, y) => (JSON.stringify(x) < JSON.stringify(y) ? -1 : 1))
    }
    return all
  })
}

describe('merging two conversations of one person', () => {
  it('brings their words, needs and promises into one thread; the other leads there and stands in no list', async () => {
    const { world, a, b, of, merge, texts } = await twoOfMarta()
    const { owner } = world
    await owner.call(writeNeed, { ...of(b), body: { words: 'An offer for the brakes' } })
    const promise = await owner.call(promises.makePromise, {
      body: { text: 'Olga sends the offer', due: '2026-11-23T15:00:00Z', conversationId: b },
    })
    const united = await merge(a, b)
    expect(united).toMatchObject({
      ...{ id: a, subject: 'The brakes squeal', state: 'waiting' },
      merged: [{ id: b, by: { id: owner.memberId } }],
      needs: [{ words: 'An offer for the brakes' }],
    })
    expect(await texts(a)).toEqual([expect.stringContaining('clatters'), 'The offer?'])
    expect((await owner.call(talks.readConversation, of(b))).id).toBe(a)
    expect(await texts(b)).toEqual(await texts(a))
    const list = await owner.call(talks.listConversations, { query: { view: 'all' } })
    expect(list.items.map((c) => c.id)).toEqual([a])
    expect(await owner.call(talks.countConversations)).toMatchObject({ waiting: 1, unassigned: 1 })
    const today = JSON.stringify(await owner.call(readToday))
    expect(today).toContain(a)
    expect(today).not.toContain(b)
    const owed = await owner.call(promises.listPromises, { query: { of: 'all' } })
    expect(owed.items).toMatchObject([{ id: promise.id, conversation: { id: a } }])
  })

  it('is shown beforehand: whose it becomes, whether it opens, and what comes along', async () => {
    const { world, a, b, of } = await twoOfMarta()
    const { owner } = world
    await owner.call(talks.closeConversation, { ...of(a), body: {} })
    const mia = await world.join('Mia Meier')
    await owner.call(talks.assignConversation, { ...of(b), body: { memberId: mia.memberId } })
    await mia.call(talks.saveDraft, { ...of(b), body: { kind: 'reply', text: 'Dear Marta' } })
    await owner.call(talks.nameConversation, { ...of(b), body: { sensitive: true } }).catch(() => null)
    await mia.call(promises.makePromise, {
      body: { text: 'The offer', due: '2026-11-23T15:00:00Z', conversationId: b },
    })
    const preview = await mia.call(merging.previewConversationMerge, { ...of(a), body: { from: [b] } })
    expect(preview).toMatchObject({
      ...{ survivor: { id: a, state: 'closed' }, merged: [{ id: b }], opens: true, becomesSensitive: true },
      after: { state: 'waiting', assignee: { id: mia.memberId }, sensitive: true },
      ...{ messages: 1, promises: 1, needs: 0, drafts: 1, leaving: 0 },
    })
    // Nothing happened by looking.
    expect((await mia.call(talks.readConversation, of(b))).id).toBe(b)
  })

  it('merge and unmerge leave everything as it was, whatever they hold', async () => {
    const { world, a, b, of, merge, unmerge } = await twoOfMarta()
    const { owner } = world
    const mia = await world.join('Mia Meier')
    await owner.call(writeNeed, { ...of(b), body: { words: 'An offer' } })
    await owner.call(writeNeed, { ...of(a), body: { words: 'Quiet brakes' } })
    for (const conversationId of [a, b])
      await owner.call(promises.makePromise, {
        body: { text: 'We call', due: '2026-11-23T15:00:00Z', conversationId },
      })
    await owner.call(talks.snoozeConversation, { ...of(a), body: { until: '2026-11-24T08:00:00Z' } })
    await owner.call(offerHandover, { ...of(b), body: { toMemberId: mia.memberId, told: 'Please' } })
    await owner.call(talks.saveDraft, { ...of(a), body: { kind: 'reply', text: 'Dear' } })
    await owner.call(talks.saveDraft, { ...of(b), body: { kind: 'reply', text: 'Hello' } })
    const before = await rowsOf(world)
    world.at('2026-11-23T10:30:00Z')
    const united = await merge(a, b)
    expect(united.drafts).toMatchObject([{ text: 'Dear\n\nHello' }])
    expect(united).toMatchObject({ state: 'waiting', snoozedUntil: null })
    world.at('2026-11-23T10:40:00Z')
    expect((await unmerge(b)).id).toBe(b)
    expect(await rowsOf(world)).toEqual(before)
  })

  it('keeps apart what is of two people, and what is held back or merged already', async () => {
    const { world, desk, a, b, of, merge, unmerge } = await twoOfMarta()
    const ben = (await desk.post(letter({ from: 'Ben <ben@posteo.example>' }))).conversationId!
    const no = (promise: Promise<unknown>, code: string) =>
      expect(promise).rejects.toMatchObject({ problem: { code } })
    await no(merge(a, ben), 'merge_two_people')
    await no(merge(a, a), 'merge_same')
    await no(unmerge(b), 'not_merged')
    await no(merge(a, world.services.newId<'conversation'>()), 'not_found')
    await merge(a, b)
    // The same twice is the same; elsewhere it would take along what nobody chose.
    await merge(a, b)
    await no(merge(b, ben), 'changed_meanwhile')
    expect((await world.owner.call(talks.readConversation, of(a))).merged).toHaveLength(1)
  })

  it('needs the right to read both, and what comes out is for few eyes if either was', async () => {
    const { world, a, b, of, merge } = await twoOfMarta()
    const [luis, mia] = [await world.join('Luis Ortega'), await world.join('Mia Meier')]
    await luis.call(talks.assignConversation, { ...of(b), body: { memberId: luis.memberId } })
    await luis.call(talks.nameConversation, { ...of(b), body: { sensitive: true } })
    const body = { from: [b] }
    await expect(mia.call(merging.mergeConversations, { ...of(a), body })).rejects.toMatchObject({
      status: 404,
    })
    await expect(mia.call(merging.previewConversationMerge, { ...of(a), body })).rejects.toMatchObject({
      status: 404,
    })
    expect((await mia.call(merging.listMergeCandidates, { ...of(a), query: {} })).items).toEqual([])
    const united = await luis.call(merging.mergeConversations, { ...of(a), body })
    expect(united.sensitive).toBe(true)
    for (const id of [a, b])
      await expect(mia.call(talks.readConversation, of(id))).rejects.toMatchObject({ status: 404 })
    // What was said in either is told to nobody else, under neither of the two.
    const timeline = await mia.call(talks.readTimeline, {
      params: { personId: united.person!.id },
      query: {},
    })
    expect(timeline.items.filter((e) => e.conversation)).toEqual([])
    await expect(mia.call(merging.unmergeConversation, of(b))).rejects.toMatchObject({ status: 404 })
    await luis.call(merging.unmergeConversation, of(b))
    expect((await mia.call(talks.readConversation, of(a))).sensitive).toBe(false)
    await expect(mia.call(talks.readConversation, of(b))).rejects.toMatchObject({ status: 404 })
    await expect(merge(a, b)).rejects.toMatchObject({ status: 404 })
  })

  it('is told in the trail of both, and nobody’s words stand there', async () => {
    const { world, a, b, of, merge, unmerge } = await twoOfMarta()
    await merge(a, b)
    const trail = await world.owner.call(listEvents, { query: { conversationId: a } })
    const kinds = trail.items.map((e) => [e.kind, e.subjects.conversationId])
    expect(kinds).toContainEqual(['conversation.merged', a])
    expect(kinds).toContainEqual(['message.received', b])
    await unmerge(b)
    const after = await world.owner.call(listEvents, { query: { conversationId: b } })
    expect(after.items.map((e) => e.kind).slice(0, 2)).toEqual([
      'conversation.unmerged',
      'conversation.merged',
    ])
    expect((await world.owner.call(talks.readConversation, of(a))).merged).toEqual([])
  })
})

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

describe('chains of merges', () => {
  it('come apart in any order', async () => {
    const { world, desk, a, b, of, merge, unmerge, texts } = await twoOfMarta()
    const c = (await desk.post(letter({ text: 'The tyres?', subject: 'Tyres' }))).conversationId!
    const before = await rowsOf(world)
    world.at('2026-11-23T10:30:00Z')
    await merge(b, c)
    await merge(a, b)
    expect(await texts(a)).toHaveLength(3)
    expect((await world.owner.call(talks.readConversation, of(c))).id).toBe(a)
    await unmerge(c)
    expect(await texts(c)).toEqual(['The tyres?'])
    await unmerge(b)
    expect(await rowsOf(world)).toEqual(before)
    await merge(b, c)
    await merge(a, b)
    await unmerge(b)
    expect(await texts(b)).toEqual(['The offer?', 'The tyres?'])
    await unmerge(c)
    expect(await rowsOf(world)).toEqual(before)
    await merge(a, b, c)
    await unmergeConversations(world.act(), [b, c, b])
    expect(await rowsOf(world)).toEqual(before)
  })
})

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
