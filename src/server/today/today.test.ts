import * as channels from '../../contract/channels.ts'
import * as contact from '../../contract/contact.ts'
import * as talks from '../../contract/conversations.ts'
import { greetArrival, serveArrival, someoneIsHere } from '../../contract/counter.ts'
import { addForm, readPublicForm, submitPublicForm } from '../../contract/forms.ts'
import { grantAuthority } from '../../contract/goodwill.ts'
import { offerHandover } from '../../contract/handovers.ts'
import { startBreak } from '../../contract/notices.ts'
import * as people from '../../contract/people.ts'
import * as promises from '../../contract/promises.ts'
import { readToday } from '../../contract/today.ts'
import { onlyReads } from '../world/only-reads.ts'
import { type Caller, makeWorld, type World } from '../world/world.ts'

const NOON = '2026-11-23T11:00:00.000Z'
const TWO = '2026-11-23T13:00:00.000Z'

async function promised(world: World, more: { memberId?: Caller } = {}) {
  const by = more.memberId ?? world.owner
  const marta = await world.owner.call(people.addPerson, { body: { name: 'Marta Okafor' } })
  const talk = await by.call(channels.logCall, {
    body: { personId: marta.id, direction: 'in', summary: 'There is a grinding noise.' },
  })
  const promise = await by.call(promises.makePromise, {
    body: { text: 'Ana calls Marta', saidAs: 'by noon', due: NOON, conversationId: talk.id },
  })
  return { marta, talk, promise }
}
const lines = async (by: Caller) => {
  const { groups } = await by.call(readToday)
  return [...groups.now, ...groups.next, ...groups.moment]
}
const noNews = (version: number, toldBy: 'phone' | 'email' = 'phone') => ({
  ...{ kind: 'no_progress' as const, text: '', reason: 'Luis waits for the disc' },
  ...{ nextUpdateDue: TWO, toldBy, version },
})

