import fc from 'fast-check'
import { changeMember, changeWorkspace, listMembers, readSession } from '../../contract/accounts.ts'
import * as talks from '../../contract/channels.ts'
import * as contract from '../../contract/goodwill.ts'
import { listCauses } from '../../contract/learning.ts'
import * as people from '../../contract/people.ts'
import { mergePerson } from '../../contract/people-merge.ts'
import { listPromises } from '../../contract/promises.ts'
import { type Caller, type CallRefused, makeWorld } from '../world/world.ts'

const REASON = 'Whoever stands there decides.'
const eur = (minor: number) => ({ minor, currency: 'EUR' })

/** A house in which everybody who serves may decide 200 € in a matter, 300 € for a person and 1,000 € in a month; Ana serves Marta. */
async function open() {
  const world = await makeWorld()
  const ana = await world.join('Ana Lima')
  const grant = (body: object) =>
    world.owner.call(contract.grantAuthority, { body: { reason: REASON, ...body } as never })
  const limit = await grant({
    ...{ role: 'member', currency: 'EUR', perCase: 200_00, perCustomer: 300_00, perMember: 1000_00 },
  })
  const marta = await ana.call(people.addPerson, { body: { name: 'Marta Okafor' } })
  const talk = await ana.call(talks.logCall, {
    body: { personId: marta.id, direction: 'in', summary: 'A tyre that is not ours' },
  })
  const give = (who: Caller, body: object) =>
    who.call(contract.makeGesture, {
      body: { personId: marta.id, kind: 'refund', why: 'She was sure it was ours.', ...body } as never,
    })
  const left = async (who: Caller, kind = 'refund', query: object = { conversationId: talk.id }) => {
    const { kinds, near } = await who.call(contract.readAuthority, {
      query: { personId: marta.id, ...query },
    })
    return { near, ...kinds.find((k) => k.kind === kind && k.currency !== 'CHF') }
  }
  return { world, ana, marta, talk, limit, grant, give, left }
}
const no = (code: string, more: object = {}) => ({ problem: { code, ...more } })

