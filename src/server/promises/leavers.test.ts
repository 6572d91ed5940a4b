import { expect, it } from 'vitest'
import { changeMember } from '../../contract/accounts.ts'
import * as asks from '../../contract/asks.ts'
import { assignConversation, readConversation } from '../../contract/conversations.ts'
import { someoneIsHere } from '../../contract/counter.ts'
import { addForm, readPublicForm, submitPublicForm } from '../../contract/forms.ts'
import { offerHandover } from '../../contract/handovers.ts'
import { readLeaving } from '../../contract/leaving.ts'
import { listNotices } from '../../contract/notices.ts'
import { addPerson } from '../../contract/people.ts'
import { makePromise, readPromise, releasePromise } from '../../contract/promises.ts'
import { readToday } from '../../contract/today.ts'
import { instant } from '../../domain/shared/time.ts'
import { tickWorkspace } from '../jobs/worker.ts'
import { hearAll } from '../world/hear.ts'
import { onlyReads } from '../world/only-reads.ts'
import { makeWorld } from '../world/world.ts'

it('what somebody owes finds a new owner before their access ends, and their conversations come back [S0-02] [S3-21]', async () => {
  const world = await makeWorld()
  const tom = await world.join('Tom', 'member', 'service_advisor', instant('2026-11-23T12:00:00Z'))
  const marta = await world.owner.call(addPerson, { body: { name: 'Marta Klein' } })
  const promise = await tom.call(makePromise, {
    body: { text: 'Tom calls', due: instant('2026-11-23T16:00:00Z'), toPersonId: marta.id },
  })
  const here = await tom.call(someoneIsHere, { body: { personId: marta.id } })
  const params = { conversationId: here.conversationId }
  await tom.call(assignConversation, { params, body: { memberId: tom.memberId } })
  world.at('2026-11-23T11:45:00Z')
  await tickWorkspace(world.services, world.workspaceId, world.now())
  expect((await world.owner.call(readPromise, { params: { promiseId: promise.id } })).owner.name).toBe('Tom')
  world.at('2026-11-23T11:52:00Z')
  await tickWorkspace(world.services, world.workspaceId, world.now())
  await tickWorkspace(world.services, world.workspaceId, world.now())
  const now = await world.owner.call(readPromise, { params: { promiseId: promise.id } })
  expect(now).toMatchObject({ owner: { name: 'Olga Brandt' }, state: 'open', due: promise.due })
  expect((await world.owner.call(readConversation, { params })).assignee).toBeNull()
  await hearAll(world)
  const notice = (await world.owner.call(listNotices)).items.find((n) => n.kind === 'promise_given')
  expect(notice, 'nobody gave it: it went over').toMatchObject({
    ...{ by: null, data: { as: 'left' }, leaver: { name: 'Tom' } },
  })
  const line = (await world.owner.call(readToday)).groups.next.find((l) => l.promiseId === promise.id)
  expect(line?.why[0]).toMatchObject({ code: 'promise_due', values: { given: 'other', giver: 'Tom' } })
})

