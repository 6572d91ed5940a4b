import { describe, expect, it } from 'vitest'
import { logCall } from '../../contract/channels.ts'
import {
  closeConversation,
  listMessages,
  readConversation,
  splitConversation,
  writeNote,
} from '../../contract/conversations.ts'
import { addPerson } from '../../contract/people.ts'
import { listPromises, makePromise, readPromise } from '../../contract/promises.ts'
import { instant } from '../../domain/shared/time.ts'
import { makeWorld } from '../world/world.ts'

describe('splitting a conversation', () => {
  it('takes along what was promised in the messages that go, and loses neither message nor promise [S3-21]', async () => {
    const world = await makeWorld()
    const { owner } = world
    const marta = await owner.call(addPerson, { body: { name: 'Marta Klein' } })
    const call = await owner.call(logCall, {
      body: {
        ...{
          personId: marta.id,
          direction: 'in' as const,
          summary: 'The brakes squeal, and she asks for an offer.',
        },
        promises: [{ text: 'Olga calls about the brakes', due: instant('2026-11-23T15:00:00Z') }],
      },
    })
    const params = { conversationId: call.id }
    world.at('2026-11-23T09:20:00Z')
    await owner.call(writeNote, { params, body: { text: 'The offer is another matter.' } })
    const messages = (await owner.call(listMessages, { params, query: {} })).items
    const [spoken, note] = messages
    const body = { newId: world.services.newId<'conversation'>(), messageIds: [spoken!.id] }
    const split = await owner.call(splitConversation, { params, body })
    await owner.call(splitConversation, { params, body })
    expect(split).toMatchObject({ person: { id: marta.id }, channel: 'phone' })
    const there = (await owner.call(listMessages, { params: { conversationId: split.id }, query: {} })).items
    const here = (await owner.call(listMessages, { params, query: {} })).items
    expect([there.map((m) => m.id), here.map((m) => m.id)]).toEqual([[spoken!.id], [note!.id]])
    const { items } = await owner.call(listPromises, { query: { conversationId: split.id } })
    expect(items.map((p) => p.text)).toEqual(['Olga calls about the brakes'])

    // Closing what stays behind does not touch it.
    await owner.call(closeConversation, { params, body: {} })
    const promise = await owner.call(readPromise, { params: { promiseId: items[0]!.id } })
    expect(promise).toMatchObject({ state: 'open', conversation: { id: split.id } })
    expect((await owner.call(readConversation, { params })).closedAt).not.toBeNull()
  })

  it('leaves at least one message behind, and takes none that is elsewhere', async () => {
    const world = await makeWorld()
    const { owner } = world
    const marta = await owner.call(addPerson, { body: { name: 'Marta Klein' } })
    const body = { personId: marta.id, direction: 'in' as const, summary: 'The brakes squeal.' }
    const [a, b] = [await owner.call(logCall, { body }), await owner.call(logCall, { body })]
    const params = { conversationId: a.id }
    const idOf = async (conversationId: typeof a.id) =>
      (await owner.call(listMessages, { params: { conversationId }, query: {} })).items[0]!.id
    const split = async (messageId: Awaited<ReturnType<typeof idOf>>) =>
      owner.call(splitConversation, { params, body: { messageIds: [messageId] } })
    await expect(split(await idOf(a.id))).rejects.toMatchObject({ problem: { code: 'nothing_left' } })
    await expect(split(await idOf(b.id))).rejects.toMatchObject({
      problem: { code: 'invalid_input', field: 'messageIds' },
    })
  })
})

it('takes no id for a split that names another conversation', async () => {
  const world = await makeWorld()
  const { owner } = world
  const marta = await owner.call(addPerson, { body: { name: 'Marta Klein' } })
  const body = { personId: marta.id, direction: 'in' as const, summary: 'The brakes squeal.' }
  const [a, b] = [await owner.call(logCall, { body }), await owner.call(logCall, { body })]
  const params = { conversationId: a.id }
  const note = await owner.call(writeNote, { params, body: { text: 'Another matter.' } })
  const split = { params, body: { newId: b.id, messageIds: [note.id] } }
  await expect(owner.call(splitConversation, split)).rejects.toMatchObject({
    problem: { code: 'changed_meanwhile' },
  })
  const promised = await owner.call(listPromises, { query: { conversationId: a.id } })
  expect(promised.items).toEqual([])
})

it('takes no id for a promise of mine that names a colleague’s', async () => {
  const world = await makeWorld()
  const mia = await world.join('Mia Meier')
  const marta = await world.owner.call(addPerson, { body: { name: 'Marta Klein' } })
  const id = world.services.newId<'promise'>()
  const body = { id, text: 'We call', due: instant('2026-11-23T15:00:00Z'), toPersonId: marta.id }
  await world.owner.call(makePromise, { body })
  expect((await world.owner.call(makePromise, { body })).id).toBe(id)
  await expect(mia.call(makePromise, { body })).rejects.toMatchObject({ status: 409 })
})

it('a promise heard in a note is made with the note, once, to whom the conversation is with [S3-21]', async () => {
  const world = await makeWorld()
  const { owner } = world
  const marta = await owner.call(addPerson, { body: { name: 'Marta Klein' } })
  const call = await owner.call(logCall, {
    body: { personId: marta.id, direction: 'in', summary: 'The brakes squeal.' },
  })
  const params = { conversationId: call.id }
  const body = {
    id: world.services.newId<'message'>(),
    text: 'Told her I ring by three.',
    promises: [{ text: 'Olga rings', saidAs: 'by three', due: instant('2026-11-23T14:00:00Z') }],
  }
  await owner.call(writeNote, { params, body })
  await owner.call(writeNote, { params, body })
  const { items } = await owner.call(listPromises, { query: { conversationId: call.id } })
  expect(items.map((p) => [p.text, p.to.name])).toEqual([['Olga rings', 'Marta Klein']])
})
