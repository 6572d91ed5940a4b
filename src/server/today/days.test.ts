import * as channels from '../../contract/channels.ts'
import * as contact from '../../contract/contact.ts'
import * as talks from '../../contract/conversations.ts'
import { someoneIsHere } from '../../contract/counter.ts'
import { writeNeed } from '../../contract/needs.ts'
import { chooseBackup, endBreak, startBreak } from '../../contract/notices.ts'
import * as people from '../../contract/people.ts'
import { mergePerson } from '../../contract/people-merge.ts'
import * as promises from '../../contract/promises.ts'
import { readAhead, readToday } from '../../contract/today.ts'
import { type Caller, makeWorld, type World } from '../world/world.ts'

const NOON = '2026-11-23T11:00:00.000Z'
const FRIDAY = '2026-11-27T15:00:00.000Z'

const person = (world: World, name: string) => world.owner.call(people.addPerson, { body: { name } })
const promised = (by: Caller, toPersonId: string, due: string, more: object = {}) =>
  by.call(promises.makePromise, {
    body: { text: 'Ana calls', due, toPersonId: toPersonId as never, ...more },
  })
const lines = async (by: Caller) => {
  const { groups } = await by.call(readToday)
  return [...groups.now, ...groups.next, ...groups.moment]
}

describe('Today', () => {
  it('offers nothing during a break, the counter of the team included, and all of it again afterwards [S2-25]', async () => {
    const world = await makeWorld()
    const marta = await person(world, 'Marta Okafor')
    await promised(world.owner, marta.id, NOON)
    await world.owner.call(someoneIsHere, { body: { note: 'blue coat' } })
    const before = await world.owner.call(readToday)
    await world.owner.call(startBreak)
    const nothing = { onBreak: true, groups: { now: [], next: [], moment: [] }, expected: [], nextSteps: [] }
    expect(await world.owner.call(readToday)).toMatchObject(nothing)
    expect(await world.owner.call(readAhead)).toMatchObject({ onBreak: true, days: [] })
    const dina = await world.join('Dina Weber')
    expect(await lines(dina)).toMatchObject([{ kind: 'arrival' }])
    await world.owner.call(endBreak)
    expect(await world.owner.call(readToday)).toEqual(before)
  })

  it('shows what one owes a colleague, and what a colleague owes and is late with, unless a later word was named [S3-24]', async () => {
    const world = await makeWorld()
    const dina = await world.join('Dina Weber')
    const made = await world.owner.call(promises.makePromise, {
      body: { text: 'Olga sends Dina the key code', due: NOON, toMemberId: dina.memberId },
    })
    expect(await lines(world.owner)).toMatchObject([
      { kind: 'promise', person: null, colleague: 'Dina Weber', promiseId: made.id },
    ])
    expect(await lines(dina)).toEqual([])
    world.at('2026-11-23T11:05:00Z')
    expect(await lines(dina)).toMatchObject([
      { kind: 'owed', colleague: 'Olga Brandt', care: 'wait', mine: false, why: [{ code: 'owed_overdue' }] },
    ])
    await world.owner.call(promises.updatePromise, {
      params: { promiseId: made.id },
      body: {
        ...{ kind: 'no_progress', text: '', reason: 'the line is busy', nextUpdateDue: FRIDAY },
        ...{ toldBy: 'in_person', version: made.version },
      },
    })
    expect(await lines(dina)).toEqual([])
  })

  it('finds a need that nobody accounts for and nothing will bring back, in nobody’s hands or in one’s own [S2-26]', async () => {
    const world = await makeWorld()
    const dina = await world.join('Dina Weber')
    const marta = await person(world, 'Marta Okafor')
    const talk = await world.owner.call(channels.logCall, {
      body: { personId: marta.id, direction: 'in', summary: 'The brakes squeak.' },
    })
    const params = { conversationId: talk.id }
    await world.owner.call(writeNeed, { params, body: { words: 'Quiet brakes before the holiday' } })
    await world.owner.call(channels.logCall, {
      body: { conversationId: talk.id, direction: 'out', summary: 'Told them we will see.' },
    })
    await world.owner.call(talks.assignConversation, { params, body: { memberId: null } })
    expect((await lines(world.owner)).filter((l) => l.kind === 'loose_end')).toEqual([])
    world.at('2026-11-24T10:00:00Z')
    const nobody = {
      kind: 'loose_end',
      what: 'Quiet brakes before the holiday',
      person: { name: 'Marta Okafor' },
      why: [{ code: 'no_owner' }],
    }
    for (const somebody of [world.owner, dina]) expect(await lines(somebody)).toMatchObject([nobody])
    await world.owner.call(talks.assignConversation, { params, body: { memberId: dina.memberId } })
    expect(await lines(world.owner)).toEqual([])
    expect(await lines(dina)).toMatchObject([{ ...nobody, why: [{ code: 'no_next_date' }] }])
    await promised(dina, marta.id, FRIDAY, { conversationId: talk.id })
    expect((await lines(dina)).filter((l) => l.kind === 'loose_end')).toEqual([])
  })

  it('names a person whose promise was kept a day ago, until somebody speaks with them [S2-25]', async () => {
    const world = await makeWorld()
    const marta = await person(world, 'Marta Okafor')
    const jonas = await person(world, 'Jonas Lind')
    await world.owner.call(people.changePerson, {
      params: { personId: jonas.id },
      body: { approach: 'ask', version: jonas.version },
    })
    for (const to of [marta, jonas]) {
      const made = await promised(world.owner, to.id, NOON)
      await world.owner.call(promises.keepPromise, {
        params: { promiseId: made.id },
        body: { version: made.version },
      })
    }
    expect(await lines(world.owner)).toEqual([])
    world.at('2026-11-24T09:00:00Z')
    const today = await world.owner.call(readToday)
    expect(today.groups).toMatchObject({
      now: [],
      next: [],
      moment: [{ kind: 'ask', person: { name: 'Marta Okafor' }, why: [{ code: 'ask_how' }] }],
    })
    await world.owner.call(channels.logCall, {
      body: { personId: marta.id, direction: 'out', summary: 'All is well with the brakes.' },
    })
    expect((await lines(world.owner)).filter((l) => l.kind === 'ask')).toEqual([])
  })

  it('offers for a moment only what is for somebody by name; what wakes for nobody stands on its day [S2-13] [S1-19]', async () => {
    const world = await makeWorld()
    const dina = await world.join('Dina Weber')
    const marta = await person(world, 'Marta Okafor')
    const sleeps = async (more: object) => {
      const { id } = await world.owner.call(channels.logCall, {
        body: { direction: 'in', summary: 'Asks for a price', ...more },
      })
      const params = { conversationId: id }
      await world.owner.call(talks.assignConversation, { params, body: { memberId: world.owner.memberId } })
      await world.owner.call(talks.snoozeConversation, { params, body: { until: FRIDAY as never } })
      return id
    }
    const unknown = await sleeps({})
    await world.owner.call(promises.makePromise, {
      body: { text: 'Olga shows Dina the plan', due: FRIDAY, toMemberId: dina.memberId },
    })
    await promised(world.owner, marta.id, FRIDAY)
    const { groups } = await world.owner.call(readToday)
    expect(groups.moment.map((l) => l.person?.name ?? l.colleague).sort()).toEqual([
      'Dina Weber',
      'Marta Okafor',
    ])
    const { days } = await world.owner.call(readAhead)
    expect(days.flatMap((d) => d.lines.map((l) => l.conversationId))).toContain(unknown)
  })

  it('stands in the same order whatever somebody owns or belongs to [S0-04] [S2-27]', async () => {
    const world = await makeWorld()
    const made = []
    for (const [n, name] of ['Marta Okafor', 'Jonas Lind', 'Ines Duarte', 'Tom Reed'].entries()) {
      const one = await person(world, name)
      made.push(one)
      await promised(world.owner, one.id, NOON)
      if (n % 2 === 0)
        await world.owner.call(channels.logCall, {
          body: { personId: one.id, direction: 'in', summary: `Question of ${name}` },
        })
      await world.owner.call(contact.setNextContact, {
        params: { personId: one.id },
        body: { what: 'Comes by', due: FRIDAY, told: true },
      })
    }
    const keys = async () => [
      (await lines(world.owner)).map((l) => [l.key, l.care, l.why]),
      (await world.owner.call(readAhead)).days.map((d) => d.lines.map((l) => l.key)),
    ]
    const plain = await keys()
    expect(plain.flat().length).toBeGreaterThan(4)
    for (const [n, one] of made.entries()) {
      const params = { personId: one.id }
      for (let cars = 0; cars <= n; cars++)
        await world.owner.call(people.addThing, {
          params,
          body: { kind: 'vehicle', name: `Roadster ${cars}`, vin: null, plate: null, note: 'the dear one' },
        })
      if (n > 1)
        await world.owner.call(people.joinOrganisation, { params, body: { name: `Reed Holdings ${n}` } })
      if (n > 2) await world.owner.call(people.joinHousehold, { params, body: { name: 'The Reeds' } })
      expect(await keys()).toEqual(plain)
    }
  })

  it('calls somebody of several records by the name that stays, and by the telephone noted with the one a line is about', async () => {
    const world = await makeWorld()
    const made = async (name: string, shown: string) =>
      await world.owner.call(people.addPerson, { body: { name, handles: [{ kind: 'phone', value: shown }] } })
    const [marta, other] = [
      await made('Marta Okafor', '+49 30 1111111'),
      await made('M. Okafor', '+49 30 2222222'),
    ]
    await promised(world.owner, marta.id, NOON)
    await promised(world.owner, other.id, NOON)
    const shown = async () => (await lines(world.owner)).map((l) => [l.person?.name, l.telephone]).sort()
    expect((await shown()).map(([name]) => name)).toEqual(['M. Okafor', 'Marta Okafor'])
    const telephones = (await shown()).map(([, telephone]) => telephone)
    const versions = { version: marta.version, mergedVersion: other.version }
    await world.owner.call(mergePerson, {
      params: { personId: marta.id },
      body: { mergedId: other.id, ...versions },
    })
    expect((await shown()).map(([name]) => name)).toEqual(['Marta Okafor', 'Marta Okafor'])
    expect((await shown()).map(([, telephone]) => telephone).sort()).toEqual([...telephones].sort())
  })
})

