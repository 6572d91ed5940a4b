import { describe, expect, it } from 'vitest'
import { changeMember } from '../../contract/accounts.ts'
import * as asks from '../../contract/asks.ts'
import { logCall } from '../../contract/channels.ts'
import { assignConversation, nameConversation } from '../../contract/conversations.ts'
import { listHanded, takeBackHanded } from '../../contract/handed.ts'
import { readLeaving } from '../../contract/leaving.ts'
import { listNotices } from '../../contract/notices.ts'
import { addPerson } from '../../contract/people.ts'
import { makePromise, readPromise } from '../../contract/promises.ts'
import { chooseStandIn } from '../../contract/standing-in.ts'
import { makePromise as decide } from '../../domain/promises/decisions.ts'
import { type Instant, instant, plus } from '../../domain/shared/time.ts'
import { flush } from '../db/flush.ts'
import { accept } from '../db/refused.ts'
import { tickWorkspace } from '../jobs/worker.ts'
import { hearAll } from '../world/hear.ts'
import { type Caller, makeWorld, type World } from '../world/world.ts'
import { insertPromise } from './store.ts'
import { workspacesWithLeavers } from './store-leavers.ts'

const DUE = instant('2026-11-23T16:00:00Z')

/** Dina promised something to Marta in a sensitive conversation of hers; Mara leads. */
async function secretOf(world: World, dina: Caller) {
  const marta = await world.owner.call(addPerson, { body: { name: 'Marta Klein' } })
  const talk = await dina.call(logCall, {
    body: { personId: marta.id, direction: 'in', summary: 'A private matter' },
  })
  const params = { conversationId: talk.id }
  await dina.call(assignConversation, { params, body: { memberId: dina.memberId } })
  await dina.call(nameConversation, { params, body: { sensitive: true } })
  const secret = await dina.call(makePromise, {
    body: { text: 'Dina calls back', due: DUE, toPersonId: marta.id, conversationId: talk.id },
  })
  return { params: { promiseId: secret.id }, talk, marta }
}

const ending = (world: World, of: Caller, giveOver = true) => ({
  params: { memberId: of.memberId },
  body: { endsAt: world.now(), giveOver, version: 1 },
})

describe('what only some may read [S4-12]', () => {
  it('goes to the workspace’s owner when access ends, whoever made themselves the stand-in', async () => {
    const world = await makeWorld()
    const [dina, mara] = [await world.join('Dina Koch'), await world.join('Mara Lind', 'manager')]
    const { params } = await secretOf(world, dina)
    const read = () => mara.call(readPromise, { params })
    await expect(read()).rejects.toMatchObject({ status: 404 })
    await mara.call(chooseStandIn, { params: { memberId: dina.memberId }, body: { memberId: mara.memberId } })
    await expect(read()).rejects.toMatchObject({ status: 404 })
    const leaving = { params: { memberId: dina.memberId } }
    expect(await mara.call(readLeaving, leaving)).toMatchObject({ count: 1, stay: 0, promises: [] })
    await mara.call(changeMember, ending(world, dina))
    await expect(read()).rejects.toMatchObject({ status: 404 })
    expect(await world.owner.call(readPromise, { params })).toMatchObject({
      ...{ state: 'open', due: DUE, owner: { name: 'Olga Brandt' } },
    })
  })

  it('goes first to somebody who helped in it, in the usual order', async () => {
    const world = await makeWorld()
    const [dina, mara] = [await world.join('Dina Koch'), await world.join('Mara Lind', 'manager')]
    const luis = await world.join('Luis Ortega')
    const { params, talk, marta } = await secretOf(world, dina)
    const talkOf = { conversationId: talk.id }
    await dina.call(assignConversation, { params: talkOf, body: { memberId: luis.memberId } })
    const open = await dina.call(makePromise, {
      body: { text: 'Dina calls again', due: DUE, toPersonId: marta.id },
    })
    await mara.call(chooseStandIn, { params: { memberId: dina.memberId }, body: { memberId: mara.memberId } })
    await mara.call(changeMember, ending(world, dina))
    expect((await luis.call(readPromise, { params })).owner.name).toBe('Luis Ortega')
    await expect(mara.call(readPromise, { params: { promiseId: open.id } })).resolves.toMatchObject({
      owner: { name: 'Mara Lind' },
    })
  })

  it('is kept from who takes over also where it goes by itself, and where it was promised to who leaves or asked by them', async () => {
    const world = await makeWorld()
    const endsAt = instant('2026-11-23T12:00:00Z')
    const dina = await world.join('Dina Koch', 'member', 'technician', endsAt)
    const [mara, tom] = [await world.join('Mara Lind', 'manager'), await world.join('Tom Reed')]
    const { params, talk } = await secretOf(world, dina)
    const talkOf = { conversationId: talk.id }
    await dina.call(assignConversation, { params: talkOf, body: { memberId: tom.memberId } })
    const toDina = await tom.call(makePromise, {
      body: { text: 'Tom tells Dina the result', due: DUE, toMemberId: dina.memberId, ...talkOf },
    })
    const asked = await dina.call(asks.makeAsk, {
      body: { askedOf: tom.memberId, text: 'ask the doctor', ...talkOf },
    })
    await mara.call(chooseStandIn, { params: { memberId: dina.memberId }, body: { memberId: mara.memberId } })
    world.at('2026-11-23T11:52:00Z')
    await hearAll(world)
    const read = (by: Caller, of = params) => by.call(readPromise, { params: of })
    expect((await read(tom)).owner.name).toBe('Tom Reed')
    expect(await read(world.owner, { promiseId: toDina.id })).toMatchObject({ to: { name: 'Olga Brandt' } })
    await expect(read(mara)).rejects.toMatchObject({ status: 404 })
    await expect(read(mara, { promiseId: toDina.id })).rejects.toMatchObject({ status: 404 })
    const others = { query: { of: 'others' as const } }
    expect((await world.owner.call(asks.listAsks, others)).items.map((a) => a.id)).toContain(asked.id)
    expect((await mara.call(asks.listAsks, others)).items).toEqual([])
  })
})

