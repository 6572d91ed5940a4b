import { addPerson } from '../../contract/people.ts'
import { keepPromise, movePromise, readPromise, releasePromise } from '../../contract/promises.ts'
import * as contract from '../../contract/recovery.ts'
import { instant } from '../../domain/shared/time.ts'
import { makeWorld } from '../world/world.ts'

const no = (code: string, more: object = {}) => ({ problem: { code, ...more } })
const WEDNESDAY = instant('2026-11-25T15:00:00Z')
const FRIDAY = instant('2026-11-27T15:00:00Z')

async function open() {
  const world = await makeWorld()
  const ana = await world.join('Ana Lima')
  const dina = await world.join('Dina Koch', 'manager')
  const marta = await ana.call(addPerson, { body: { name: 'Marta Okafor' } })
  const begin = () => ana.call(contract.openRecoveryCase, { body: { personId: marta.id } })
  return { world, ana, dina, marta, begin }
}

describe('what is being put right', () => {
  it('is taken back by whoever began it, as long as nothing was done', async () => {
    const { ana, dina, marta, begin } = await open()
    const slip = await begin()
    const withdraw = (who: typeof ana, one: typeof slip) =>
      who.call(contract.withdrawRecoveryCase, {
        params: { recoveryId: one.id },
        body: { version: one.version },
      })
    await expect(withdraw(dina, slip)).rejects.toMatchObject(no('not_allowed'))
    await withdraw(ana, slip)
    const all = async () =>
      (await ana.call(contract.listRecoveryCases, { query: { state: 'all', personId: marta.id } })).items
    expect(await all()).toEqual([])
    await expect(
      ana.call(contract.readRecoveryCase, { params: { recoveryId: slip.id } }),
    ).rejects.toMatchObject(no('not_found'))
    const meant = await begin()
    const said = await ana.call(contract.sayInRecovery, {
      params: { recoveryId: meant.id },
      body: { side: 'theirs', text: 'It was whole.', version: meant.version },
    })
    await expect(withdraw(ana, said)).rejects.toMatchObject(no('changed_meanwhile'))
    expect(await all()).toHaveLength(1)
  })

  it('stands by what comes next: a date, the look on that day also where it was moved, the close [S1-15]', async () => {
    const { ana, dina, begin } = await open()
    const next = async (next: 'date' | 'look' | 'close', who = dina) =>
      (await who.call(contract.listRecoveryCases, { query: { next, whose: 'all' } })).items.map((c) => c.id)
    const one = await begin()
    const other = await begin()
    expect(await next('date')).toEqual([other.id, one.id])
    const promise = async (of: typeof one, due = FRIDAY) =>
      await ana.call(contract.promiseCheckBack, {
        params: { recoveryId: of.id },
        body: { text: 'Ana asks Marta', due, version: of.version },
      })
    const promised = await promise(one)
    expect(promised).toMatchObject({
      next: 'look',
      checkBack: { due: FRIDAY, state: 'open', owner: { name: 'Ana Lima' } },
    })
    await promise(other, WEDNESDAY)
    expect(await next('look')).toEqual([other.id, one.id])
    const promiseId = promised.checkBackId!
    const { version } = await ana.call(readPromise, { params: { promiseId } })
    const later = instant('2026-11-24T09:00:00Z')
    const moved = await ana.call(movePromise, {
      params: { promiseId },
      body: { due: later, reason: 'Tuesday suits Marta', toldCustomer: true, toldBy: 'in_person', version },
    })
    expect(moved.due).toBe(later)
    expect(await next('look')).toEqual([one.id, other.id])
    const params = { recoveryId: one.id }
    const found = await dina.call(contract.readRecoveryCase, { params })
    expect(found).toMatchObject({ checkBackId: moved.id, checkBack: { due: later }, next: 'look' })
    await ana.call(keepPromise, { params: { promiseId: moved.id }, body: { version: moved.version } })
    expect(await next('close')).toEqual([one.id])
    const body = { version: found.version }
    const closed = await dina.call(contract.closeRecoveryCase, { params, body })
    expect(closed.next).toBeNull()
    expect(await next('close')).toEqual([])
    const opened = await dina.call(contract.reopenRecoveryCase, { params, body: { version: closed.version } })
    expect(opened).toMatchObject({ closedAt: null, next: 'close' })
  })

  it('needs another date where they let us off the one we named', async () => {
    const { ana, begin } = await open()
    const one = await begin()
    const { checkBackId } = await ana.call(contract.promiseCheckBack, {
      params: { recoveryId: one.id },
      body: { text: 'Ana asks Marta', due: FRIDAY, version: one.version },
    })
    const params = { promiseId: checkBackId! }
    const { version } = await ana.call(readPromise, { params })
    await ana.call(releasePromise, { params, body: { theirWords: 'No need to call', version } })
    expect(await ana.call(contract.readRecoveryCase, { params: { recoveryId: one.id } })).toMatchObject({
      next: 'date',
      checkBack: { state: 'released' },
    })
  })

  it('is shown to each as their own where they began it or look after it, page by page', async () => {
    const { ana, dina, world, begin } = await open()
    const cases = [await begin(), await begin(), await begin()]
    await dina.call(contract.promiseCheckBack, {
      params: { recoveryId: cases[1]!.id },
      body: { text: 'Dina asks Marta', due: FRIDAY, version: cases[1]!.version },
    })
    const mine = async (who: typeof ana) =>
      (await who.call(contract.listRecoveryCases, { query: { whose: 'mine' } })).items.map((c) => c.id)
    expect(await mine(ana)).toHaveLength(3)
    expect(await mine(dina)).toEqual([cases[1]!.id])
    expect(await mine(world.owner)).toEqual([])
    const seen: string[] = []
    for (let after: string | undefined; ; ) {
      const query = { limit: 2, ...(after ? { after } : {}) }
      const { items, next } = await dina.call(contract.listRecoveryCases, { query })
      seen.push(...items.map((c) => c.id))
      if (!next) break
      after = next
    }
    expect(seen).toEqual(cases.map((c) => c.id).reverse())
  })
})

