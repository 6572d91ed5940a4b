import { changeWorkspace, readSession } from '../../contract/accounts.ts'
import * as contact from '../../contract/contact.ts'
import * as contract from '../../contract/people.ts'
import type { Id } from '../../domain/shared/ids.ts'
import { makeWorld } from '../world/world.ts'

const marta = {
  name: 'Marta Okafor',
  sayName: 'MAR-ta oh-KAH-for',
  handles: [
    { kind: 'email', value: 'Marta.Okafor@posteo.example' },
    { kind: 'phone', value: '0171 5550142' },
  ],
} as const

describe('a person', () => {
  it('is whole without having bought anything, or having a name [S0-15] [S1-02]', async () => {
    const { owner } = await makeWorld()
    const person = await owner.call(contract.addPerson, { body: {} })
    expect(person).toMatchObject({ name: 'Someone', approach: 'welcome', handles: [], things: [] })
  })

  it('has many handles, each with how we know it', async () => {
    const { owner } = await makeWorld()
    const person = await owner.call(contract.addPerson, { body: { ...marta, handles: [...marta.handles] } })
    expect(person.handles).toMatchObject([
      {
        kind: 'email',
        value: 'marta.okafor@posteo.example',
        shown: 'Marta.Okafor@posteo.example',
        trust: 'typed',
      },
      { kind: 'phone', value: '+491715550142', trust: 'typed' },
    ])
  })

  it('is found by name, address, telephone in any notation, and plate', async () => {
    const { owner } = await makeWorld()
    const { id } = await owner.call(contract.addPerson, { body: { ...marta, handles: [...marta.handles] } })
    await owner.call(contract.addThing, {
      params: { personId: id },
      body: {
        kind: 'vehicle',
        name: 'Škoda Fabia 2017',
        vin: 'TMBEA25J1B3000001',
        plate: 'B-MO 218',
        note: null,
      },
    })
    for (const q of [
      'okaf',
      'marta okafor',
      'posteo',
      '+49 171 555 0142',
      '0142',
      'b mo 218',
      'BMO218',
      'TMBEA25J',
    ]) {
      const { items } = await owner.call(contract.listPeople, { query: { q } })
      expect(
        items.map((p) => p.name),
        q,
      ).toEqual(['Marta Okafor'])
    }
    const { items } = await owner.call(contract.listPeople, { query: { q: 'martin' } })
    expect(items).toEqual([])
  })

  it('is found by the end of a plate and by what their things are called, and says why', async () => {
    const { owner } = await makeWorld()
    const { id } = await owner.call(contract.addPerson, { body: { ...marta, handles: [...marta.handles] } })
    const thing = { kind: 'vehicle', name: 'White Golf', vin: null, plate: 'TEST 42', note: null } as const
    await owner.call(contract.addThing, { params: { personId: id }, body: thing })
    const boiler = { ...thing, kind: 'home', name: 'House with the old boiler', plate: null } as const
    await owner.call(contract.addThing, { params: { personId: id }, body: boiler })
    for (const [q, found] of [
      ['42', 'White Golf · TEST 42'],
      ['test42', 'White Golf · TEST 42'],
      ['white golf', 'White Golf · TEST 42'],
      ['okafor golf', 'White Golf · TEST 42'],
      ['boiler', 'House with the old boiler'],
      ['0142', '0171 5550142'],
      ['okafor', null],
    ] as const) {
      const { items } = await owner.call(contract.listPeople, { query: { q } })
      expect(items, q).toMatchObject([{ name: 'Marta Okafor', found }])
    }
    expect((await owner.call(contract.listPeople, { query: { q: 'black golf' } })).items).toEqual([])
  })

  it('has a thing once when it is noted twice with the same id', async () => {
    const world = await makeWorld()
    const { id } = await world.owner.call(contract.addPerson, { body: { name: 'Ole' } })
    const body = { kind: 'other', name: 'Bicycle', vin: null, plate: null, note: null } as const
    const twice = { params: { personId: id }, body: { ...body, id: world.services.newId<'thing'>() } }
    await world.owner.call(contract.addThing, twice)
    expect((await world.owner.call(contract.addThing, twice)).things).toHaveLength(1)
  })

  it('has a thing again that was let go by mistake, and is found by it', async () => {
    const { owner } = await makeWorld()
    const { id } = await owner.call(contract.addPerson, { body: { name: 'Ole' } })
    const body = {
      kind: 'other',
      name: 'Bicycle',
      vin: null,
      plate: null,
      note: null,
      role: 'owner',
    } as const
    const { things } = await owner.call(contract.addThing, { params: { personId: id }, body })
    const params = { personId: id, thingId: things[0]!.id }
    await owner.call(contract.changeThing, { params, body: { released: true, version: 1 } })
    expect((await owner.call(contract.listPeople, { query: { q: 'bicycle' } })).items).toEqual([])
    const back = { released: false, role: 'owner', version: 2 }
    const after = await owner.call(contract.changeThing, { params, body: back })
    expect(after.things).toMatchObject([{ name: 'Bicycle', role: 'owner' }])
    expect((await owner.call(contract.listPeople, { query: { q: 'bicycle' } })).items).toHaveLength(1)
  })

  it('has a link to the page that was taken back by mistake work again, for ten minutes', async () => {
    const world = await makeWorld()
    const { id: personId } = await world.owner.call(contract.addPerson, { body: { name: 'Ole' } })
    const link = await world.owner.call(contact.makePageLink, { params: { personId } })
    const params = { params: { linkId: link.id as Id<'page_link'> } }
    const page = { params: { token: link.url.split('/').at(-1)! } }
    await world.owner.call(contact.revokePageLink, params)
    await expect(world.anybody(contact.readCustomerPage, page)).rejects.toMatchObject({ status: 410 })
    await world.owner.call(contact.restorePageLink, params)
    expect(await world.anybody(contact.readCustomerPage, page)).toMatchObject({ name: 'Ole' })
    await world.owner.call(contact.revokePageLink, params)
    world.at('2026-11-23T09:23:00Z')
    await expect(world.owner.call(contact.restorePageLink, params)).rejects.toMatchObject({ status: 410 })
  })

  it('has a telephone read as the workspace’s country writes it', async () => {
    const { owner } = await makeWorld()
    const { current } = await owner.call(readSession)
    await owner.call(changeWorkspace, { body: { country: 'GB', version: current!.workspace.version } })
    const body = { name: 'Ole', handles: [{ kind: 'phone' as const, value: '020 7946 0018' }] }
    expect((await owner.call(contract.addPerson, { body })).handles[0]?.value).toBe('+442079460018')
  })

  it('names the field when an address cannot be one', async () => {
    const { owner } = await makeWorld()
    const { id } = await owner.call(contract.addPerson, { body: { name: 'Ole' } })
    await expect(
      owner.call(contract.addHandle, {
        params: { personId: id },
        body: { kind: 'email', value: 'not an address' },
      }),
    ).rejects.toMatchObject({ status: 400, problem: { code: 'handle_invalid', field: 'email' } })
  })

  it('may share an address with the family without becoming one person [S0-06]', async () => {
    const { owner } = await makeWorld()
    const email = { kind: 'email', value: 'family@achterberg.example' } as const
    const anna = await owner.call(contract.addPerson, { body: { name: 'Anna Achterberg', handles: [email] } })
    const ben = await owner.call(contract.addPerson, { body: { name: 'Ben Achterberg', handles: [email] } })
    expect(ben.handles[0]?.sharedWith).toEqual([{ id: anna.id, name: 'Anna Achterberg' }])
    const home = await owner.call(contract.joinHousehold, {
      params: { personId: anna.id },
      body: { name: 'Achterberg family', role: 'driver' },
    })
    const both = await owner.call(contract.joinHousehold, {
      params: { personId: ben.id },
      body: { id: home.households[0]!.id as never, role: 'payer' },
    })
    expect(both.households[0]?.members.map((m) => m.name)).toEqual(['Anna Achterberg', 'Ben Achterberg'])
  })

  it('keeps the first of two changes made at once', async () => {
    const { owner } = await makeWorld()
    const { id, version } = await owner.call(contract.addPerson, { body: { name: 'Ole' } })
    await owner.call(contract.changePerson, { params: { personId: id }, body: { name: 'Ole Berg', version } })
    await expect(
      owner.call(contract.changePerson, { params: { personId: id }, body: { name: 'Olaf', version } }),
    ).rejects.toMatchObject({ problem: { code: 'changed_meanwhile' } })
  })

  it('is not seen from another workspace', async () => {
    const [here, there] = [await makeWorld(), await makeWorld()]
    const { id } = await here.owner.call(contract.addPerson, { body: { name: 'Ole' } })
    await expect(there.owner.call(contract.readPerson, { params: { personId: id } })).rejects.toMatchObject({
      status: 404,
    })
  })

  it('pages through everybody without missing or doubling anyone', async () => {
    const { owner } = await makeWorld()
    for (let i = 0; i < 7; i++) await owner.call(contract.addPerson, { body: { name: `Person ${i}` } })
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await owner.call(contract.listPeople, { query: { limit: 3, ...(after ? { after } : {}) } })
      seen.push(...page.items.map((p) => p.name))
      after = page.next ?? undefined
    } while (after)
    expect(seen.toSorted()).toEqual([0, 1, 2, 3, 4, 5, 6].map((i) => `Person ${i}`))
  })
})