describe('Today', () => {
  it('goes by the next word once they were told of it, before and after the promise is due, and it stays late [S3-22]', async () => {
    const world = await makeWorld()
    const { promise } = await promised(world)
    const params = { promiseId: promise.id }
    world.at('2026-11-23T10:50:00Z')
    await world.owner.call(promises.updatePromise, { params, body: noNews(promise.version) })
    const told = {
      code: 'told_none',
      values: { at: '2026-11-23T10:50:00.000Z', words: 'Luis waits for the disc' },
    }
    expect((await world.owner.call(readToday)).groups).toMatchObject({
      now: [],
      next: [{ kind: 'update', at: TWO, care: 'none', why: [{ code: 'update_due' }, told] }],
    })
    world.at('2026-11-23T11:30:00Z')
    expect((await world.owner.call(readToday)).groups).toMatchObject({
      now: [],
      next: [
        {
          ...{ kind: 'update', at: TWO, care: 'wait' },
          why: [{ code: 'update_due' }, told, { code: 'was_due', values: { at: NOON } }],
        },
      ],
    })
    expect(await world.owner.call(promises.readPromise, { params })).toMatchObject({
      state: 'overdue',
      due: NOON,
      originalDue: NOON,
    })
    world.at('2026-11-23T12:50:00Z')
    expect((await world.owner.call(readToday)).groups.now).toMatchObject([
      { kind: 'update', why: [{ code: 'update_due_soon', values: { minutes: 10 } }, {}, {}] },
    ])
    world.at('2026-11-23T13:30:00Z')
    expect((await world.owner.call(readToday)).groups.now).toMatchObject([
      { kind: 'update', care: 'late', why: [{ code: 'update_overdue' }, {}, {}] },
    ])
  })

  it('keeps somebody in sight who was greeted and still waits for us', async () => {
    const world = await makeWorld()
    const { conversationId } = await world.owner.call(someoneIsHere, { body: { note: 'blue coat' } })
    await world.owner.call(greetArrival, { params: { conversationId }, body: {} })
    expect(await lines(world.owner)).toMatchObject([
      { kind: 'greeted', conversationId, care: 'wait', why: [{ code: 'greeted_waiting' }] },
    ])
    await world.owner.call(serveArrival, { params: { conversationId } })
    expect(await lines(world.owner)).toEqual([])
  })

  it('says who hands something over, and lets it go with the conversation that is closed [S4-15]', async () => {
    const world = await makeWorld()
    const dina = await world.join('Dina Weber')
    const talk = await world.owner.call(channels.logCall, {
      body: { direction: 'in', summary: 'A question' },
    })
    const params = { conversationId: talk.id }
    await world.owner.call(offerHandover, {
      params,
      body: { toMemberId: dina.memberId, told: 'The gearbox' },
    })
    expect(await lines(dina)).toMatchObject([{ kind: 'handover', colleague: 'Olga Brandt' }])
    await world.owner.call(talks.closeConversation, { params, body: {} })
    expect(await lines(dina)).toEqual([])
  })

  it('leaves nobody’s conversations and promises behind when a member’s access ends, and tells no secret of theirs [S4-12]', async () => {
    const world = await makeWorld()
    const dina = await world.join(
      'Dina Weber',
      'member',
      'service_advisor',
      '2026-11-24T08:00:00.000Z' as never,
    )
    const { promise, talk } = await promised(world, { memberId: dina })
    await dina.call(talks.assignConversation, {
      params: { conversationId: talk.id },
      body: { memberId: dina.memberId },
    })
    const secret = await promised(world, { memberId: dina })
    await dina.call(talks.assignConversation, {
      params: { conversationId: secret.talk.id },
      body: { memberId: dina.memberId },
    })
    await dina.call(talks.nameConversation, {
      params: { conversationId: secret.talk.id },
      body: { sensitive: true },
    })
    expect(await lines(world.owner)).toEqual([])
    world.at('2026-11-24T08:00:01Z')
    const left = (await lines(world.owner)).map((l) => [
      l.kind,
      l.promiseId ?? l.conversationId,
      l.why.at(-1),
    ])
    const stood = { code: 'was_with', values: { name: 'Dina Weber' } }
    expect(left).toEqual(
      expect.arrayContaining([
        ['loose_end', promise.id, stood],
        ['loose_end', talk.id, stood],
      ]),
    )
    expect(left).toHaveLength(2)
  })

  it('shows who leads what stands with somebody who may only read by now: they cannot keep it [S2-26]', async () => {
    const world = await makeWorld()
    const dina = await world.join('Dina Weber')
    const { promise, talk } = await promised(world, { memberId: dina })
    expect(await lines(world.owner)).toEqual([])
    await onlyReads(world, dina.memberId)
    const left = (await lines(world.owner)).map((l) => [
      l.kind,
      l.promiseId ?? l.conversationId,
      l.why.at(-1),
    ])
    const stood = { code: 'was_with', values: { name: 'Dina Weber' } }
    expect(left).toEqual(
      expect.arrayContaining([
        ['loose_end', promise.id, stood],
        ['loose_end', talk.id, stood],
      ]),
    )
    expect(left).toHaveLength(2)
  })

  it('shows once what somebody left behind who was on a break, with nobody standing in [S2-26]', async () => {
    const world = await makeWorld()
    const dina = await world.join('Dina Weber')
    await dina.call(promises.makePromise, {
      body: { text: 'Dina writes', due: NOON, toMemberId: world.owner.memberId },
    })
    await dina.call(startBreak)
    const missing = async () => (await lines(world.owner)).map((l) => [l.kind, l.why.at(-1)?.code])
    expect(await missing()).toEqual([['loose_end', 'is_with']])
    await onlyReads(world, dina.memberId)
    expect(await missing()).toEqual([['loose_end', 'was_with']])
  })

  it('shows an entry of a form that was held back to those who may let it in, until somebody did', async () => {
    const world = await makeWorld()
    const reader = await world.join('Rita Roth', 'read_only')
    const form = await world.owner.call(addForm, {
      body: { siteId: world.siteId, name: 'Write to us', intro: '', thanks: 'Thank you.' },
    })
    const formKey = form.url.split('/').at(-1)!
    const { opened } = await world.anybody(readPublicForm, { params: { formKey } })
    await world.anybody(submitPublicForm, {
      params: { formKey },
      body: {
        ...{ name: 'Jonas Lind', email: 'jonas@example.com', telephone: '', message: 'The brakes squeak.' },
        ...{ website: 'https://spam.example', opened },
      },
    })
    const [line] = await lines(world.owner)
    expect(line).toMatchObject({ kind: 'to_look_at', what: 'The brakes squeak', why: [{ code: 'held' }] })
    expect(await lines(reader)).toEqual([])
    const params = { conversationId: line!.conversationId! }
    await world.owner.call(talks.releaseHeld, { params })
    expect(await lines(world.owner)).toMatchObject([{ kind: 'conversation', person: { name: 'Jonas Lind' } }])
  })

  it('says that a word by mail did not reach them, until they were told another way', async () => {
    const world = await makeWorld()
    const { promise } = await promised(world)
    const params = { promiseId: promise.id }
    // Nobody wrote in this conversation and there is no mailbox: no mail can leave.
    const told = await world.owner.call(promises.updatePromise, {
      params,
      body: noNews(promise.version, 'email'),
    })
    world.at('2026-11-23T09:20:00Z')
    expect(await lines(world.owner)).toMatchObject([
      {
        kind: 'not_told',
        promiseId: promise.id,
        care: 'wait',
        why: [{ code: 'not_told' }, { code: 'is_due' }],
      },
    ])
    await world.owner.call(promises.updatePromise, { params, body: noNews(told.version) })
    world.at('2026-11-23T09:30:00Z')
    expect(await lines(world.owner)).toMatchObject([{ kind: 'update', why: [{}, { code: 'told_none' }] }])
  })

  it('says that a promise is late whose word did not reach them, longer than what is late since later [S3-22]', async () => {
    const world = await makeWorld()
    const { promise, marta } = await promised(world)
    // Due at noon; the word of 9:12 never left, nor did the later hour it names.
    const body = noNews(promise.version, 'email')
    await world.owner.call(promises.updatePromise, { params: { promiseId: promise.id }, body })
    const later = await world.owner.call(promises.makePromise, {
      body: { text: 'Ana writes', due: '2026-11-23T12:00:00.000Z', toPersonId: marta.id },
    })
    const stand = async () =>
      (await world.owner.call(readToday)).groups.now.map((l) => [
        ...[l.promiseId, l.kind, l.care],
        l.why.find((w) => /^(is|was)_due$/.test(w.code)),
      ])
    world.at('2026-11-23T10:59:00Z')
    expect(await stand()).toEqual([
      [promise.id, 'not_told', 'wait', { code: 'is_due', values: { at: NOON } }],
    ])
    world.at('2026-11-23T13:00:00Z')
    expect(await stand()).toEqual([
      [promise.id, 'not_told', 'late', { code: 'was_due', values: { at: NOON } }],
      [later.id, 'promise', 'late', undefined],
    ])
  })

  it('says no more that a word did not reach them once the promise is kept, let go, or has a new date [S3-22]', async () => {
    const world = await makeWorld()
    const untold = async () => {
      const { promise } = await promised(world)
      const params = { promiseId: promise.id }
      const body = { ...noNews(promise.version, 'email'), text: 'Sent', reason: 'it left today' }
      const { version } = await world.owner.call(promises.updatePromise, { params, body })
      return { params, version }
    }
    const [kept, broken, left] = [await untold(), await untold(), await untold()]
    world.at('2026-11-23T09:20:00Z')
    const stand = async () =>
      (await lines(world.owner)).filter((l) => l.kind === 'not_told').map((l) => l.promiseId)
    expect(await stand()).toHaveLength(3)
    await world.owner.call(promises.keepPromise, { params: kept.params, body: { version: kept.version } })
    await world.owner.call(promises.releasePromise, {
      params: broken.params,
      body: { theirWords: 'No need any more.', version: broken.version },
    })
    expect(await stand()).toEqual([left.params.promiseId])
    await world.owner.call(promises.movePromise, {
      params: left.params,
      body: {
        ...{ due: TWO, reason: 'the disc is late', toldCustomer: true, toldBy: 'phone' },
        version: left.version,
      },
    })
    expect(await stand()).toEqual([])
  })

  it('shows what somebody agreed themselves once, and lets it be put down as having taken place', async () => {
    const world = await makeWorld()
    const dina = await world.join('Dina Weber')
    const marta = await world.owner.call(people.addPerson, { body: { name: 'Marta Okafor' } })
    const next = await world.owner.call(contact.setNextContact, {
      params: { personId: marta.id },
      body: { what: 'Comes for the tyres', due: TWO, told: true },
    })
    for (const somebody of [world.owner, dina])
      expect(await somebody.call(readToday)).toMatchObject({
        groups: { now: [], next: [], moment: [] },
        expected: [{ person: { name: 'Marta Okafor' } }],
      })
    world.at('2026-11-24T08:00:00Z')
    expect(await world.owner.call(readToday)).toMatchObject({
      groups: {
        next: [{ kind: 'next_contact', nextContactId: next.id, why: [{ code: 'next_contact_due' }] }],
      },
      expected: [],
    })
    expect((await dina.call(readToday)).expected).toEqual([])
    world.at('2026-11-24T14:00:00Z')
    expect((await world.owner.call(readToday)).groups).toMatchObject({
      next: [],
      moment: [{ why: [{ code: 'next_contact_over' }] }],
    })
    await world.owner.call(contact.finishNextContact, { params: { nextContactId: next.id as never } })
    expect(await lines(world.owner)).toEqual([])
  })

  it('offers the first steps of an empty workspace to those who may take them, each until it is done', async () => {
    const world = await makeWorld()
    expect((await world.owner.call(readToday)).nextSteps).toEqual([
      ...['mailbox', 'history', 'colleague', 'form', 'authority'],
    ])
    const dina = await world.join('Dina Weber')
    await world.owner.call(addForm, {
      body: { siteId: world.siteId, name: 'Write to us', intro: '', thanks: 'Thank you.' },
    })
    expect((await world.owner.call(readToday)).nextSteps).toEqual(['mailbox', 'history', 'authority'])
    await world.owner.call(grantAuthority, {
      body: { role: 'member', currency: 'EUR', perCase: 50_00, reason: 'Whoever stands there decides.' },
    })
    expect((await world.owner.call(readToday)).nextSteps).toEqual(['mailbox', 'history'])
    expect((await dina.call(readToday)).nextSteps).toEqual([])
  })
})
