import * as talks from '../../contract/conversations.ts'
import * as people from '../../contract/people.ts'
import * as contract from '../../contract/people-merge.ts'
import type { Id } from '../../domain/shared/ids.ts'
import { hearAll } from '../world/hear.ts'
import { letter, makeDesk } from '../world/mail-desk.ts'
import { add, merge, read } from '../world/persons.ts'
import { makeWorld } from '../world/world.ts'

describe('who may be one person', () => {
  it('is proposed with reasons, on a page and with the person; said to be two, it is not proposed again', async () => {
    const world = await makeWorld()
    const lena = (await add(world, 'Lena Huber', 'lena@huber.example', '0171 5550142')).id
    const other = (await add(world, 'HUBER Lena', '+43 171 5550142')).id
    await add(world, 'Ole Berg', 'ole@huber.example')
    await hearAll(world)
    const proposed = () => world.owner.call(contract.listDuplicates, {})
    const { items } = await proposed()
    expect(items).toMatchObject([{ reasons: ['same_number', 'same_name'] }])
    expect([items[0]!.first.id, items[0]!.second.id].toSorted()).toEqual([lena, other].toSorted())
    const of = await world.owner.call(contract.listDuplicatesOf, { params: { personId: lena } })
    expect(of.items).toMatchObject([{ person: { id: other }, reasons: ['same_number', 'same_name'] }])
    const two = { body: { firstId: other, secondId: lena } }
    await world.owner.call(contract.dismissDuplicate, two)
    expect((await proposed()).items).toEqual([])
    const { version } = await read(world, lena)
    await world.owner.call(people.changePerson, {
      params: { personId: lena },
      body: { name: 'Lena Hubert', version },
    })
    await hearAll(world)
    expect((await proposed()).items).toEqual([])
    await world.owner.call(contract.restoreDuplicate, two)
    expect((await proposed()).items).toMatchObject([{ reasons: ['same_number', 'alike_name'] }])
    await merge(world, lena, other)
    expect((await proposed()).items).toEqual([])
  })

  it('is proposed page by page without missing or doubling any', async () => {
    const world = await makeWorld()
    for (let i = 0; i < 5; i++)
      for (const where of ['a', 'b'])
        await add(world, `Person ${'abcde'[i]}aa Test${'vwxyz'[i]}`, `${where}@firm${i}.example`)
    await hearAll(world)
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await world.owner.call(contract.listDuplicates, {
        query: { limit: 2, ...(after ? { after } : {}) },
      })
      seen.push(...page.items.map((d) => d.first.name))
      after = page.next ?? undefined
    } while (after)
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen).toHaveLength(5)
  })
})

describe('an address that is not one person’s alone', () => {
  it('may belong to both without merging, and says with whom it is shared [S0-06]', async () => {
    const world = await makeWorld()
    const anna = await add(world, 'Anna Achterberg', 'family@achterberg.example')
    const ben = await add(world, 'Ben Achterberg')
    const params = { personId: anna.id, handleId: anna.handles[0]!.id }
    const shown = await world.owner.call(contract.shareHandle, { params, body: { withPersonId: ben.id } })
    expect(shown.handles).toMatchObject([{ sharedWith: [{ id: ben.id, name: 'Ben Achterberg' }] }])
    await hearAll(world)
    expect((await world.owner.call(contract.listDuplicates, {})).items).toEqual([])
  })

  it('makes nobody a customer who stood only in Cc, until they write', async () => {
    const world = await makeWorld()
    const desk = await makeDesk(world)
    const got = await desk.post(
      letter({ id: '<cc@posteo.example>', cc: 'Ben Stranger <ben@posteo.example>' }),
    )
    const known = async () => (await world.owner.call(people.listPeople, {})).items.map((p) => p.name)
    expect(await known()).toEqual(['Marta Okafor'])
    await desk.post(
      letter({
        from: 'Ben Stranger <ben@posteo.example>',
        inReplyTo: '<cc@posteo.example>',
        text: 'Me too.',
      }),
    )
    expect((await known()).toSorted()).toEqual(['Ben Stranger', 'Marta Okafor'])
    expect((await desk.read(got.conversationId)).person?.name).toBe('Marta Okafor')
  })
})

describe('somebody who speaks for another', () => {
  it('stands with both, and beside the conversation, until it ends', async () => {
    const world = await makeWorld()
    const desk = await makeDesk(world)
    const child = (await add(world, 'Lena Huber')).id
    const got = await desk.post(letter({ from: 'Vera Huber <vera@huber.example>' }))
    const mother = (await desk.read(got.conversationId)).person!.id
    const said = await world.owner.call(contract.addSpeaksFor, {
      params: { personId: mother },
      body: { forPersonId: child, role: 'mother' },
    })
    expect(said.speaksFor).toMatchObject([{ role: 'mother', for: { kind: 'person', name: 'Lena Huber' } }])
    expect((await read(world, child)).spokenForBy).toMatchObject([{ speaker: { id: mother } }])
    const { personCard } = await desk.read(got.conversationId)
    expect(personCard?.speaksFor).toMatchObject([{ role: 'mother', for: { name: 'Lena Huber' } }])
    const { id, version } = said.speaksFor[0]!
    const end = { params: { speaksForId: id as Id<'speaks_for'> }, body: { ended: true, version } }
    expect((await world.owner.call(contract.endSpeaksFor, end)).speaksFor).toEqual([])
    const { items } = await world.owner.call(talks.readTimeline, { params: { personId: child } })
    expect(items.map((h) => h.kind)).toEqual(expect.arrayContaining(['speaks_for.added', 'speaks_for.ended']))
    await expect(
      world.owner.call(contract.addSpeaksFor, {
        params: { personId: child },
        body: { forPersonId: child, role: 'herself' },
      }),
    ).rejects.toMatchObject({ problem: { code: 'same_person' } })
  })

  it('may speak for an organisation: whoever looks after the fleet', async () => {
    const world = await makeWorld()
    const { id } = await add(world, 'Ole Berg')
    const { organisations } = await world.owner.call(people.joinOrganisation, {
      params: { personId: id },
      body: { name: 'Berg Transport' },
    })
    const said = await world.owner.call(contract.addSpeaksFor, {
      params: { personId: id },
      body: { forOrganisationId: organisations[0]!.id as never, role: 'fleet manager' },
    })
    expect(said.speaksFor).toMatchObject([{ for: { kind: 'organisation', name: 'Berg Transport' } }])
  })
})