describe('what kept us from helping', () => {
  it('is taken back by whoever noted it, with the rule it named, and counts nowhere', async () => {
    const { ana, dina } = await open()
    const rule = 'No loan car on Saturdays'
    const noted = await ana.call(contract.noteFriction, { body: { rule } })
    const params = { frictionId: noted.id }
    const body = { version: noted.version }
    await expect(dina.call(contract.withdrawFriction, { params, body })).rejects.toMatchObject(
      no('not_allowed'),
    )
    await ana.call(contract.withdrawFriction, { params, body })
    expect((await ana.call(contract.listFrictions, { query: { state: 'all' } })).items).toEqual([])
    expect((await ana.call(contract.listHouseRules)).items).toEqual([])
    await expect(ana.call(contract.readFriction, { params })).rejects.toMatchObject(no('not_found'))
    const first = await ana.call(contract.noteFriction, { body: { rule } })
    const second = await dina.call(contract.noteFriction, { body: { ruleId: first.rule.id } })
    await dina.call(contract.withdrawFriction, {
      params: { frictionId: second.id },
      body: { version: second.version },
    })
    expect((await ana.call(contract.listHouseRules)).items).toMatchObject([{ name: rule, count: { all: 1 } }])
    await dina.call(contract.answerFriction, {
      params: { frictionId: first.id },
      body: { answer: 'kept', words: 'Nobody is there to hand it over.', version: first.version },
    })
    await expect(
      ana.call(contract.withdrawFriction, {
        params: { frictionId: first.id },
        body: { version: first.version + 1 },
      }),
    ).rejects.toMatchObject(no('changed_meanwhile'))
  })

  it('is found by who answers, who noted it and which rule it was; rules page by how often [S1-08]', async () => {
    const { ana, dina, world } = await open()
    const often = await ana.call(contract.noteFriction, { body: { rule: 'No refund without a receipt' } })
    await dina.call(contract.noteFriction, { body: { ruleId: often.rule.id } })
    const seldom = await ana.call(contract.noteFriction, { body: { rule: 'Only by appointment' } })
    await ana.call(contract.noteFriction, { body: { rule: 'Cash above 50 only' } })
    await world.owner.call(contract.changeHouseRule, {
      params: { ruleId: seldom.rule.id },
      body: { ownerId: world.owner.memberId, version: 1 },
    })
    const count = async (who: typeof ana, query: object) =>
      (await who.call(contract.listFrictions, { query: query as never })).items.length
    expect(await count(dina, { whose: 'to_answer' })).toBe(3)
    expect(await count(world.owner, { whose: 'to_answer' })).toBe(1)
    expect(await count(ana, { whose: 'noted', state: 'all' })).toBe(3)
    expect(await count(ana, { ruleId: often.rule.id })).toBe(2)
    const names = async (query: object) => {
      const { items, next } = await ana.call(contract.listHouseRules, { query: query as never })
      return { names: items.map((r) => r.name), next }
    }
    const first = await names({ limit: 2 })
    expect(first.names).toEqual(['No refund without a receipt', 'Cash above 50 only'])
    expect(await names({ limit: 2, after: first.next })).toEqual({
      names: ['Only by appointment'],
      next: null,
    })
    expect((await names({ q: 'RECEIPT' })).names).toEqual(['No refund without a receipt'])
  })
})
