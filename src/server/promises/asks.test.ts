import * as contract from '../../contract/asks.ts'
import { logCall } from '../../contract/channels.ts'
import { nameConversation } from '../../contract/conversations.ts'
import { listNotices } from '../../contract/notices.ts'
import * as promises from '../../contract/promises.ts'
import { readToday } from '../../contract/today.ts'
import { hearAll } from '../world/hear.ts'
import { makeWorld } from '../world/world.ts'

const NOON = '2026-11-23T11:00:00.000Z'

async function asked(more: object = {}) {
  const world = await makeWorld()
  const [ana, ben] = [await world.join('Ana Lima'), await world.join('Ben Adeyemi')]
  const ask = await ana.call(contract.makeAsk, {
    body: { askedOf: ben.memberId, text: 'order the sensor', wishedAs: 'by noon', wishedBy: NOON, ...more },
  })
  return { world, ana, ben, ask, params: { askId: ask.id } }
}

describe('asking a colleague for something', () => {
  it('binds nobody until they name a day: then it is their promise, shown between us [S3-24]', async () => {
    const { world, ana, ben, ask, params } = await asked()
    expect(ask).toMatchObject({ state: 'open', by: { name: 'Ana Lima' }, of: { name: 'Ben Adeyemi' } })
    expect((await ben.call(promises.listPromises)).items).toEqual([])
    expect((await ben.call(contract.listAsks)).items).toMatchObject([{ id: ask.id, wishedBy: NOON }])
    await hearAll(world)
    expect((await ben.call(listNotices)).items).toMatchObject([
      { kind: 'promise_given', data: { as: 'asked', ask: ask.id }, by: { name: 'Ana Lima' } },
    ])

    const body = {
      promiseId: world.services.newId<'promise'>(),
      due: NOON,
      saidAs: 'by noon',
      version: ask.version,
    }
    const promise = await ben.call(contract.acceptAsk, { params, body })
    expect(await ben.call(contract.acceptAsk, { params, body })).toEqual(promise)
    expect(promise).toMatchObject({
      ...{ text: 'Ben orders the sensor', due: NOON, state: 'open' },
      ...{ owner: { name: 'Ben Adeyemi' }, to: { kind: 'member', name: 'Ana Lima' } },
    })
    const between = { query: { of: 'to_me' as const, madeTo: 'colleagues' as const } }
    expect((await ana.call(promises.listPromises, between)).items.map((p) => p.id)).toEqual([promise.id])
    expect((await ben.call(contract.listAsks)).items).toEqual([])
    expect((await ana.call(contract.listAsks, { query: { of: 'others' } })).items).toMatchObject([
      { state: 'accepted', promiseId: promise.id },
    ])
    await hearAll(world)
    expect((await ana.call(listNotices)).items).toMatchObject([
      { kind: 'promise_given', data: { as: 'promisee' }, promise: { text: 'Ben orders the sensor' } },
    ])
  })

  it('stands on the Today of whom it was asked, with why and by when it is wished, until it is answered [S3-24]', async () => {
    const { world, ana, ben, ask, params } = await asked()
    const today = async (by: typeof ben) => {
      const { groups } = await by.call(readToday)
      return { now: groups.now, next: groups.next }
    }
    const line = {
      kind: 'asked',
      person: null,
      colleague: 'Ana Lima',
      what: 'order the sensor',
      why: [{ code: 'asked_waiting' }, { code: 'wished', values: { at: NOON } }],
      care: 'wait',
    }
    expect(await today(ben)).toMatchObject({ now: [], next: [line] })
    expect(await today(ana)).toEqual({ now: [], next: [] })
    expect(await today(world.owner)).toEqual({ now: [], next: [] })
    world.at('2026-11-23T10:50:00Z')
    expect(await today(ben)).toMatchObject({ now: [line], next: [] })
    await ben.call(contract.declineAsk, { params, body: { why: 'Luis has one', version: ask.version } })
    expect(await today(ben)).toEqual({ now: [], next: [] })
  })

  it('is declined with a reason, which the one who asked is told [S3-24]', async () => {
    const { world, ana, ben, ask, params } = await asked()
    const decline = (why: string) =>
      ben.call(contract.declineAsk, { params, body: { why, version: ask.version } })
    await expect(decline(' ')).rejects.toMatchObject({ status: 400 })
    expect(await decline('The supplier is closed; Luis has one in stock')).toMatchObject({
      state: 'declined',
    })
    await hearAll(world)
    expect((await ana.call(listNotices)).items).toMatchObject([
      { kind: 'promise_changed', data: { as: 'declined' }, by: { name: 'Ben Adeyemi' } },
    ])
    expect((await ana.call(contract.listAsks, { query: { of: 'others' } })).items).toMatchObject([
      { why: 'The supplier is closed; Luis has one in stock' },
    ])
    const due = { due: NOON, version: ask.version + 1 }
    await expect(ben.call(contract.acceptAsk, { params, body: due })).rejects.toMatchObject({
      problem: { code: 'ask_settled' },
    })
  })

  it('is between the two: nobody else reads or answers it, and only who asked takes it back', async () => {
    const { world, ana, ben, ask, params } = await asked()
    const body = { version: ask.version }
    const due = { due: NOON, ...body }
    await expect(world.owner.call(contract.withdrawAsk, { params, body })).rejects.toMatchObject({
      status: 404,
    })
    await expect(ana.call(contract.acceptAsk, { params, body: due })).rejects.toMatchObject({ status: 403 })
    await expect(ben.call(contract.withdrawAsk, { params, body })).rejects.toMatchObject({ status: 403 })
    expect((await world.owner.call(contract.listAsks)).items).toEqual([])
    expect(await ana.call(contract.withdrawAsk, { params, body })).toMatchObject({ state: 'withdrawn' })
    await hearAll(world)
    expect((await ben.call(contract.listAsks)).items).toEqual([])
  })

  it('tells nothing of a sensitive conversation to whom it was asked, and is refused where one may not read it', async () => {
    const world = await makeWorld()
    const [ana, ben] = [await world.join('Ana Lima'), await world.join('Ben Adeyemi')]
    const talk = await ana.call(logCall, { body: { direction: 'in', summary: 'A private matter' } })
    await ana.call(nameConversation, { params: { conversationId: talk.id }, body: { sensitive: true } })
    const body = { text: 'send the papers', conversationId: talk.id }
    await ana.call(contract.makeAsk, { body: { ...body, askedOf: ben.memberId } })
    expect((await ben.call(contract.listAsks)).items).toMatchObject([{ conversation: null }])
    await expect(
      ben.call(contract.makeAsk, { body: { ...body, askedOf: ana.memberId } }),
    ).rejects.toMatchObject({ status: 404 })
  })

  it('goes to nobody who only reads or has left, and nobody asks themselves', async () => {
    const { world, ana } = await asked()
    const reader = await world.join('Rita Roth', 'read_only')
    const ask = (askedOf: typeof ana.memberId) =>
      ana.call(contract.makeAsk, { body: { askedOf, text: 'order the sensor' } })
    await expect(ask(reader.memberId)).rejects.toMatchObject({ problem: { code: 'access_ended' } })
    await expect(ask(ana.memberId)).rejects.toMatchObject({ problem: { field: 'askedOf' } })
  })
})