it('what was asked of somebody comes back to who asked, and what they asked goes to who takes over, before access ends [S3-24]', async () => {
  const world = await makeWorld()
  const [ana, mia] = [await world.join('Ana Lima'), await world.join('Mia Meier')]
  const tom = await world.join('Tom Reed', 'member', 'technician', instant('2026-11-23T12:00:00Z'))
  const ask = (by: typeof ana, of: typeof ana, text: string) =>
    by.call(asks.makeAsk, { body: { askedOf: of.memberId, text } })
  const ofTom = await ask(ana, tom, 'order the sensor')
  const byTom = await ask(tom, mia, 'bring the key')
  world.at('2026-11-23T11:52:00Z')
  await tickWorkspace(world.services, world.workspaceId, world.now())
  await tickWorkspace(world.services, world.workspaceId, world.now())
  await hearAll(world)

  const line = { kind: 'asked_back', what: 'order the sensor', colleague: 'Tom Reed', mine: true }
  expect((await ana.call(readToday)).groups.next).toMatchObject([line])
  expect((await ana.call(listNotices)).items).toMatchObject([{ data: { as: 'returned', ask: ofTom.id } }])
  expect((await tom.call(asks.listAsks)).items).toEqual([])
  const version = ofTom.version + 1
  const params = { askId: ofTom.id }
  const accept = { params, body: { due: instant('2026-11-23T15:00:00Z'), version } }
  await expect(tom.call(asks.acceptAsk, accept)).rejects.toMatchObject({ problem: { code: 'ask_settled' } })
  const passing = (to: typeof ana) => ({ params, body: { askedOf: to.memberId, version } })
  await expect(ana.call(asks.passAsk, passing(ana))).rejects.toMatchObject({ status: 400 })
  await expect(world.owner.call(asks.passAsk, passing(mia))).rejects.toMatchObject({ status: 404 })
  expect(await ana.call(asks.passAsk, passing(mia))).toMatchObject({
    ...{ state: 'open', of: { name: 'Mia Meier' }, returnedAt: null },
  })
  expect((await ana.call(readToday)).groups.next).toEqual([])

  const [taken] = (await world.owner.call(asks.listAsks, { query: { of: 'others' } })).items
  expect(taken).toMatchObject({ id: byTom.id, by: { name: 'Olga Brandt' }, of: { name: 'Mia Meier' } })
  expect((await world.owner.call(listNotices)).items).toContainEqual(
    expect.objectContaining({
      kind: 'promise_given',
      data: { as: 'asks', ask: byTom.id, leaver: tom.memberId },
      leaver: expect.objectContaining({ name: 'Tom Reed' }),
    }),
  )
  // Whom Tom asked hears of it from who asks now.
  const given = async () => (await mia.call(listNotices)).items.find((n) => n.data.ask === byTom.id)
  expect(await given()).toMatchObject({ data: { as: 'asked' }, by: { name: 'Olga Brandt' } })
  await mia.call(asks.declineAsk, {
    params: { askId: byTom.id },
    body: { why: 'It is lost', version: taken!.version },
  })
  await hearAll(world)
  expect((await world.owner.call(listNotices)).items).toContainEqual(
    expect.objectContaining({ kind: 'promise_changed', data: expect.objectContaining({ as: 'declined' }) }),
  )
})

it('what a colleague promised somebody who leaves is promised to who takes over, and only they let its owner off [S3-24]', async () => {
  const world = await makeWorld()
  const ana = await world.join('Ana Lima')
  const dina = await world.join('Dina Weber', 'member', 'technician', instant('2026-11-23T12:00:00Z'))
  const made = await ana.call(makePromise, {
    body: {
      text: 'Ana tells Dina which sensor',
      due: instant('2026-11-23T16:00:00Z'),
      toMemberId: dina.memberId,
    },
  })
  world.at('2026-11-23T12:30:00Z')
  await hearAll(world)
  const params = { promiseId: made.id }
  const now = await ana.call(readPromise, { params })
  expect(now).toMatchObject({
    ...{ state: 'open', to: { name: 'Olga Brandt' }, standsFor: { name: 'Dina Weber' } },
  })
  expect((await ana.call(listNotices)).items).toContainEqual(
    expect.objectContaining({
      kind: 'promise_changed',
      data: { as: 'promisee_left', mine: true, leaver: dina.memberId },
    }),
  )
  expect((await world.owner.call(listNotices)).items).toContainEqual(
    expect.objectContaining({ kind: 'promise_given', data: { as: 'stands_for', leaver: dina.memberId } }),
  )
  const body = { theirWords: 'The sensor is here', version: now.version }
  await expect(ana.call(releasePromise, { params, body })).rejects.toMatchObject({
    problem: { code: 'only_promisee_releases' },
  })
  await world.owner.call(releasePromise, { params, body })
  expect((await ana.call(readToday)).groups.next).toEqual([])
})

