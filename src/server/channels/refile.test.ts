import { describe, expect, it } from 'vitest'
import { sendReply } from '../../contract/channels.ts'
import { makePageLink } from '../../contract/contact.ts'
import * as talks from '../../contract/conversations.ts'
import { unmergeConversation } from '../../contract/merging.ts'
import { listPromises } from '../../contract/promises.ts'
import { answerSuggestedLink, refileConversation, undoRefile } from '../../contract/refiling.ts'
import type { ConversationId, MessageId } from '../../domain/shared/ids.ts'
import { replyAddress } from '../mail/reply-token.ts'
import { startSmtp } from '../mail/testing/smtp.ts'
import { letter, makeDesk } from '../world/mail-desk.ts'
import { makeWorld } from '../world/world.ts'
import { carryDueMail } from './jobs.ts'

const [FIRST, SECOND, TOMS] = ['<first@posteo.example>', '<second@posteo.example>', '<tom@other.example>']
const TOM = 'Tom <tom@other.example>'

/** Marta wrote twice in one conversation, Tom once in another. */
async function house() {
  const world = await makeWorld()
  const server = await startSmtp()
  onTestFinished(() => server.stop())
  const smtp = { host: '127.0.0.1', port: server.port, tls: false }
  const desk = await makeDesk(world, { smtp })
  const a = (await desk.post(letter({ id: FIRST, text: 'The brakes squeal.' }))).conversationId!
  world.at('2026-11-23T10:05:00Z')
  await desk.post(letter({ id: SECOND, inReplyTo: FIRST, text: 'And the tyres?' }))
  world.at('2026-11-23T10:10:00Z')
  const b = (await desk.post(letter({ id: TOMS, from: TOM, subject: 'Tyres', text: 'Winter tyres.' })))
    .conversationId!
  world.at('2026-11-23T10:20:00Z')
  const of = (id: ConversationId) => ({ params: { conversationId: id } })
  const texts = async (id: ConversationId) => (await desk.messages(id)).map((m) => m.text.trim())
  const idOf = async (id: ConversationId, text: string) =>
    (await desk.messages(id)).find((m) => m.text.includes(text))!.id
  const refile = (from: ConversationId, to: ConversationId | null, ...messageIds: MessageId[]) =>
    world.owner.call(refileConversation, {
      ...of(from),
      body: { to, ...(messageIds.length > 0 && { messageIds }) },
    })
  const undo = (refilingId: string) =>
    world.owner.call(undoRefile, { params: { refilingId: refilingId as never } })
  return { world, desk, a, b, of, texts, idOf, refile, undo, owner: world.owner }
}

/** Notes that we asked, with a promise in it. */
async function promised({ world, owner, of, a, idOf }: Awaited<ReturnType<typeof house>>) {
  const promise = { text: 'Olga asks for tyres', due: '2026-11-24T15:00:00Z' as const }
  await owner.call(talks.writeNote, { ...of(a), body: { text: 'We ask around.', promises: [promise] } })
  world.at('2026-11-23T10:30:00Z')
  return [await idOf(a, 'tyres'), await idOf(a, 'We ask')] as const
}

/** Everything two conversations show, but what counts up at each change. */
async function shown({ desk, owner }: Awaited<ReturnType<typeof house>>, ...ids: ConversationId[]) {
  const all = []
  for (const id of ids) {
    const { version: _, ...talk } = await desk.read(id)
    const { items } = await owner.call(listPromises, { query: { conversationId: id } })
    const promises = items.map(({ version: _v, ...p }) => p)
    all.push({ talk, promises, messages: await desk.messages(id) })
  }
  return all
}