describe('what one may decide', () => {
  it('is seen where one stands, and a refund without a receipt is given within it [S1-07] [S3-08]', async () => {
    const { ana, marta, talk, give, left } = await open()
    expect(await left(ana)).toMatchObject({ left: 200_00, currency: 'EUR', near: null })
    const given = await give(ana, { conversationId: talk.id, money: eur(20_00), cause: 'No receipt' })
    expect(given).toMatchObject({
      ...{ person: { id: marta.id, name: 'Marta Okafor' }, conversation: { id: talk.id } },
      ...{ kind: 'refund', money: eur(20_00), evidence: 'none', cause: { name: 'No receipt' } },
      ...{ givenBy: 'own', madeBy: { name: 'Ana Lima' }, reversedAt: null },
    })
    expect(await left(ana)).toMatchObject({ left: 180_00 })
    expect((await ana.call(contract.listGestures, { query: { personId: marta.id } })).items).toEqual([given])
    expect((await ana.call(listCauses)).items).toMatchObject([{ name: 'No receipt' }])
  })

  it('is kept: above what is left nothing is given, and it says how much is', async () => {
    const { ana, marta, talk, give, left } = await open()
    await give(ana, { conversationId: talk.id, money: eur(150_00) })
    await expect(give(ana, { conversationId: talk.id, money: eur(50_01) })).rejects.toMatchObject(
      no('beyond_limit', { field: 'money', values: { left: 50_00 } }),
    )
    // Another matter of the same person: what they may get in a month is left.
    const other = await ana.call(talks.logCall, {
      body: { personId: marta.id, direction: 'in', summary: 'The bill of May' },
    })
    expect(await left(ana, 'refund', { conversationId: other.id })).toMatchObject({ left: 150_00 })
    await give(ana, { conversationId: other.id, money: eur(150_00) })
    await expect(give(ana, { conversationId: talk.id, money: eur(1) })).rejects.toMatchObject(
      no('beyond_limit'),
    )
  })

  it('is kept for a matter also where the conversation is left out, before or after', async () => {
    const { world, ana, talk, give, left } = await open()
    await give(ana, { conversationId: talk.id, money: eur(150_00) })
    expect(await left(ana, 'refund', {})).toMatchObject({ left: 50_00 })
    await give(ana, { money: eur(30_00) })
    expect(await left(ana)).toMatchObject({ left: 20_00 })
    expect(await left(ana, 'refund', {})).toMatchObject({ left: 20_00 })
    world.at('2026-11-25T09:12:00Z')
    expect(await left(ana)).toMatchObject({ left: 50_00 })
    expect(await left(ana, 'refund', {})).toMatchObject({ left: 120_00 })
  })

  it('comes back with the days, and with what was given by error and taken back', async () => {
    const { world, ana, talk, give, left } = await open()
    const given = await give(ana, { conversationId: talk.id, money: eur(200_00) })
    expect(await left(ana)).toMatchObject({ left: 0 })
    const params = { gestureId: given.id }
    const reverse = (version: number, why: string) =>
      ana.call(contract.reverseGesture, { params, body: { why, version, told: 'at_once' } })
    await expect(reverse(given.version + 1, 'no')).rejects.toMatchObject(no('changed_meanwhile'))
    expect(await reverse(given.version, 'Typed 200 for 20.')).toMatchObject({
      reversedWhy: 'Typed 200 for 20.',
    })
    expect(await left(ana)).toMatchObject({ left: 200_00 })
    await give(ana, { money: eur(200_00) })
    expect(await left(ana)).toMatchObject({ left: 0 })
    world.at('2026-11-25T09:12:00Z')
    expect(await left(ana)).toMatchObject({ left: 100_00 })
    world.at('2026-12-24T09:12:00Z')
    expect(await left(ana)).toMatchObject({ left: 200_00 })
  })

  it('is taken back as an error only with a word to whom it was for: said, or promised in the ledger', async () => {
    const { world, ana, marta, talk, give } = await open()
    const reverse = (who: Caller, given: { id: string; version: number }, body: object) =>
      who.call(contract.reverseGesture, {
        params: { gestureId: given.id as never },
        body: { why: 'Typed 200 for 20.', version: given.version, ...body } as never,
      })
    const first = await give(ana, { conversationId: talk.id, money: eur(10_00) })
    await expect(reverse(world.owner, first, { told: 'at_once' })).rejects.toMatchObject(
      no('customer_untold', { field: 'told' }),
    )
    await expect(reverse(ana, first, { told: 'promised' })).rejects.toMatchObject(
      no('customer_untold', { field: 'due' }),
    )
    world.at('2026-11-23T09:14:00Z')
    await expect(reverse(ana, first, { told: 'at_once' })).rejects.toMatchObject(no('customer_untold'))
    const due = '2026-11-23T16:00:00.000Z'
    const back = await reverse(world.owner, first, { told: 'promised', due })
    expect(back).toMatchObject({ reversedBy: { name: 'Olga Brandt' }, reversedTold: 'promised' })
    const { items } = await world.owner.call(listPromises, { query: { of: 'mine', state: 'open' } })
    expect(items).toMatchObject([
      {
        ...{ id: back.toldPromiseId, due, to: { kind: 'person', id: marta.id } },
        text: 'Olga tells Marta that the refund was an error',
      },
    ])
    const second = await give(ana, { money: eur(10_00) })
    expect(await reverse(ana, second, { told: 'said' })).toMatchObject({
      reversedTold: 'said',
      toldPromiseId: null,
    })
    const params = { gestureId: second.id }
    expect(await world.owner.call(contract.readGesture, { params })).toMatchObject({
      reversedWhy: 'Typed 200 for 20.',
    })
  })

  it('proposes the currency in which something is set, else that of the house’s country', async () => {
    const { ana, marta, limit, world } = await open()
    const proposed = async () =>
      (await ana.call(contract.readAuthority, { query: { personId: marta.id } })).currency
    expect(await proposed()).toBe('EUR')
    await world.owner.call(contract.endAuthority, { params: { limitId: limit.id } })
    const { current } = await world.owner.call(readSession)
    const { version } = current!.workspace
    await world.owner.call(changeWorkspace, { body: { country: 'CH', version } })
    expect(await proposed()).toBe('CHF')
  })

  it('of one currency never mixes with another', async () => {
    const { ana, grant, give, left } = await open()
    await grant({ role: 'member', currency: 'CHF', perCase: 50_00 })
    await give(ana, { money: { minor: 50_00, currency: 'CHF' } })
    expect(await left(ana, 'refund', {})).toMatchObject({ left: 200_00, currency: 'EUR' })
    await expect(give(ana, { money: { minor: 1, currency: 'CHF' } })).rejects.toMatchObject(
      no('beyond_limit'),
    )
    await expect(give(ana, { money: { minor: 1, currency: 'GBP' } })).rejects.toMatchObject(
      no('beyond_limit'),
    )
    await expect(give(ana, { money: { minor: 1, currency: 'EURO' } })).rejects.toMatchObject(
      no('invalid_input'),
    )
    await expect(give(ana, { money: { minor: 0.5, currency: 'EUR' } })).rejects.toMatchObject(
      no('invalid_input'),
    )
  })

  it('is said by whoever owns the house, whole and with a reason; another one takes its place and none is edited', async () => {
    const { world, ana, limit, grant } = await open()
    await expect(
      ana.call(contract.grantAuthority, {
        body: { role: 'member', currency: 'EUR', perCase: 1, reason: 'me' } as never,
      }),
    ).rejects.toMatchObject(no('not_allowed'))
    await expect(grant({ role: 'member', currency: 'EUR' })).rejects.toMatchObject(
      no('invalid_input', { field: 'perCase' }),
    )
    const next = await grant({ role: 'member', currency: 'EUR', perCase: 250_00 })
    const list = async (state: 'active' | 'all') =>
      (await ana.call(contract.listAuthorityLimits, { query: { state } })).items
    expect(await list('active')).toMatchObject([
      { id: next.id, perCase: 250_00, grantedBy: { name: 'Olga Brandt' } },
    ])
    const all = await list('all')
    expect(all.map((l) => l.id).toSorted()).toEqual([limit.id, next.id].toSorted())
    expect(all.find((l) => l.id === limit.id)).toMatchObject({ perCase: 200_00, endedAt: world.now() })
    const params = { limitId: next.id }
    expect(await world.owner.call(contract.endAuthority, { params })).toMatchObject({ endedAt: world.now() })
    await expect(world.owner.call(contract.endAuthority, { params })).rejects.toMatchObject(
      no('changed_meanwhile'),
    )
    expect(await list('active')).toEqual([])
  })

  it('needs a second person for oneself, one’s family and colleagues, however much is left (A5)', async () => {
    const { world, ana, talk, give, left } = await open()
    const session = async (name: string, email: string) =>
      await ana.call(people.addPerson, { body: { name, handles: [{ kind: 'email', value: email }] } })
    const members = await world.owner.call(listMembers)
    const emailOf = (id: string) => members.items.find((m) => m.id === id)!.email
    const self = await session('Ana at home', emailOf(ana.memberId))
    const olga = await session('Olga at home', emailOf(world.owner.memberId))
    await expect(give(ana, { personId: self.id, money: eur(1) })).rejects.toMatchObject(
      no('second_person', { values: { near: 'self' } }),
    )
    await expect(give(ana, { personId: olga.id, money: eur(1) })).rejects.toMatchObject(
      no('second_person', { values: { near: 'colleague' } }),
    )
    await expect(give(world.owner, { personId: olga.id, money: eur(1) })).rejects.toMatchObject(
      no('second_person'),
    )
    const sister = await ana.call(people.addPerson, { body: { name: 'Bia Lima' } })
    const joined = await ana.call(people.joinHousehold, {
      params: { personId: self.id },
      body: { name: 'Lima' },
    } as never)
    const householdId = joined.households[0]!.id
    await ana.call(people.joinHousehold, {
      params: { personId: sister.id },
      body: { id: householdId },
    } as never)
    await expect(give(ana, { personId: sister.id, money: eur(1) })).rejects.toMatchObject(
      no('second_person', { values: { near: 'family' } }),
    )
    expect(await left(ana, 'refund', { personId: sister.id, conversationId: undefined })).toMatchObject({
      near: 'family',
    })
    expect(await give(ana, { conversationId: talk.id, money: eur(1) })).toMatchObject({ givenBy: 'own' })
  })

  it('for who was a colleague and has left is given like for anybody (A5)', async () => {
    const { world, ana, give } = await open()
    const ben = await world.join('Ben Adeyemi')
    const member = async () => (await world.owner.call(listMembers)).items.find((m) => m.id === ben.memberId)!
    const { email: value, version } = await member()
    const home = await ana.call(people.addPerson, {
      body: { name: 'Ben at home', handles: [{ kind: 'email', value }] },
    })
    const body = { personId: home.id, conversationId: undefined, money: eur(1) }
    await expect(give(ana, body)).rejects.toMatchObject(
      no('second_person', { values: { near: 'colleague' } }),
    )
    await world.owner.call(changeMember, {
      params: { memberId: ben.memberId },
      body: { endsAt: world.now(), version },
    })
    expect(await give(ana, body)).toMatchObject({ givenBy: 'own' })
  })

  it('hangs on nothing: no reason ties it, and nothing it could be tied to has a place (A2) [S0-20]', async () => {
    const { ana, give } = await open()
    await expect(give(ana, { money: eur(1), why: 'If she deletes the review.' })).rejects.toMatchObject(
      no('gesture_tied', { field: 'why' }),
    )
    for (const link of ['feedbackId', 'ratingId', 'referralId', 'purchaseId', 'orderId'])
      await expect(give(ana, { money: eur(1), [link]: ana.memberId })).rejects.toMatchObject(
        no('invalid_input'),
      )
  })

  it('is one act twice pressed, and another’s id is nobody else’s', async () => {
    const { world, ana, give, left } = await open()
    const id = world.services.newId<'gesture'>()
    const [a, b] = [await give(ana, { id, money: eur(20_00) }), await give(ana, { id, money: eur(20_00) })]
    expect(b).toEqual(a)
    expect(await left(ana, 'refund', {})).toMatchObject({ left: 180_00 })
    await expect(give(world.owner, { id, money: eur(20_00) })).rejects.toMatchObject(no('changed_meanwhile'))
  })

  it('counts the whole person and the whole matter, also after records and conversations were merged', async () => {
    const { ana, marta, talk, give, left } = await open()
    const twin = await ana.call(people.addPerson, { body: { name: 'M. Okafor' } })
    await give(ana, { personId: twin.id, money: eur(180_00) })
    const versions = { version: marta.version, mergedVersion: twin.version }
    await ana.call(mergePerson, { params: { personId: marta.id }, body: { mergedId: twin.id, ...versions } })
    expect(await left(ana, 'refund', { conversationId: talk.id })).toMatchObject({ left: 20_00 })
    expect((await ana.call(contract.listGestures, { query: { personId: twin.id } })).items).toHaveLength(1)
  })

  it('cannot be overspent by acts at once, whoever presses and however often (A1)', {
    timeout: 120_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 10_00, max: 120_00 }), { minLength: 4, maxLength: 8 }),
        async (amounts) => {
          const { world, ana, talk, give } = await open()
          const ben = await world.join('Ben Adeyemi')
          const tried = await Promise.allSettled(
            amounts.map((minor, n) =>
              give(n % 2 ? ben : ana, { conversationId: talk.id, money: eur(minor) }),
            ),
          )
          const given = tried.flatMap((t, n) => (t.status === 'fulfilled' ? [amounts[n]!] : []))
          for (const t of tried)
            if (t.status === 'rejected')
              expect((t.reason as CallRefused).problem?.code, String(t.reason)).toBe('beyond_limit')
          const sum = given.reduce((all, minor) => all + minor, 0)
          expect(sum).toBeLessThanOrEqual(200_00)
          // And none was refused for which there was room when all was done.
          const least = Math.min(...tried.flatMap((t, n) => (t.status === 'rejected' ? [amounts[n]!] : [])))
          expect(sum + least).toBeGreaterThan(200_00)
        },
      ),
      { numRuns: 4 },
    )
  })
})
