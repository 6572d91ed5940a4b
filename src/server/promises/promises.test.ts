import { addTeam, changeTeam } from '../../contract/accounts.ts'
import { logCall } from '../../contract/channels.ts'
import * as contact from '../../contract/contact.ts'
import * as talks from '../../contract/conversations.ts'
import { acceptHandover, offerHandover } from '../../contract/handovers.ts'
import * as people from '../../contract/people.ts'
import * as contract from '../../contract/promises.ts'
import { readToday } from '../../contract/today.ts'
import type { Instant } from '../../domain/shared/time.ts'
import { NOON, promised } from '../world/promised-by-call.ts'
import { makeWorld } from '../world/world.ts'

describe('a promise', () => {
  it('says what, to whom, by whom, by when as said and as an instant [S3-21]', async () => {
    const world = await makeWorld()
    const { promise, jonas, talk } = await promised(world)
    expect(promise).toMatchObject({
      text: 'Olga calls Jonas about the gearbox',
      to: { kind: 'person', id: jonas.id, name: 'Jonas Lind' },
      owner: { name: 'Olga Brandt' },
      saidAs: 'by noon',
      due: NOON,
      originalDue: NOON,
      state: 'open',
      conversation: { id: talk.id },
    })
  })

  it('comes to the top of Today ten minutes before, and says why [S1-09] [S1-31]', async () => {
    const world = await makeWorld()
    await promised(world)
    expect((await world.owner.call(readToday)).groups).toMatchObject({
      now: [],
      next: [{ kind: 'promise', why: [{ code: 'promise_due' }] }],
    })
    world.at('2026-11-23T10:50:00Z')
    expect((await world.owner.call(readToday)).groups.now).toMatchObject([
      {
        kind: 'promise',
        person: { name: 'Jonas Lind' },
        why: [{ code: 'promise_due_soon', values: { minutes: 10 } }],
      },
    ])
  })

  it('kept by a slip of the hand is open again as it was, for ten minutes', async () => {
    const world = await makeWorld()
    const { promise } = await promised(world)
    const params = { promiseId: promise.id }
    const told = await world.owner.call(contract.updatePromise, {
      params,
      body: {
        ...{ kind: 'progress', text: 'The part is here', toldBy: 'phone', version: promise.version },
        nextUpdateDue: '2026-11-23T10:30:00.000Z',
      },
    })
    const keep = (version: number) => world.owner.call(contract.keepPromise, { params, body: { version } })
    const undo = (version: number) => world.owner.call(contract.undoKeep, { params, body: { version } })
    const open = await undo((await keep(told.version)).version)
    expect(open).toMatchObject({ state: 'open', nextUpdateDue: '2026-11-23T10:30:00.000Z' })
    const kept = await keep(open.version)
    await expect(undo(open.version)).rejects.toMatchObject({ problem: { code: 'changed_meanwhile' } })
    world.at('2026-11-23T09:23:00Z')
    await expect(undo(kept.version)).rejects.toMatchObject({ problem: { code: 'promise_settled' } })
  })

  it('holds a close, and outlives it by one explicit press; snooze and the customer’s next word end nothing', async () => {
    const world = await makeWorld()
    const { talk, promise, jonas } = await promised(world)
    const params = { conversationId: talk.id }
    await expect(world.owner.call(talks.closeConversation, { params, body: {} })).rejects.toMatchObject({
      problem: { code: 'promise_open' },
    })
    await world.owner.call(talks.snoozeConversation, { params, body: { until: '2026-11-24T09:00:00Z' } })
    await world.owner.call(talks.closeConversation, { params, body: { promisesStayOpen: true } })
    const link = await world.owner.call(contact.makePageLink, { params: { personId: jonas.id } })
    const token = link.url.split('/').at(-1)!
    await world.anybody(contact.writeFromPage, {
      params: { token },
      body: { text: 'ok thanks', conversationId: talk.id },
    })
    const after = await world.owner.call(contract.readPromise, { params: { promiseId: promise.id } })
    expect(after.state).toBe('open')
    world.at('2026-11-23T11:00:01Z')
    expect((await world.owner.call(contract.listPromises, { query: { of: 'mine' } })).items).toMatchObject([
      { id: promise.id, state: 'overdue' },
    ])
  })

  it('survives close, snooze, hand-over and its owner’s leaving: it stays open, on the customer’s page and in sight of who leads [S3-21]', async () => {
    const world = await makeWorld()
    const ana = await world.join(
      'Ana Lima',
      'member',
      'service_advisor',
      '2026-11-24T08:00:00.000Z' as Instant,
    )
    const dina = await world.join('Dina Weber')
    const jonas = await world.owner.call(people.addPerson, { body: { name: 'Jonas Lind' } })
    const talk = await ana.call(logCall, {
      body: { personId: jonas.id, direction: 'in', summary: 'Any news of the gearbox?' },
    })
    const params = { conversationId: talk.id }
    const { id } = await ana.call(contract.makePromise, {
      body: { text: 'Ana calls Jonas', due: NOON, conversationId: talk.id },
    })
    const read = (by = world.owner) => by.call(contract.readPromise, { params: { promiseId: id } })
    await ana.call(talks.snoozeConversation, { params, body: { until: '2026-11-24T09:00:00Z' } })
    const { id: handoverId } = (
      await ana.call(offerHandover, {
        params,
        body: { toMemberId: dina.memberId, told: 'The gearbox' },
      })
    ).handovers.at(-1)!
    await dina.call(acceptHandover, { params: { handoverId } })
    await dina.call(talks.closeConversation, { params, body: { promisesStayOpen: true } })
    expect(await read()).toMatchObject({ state: 'open', due: NOON, owner: { name: 'Ana Lima' } })
    expect((await ana.call(readToday)).groups.next).toMatchObject([{ kind: 'promise', promiseId: id }])

    world.at('2026-11-24T08:00:01Z')
    const { now, next, moment } = (await world.owner.call(readToday)).groups
    expect([...now, ...next, ...moment]).toContainEqual(
      expect.objectContaining({ kind: 'loose_end', promiseId: id }),
    )
    const link = await world.owner.call(contact.makePageLink, { params: { personId: jonas.id } })
    const page = await world.anybody(contact.readCustomerPage, {
      params: { token: link.url.split('/').at(-1)! },
    })
    expect(page.promises).toMatchObject([{ text: 'Ana calls Jonas', state: 'overdue', by: 'Ana Lima' }])
    const given = await world.owner.call(contract.reassignPromise, {
      params: { promiseId: id },
      body: { ownerId: dina.memberId, version: (await read()).version },
    })
    expect(given).toMatchObject({ state: 'overdue', originalDue: NOON, owner: { name: 'Dina Weber' } })
  })

  it('is listed for its owner alone, or for any one of them', async () => {
    const world = await makeWorld()
    const dina = await world.join('Dina Weber')
    const { promise, talk } = await promised(world)
    const hers = await dina.call(contract.makePromise, {
      body: { text: 'Dina writes to Jonas', due: NOON, conversationId: talk.id },
    })
    const listed = async (query: { of?: 'mine' | 'all'; owner?: typeof dina.memberId }) =>
      (await world.owner.call(contract.listPromises, { query })).items.map((p) => p.id)
    expect(await listed({ of: 'mine' })).toEqual([promise.id])
    expect(await listed({ owner: dina.memberId })).toEqual([hers.id])
    expect(new Set(await listed({ of: 'all' }))).toEqual(new Set([promise.id, hers.id]))
  })

  it('is the team’s to see where one belongs to it: of one’s teams and one’s own, and of no archived team', async () => {
    const world = await makeWorld()
    const [ana, ben, cem, dan] = [
      await world.join('Ana Lima'),
      await world.join('Ben Adeyemi'),
      await world.join('Cem Demir'),
      await world.join('Dan Roth'),
    ]
    const made = new Map<string, string>()
    for (const one of [ana, ben, cem, dan]) {
      const marta = await one.call(people.addPerson, { body: { name: 'Marta Okafor' } })
      const body = { text: 'The car is ready', due: NOON, toPersonId: marta.id }
      made.set(one.memberId, (await one.call(contract.makePromise, { body })).id)
    }
    const team = async (name: string, memberIds: (typeof ana.memberId)[]) =>
      await world.owner.call(addTeam, { body: { name, memberIds } })
    await team('Service', [ana.memberId, ben.memberId])
    await team('Parts', [cem.memberId, dan.memberId])
    const old = await team('Winter tyres', [ana.memberId, cem.memberId])
    const seen = async (by: typeof ana, of: 'team' | 'mine') =>
      (await by.call(contract.listPromises, { query: { of } })).items.map((p) => p.id).sort()
    const of = (...who: (typeof ana)[]) => who.map((one) => made.get(one.memberId)!).sort()
    expect(await seen(ana, 'team')).toEqual(of(ana, ben, cem))
    await world.owner.call(changeTeam, {
      params: { teamId: old.id },
      body: { name: old.name, memberIds: old.memberIds, archived: true, version: old.version },
    })
    expect(await seen(ana, 'team')).toEqual(of(ana, ben))
    expect(await seen(dan, 'team')).toEqual(of(cem, dan))
    expect(await seen(ana, 'mine')).toEqual(of(ana))
    expect(await seen(await world.join('Eva Lang'), 'team')).toEqual([])
  })

  it('is made with its next word before its date: only who was told why waits for a later one', async () => {
    const world = await makeWorld()
    const { talk } = await promised(world)
    const body = { text: 'A call', due: NOON, conversationId: talk.id, nextUpdateDue: '2026-11-24T09:00:00Z' }
    await expect(world.owner.call(contract.makePromise, { body })).rejects.toMatchObject({
      problem: { code: 'invalid_input', field: 'nextUpdateDue' },
    })
  })

  it('tells that nothing moved, with why and the next word, on the customer’s own page [S3-22]', async () => {
    const world = await makeWorld()
    const { promise, jonas } = await promised(world)
    const link = await world.owner.call(contact.makePageLink, { params: { personId: jonas.id } })
    const token = link.url.split('/').at(-1)!
    const update = {
      kind: 'no_progress' as const,
      text: '',
      reason: 'the factory has not shipped it; Dina calls them again at noon',
      nextUpdateDue: '2026-11-24T09:30:00Z',
      toldBy: 'page' as const,
      version: promise.version,
    }
    await expect(
      world.owner.call(contract.updatePromise, {
        params: { promiseId: promise.id },
        body: { ...update, nextUpdateDue: null },
      }),
    ).rejects.toMatchObject({ problem: { code: 'next_word_missing' } })
    await world.owner.call(contract.updatePromise, { params: { promiseId: promise.id }, body: update })
    const page = await world.anybody(contact.readCustomerPage, { params: { token } })
    expect(page.promises).toMatchObject([
      {
        by: 'Olga Brandt',
        nextUpdateDue: '2026-11-24T09:30:00.000Z',
        updates: [{ kind: 'no_progress', reason: update.reason, by: 'Olga Brandt' }],
      },
    ])
  })

  it('is kept late, never silently, when it is done after its time', async () => {
    const world = await makeWorld()
    const { promise } = await promised(world)
    world.at('2026-11-23T12:00:00Z')
    const kept = await world.owner.call(contract.keepPromise, {
      params: { promiseId: promise.id },
      body: { version: promise.version },
    })
    expect(kept.state).toBe('kept_late')
  })

  it('moves openly: both dates stay, and measures count the first', async () => {
    const world = await makeWorld()
    const { promise } = await promised(world)
    const moved = await world.owner.call(contract.movePromise, {
      params: { promiseId: promise.id },
      body: {
        due: '2026-11-23T15:00:00Z',
        saidAs: 'by four',
        reason: 'the part came late',
        toldCustomer: true,
        toldBy: 'phone',
        version: promise.version,
      },
    })
    expect(moved).toMatchObject({
      originalDue: NOON,
      due: '2026-11-23T15:00:00.000Z',
      successorOf: promise.id,
      state: 'open',
    })
    const old = await world.owner.call(contract.readPromise, { params: { promiseId: promise.id } })
    expect(old).toMatchObject({ state: 'moved', succeededBy: moved.id })
    // Each names the other's date; the one before also who agreed the new one, and why.
    expect(moved).toMatchObject({ before: { id: promise.id, due: NOON }, after: null })
    expect(old).toMatchObject({
      before: null,
      after: {
        ...{ id: moved.id, due: '2026-11-23T15:00:00.000Z', by: { name: 'Olga Brandt' } },
        why: 'the part came late',
      },
    })
  })

  it('says of a date set without telling anybody why, too, from what was put down as not kept', async () => {
    const world = await makeWorld()
    const { promise } = await promised(world)
    const moved = await world.owner.call(contract.movePromise, {
      params: { promiseId: promise.id },
      body: {
        ...{ due: '2026-11-23T15:00:00Z', reason: 'the part came late', toldCustomer: false },
        ...{ toldBy: 'page', version: promise.version },
      },
    })
    const old = await world.owner.call(contract.readPromise, { params: { promiseId: promise.id } })
    expect(old).toMatchObject({ state: 'broken', after: { id: moved.id, why: 'the part came late' } })
  })

  it('lets the second of two see the first’s change', async () => {
    const world = await makeWorld()
    const { promise } = await promised(world)
    const params = { promiseId: promise.id }
    await world.owner.call(contract.keepPromise, { params, body: { version: promise.version } })
    await expect(
      world.owner.call(contract.breakPromise, { params, body: { why: 'no', version: promise.version } }),
    ).rejects.toMatchObject({
      problem: { code: 'changed_meanwhile' },
    })
  })

  it('between colleagues obeys the same rules, and only the colleague releases it [S3-24]', async () => {
    const world = await makeWorld()
    const dina = await world.join('Dina Koch')
    const made = await world.owner.call(contract.makePromise, {
      body: { text: 'Olga tells Dina which sensor', due: NOON, toMemberId: dina.memberId },
    })
    const release = {
      params: { promiseId: made.id },
      body: { theirWords: 'never mind', version: made.version },
    }
    await expect(world.owner.call(contract.releasePromise, release)).rejects.toMatchObject({
      problem: { code: 'only_promisee_releases' },
    })
    expect((await dina.call(contract.releasePromise, release)).state).toBe('released')
  })

  it('may be handed over; exactly one owns it', async () => {
    const world = await makeWorld()
    const dina = await world.join('Dina Koch')
    const { promise } = await promised(world)
    const given = await world.owner.call(contract.reassignPromise, {
      params: { promiseId: promise.id },
      body: { ownerId: dina.memberId, version: promise.version },
    })
    expect(given.owner.name).toBe('Dina Koch')
    expect((await world.owner.call(contract.listPromises)).items).toEqual([])
    expect((await dina.call(contract.listPromises)).items).toHaveLength(1)
  })
})
