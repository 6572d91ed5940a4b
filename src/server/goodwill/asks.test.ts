import { changeMember, listMembers } from '../../contract/accounts.ts'
import { nameConversation, readConversation } from '../../contract/conversations.ts'
import * as contract from '../../contract/goodwill.ts'
import { listCauses } from '../../contract/learning.ts'
import { endBreak, startBreak } from '../../contract/notices.ts'
import * as people from '../../contract/people.ts'
import { keepPromise, listPromises, movePromise, readPromise } from '../../contract/promises.ts'
import type { PromiseId } from '../../domain/shared/ids.ts'
import { instant } from '../../domain/shared/time.ts'
import { makeAsking } from '../world/asking.ts'
import type { Caller } from '../world/world.ts'
import { passAsksOn } from './jobs.ts'

const eur = (minor: number) => ({ minor, currency: 'EUR' })
const no = (code: string, more: object = {}) => ({ problem: { code, ...more } })

/** What one does with an ask, and what was promised by it, in the scene of `makeAsking`. */
async function open() {
  const scene = await makeAsking()
  const { world, ask } = scene
  const grant = (role: string, perCase: number) =>
    world.owner.call(contract.grantAuthority, {
      body: { role, currency: 'EUR', perCase, reason: 'Whoever stands there decides.' } as never,
    })
  type Ask = Awaited<ReturnType<typeof ask>>
  const params = (a: Ask) => ({ askId: a.id })
  const yes = (who: Caller, a: Ask) =>
    who.call(contract.grantAuthorityAsk, { params: params(a), body: { version: a.version } })
  const sayNo = (who: Caller, a: Ask, why: string) =>
    who.call(contract.refuseAuthorityAsk, { params: params(a), body: { why, version: a.version } })
  const help = (who: Caller, a: Ask, money?: object) =>
    who.call(contract.useEmergency, { params: params(a), body: { version: a.version, money } as never })
  const mine = async (who: Caller) => (await who.call(contract.listAuthorityAsks)).items
  const promises = async (who: Caller, of: 'mine' | 'to_me') =>
    (await who.call(listPromises, { query: { of, state: 'open' } })).items
  return { ...scene, yes, sayNo, help, mine, promises, grant }
}