describe('giving over and ending access', () => {
  it('is refused where the end would be, and then nothing is given over', async () => {
    const world = await makeWorld()
    const mara = await world.join('Mara Lind', 'manager')
    const jonas = await world.owner.call(addPerson, { body: { name: 'Jonas Lind' } })
    const made = await world.owner.call(makePromise, {
      body: { text: 'Olga calls you', due: DUE, toPersonId: jonas.id },
    })
    const owner = async () =>
      (await world.owner.call(readPromise, { params: { promiseId: made.id } })).owner.name
    await expect(mara.call(changeMember, ending(world, world.owner))).rejects.toMatchObject({ status: 403 })
    await expect(world.owner.call(changeMember, ending(world, world.owner))).rejects.toMatchObject({
      problem: { code: 'last_owner_stays' },
    })
    expect(await owner()).toBe('Olga Brandt')
    const tom = await world.join('Tom Reed')
    const { params, body } = ending(world, tom)
    const later = { ...body, endsAt: plus(world.now(), { days: 3 }) as Instant }
    await expect(mara.call(changeMember, { params, body: later })).rejects.toMatchObject({
      problem: { code: 'invalid_input', field: 'giveOver' },
    })
    await expect(mara.call(changeMember, { params, body: { ...body, version: 7 } })).rejects.toMatchObject({
      problem: { code: 'changed_meanwhile' },
    })
  })

  it('wants a fresh proof of who asks before anything goes over', async () => {
    const world = await makeWorld()
    const [tom, jonas] = [
      await world.join('Tom Reed'),
      await world.owner.call(addPerson, { body: { name: 'Jonas Lind' } }),
    ]
    const made = await tom.call(makePromise, { body: { text: 'Tom calls', due: DUE, toPersonId: jonas.id } })
    world.at(plus(world.now(), { hours: 1 }))
    const { params, body } = ending(world, tom)
    const reply = await world.fetch(`/api/members/${params.memberId}`, {
      ...{ method: 'PATCH', as: world.owner, body: JSON.stringify(body) },
      headers: { 'servus-workspace': world.workspaceId, 'content-type': 'application/json' },
    })
    expect(await reply.json()).toMatchObject({ code: 'confirm_first' })
    const of = { params: { promiseId: made.id } }
    expect((await world.owner.call(readPromise, of)).owner.name).toBe('Tom Reed')
    await world.owner.call(changeMember, { params, body })
    expect((await world.owner.call(readPromise, of)).owner.name).toBe('Olga Brandt')
  })

  it('rings once for each who is given something, and can be found and taken back together', async () => {
    const world = await makeWorld()
    const [mara, tom] = [await world.join('Mara Lind', 'manager'), await world.join('Tom Reed')]
    const jonas = await world.owner.call(addPerson, { body: { name: 'Jonas Lind' } })
    for (const text of ['Tom calls', 'Tom writes', 'Tom comes'])
      await tom.call(makePromise, { body: { text, due: DUE, toPersonId: jonas.id } })
    await mara.call(chooseStandIn, {
      params: { memberId: tom.memberId },
      body: { memberId: world.owner.memberId },
    })
    await hearAll(world)
    await mara.call(changeMember, ending(world, tom))
    await hearAll(world)
    const told = (await world.owner.call(listNotices)).items.filter((n) => n.kind === 'promise_given')
    expect(told).toHaveLength(3)
    expect(await ringing(world, world.owner)).toBe(1)
    const [handed] = (await mara.call(listHanded)).items
    expect(handed).toMatchObject({ by: { name: 'Mara Lind' }, to: { name: 'Olga Brandt' } })
    expect(handed!.promises.map((p) => p.state)).toEqual(['untouched', 'untouched', 'untouched'])
    await mara.call(changeMember, {
      params: { memberId: tom.memberId },
      body: { endsAt: null, version: 2 },
    })
    const params = { handingId: handed!.id }
    expect(await mara.call(takeBackHanded, { params })).toEqual({ taken: 3, stayed: 0 })
  })

  it('says what nobody can take over and gives nothing over, and goes on where one more serves', async () => {
    const world = await makeWorld()
    const tom = await world.join('Tom Reed')
    const jonas = await world.owner.call(addPerson, { body: { name: 'Jonas Lind' } })
    const toOlga = await tom.call(makePromise, {
      body: { text: 'Tom tells Olga', due: DUE, toMemberId: world.owner.memberId },
    })
    const later = plus(DUE, { hours: 1 })
    const toJonas = await tom.call(makePromise, {
      body: { text: 'Tom calls', due: later, toPersonId: jonas.id },
    })
    const leaving = () => world.owner.call(readLeaving, { params: { memberId: tom.memberId } })
    expect(await leaving()).toMatchObject({ count: 2, stay: 1, promises: [{ goesTo: null }, {}] })
    const end = () => world.owner.call(changeMember, ending(world, tom))
    await expect(end()).rejects.toMatchObject({ problem: { code: 'promises_need_owner' } })
    const owner = async (promiseId: typeof toOlga.id) =>
      (await world.owner.call(readPromise, { params: { promiseId } })).owner.name
    expect(await owner(toJonas.id)).toBe('Tom Reed')
    await world.join('Ana Lima')
    await end()
    expect([await owner(toOlga.id), await owner(toJonas.id)]).toEqual(['Ana Lima', 'Olga Brandt'])
  })
})