it('what was promised to somebody who leaves is let go where nobody else could wait for it, and says why [S3-24]', async () => {
  const world = await makeWorld()
  const dina = await world.join('Dina Weber', 'member', 'technician', instant('2026-11-23T12:00:00Z'))
  const made = await world.owner.call(makePromise, {
    body: {
      text: 'Olga tells Dina which sensor',
      due: instant('2026-11-23T16:00:00Z'),
      toMemberId: dina.memberId,
    },
  })
  world.at('2026-11-23T12:30:00Z')
  await hearAll(world)
  expect(await world.owner.call(readPromise, { params: { promiseId: made.id } })).toMatchObject({
    state: 'released',
    releasedWords: 'Whom it was promised to no longer serves here; nobody waits for it any more.',
  })
  expect((await world.owner.call(listNotices)).items).toContainEqual(
    expect.objectContaining({
      kind: 'promise_changed',
      data: { as: 'left_let_off', mine: true, leaver: dina.memberId },
    }),
  )
})

it('what a leaver offered stands once on Today, and what was offered to them comes back to who offered it [S4-15]', async () => {
  const world = await makeWorld()
  const ana = await world.join('Ana Lima')
  const dina = await world.join('Dina Weber', 'member', 'technician', instant('2026-11-23T12:00:00Z'))
  const form = await world.owner.call(addForm, {
    body: { siteId: world.siteId, name: 'Write to us', intro: '', thanks: 'Thank you.' },
  })
  const talk = async (by: typeof ana, to: typeof ana, message: string) => {
    const formKey = form.url.split('/').at(-1)!
    const { opened } = await world.anybody(readPublicForm, { params: { formKey } })
    const entry = { name: message, email: 'jonas@example.com', telephone: '', message, website: '', opened }
    world.at('2026-11-23T11:00:00Z')
    await world.anybody(submitPublicForm, { params: { formKey }, body: entry })
    const { groups } = await by.call(readToday)
    const params = { conversationId: groups.now.find((l) => l.what.includes(message))!.conversationId! }
    await by.call(assignConversation, { params, body: { memberId: by.memberId } })
    await by.call(offerHandover, { params, body: { toMemberId: to.memberId, told: 'Please write to them' } })
    return params
  }
  const byDina = await talk(dina, ana, 'The brakes squeak')
  const toDina = await talk(ana, dina, 'The lamp is dark')
  world.at('2026-11-23T12:30:00Z')
  await hearAll(world)
  const { groups } = await ana.call(readToday)
  const of = (id: string) =>
    [...groups.now, ...groups.next, ...groups.moment].filter((l) => l.conversationId === id)
  expect(of(byDina.conversationId)).toMatchObject([{ kind: 'handover' }])
  expect(of(toDina.conversationId)).toMatchObject([{ kind: 'conversation', mine: true }])
  expect((await ana.call(listNotices)).items).toContainEqual(
    expect.objectContaining({ kind: 'handover', data: { as: 'left' } }),
  )
  await ana.call(offerHandover, {
    params: toDina,
    body: { toMemberId: world.owner.memberId, told: 'Please call Marta' },
  })
})

it('what somebody owes who may only read by now is given over too, and what was promised to them [S0-02] [S3-21]', async () => {
  const world = await makeWorld()
  const [tom, ana] = [await world.join('Tom Reed'), await world.join('Ana Lima')]
  const marta = await world.owner.call(addPerson, { body: { name: 'Marta Klein' } })
  const due = instant('2026-11-23T16:00:00Z')
  const byTom = await tom.call(makePromise, { body: { text: 'Tom calls you', due, toPersonId: marta.id } })
  const toTom = await ana.call(makePromise, {
    body: { text: 'Ana tells Tom which sensor', due, toMemberId: tom.memberId },
  })
  await onlyReads(world, tom.memberId)
  await tickWorkspace(world.services, world.workspaceId, world.now())
  const read = (id: typeof byTom.id) => world.owner.call(readPromise, { params: { promiseId: id } })
  expect(await read(byTom.id)).toMatchObject({ state: 'open', due, owner: { name: 'Olga Brandt' } })
  expect(await read(toTom.id)).toMatchObject({ to: { name: 'Olga Brandt' }, standsFor: { name: 'Tom Reed' } })
})