describe('asking for more than one may decide', () => {
  it('goes to who may allow it, with a promise to who asks and to whom it is for; a yes gives it at once [S3-09] [S1-07]', async () => {
    const { ana, dina, marta, ask, yes, mine, promises } = await open()
    const asked = await ask(300_00)
    expect(asked).toMatchObject({
      ...{ holder: { name: 'Dina Koch' }, askedBy: { name: 'Ana Lima' }, outcome: null },
      answerBy: '2026-11-23T09:22:00.000Z',
      emergencyFrom: '2026-11-23T09:32:00.000Z',
      // The story is told once: whoever answers reads it here.
      gesture: { why: 'The same part again.', person: { id: marta.id }, givenAt: null },
    })
    expect(await promises(dina, 'mine')).toMatchObject([
      {
        to: { kind: 'member', name: 'Ana Lima' },
        text: 'Dina answers Ana: refund',
        due: asked.answerBy,
      },
    ])
    expect(await promises(ana, 'mine')).toMatchObject([
      { to: { kind: 'person', id: marta.id }, text: 'Ana tells Marta about the refund', due: asked.answerBy },
    ])
    expect(await mine(dina)).toEqual([asked])
    const allowed = await yes(dina, asked)
    expect(allowed).toMatchObject({
      ...{ outcome: 'granted', settledBy: { name: 'Dina Koch' } },
      gesture: { givenBy: 'granted', madeBy: { name: 'Ana Lima' } },
    })
    expect(await promises(dina, 'mine'), 'the answer was what she promised').toEqual([])
    expect(await promises(ana, 'mine'), 'Marta still hears of it').toHaveLength(1)
    await expect(yes(dina, asked)).rejects.toMatchObject(no('changed_meanwhile'))
    await expect(yes(dina, allowed)).rejects.toMatchObject(no('ask_settled'))
  })

  it('is answered, helped with and let go as one saw it, though it was passed on in that moment', async () => {
    const { ana, dina, ask, yes, sayNo, help, turn } = await open()
    const [first, second, third] = [await ask(120_00), await ask(110_00), await ask(120_00)]
    await turn(11)
    expect(await sayNo(dina, second, 'The house pays that one.')).toMatchObject({ outcome: 'refused' })
    await turn(21)
    expect(await help(ana, third)).toMatchObject({ gesture: { givenBy: 'emergency' } })
    expect(await yes(dina, first)).toMatchObject({ outcome: 'granted' })
    const last = await ask(110_00)
    await turn(32)
    const withdraw = { params: { askId: last.id }, body: { version: last.version } }
    expect(await ana.call(contract.withdrawAuthorityAsk, withdraw)).toMatchObject({ outcome: 'withdrawn' })
  })

  it('says beforehand who would be asked, and how much an emergency reaches', async () => {
    const { ana, dina, marta, talk } = await open()
    const about = { personId: marta.id, conversationId: talk.id, kind: 'refund' as const }
    const whom = async (minor: number) =>
      await ana.call(contract.readWhomToAsk, { query: { ...about, minor, currency: 'EUR' } as never })
    expect(await whom(300_00)).toMatchObject({
      holder: { name: 'Dina Koch' },
      answerBy: '2026-11-23T09:22:00.000Z',
      emergencyFrom: '2026-11-23T09:32:00.000Z',
    })
    expect(await whom(600_00)).toMatchObject({ holder: { name: 'Olga Brandt' } })
    await dina.call(startBreak)
    expect(await whom(300_00)).toMatchObject({ holder: { name: 'Olga Brandt' } })
    const query = { personId: marta.id, conversationId: talk.id }
    const { kinds } = await ana.call(contract.readAuthority, { query })
    expect(kinds.find((k) => k.kind === 'refund')).toMatchObject({ left: 100_00, emergency: 200_00 })
  })

  it('carries what it is for along, and opens it at the third yes', async () => {
    const { ana, dina, ask, yes } = await open()
    const cause = { cause: 'Label fades' }
    const first = await ask(110_00, cause)
    expect(first).toMatchObject({ gesture: { cause: { name: 'Label fades' } } })
    await yes(dina, first)
    for (const name of ['label fades', 'Label fades'])
      await yes(dina, await ask(110_00, { cause: name, conversationId: undefined }))
    expect((await ana.call(listCauses, { query: { state: 'open' } })).items).toMatchObject([
      { name: 'Label fades', owner: { name: 'Dina Koch' } },
    ])
    const tried = await Promise.allSettled([1, 2, 3].map(() => ask(110_00, { cause: 'New at once' })))
    expect(tried.map((t) => t.status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled'])
    expect((await ana.call(listCauses)).items).toHaveLength(2)
  })

  it('stands for who asked and for who was asked, with the conversation and whether the customer still waits', async () => {
    const { world, ana, dina, talk, ask, sayNo } = await open()
    const asked = await ask(300_00)
    const params = { askId: asked.id }
    expect(await dina.call(contract.readAuthorityAsk, { params })).toMatchObject({
      gesture: { conversation: { id: talk.id } },
      customerBy: asked.answerBy,
      customerWaits: true,
    })
    const ben = await world.join('Ben Adeyemi')
    await expect(ben.call(contract.readAuthorityAsk, { params })).rejects.toMatchObject(no('not_found'))
    const ids = async (who: Caller, query: object) =>
      (await who.call(contract.listAuthorityAsks, { query: query as never })).items.map((one) => one.id)
    expect(await ids(ana, { of: 'mine' })).toEqual([asked.id])
    expect(await ids(ana, { of: 'to_me' })).toEqual([])
    expect(await ids(dina, { of: 'to_me' })).toEqual([asked.id])
    await sayNo(dina, asked, 'The maker pays this one.')
    expect(await ids(ana, { of: 'mine' })).toEqual([])
    expect(await ids(ana, { of: 'mine', state: 'settled' })).toEqual([asked.id])
    const promiseId = asked.customerPromiseId
    const { version } = await ana.call(readPromise, { params: { promiseId } })
    await ana.call(keepPromise, { params: { promiseId }, body: { version } })
    expect(await ana.call(contract.readAuthorityAsk, { params })).toMatchObject({ customerWaits: false })
  })

  it('is told by the date they were told last, and its answer keeps what was promised by another date than at first', async () => {
    const { ana, dina, ask, yes, promises } = await open()
    const asked = await ask(300_00)
    const due = instant('2026-11-23T10:00:00Z')
    const move = async (who: Caller, promiseId: PromiseId) => {
      const params = { promiseId }
      const { version } = await who.call(readPromise, { params })
      const why = { reason: 'I look it up first', toldCustomer: true, toldBy: 'in_person' as const }
      return await who.call(movePromise, { params, body: { due, version, ...why } })
    }
    await move(dina, (await promises(dina, 'mine'))[0]!.id)
    const toMarta = await move(ana, asked.customerPromiseId)
    const allowed = await yes(dina, asked)
    expect(allowed).toMatchObject({ customerPromiseId: toMarta.id, customerBy: due, customerWaits: true })
    expect(await promises(dina, 'mine'), 'the answer was what she promised').toEqual([])
    const params = { promiseId: toMarta.id }
    await ana.call(keepPromise, { params, body: { version: toMarta.version } })
    expect(await ana.call(contract.readAuthorityAsk, { params: { askId: asked.id } })).toMatchObject({
      customerWaits: false,
    })
  })

  it('is not asked where one may decide, nor answered by who asked or was not asked', async () => {
    const { world, ana, ask, yes } = await open()
    await expect(ask(100_00)).rejects.toMatchObject(no('you_may_decide'))
    const asked = await ask(100_01)
    await expect(yes(ana, asked)).rejects.toMatchObject(no('not_allowed'))
    const ben = await world.join('Ben Adeyemi')
    await expect(yes(ben, asked)).rejects.toMatchObject(no('not_found'))
    await expect(ask(200_00, { purchaseId: ana.memberId })).rejects.toMatchObject(no('invalid_input'))
  })

  it('of a sensitive conversation is told whole to who is asked, and nothing of the conversation', async () => {
    const { world, ana, dina, talk, ask, mine } = await open()
    const params = { conversationId: talk.id }
    await ana.call(nameConversation, { params, body: { sensitive: true } })
    await ask(300_00)
    expect(await mine(dina)).toMatchObject([
      { gesture: { why: 'The same part again.', person: { name: 'Marta Okafor' }, conversation: null } },
    ])
    await expect(dina.call(readConversation, { params })).rejects.toMatchObject(no('not_found'))
    const ben = await world.join('Ben Adeyemi')
    const { items } = await ben.call(listPromises, { query: { of: 'all', state: 'open' } })
    expect(items, 'nor is anybody else told whom it is for').toMatchObject([
      { text: 'Dina answers Ana: refund', conversation: null },
    ])
  })

  it('names nobody in what colleagues owe each other, since its conversation may become sensitive later', async () => {
    const { world, ana, talk, ask } = await open()
    await ask(300_00)
    await ana.call(nameConversation, { params: { conversationId: talk.id }, body: { sensitive: true } })
    const ben = await world.join('Ben Adeyemi')
    const { items } = await ben.call(listPromises, { query: { of: 'all', state: 'open' } })
    expect(items).toHaveLength(1)
    expect(JSON.stringify(items)).not.toMatch(/Marta|Okafor/)
  })

  it('gets a no only with a reason one may tell the customer (A3) [S1-08]', async () => {
    const { ana, dina, ask, sayNo, mine, promises } = await open()
    const asked = await ask(300_00)
    for (const why of ['', 'Company policy'])
      await expect(sayNo(dina, asked, why)).rejects.toMatchObject(no('reason_missing', { field: 'why' }))
    const why = 'The maker pays this one: I call them now, and Marta has it by Friday.'
    expect(await sayNo(dina, asked, why)).toMatchObject({
      outcome: 'refused',
      why,
      gesture: { givenAt: null },
    })
    expect(await mine(ana)).toEqual([])
    expect(await promises(dina, 'mine')).toEqual([])
  })

  it('answered late goes to the next one with its promise, and the first may still answer', async () => {
    const { world, dina, ask, yes, mine, turn, promises } = await open()
    await ask(300_00)
    await turn(9)
    expect(await mine(world.owner)).toEqual([])
    await turn(10)
    const [passed] = await mine(world.owner)
    expect(passed).toMatchObject({
      ...{ holder: { name: 'Olga Brandt' }, asked: [{ name: 'Dina Koch' }, { name: 'Olga Brandt' }] },
      answerBy: '2026-11-23T09:32:00.000Z',
    })
    expect(await promises(dina, 'mine')).toEqual([])
    // The date it was promised by stays as it was said.
    expect(await promises(world.owner, 'mine')).toMatchObject([{ due: '2026-11-23T09:22:00.000Z' }])
    await turn(11)
    expect((await mine(dina))[0]).toMatchObject({ version: passed!.version })
    expect(await yes(dina, passed!)).toMatchObject({ outcome: 'granted', settledBy: { name: 'Dina Koch' } })
  })

  it('moves on at once where whoever is asked rests or leaves, and comes back to who is back where nobody else was', async () => {
    const { world, ana, dina, ask, mine, turn, promises, yes } = await open()
    const asked = await ask(300_00)
    const due = async () =>
      (await passAsksOn.due(world.services.db, world.now())).some((w) => w.workspaceId === world.workspaceId)
    expect(await due()).toBe(false)
    await dina.call(startBreak)
    expect(await due()).toBe(true)
    await turn(1)
    expect(await mine(ana)).toMatchObject([
      { holder: { name: 'Olga Brandt' }, answerBy: '2026-11-23T09:23:00.000Z' },
    ])
    expect(await promises(world.owner, 'mine')).toMatchObject([{ due: asked.answerBy }])
    await world.owner.call(startBreak)
    await turn(2)
    const [nobody] = await mine(ana)
    expect(nobody, 'nobody is there').toMatchObject({ holder: null, asked: [{}, {}] })
    expect(await due(), 'and it is not looked at anew all the time').toBe(false)
    await turn(4)
    await dina.call(endBreak)
    expect(await due()).toBe(true)
    await turn(5)
    const [back] = await mine(ana)
    expect(back).toMatchObject({ holder: { name: 'Dina Koch' }, asked: [{}, {}] })
    expect(await promises(dina, 'mine')).toMatchObject([{ text: 'Dina answers Ana: refund' }])
    await world.owner.call(endBreak)
    const { version } = (await world.owner.call(listMembers)).items.find((m) => m.id === dina.memberId)!
    await world.owner.call(changeMember, {
      params: { memberId: dina.memberId },
      body: { endsAt: world.now(), giveOver: true, version },
    })
    expect(await due()).toBe(true)
    await turn(6)
    const [left] = await mine(world.owner)
    expect(left).toMatchObject({ holder: { name: 'Olga Brandt' } })
    expect(await yes(world.owner, left!)).toMatchObject({ outcome: 'granted' })
  })

  it('that nobody answers in twice the time lets who asked help themselves, up to twice their limit', async () => {
    const { ana, dina, ask, help, turn, mine } = await open()
    const asked = await ask(150_00)
    await turn(19)
    const [waiting] = await mine(ana)
    await expect(help(ana, waiting!)).rejects.toMatchObject(no('not_yet'))
    await turn(20)
    const [late] = await mine(ana)
    // Nobody is left to be asked: it stands as whoever looks has seen it, however long they look.
    await turn(40)
    expect((await mine(ana))[0]).toMatchObject({ version: late!.version })
    await expect(help(dina, late!)).rejects.toMatchObject(no('not_allowed'))
    expect(await help(ana, late!)).toMatchObject({
      ...{ id: asked.id, outcome: 'emergency', settledBy: { name: 'Ana Lima' } },
      gesture: { givenBy: 'emergency' },
    })
    const much = await ask(300_00)
    await turn(65)
    const [again] = (await mine(ana)).filter((one) => one.id === much.id)
    await expect(help(ana, again!)).rejects.toMatchObject(no('beyond_limit'))
  })

  it('beyond even that, lets who asked give as much as that, and never more nor in another money', async () => {
    const { world, ana, marta, ask, help, turn } = await open()
    const asked = await ask(300_00)
    await turn(21)
    for (const money of [eur(200_01), eur(300_01), { minor: 100_00, currency: 'CHF' }])
      await expect(help(ana, asked, money)).rejects.toMatchObject({ problem: { field: 'money' } })
    expect(await help(ana, asked, eur(200_00))).toMatchObject({
      ...{ outcome: 'emergency', gesture: { givenBy: 'emergency', money: eur(200_00) } },
    })
    const { items } = await world.owner.call(contract.listGestures, { query: { personId: marta.id } })
    expect(items, 'what was given is what stands there').toMatchObject([{ money: eur(200_00) }])
  })

  it('passes over who rests, who has too little, and who stands too near; a colleague’s own account needs another one (A5)', async () => {
    const { world, ana, dina, ask, yes } = await open()
    await dina.call(startBreak)
    expect(await ask(300_00)).toMatchObject({ holder: { name: 'Olga Brandt' } })
    expect(await ask(600_00)).toMatchObject({ holder: { name: 'Olga Brandt' } })
    const { items } = await world.owner.call(listMembers)
    const value = items.find((m) => m.id === world.owner.memberId)!.email
    const olga = await ana.call(people.addPerson, {
      body: { name: 'Olga at home', handles: [{ kind: 'email', value }] } as never,
    })
    const body = { personId: olga.id, conversationId: undefined }
    const nobody = await ask(300_00, body)
    expect(nobody).toMatchObject({ holder: null, asked: [] })
    await expect(yes(world.owner, nobody)).rejects.toMatchObject(no('not_found'))
    // However little: it is a colleague's.
    expect(await ask(1, body)).toMatchObject({ holder: null })
  })

  it('counts against the limits of whoever allows it, at the moment of the yes', async () => {
    const { world, dina, ask, yes } = await open()
    const [a, b] = [await ask(300_00), await ask(300_00)]
    await yes(dina, a)
    await expect(yes(dina, b)).rejects.toMatchObject(no('beyond_limit', { values: { left: 200_00 } }))
    expect(await world.owner.call(contract.listAuthorityAsks)).toMatchObject({ items: [] })
  })

  it('cannot overspend one limit by answers at once, beside what is given from one’s own (A1)', async () => {
    const { dina, marta, talk, ask, yes } = await open()
    const asked = [await ask(200_00), await ask(200_00), await ask(150_00)]
    const own = dina.call(contract.makeGesture, {
      body: {
        ...{ personId: marta.id, conversationId: talk.id, kind: 'refund', money: eur(180_00) },
        why: 'She waited for nothing.',
      } as never,
    })
    const tried = await Promise.allSettled([...asked.map((one) => yes(dina, one)), own])
    for (const t of tried)
      if (t.status === 'rejected') expect(t.reason).toMatchObject(no('beyond_limit', { field: 'money' }))
    const { items } = await dina.call(contract.listGestures, { query: { personId: marta.id } })
    expect(items.length).toBeGreaterThanOrEqual(2)
    expect(items.reduce((sum, g) => sum + g.money!.minor, 0)).toBeLessThanOrEqual(500_00)
  })

  it('that is needed no more is taken back, and lets off who promised an answer', async () => {
    const { ana, dina, ask, promises } = await open()
    const asked = await ask(300_00)
    const withdrawn = await ana.call(contract.withdrawAuthorityAsk, {
      params: { askId: asked.id },
      body: { version: asked.version },
    })
    expect(withdrawn).toMatchObject({ outcome: 'withdrawn', gesture: { givenAt: null } })
    expect(await promises(dina, 'mine')).toEqual([])
  })

  it('has one answer when several give one at once', async () => {
    const { world, dina, ask, yes, sayNo, turn, mine } = await open()
    await ask(300_00)
    await turn(10)
    const [asked] = await mine(dina)
    const tried = await Promise.allSettled([
      yes(dina, asked!),
      yes(world.owner, asked!),
      sayNo(world.owner, asked!, 'The maker pays it.'),
    ])
    expect(tried.filter((t) => t.status === 'fulfilled')).toHaveLength(1)
  })
})