describe('filing a message elsewhere', () => {
  it('brings it there with what was promised in it, says from where, and keeps who wrote it [S3-21]', async () => {
    const h = await house()
    const { world, desk, a, b, texts, refile, owner } = h
    const messages = await promised(h)
    const done = await refile(a, b, ...messages)
    expect(done).toMatchObject({ mergedId: null, conversation: { id: b, person: { name: 'Tom' } } })
    expect(await texts(a)).toEqual(['The brakes squeal.'])
    expect(await texts(b)).toEqual(['And the tyres?', 'Winter tyres.', 'We ask around.'])
    const [moved] = await desk.messages(b)
    expect(moved).toMatchObject({
      author: { name: 'Marta Okafor' },
      whyHere: { code: 'refiled', conversation: { id: a, subject: 'The noise in front' } },
    })
    expect(moved?.whyHere?.values.who).not.toBe('')
    const { items } = await owner.call(listPromises, { query: { of: 'all' } })
    expect(items).toMatchObject([{ text: 'Olga asks for tyres', conversation: { id: b } }])
    const receipts = await world.services.db.read(world.workspaceId, (db) =>
      db.selectFrom('inboundMails').select('conversationId').where('messageId', '=', messages[0]).execute(),
    )
    expect(receipts).toEqual([{ conversationId: b }])
  })

  it('and taking it back leaves everything as it was', async () => {
    const h = await house()
    const { a, b, refile, undo } = h
    const messages = await promised(h)
    const before = await shown(h, a, b)
    const done = await refile(a, b, ...messages)
    await undo(done.refilingId!)
    expect(await shown(h, a, b)).toEqual(before)
    // Twice is once.
    await undo(done.refilingId!)
    expect(await shown(h, a, b)).toEqual(before)
  })

  it('taken back leaves there what came meanwhile, and what was promised there in what goes home comes along', async () => {
    const h = await house()
    const { desk, a, b, idOf, texts, refile, undo, world } = h
    const done = await refile(a, b, await idOf(a, 'tyres'))
    world.at('2026-11-23T11:00:00Z')
    await desk.post(letter({ from: TOM, inReplyTo: TOMS, text: 'And the price?' }))
    world.at('2026-11-23T11:05:00Z')
    await desk.post(letter({ inReplyTo: FIRST, text: 'The brakes again.' }))
    await undo(done.refilingId!)
    expect(await texts(a)).toEqual(['The brakes squeal.', 'And the tyres?', 'The brakes again.'])
    expect(await texts(b)).toEqual(['Winter tyres.', 'And the price?'])
    expect(await desk.read(b)).toMatchObject({
      state: 'waiting',
      lastActivityAt: '2026-11-23T11:00:00.000Z',
      lastLine: 'And the price?',
    })
  })

  it('opens one that was closed for a word nobody answered, and closes it again when taken back', async () => {
    const { owner, a, b, of, idOf, refile, undo, desk } = await house()
    await owner.call(talks.closeConversation, { ...of(b), body: {} })
    const noted = await owner.call(talks.writeNote, { ...of(a), body: { text: 'Tom asked for that too.' } })
    await refile(a, b, noted.id)
    expect((await desk.read(b)).state).toBe('closed')
    const done = await refile(a, b, await idOf(a, 'tyres'))
    expect((await desk.read(b)).state).toBe('waiting')
    await undo(done.refilingId!)
    expect((await desk.read(b)).state).toBe('closed')
  })

  it('draws later answers to it along, also those sent to the address of where it was', async () => {
    const { world, desk, a, b, idOf, refile, undo } = await house()
    const done = await refile(a, b, await idOf(a, 'tyres'))
    const to = replyAddress('desk@nordlicht.example', a, world.services.secret.key('reply address'))!
    world.at('2026-11-23T11:00:00Z')
    const got = await desk.post(letter({ inReplyTo: SECOND, references: FIRST, to }))
    expect(got).toMatchObject({ conversationId: b, whyHere: { code: 'references' } })
    expect((await desk.post(letter({ inReplyTo: FIRST, to }))).conversationId).toBe(a)
    await undo(done.refilingId!)
    expect((await desk.post(letter({ inReplyTo: SECOND, to }))).conversationId).toBe(a)
  })

  it('of all that was said makes it part of the other, whoever wrote it, until it is taken out again', async () => {
    const { desk, a, b, of, texts, refile, owner } = await house()
    const done = await refile(b, a)
    expect(done).toMatchObject({ refilingId: null, mergedId: b, conversation: { id: a } })
    expect(await texts(a)).toEqual(['The brakes squeal.', 'And the tyres?', 'Winter tyres.'])
    expect((await desk.read(b)).id).toBe(a)
    expect((await desk.read(a)).person?.name).toBe('Marta Okafor')
    const got = await desk.post(letter({ from: TOM, inReplyTo: TOMS, text: 'And the price?' }))
    expect(got.conversationId).toBe(a)
    await owner.call(unmergeConversation, of(b))
    expect(await texts(b)).toEqual(['Winter tyres.', 'And the price?'])
    expect(await texts(a)).toEqual(['The brakes squeal.', 'And the tyres?'])
  })

  it('is for few eyes where either was, and is not done by who may not read both or only reads', async () => {
    const { world, owner, a, b, of, idOf, refile, desk } = await house()
    const messageId = await idOf(a, 'tyres')
    await owner.call(talks.nameConversation, { ...of(b), body: { sensitive: true } })
    await owner.call(talks.assignConversation, { ...of(b), body: { memberId: owner.memberId } })
    const mia = await world.join('Mia Meier')
    const move = { ...of(a), body: { messageIds: [messageId], to: b } }
    await expect(mia.call(refileConversation, move)).rejects.toMatchObject({
      problem: { code: 'not_found', field: 'to' },
    })
    const rita = await world.join('Rita Ruf', 'read_only')
    await expect(rita.call(refileConversation, move)).rejects.toMatchObject({ status: 403 })
    const fromB = { ...of(b), body: { to: a } }
    await expect(mia.call(refileConversation, fromB)).rejects.toMatchObject({ status: 404 })
    const done = await refile(a, b, messageId)
    await expect(mia.call(undoRefile, { params: { refilingId: done.refilingId! } })).rejects.toMatchObject({
      status: 404,
    })
    // What is said of where it came from names nothing they may not read.
    await refile(b, a)
    expect((await desk.read(a)).sensitive).toBe(true)
  })

  it('says no to what was moved meanwhile, to itself and to what is not there', async () => {
    const { world, a, b, of, idOf, refile, undo } = await house()
    const mia = await world.join('Mia Meier')
    const messageId = await idOf(a, 'tyres')
    await expect(refile(a, a, messageId)).rejects.toMatchObject({ problem: { code: 'merge_same' } })
    await expect(refile(b, a, messageId)).rejects.toMatchObject({ problem: { code: 'invalid_input' } })
    const first = await refile(a, b, messageId)
    const again = { ...of(a), body: { messageIds: [messageId], to: null } }
    await expect(mia.call(refileConversation, again)).rejects.toMatchObject({ status: 409 })
    // Filed on by a colleague, it is not fetched from under them.
    await mia.call(refileConversation, { ...of(b), body: { messageIds: [messageId], to: null } })
    await expect(undo(first.refilingId!)).rejects.toMatchObject({ problem: { code: 'changed_meanwhile' } })
  })

  it('is done once with one id', async () => {
    const { world, a, b, of, idOf, texts, owner } = await house()
    const body = { id: world.services.newId<'refiling'>(), messageIds: [await idOf(a, 'tyres')], to: b }
    const first = await owner.call(refileConversation, { ...of(a), body })
    const again = await owner.call(refileConversation, { ...of(a), body })
    expect(again.refilingId).toBe(first.refilingId)
    expect(await texts(b)).toEqual(['And the tyres?', 'Winter tyres.'])
  })
})

