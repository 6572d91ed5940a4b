import { listMembers } from '../../contract/accounts.ts'
import * as channels from '../../contract/channels.ts'
import type { InputOf } from '../../contract/endpoint.ts'
import * as goodwill from '../../contract/goodwill.ts'
import { keepPromise, makePromise, movePromise, readPromise, undoKeep } from '../../contract/promises.ts'
import type { PromiseId } from '../../domain/shared/ids.ts'
import { letter, makeDesk } from '../world/mail-desk.ts'
import { makeWorld } from '../world/world.ts'

const NO = 'The maker pays this one: I call them today.'

/** Marta wrote; Ana asked for a refund beyond what she may decide, Olga answered, and Marta is to hear of it. */
async function open(outcome: 'granted' | 'refused' = 'granted') {
  const world = await makeWorld()
  const ana = await world.join('Ana Lima')
  const desk = await makeDesk(world, {
    smtp: { host: '127.0.0.1', port: 9, tls: false },
    ...{ username: 'desk@servus.example', password: 'correct horse' },
  })
  const conversationId = (await desk.post(letter())).conversationId!
  const { person } = await desk.read(conversationId)
  const asked = await ana.call(goodwill.askAuthority, {
    body: {
      ...{ personId: person!.id, conversationId, kind: 'refund', why: 'The same part again.' },
      money: { minor: 300_00, currency: 'EUR' },
    },
  })
  const params = { askId: asked.id }
  if (outcome === 'granted')
    await world.owner.call(goodwill.grantAuthorityAsk, { params, body: { version: asked.version } })
  else
    await world.owner.call(goodwill.refuseAuthorityAsk, { params, body: { why: NO, version: asked.version } })
  const ask = () => ana.call(goodwill.readAuthorityAsk, { params })
  const promise = (id: PromiseId = asked.customerPromiseId) =>
    ana.call(readPromise, { params: { promiseId: id } })
  const tell = (body: Partial<InputOf<typeof channels.sendReply>['body']> = {}) =>
    ana.call(channels.sendReply, {
      params: { conversationId },
      body: { text: 'You have it back.', keeps: [asked.customerPromiseId], ...body },
    })
  const takeBack = (messageId: string) =>
    ana.call(channels.undoSend, { params: { messageId: messageId as never } })
  return { world, ana, desk, conversationId, person: person!, asked, ask, promise, tell, takeBack }
}

describe('a promise kept by the words themselves', () => {
  it('is kept as the answer to an ask is told, yes or no [S3-09] [S1-08]', async () => {
    for (const outcome of ['granted', 'refused'] as const) {
      const { ask, promise, tell } = await open(outcome)
      expect(await ask()).toMatchObject({ customerWaits: true })
      await tell()
      expect(await promise()).toMatchObject({ state: 'kept' })
      expect(await ask()).toMatchObject({ customerWaits: false })
    }
  })

  it('is open again, with the next word that was told, where the words are taken back', async () => {
    const { asked, ask, promise, tell, takeBack } = await open()
    const before = await promise()
    const { message } = await tell()
    expect(await takeBack(message.id)).toMatchObject({ opened: [asked.customerPromiseId] })
    const { version: _, ...after } = await promise()
    expect(before).toMatchObject(after)
    expect(await ask()).toMatchObject({ customerWaits: true })
    await tell()
    expect(await promise()).toMatchObject({ state: 'kept' })
  })

  it('stays as somebody else left it since, where the words are taken back', async () => {
    const { world, promise, tell, takeBack } = await open()
    const { message } = await tell()
    world.at('2026-11-23T09:12:05Z')
    const params = { promiseId: (await promise()).id }
    await world.owner.call(undoKeep, { params, body: { version: (await promise()).version } })
    await world.owner.call(keepPromise, { params, body: { version: (await promise()).version } })
    expect(await takeBack(message.id)).toMatchObject({ opened: [] })
    expect(await promise()).toMatchObject({ state: 'kept' })
  })

  it('holds no close of the same act, and what else is open still does', async () => {
    const { ana, conversationId, person, promise, tell } = await open()
    const { id } = await ana.call(makePromise, {
      body: {
        toPersonId: person.id,
        conversationId,
        text: 'We call her',
        due: '2026-11-24T09:00:00Z' as never,
      },
    })
    await expect(tell({ close: true })).rejects.toMatchObject({
      problem: { code: 'promise_open', values: { count: 1, promiseId: id } },
    })
    expect(await promise(), 'nothing was sent, nothing is kept').toMatchObject({ keptAt: null })
    await tell({ close: true, promisesStayOpen: true })
    expect(await promise()).toMatchObject({ state: 'kept' })
    const again = await open()
    await again.tell({ close: true })
    expect(await again.desk.read(again.conversationId)).toMatchObject({ state: 'closed' })
  })

  it('is said though it was kept meanwhile, and kept though it was given another date', async () => {
    const { ana, asked, promise, tell } = await open()
    const body = {
      due: '2026-11-23T10:00:00Z' as never,
      reason: 'The till is counted first.',
      ...{ toldCustomer: true, toldBy: 'phone' as const, version: (await promise()).version },
    }
    const moved = await ana.call(movePromise, { params: { promiseId: asked.customerPromiseId }, body })
    await tell()
    expect(await promise(moved.id)).toMatchObject({ state: 'kept' })
    expect((await tell()).message, 'said once more, with nothing left to keep').toMatchObject({
      text: 'You have it back.',
    })
  })

  it('is one of that conversation, to whoever is written to: no other is kept by it', async () => {
    const { ana, world, person, tell } = await open()
    const due = '2026-11-24T09:00:00Z' as never
    const elsewhere = await ana.call(makePromise, {
      body: { toPersonId: person.id, text: 'We call her', due },
    })
    const { items } = await ana.call(listMembers)
    const olga = items.find((m) => m.name === 'Olga Brandt')!
    const amongUs = await ana.call(makePromise, {
      body: { toMemberId: olga.id, text: 'We count the till', due },
    })
    const other = await open()
    for (const id of [elsewhere.id, amongUs.id, other.asked.customerPromiseId])
      await expect(tell({ keeps: [id] })).rejects.toMatchObject({
        problem: { code: 'not_found', field: 'keeps' },
      })
    expect(world.workspaceId).not.toBe(other.world.workspaceId)
  })
})