it('what can go goes also where more than a batch of what falls before it has nobody to take it over [S3-21]', async () => {
  const world = await makeWorld()
  const tom = await world.join('Tom Reed', 'member', 'technician', instant('2026-11-23T12:00:00Z'))
  const jonas = await world.owner.call(addPerson, { body: { name: 'Jonas Lind' } })
  const act = world.act(tom.memberId)
  const making = { text: 'Tom tells Olga', due: DUE, ownerId: tom.memberId, madeBy: tom.memberId }
  const stuck = Array.from({ length: 201 }, () =>
    decide({ ...making, id: act.newId<'promise'>(), toMemberId: world.owner.memberId }, act.now),
  )
  await flush(act, {
    writes: stuck.map((p) => insertPromise(world.workspaceId, accept(p), null, null)),
    events: [],
  })
  const due = plus(DUE, { hours: 1 })
  const made = await tom.call(makePromise, { body: { text: 'Tom calls', due, toPersonId: jonas.id } })
  world.at('2026-11-23T11:52:00Z')
  await tickWorkspace(world.services, world.workspaceId, world.now())
  const params = { promiseId: made.id }
  expect((await world.owner.call(readPromise, { params })).owner.name).toBe('Olga Brandt')
  const again = await workspacesWithLeavers(world.services.db, world.now())
  expect(
    again.map((w) => w.workspaceId),
    'what stays takes nobody up again',
  ).not.toContain(world.workspaceId)
})

/** How many of somebody's notices would ring a device. */
async function ringing(world: World, who: Caller): Promise<number> {
  return await world.services.db.read(world.workspaceId, async (db) => {
    const rows = await db
      .selectFrom('notices')
      .select('id')
      .where('memberId', '=', who.memberId)
      .where('pushDue', 'is not', null)
      .execute()
    return rows.length
  })
}