describe('a message split off', () => {
  it('goes home when it is taken back, and what was begun for it leads there', async () => {
    const h = await house()
    const { world, desk, a, idOf, refile, undo, owner } = h
    const before = await shown(h, a)
    const done = await refile(a, null, await idOf(a, 'tyres'))
    const off = done.conversation!
    expect(off).toMatchObject({ person: { name: 'Marta Okafor' }, state: 'waiting' })
    expect(await desk.messages(off.id)).toMatchObject([{ whyHere: { code: 'refiled' } }])
    await undo(done.refilingId!)
    expect(await shown(h, a)).toEqual(before)
    expect((await desk.read(off.id)).id).toBe(a)
    const { items } = await owner.call(talks.listConversations, { query: {} })
    expect(items.map((c) => c.id)).not.toContain(off.id)
    // Its reference was told to nobody, or to somebody: either way it leads home.
    world.at('2026-11-23T11:00:00Z')
    const got = await desk.post(letter({ subject: `Re: [${off.reference}]` }))
    expect(got.conversationId).toBe(a)
  })

  it('taken back after somebody wrote there leaves them their conversation', async () => {
    const { world, desk, a, idOf, refile, undo, texts } = await house()
    const off = await refile(a, null, await idOf(a, 'tyres'))
    world.at('2026-11-23T11:00:00Z')
    const got = await desk.post(letter({ inReplyTo: SECOND, text: 'Any news of the tyres?' }))
    expect(got.conversationId).toBe(off.conversation!.id)
    await undo(off.refilingId!)
    expect(await texts(off.conversation!.id)).toEqual(['Any news of the tyres?'])
    expect(await texts(a)).toEqual(['The brakes squeal.', 'And the tyres?'])
  })

  it('comes home where its conversation was merged into another since', async () => {
    const { a, b, of, idOf, refile, undo, texts, owner } = await house()
    const off = await refile(a, null, await idOf(a, 'tyres'))
    await refile(a, b)
    await undo(off.refilingId!)
    expect(await texts(b)).toEqual(['The brakes squeal.', 'And the tyres?', 'Winter tyres.'])
    await owner.call(unmergeConversation, of(a))
    expect(await texts(a)).toEqual(['The brakes squeal.', 'And the tyres?'])
    expect((await owner.call(talks.readConversation, of(off.conversation!.id))).id).toBe(a)
  })
})

