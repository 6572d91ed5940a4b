import { addSite, changeMember, listMembers } from '../../contract/accounts.ts'
import { logCall } from '../../contract/channels.ts'
import { nameConversation } from '../../contract/conversations.ts'
import * as contract from '../../contract/goodwill.ts'
import * as learning from '../../contract/learning.ts'
import { readLeaving } from '../../contract/leaving.ts'
import { addPerson } from '../../contract/people.ts'
import { changeHouseRule, noteFriction } from '../../contract/recovery.ts'
import { instant } from '../../domain/shared/time.ts'
import { type Caller, makeWorld } from '../world/world.ts'

const no = (code: string, more: object = {}) => ({ problem: { code, ...more } })
const november = { from: instant('2026-11-01T00:00:00Z'), to: instant('2026-12-01T00:00:00Z') }

async function open() {
  const world = await makeWorld()
  const ana = await world.join('Ana Lima')
  const dina = await world.join('Dina Koch', 'manager')
  for (const [role, perCase] of [
    ['member', 500_00],
    ['manager', 900_00],
  ])
    await world.owner.call(contract.grantAuthority, {
      body: { role, currency: 'EUR', perCase, reason: 'Whoever stands there decides.' } as never,
    })
  const marta = await ana.call(addPerson, { body: { name: 'Marta Okafor' } })
  const give = (who: Caller, body: object = {}) =>
    who.call(contract.makeGesture, {
      body: {
        ...{ personId: marta.id, kind: 'refund', money: { minor: 10_00, currency: 'EUR' } },
        ...{ why: 'The label said another size.', cause: 'The label' },
        ...body,
      } as never,
    })
  const causes = async (state: 'open' | 'all' = 'open') =>
    (await ana.call(learning.listCauses, { query: { state } })).items
  return { world, ana, dina, marta, give, causes }
}