it('nobody is let only read while promises are theirs: that is refused at the role, and nothing has gone [S0-02] [S3-21]', async () => {
  const world = await makeWorld()
  const tom = await world.join('Tom Reed')
  const marta = await world.owner.call(addPerson, { body: { name: 'Marta Klein' } })
  const due = instant('2026-11-23T16:00:00Z')
  const made = await tom.call(makePromise, { body: { text: 'Tom calls you', due, toPersonId: marta.id } })
  const params = { memberId: tom.memberId }
  const letRead = (giveOver: boolean) =>
    world.owner.call(changeMember, { params, body: { role: 'read_only', giveOver, version: 1 } })
  await expect(letRead(false)).rejects.toMatchObject({
    status: 409,
    problem: { code: 'promises_need_owner', field: 'role' },
  })
  const read = async () =>
    (await world.owner.call(readPromise, { params: { promiseId: made.id } })).owner.name
  expect(await read()).toBe('Tom Reed')
  expect((await letRead(true)).role).toBe('read_only')
  expect(await read()).toBe('Olga Brandt')
})

it('whoever lets somebody only read sees beforehand who takes over what, and what else is with them, and gives it over in the same act [S3-21]', async () => {
  const world = await makeWorld()
  const [cleo, ana] = [await world.join('Cleo Maas'), await world.join('Ana Lima', 'manager')]
  const jonas = await ana.call(addPerson, { body: { name: 'Jonas Lind' } })
  const due = instant('2026-11-23T16:00:00Z')
  const made = await cleo.call(makePromise, { body: { text: 'Cleo calls you', due, toPersonId: jonas.id } })
  await cleo.call(asks.makeAsk, { body: { askedOf: world.owner.memberId, text: 'call the tyre maker' } })
  const here = await cleo.call(someoneIsHere, { body: { personId: jonas.id } })
  const talk = { conversationId: here.conversationId }
  await cleo.call(assignConversation, { params: talk, body: { memberId: cleo.memberId } })
  const params = { memberId: cleo.memberId }
  const shown = await ana.call(readLeaving, { params })
  expect(shown).toMatchObject({ count: 1, conversations: 1, asks: 1, promisedTo: 0 })
  const to = shown.promises[0]!.goesTo!
  await ana.call(changeMember, { params, body: { role: 'read_only', giveOver: true, version: 1 } })
  const now = await world.owner.call(readPromise, { params: { promiseId: made.id } })
  expect(now.owner).toMatchObject({ name: to.name })
  await hearAll(world)
  const given = (await world.owner.call(listNotices)).items.concat((await ana.call(listNotices)).items)
  // Nobody hears of their own act; another hears who did it, never that the customer did.
  expect(given.filter((n) => n.data.as === 'owner').map((n) => n.by?.name)).toEqual(
    to.id === ana.memberId ? [] : ['Ana Lima'],
  )
})

it('whoever ends an access sees beforehand who takes over each promise, and gives them over in one act [S3-21]', async () => {
  const world = await makeWorld()
  const [tom, ana] = [await world.join('Tom Reed'), await world.join('Ana Lima')]
  const marta = await world.owner.call(addPerson, { body: { name: 'Marta Klein' } })
  const due = instant('2026-11-23T16:00:00Z')
  const made = await tom.call(makePromise, { body: { text: 'Tom calls you', due, toPersonId: marta.id } })
  const params = { memberId: tom.memberId }
  const goesTo = { id: world.owner.memberId, name: 'Olga Brandt' }
  expect(await world.owner.call(readLeaving, { params })).toEqual({
    count: 1,
    stay: 0,
    ...{ conversations: 0, asks: 0, promisedTo: 0, rules: 0, causes: 0 },
    promises: [{ id: made.id, text: 'Tom calls you', to: 'Marta Klein', due, goesTo }],
  })
  const endsAt = world.now()
  const end = (by: typeof ana, giveOver: boolean) =>
    by.call(changeMember, { params, body: { endsAt, giveOver, version: 1 } })
  await expect(end(world.owner, false)).rejects.toMatchObject({ problem: { code: 'promises_need_owner' } })
  await expect(end(ana, true)).rejects.toMatchObject({ status: 403 })
  await end(world.owner, true)
  expect(await world.owner.call(readLeaving, { params })).toMatchObject({ count: 0, stay: 0, promises: [] })
  const now = await world.owner.call(readPromise, { params: { promiseId: made.id } })
  expect(now).toMatchObject({ state: 'open', owner: { name: 'Olga Brandt' } })
})