describe('their own page', () => {
  it('shows nobody what somebody else wrote in their conversation, nor what we answered them alone', async () => {
    const { world, owner, desk, a, b, of, refile } = await house()
    const marta = (await desk.read(a)).person!
    await refile(b, a)
    const tom = [{ name: 'Tom', address: 'tom@other.example' }]
    await owner.call(sendReply, { ...of(a), body: { text: 'Tom, they are here.', to: tom, cc: [] } })
    const both = [...tom, { name: 'Marta', address: 'marta@posteo.example' }]
    world.at('2026-11-23T10:40:00Z')
    await owner.call(sendReply, { ...of(a), body: { text: 'To both of you.', to: both, cc: [] } })
    world.at('2026-11-23T10:50:00Z')
    await carryDueMail(world.services)
    const link = await owner.call(makePageLink, { params: { personId: marta.id } })
    const reply = await world.fetch(`/api/public/page/${link.url.split('/').at(-1)}`)
    const page = await reply.text()
    expect(page).toContain('The brakes squeal.')
    expect(page).toContain('To both of you.')
    expect(page).not.toContain('Winter tyres.')
    expect(page).not.toContain('Tom, they are here.')
  })
})

describe('a link that a mail suggests', () => {
  const stranger = (more = {}) =>
    letter({ from: 'Eve <eve@elsewhere.example>', references: FIRST, text: 'Marta asked me.', ...more })

  it('is offered where the mail began, and one press makes it part of the other', async () => {
    const { desk, a, refile, texts } = await house()
    const eve = (await desk.post(stranger())).conversationId!
    const { reference } = await desk.read(a)
    expect((await desk.read(eve)).suggestedLink).toMatchObject({
      ...{ id: a, reference, subject: 'The noise in front' },
      person: { name: 'Marta Okafor' },
    })
    const done = await refile(eve, a)
    expect(done).toMatchObject({ mergedId: eve, conversation: { id: a, suggestedLink: null } })
    expect(await texts(a)).toContain('Marta asked me.')
    // From now on Eve takes part: nobody is asked again.
    const got = await desk.post(stranger({ text: 'And one more thing.' }))
    expect(got).toMatchObject({ conversationId: a, whyHere: { code: 'references' } })
  })

  it('is not offered again once somebody said no, until they take that back', async () => {
    const { desk, owner, a } = await house()
    const eve = (await desk.post(stranger())).conversationId!
    const { messageId } = (await desk.read(eve)).suggestedLink!
    const answer = (declined: boolean) =>
      owner.call(answerSuggestedLink, { params: { messageId }, body: { declined } })
    expect((await answer(true)).suggestedLink).toBeNull()
    expect((await desk.read(eve)).suggestedLink).toBeNull()
    expect((await answer(false)).suggestedLink).toMatchObject({ id: a })
    const [first] = await desk.messages(a)
    await expect(
      owner.call(answerSuggestedLink, { params: { messageId: first!.id }, body: { declined: true } }),
    ).rejects.toMatchObject({ status: 404 })
  })

  it('tells nothing of a conversation they may not read [S4-12]', async () => {
    const { world, desk, owner, a, of } = await house()
    await owner.call(talks.assignConversation, { ...of(a), body: { memberId: owner.memberId } })
    await owner.call(talks.nameConversation, { ...of(a), body: { sensitive: true } })
    const eve = (await desk.post(stranger())).conversationId!
    const { reference } = await desk.read(a)
    const mia = await world.join('Mia Meier')
    const read = await mia.call(talks.readConversation, of(eve))
    const { items } = await mia.call(talks.listMessages, of(eve))
    expect(read.suggestedLink).toBeNull()
    expect(items[0]?.whyHere).toEqual({ code: 'sender_not_in_conversation', values: {}, conversation: null })
    expect(JSON.stringify([read, items])).not.toContain(reference)
  })
})