describe('learning from gestures', () => {
  it('opens a cause at the third of a kind in thirty days, for who leads to mend, and again only after it was mended', async () => {
    const { world, ana, dina, give, causes } = await open()
    await give(ana)
    await give(dina, { cause: 'the LABEL' })
    await give(ana, { kind: 'voucher' })
    expect(await causes()).toEqual([])
    await give(ana)
    const [cause] = await causes()
    expect(cause).toMatchObject({
      name: 'The label',
      owner: { name: 'Dina Koch' },
      openedAt: world.now(),
      fix: null,
    })
    await give(ana)
    expect(await causes()).toEqual([cause])
    const mend = (version: number) =>
      dina.call(learning.mendCause, { params: { causeId: cause!.id }, body: { fix: 'New labels', version } })
    expect(await mend(cause!.version)).toMatchObject({ fix: 'New labels', mendedAt: world.now() })
    await expect(mend(cause!.version)).rejects.toMatchObject(no('changed_meanwhile'))
    expect(await causes()).toEqual([])
    world.at('2026-11-24T09:12:00Z')
    await give(ana)
    await give(ana)
    expect(await causes()).toEqual([])
    await give(ana)
    expect(await causes()).toMatchObject([{ name: 'The label', openedAt: world.now() }])
    expect(await causes('all')).toHaveLength(1)
  })

  it('looks at what went above a limit by three questions, once, and takes nothing back (A4)', async () => {
    const { world, ana, dina, marta, give } = await open()
    const own = await give(ana)
    const asked = await ana.call(contract.askAuthority, {
      body: {
        ...{ personId: marta.id, kind: 'refund', money: { minor: 600_00, currency: 'EUR' } },
        why: 'The third visit for the same.',
      } as never,
    })
    await dina.call(contract.grantAuthorityAsk, {
      params: { askId: asked.id },
      body: { version: asked.version },
    })
    const list = async () => (await world.owner.call(learning.listToLookAt)).items
    expect((await list()).map((g) => g.id)).toEqual([asked.gesture.id])
    const answers = { needMet: 'yes' as const, nextTime: 'Look at the whole door.', mend: 'The checklist.' }
    const look = (who: Caller, gestureId: string, body = answers) =>
      who.call(learning.lookAtGesture, { params: { gestureId } as never, body })
    await expect(look(ana, asked.gesture.id)).rejects.toMatchObject(no('not_allowed'))
    await expect(look(dina, own.id)).rejects.toMatchObject(no('invalid_input'))
    await expect(look(dina, asked.gesture.id), 'her own yes').rejects.toMatchObject(no('not_allowed'))
    expect(await dina.call(learning.listToLookAt)).toMatchObject({ items: [{ mayLook: false }] })
    expect(await look(world.owner, asked.gesture.id)).toMatchObject({ givenBy: 'granted', reversedAt: null })
    await expect(look(world.owner, asked.gesture.id)).rejects.toMatchObject(no('changed_meanwhile'))
    expect(await list()).toEqual([])
    const { items } = await ana.call(learning.listLearnt)
    expect(items).toMatchObject([{ id: asked.gesture.id, look: { ...answers, by: { name: 'Olga Brandt' } } }])
  })

  it('looks at what was given in a sensitive conversation without a word of it, where nobody who leads may read that [S4-12]', async () => {
    const { world, ana, dina, marta } = await open()
    const talk = await ana.call(logCall, {
      body: { personId: marta.id, direction: 'in', summary: 'Her illness' },
    })
    await ana.call(nameConversation, {
      params: { conversationId: talk.id },
      body: { sensitive: true },
    })
    const { id, version, gesture } = await ana.call(contract.askAuthority, {
      body: {
        ...{ personId: marta.id, conversationId: talk.id, kind: 'refund' },
        ...{ money: { minor: 600_00, currency: 'EUR' }, why: 'She was in hospital.', cause: 'Deadline' },
      } as never,
    })
    await dina.call(contract.grantAuthorityAsk, { params: { askId: id }, body: { version } })
    const list = async (who: Caller) => (await who.call(learning.listToLookAt)).items
    expect(await list(dina), 'she allowed it').toEqual([])
    const ben = await world.join('Ben Adeyemi')
    expect(await list(ben), 'he leads nobody').toEqual([])
    const look = (who: Caller) =>
      who.call(learning.lookAtGesture, {
        params: { gestureId: gesture.id },
        body: { needMet: 'yes', nextTime: 'Ask earlier.', mend: 'The deadline.' },
      })
    await expect(look(ben)).rejects.toMatchObject(no('not_found'))
    await expect(look(dina)).rejects.toMatchObject({ status: 404 })
    const [bare] = await list(world.owner)
    expect(bare).toMatchObject({
      ...{ id: gesture.id, person: null, conversation: null, why: '', mayLook: true },
      ...{ kind: 'refund', cause: { name: 'Deadline' }, madeBy: { name: 'Ana Lima' } },
    })
    expect(JSON.stringify(bare)).not.toMatch(/Marta|hospital|illness/)
    expect(await look(world.owner)).toMatchObject({ person: null })
    expect((await world.owner.call(learning.listLearnt)).items).toEqual([])
    expect((await ana.call(learning.listLearnt)).items).toMatchObject([{ look: { mend: 'The deadline.' } }])
  })

  it('finds one of those that wait to be looked at, and none that does not wait', async () => {
    const { ana, dina, marta, give } = await open()
    const own = await give(ana)
    const asks = []
    for (const minor of [600_00, 200_00]) {
      const ask = await ana.call(contract.askAuthority, {
        body: {
          personId: marta.id,
          kind: 'refund',
          money: { minor, currency: 'EUR' },
          why: 'Again.',
        } as never,
      })
      await dina.call(contract.grantAuthorityAsk, {
        params: { askId: ask.id },
        body: { version: ask.version },
      })
      asks.push(ask.gesture.id)
    }
    const find = async (gestureId: string) =>
      (await dina.call(learning.listToLookAt, { query: { gestureId: gestureId as never } })).items.map(
        (g) => g.id as string,
      )
    expect(await find(asks[0]!)).toEqual([asks[0]])
    expect(await find(own.id)).toEqual([])
  })

  it('gives a cause to another to mend, while it is open, and to nobody who cannot', async () => {
    const { world, ana, dina, give, causes } = await open()
    const reads = await world.join('Rita Sun', 'read_only')
    for (let n = 0; n < 3; n++) await give(ana)
    const [cause] = await causes()
    const to = (who: Caller, version: number) =>
      dina.call(learning.giveCause, {
        params: { causeId: cause!.id },
        body: { ownerId: who.memberId, version },
      })
    await expect(to(reads, cause!.version)).rejects.toMatchObject(no('not_found', { field: 'ownerId' }))
    const given = await to(ana, cause!.version)
    expect(given).toMatchObject({ owner: { name: 'Ana Lima' }, openedAt: cause!.openedAt })
    await expect(to(dina, cause!.version)).rejects.toMatchObject(no('changed_meanwhile'))
    const mended = await ana.call(learning.mendCause, {
      params: { causeId: cause!.id },
      body: { fix: 'New labels', version: given.version },
    })
    await expect(to(dina, mended.version)).rejects.toMatchObject(no('changed_meanwhile'))
  })

  it('and rules somebody answers for who leaves are said beforehand: nobody takes them over by itself [S3-21]', async () => {
    const { world, ana, dina, give, causes } = await open()
    for (let n = 0; n < 3; n++) await give(ana)
    expect(await causes()).toMatchObject([{ owner: { name: 'Dina Koch' } }])
    const { rule } = await ana.call(noteFriction, { body: { rule: 'By appointment' } })
    await ana.call(noteFriction, { body: { rule: 'No dogs' } })
    const leaving = () => world.owner.call(readLeaving, { params: { memberId: dina.memberId } })
    expect(await leaving()).toMatchObject({ count: 0, rules: 2, causes: 1 })
    await world.owner.call(changeHouseRule, {
      params: { ruleId: rule.id },
      body: { ownerId: world.owner.memberId, version: 1 },
    })
    expect(await leaving()).toMatchObject({ rules: 1, causes: 1 })
  })

  it('is a note colleagues read, the latest first, page by page [S3-10]', async () => {
    const { world, ana, dina, give } = await open()
    const given = await give(ana)
    const note = (who: Caller, text: string, version: number) =>
      who.call(learning.noteLesson, { params: { gestureId: given.id }, body: { text, version } })
    const noted = await note(dina, 'She told her whole street of it.', given.version)
    expect(noted).toMatchObject({
      lesson: { text: 'She told her whole street of it.', by: { name: 'Dina Koch' } },
    })
    await expect(note(ana, 'x', given.version)).rejects.toMatchObject(no('changed_meanwhile'))
    expect((await ana.call(learning.listLearnt)).items).toMatchObject([
      { lesson: noted.lesson, look: null, madeBy: { name: 'Ana Lima' } },
    ])
    world.at('2026-11-24T09:12:00Z')
    const other = await give(ana, { kind: 'voucher' })
    await ana.call(learning.noteLesson, {
      params: { gestureId: other.id },
      body: { text: 'Ask for the size.', version: other.version },
    })
    const first = await ana.call(learning.listLearnt, { query: { limit: 1 } })
    expect(first.items.map((g) => g.id)).toEqual([other.id])
    const next = await ana.call(learning.listLearnt, { query: { limit: 1, after: first.next! } })
    expect(next).toMatchObject({ items: [{ id: given.id }], next: null })
  })

  it('is counted by site and cause, in each currency for itself, and names nobody', async () => {
    const { world, ana, give } = await open()
    await world.owner.call(contract.grantAuthority, {
      body: {
        role: 'member',
        currency: 'CHF',
        perCase: 50_00,
        reason: 'The other side of the lake.',
      } as never,
    })
    await give(ana)
    await give(ana, { money: { minor: 5_00, currency: 'EUR' } })
    await give(ana, { money: { minor: 7_00, currency: 'CHF' }, cause: undefined })
    await give(ana, { kind: 'apology', money: null, cause: undefined })
    const { items } = await ana.call(learning.countGestures, { query: november })
    expect(items).toHaveLength(3)
    expect(items).toMatchObject([
      {
        // Ana alone gave something: no site stands for her.
        siteId: null,
        cause: { name: 'The label' },
        kind: 'refund',
        currency: 'EUR',
        count: 2,
        minor: 15_00,
      },
      { cause: null },
      { cause: null },
    ])
    expect(items).toContainEqual(expect.objectContaining({ currency: 'CHF', minor: 7_00, count: 1 }))
    expect(items).toContainEqual(expect.objectContaining({ kind: 'apology', currency: null, minor: null }))
    expect(JSON.stringify(items)).not.toMatch(new RegExp(`Ana|${ana.memberId}`))
    await expect(
      ana.call(learning.countGestures, { query: { from: november.to, to: november.from } }),
    ).rejects.toMatchObject(no('invalid_input', { field: 'to' }))
  })

  it('is told by site only where nobody is told apart by it', async () => {
    const { world, ana, dina, give } = await open()
    const site = (name: string) =>
      world.owner.call(addSite, {
        body: {
          ...{ name, timeZone: 'Europe/Berlin', openingHours: {}, holidays: [], telephone: '+49 30 1' },
          greetWithinMinutes: 5,
        } as never,
      })
    const [north, south] = [await site('North'), await site('South')]
    const move = async (who: Caller, siteId: string) => {
      const { version } = (await world.owner.call(listMembers)).items.find((m) => m.id === who.memberId)!
      await world.owner.call(changeMember, {
        params: { memberId: who.memberId },
        body: { siteId, version } as never,
      })
    }
    const places = async () => {
      const { items } = await ana.call(learning.countGestures, { query: november })
      return items.map((one) => [one.siteId, one.count])
    }
    await give(ana)
    await give(dina)
    expect(await places()).toEqual([[world.siteId, 2]])
    await move(dina, north.id)
    await give(dina)
    expect(await places(), 'what is left would be hers').toEqual([[null, 3]])
    const ben = await world.join('Ben Adeyemi')
    await move(ben, south.id)
    await give(ben)
    expect(await places()).toEqual([
      [world.siteId, 2],
      [null, 2],
    ])
    const { items } = await ana.call(learning.countGestures, {
      query: { ...november, siteId: north.id } as never,
    })
    expect(items).toEqual([])
  })
})