describe('the days ahead', () => {
  it('show promises, words, what wakes and who comes, each under its day in the site’s time [S1-19]', async () => {
    const world = await makeWorld()
    const dina = await world.join('Dina Weber')
    const marta = await person(world, 'Marta Okafor')
    await promised(world.owner, marta.id, FRIDAY, { nextUpdateDue: '2026-11-25T10:00:00.000Z' })
    await promised(world.owner, marta.id, NOON)
    // Half past midnight in Berlin: Wednesday there.
    await promised(world.owner, marta.id, '2026-11-24T23:30:00.000Z')
    const comes = (by: Caller, what: string, due: string) =>
      by.call(contact.setNextContact, { params: { personId: marta.id }, body: { what, due, told: true } })
    await comes(dina, 'Test drive', '2026-11-27T09:00:00.000Z')
    await comes(world.owner, 'Comes for the tyres', '2026-11-30T09:00:00.000Z')
    await comes(world.owner, 'Too far', '2026-12-01T09:00:00.000Z')
    const { days } = await world.owner.call(readAhead)
    expect(days.map((d) => [d.date, d.lines.map((l) => `${l.kind}: ${l.what}`)])).toEqual([
      ['2026-11-24', []],
      ['2026-11-25', ['promise: Ana calls', 'update: Ana calls']],
      ['2026-11-26', []],
      ['2026-11-27', ['expected: Test drive', 'promise: Ana calls']],
      ['2026-11-28', []],
      ['2026-11-29', []],
      ['2026-11-30', ['next_contact: Comes for the tyres']],
    ])
    expect((await dina.call(readAhead)).days.flatMap((d) => d.lines.map((l) => l.what))).toEqual([
      ...['Test drive', 'Comes for the tyres'],
    ])
  })

  it('show what one stands in for, on the day of its date and of its word, as far as one may read it [S1-19] [S2-25]', async () => {
    const world = await makeWorld()
    const [ana, ben] = [await world.join('Ana Lima'), await world.join('Ben Adeyemi')]
    const marta = await person(world, 'Marta Okafor')
    await promised(ana, marta.id, FRIDAY, { nextUpdateDue: '2026-11-25T10:00:00.000Z' })
    const ahead = async () =>
      (await ben.call(readAhead)).days.flatMap((d) => d.lines.map((l) => [d.date, l.kind, l.why, l.mine]))
    expect(await ahead()).toEqual([])
    await ana.call(chooseBackup, { body: { memberId: ben.memberId } })
    await ana.call(startBreak)
    const why = (at: string) => [
      { code: 'stands_in', values: { at } },
      { code: 'is_with', values: { name: 'Ana Lima' } },
    ]
    expect(await ahead()).toEqual([
      ['2026-11-25', 'stands_in', why('2026-11-25T10:00:00.000Z'), false],
      ['2026-11-27', 'stands_in', why(FRIDAY), false],
    ])
    await ana.call(endBreak)
    expect(await ahead()).toEqual([])
  })

  it('say of a word that nobody has given it yet, until somebody did [S3-22]', async () => {
    const world = await makeWorld()
    const marta = await person(world, 'Marta Okafor')
    const next = '2026-11-25T10:00:00.000Z'
    const made = await promised(world.owner, marta.id, FRIDAY, { nextUpdateDue: next })
    const word = async () =>
      (await world.owner.call(readAhead)).days
        .flatMap((d) => d.lines)
        .filter((l) => l.kind === 'update')
        .map((l) => l.why.map((w) => w.code))
    expect(await word()).toEqual([['word_due']])
    await world.owner.call(promises.updatePromise, {
      params: { promiseId: made.id },
      body: {
        ...{ kind: 'no_progress', text: '', reason: 'the line is busy', nextUpdateDue: next },
        ...{ toldBy: 'in_person', version: made.version },
      },
    })
    expect(await word()).toEqual([['update_due', 'told_none']])
  })
})
