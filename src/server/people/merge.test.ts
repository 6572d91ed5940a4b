import * as contact from '../../contract/contact.ts'
import * as talks from '../../contract/conversations.ts'
import * as door from '../../contract/door.ts'
import { listMergeCandidates, mergeConversations } from '../../contract/merging.ts'
import * as people from '../../contract/people.ts'
import * as contract from '../../contract/people-merge.ts'
import * as promises from '../../contract/promises.ts'
import { search } from '../../contract/search.ts'
import type { Id, PersonId } from '../../domain/shared/ids.ts'
import { instant } from '../../domain/shared/time.ts'
import { letter, makeDesk } from '../world/mail-desk.ts'
import { add, merge, read } from '../world/persons.ts'
import { makeWorld, type World } from '../world/world.ts'

const FRIDAY = instant('2026-11-27T16:00:00Z')

const undo = (world: World, mergeId: string) =>
  world.owner.call(contract.undoMerge, { params: { mergeId: mergeId as Id<'merge'> } })
const without = <T extends { version: number; lastSeenAt: unknown }>({ version: _, ...rest }: T) => rest

/** Lena twice: by mail, and by the telephone of the workshop. */
async function lenaTwice() {
  const world = await makeWorld()
  const desk = await makeDesk(world)
  const lena = await add(world, 'Lena Huber', 'lena@huber.example')
  const leni = await add(world, 'L. Huber', 'lena.huber@work.example', '0171 5550142')
  return { world, desk, lena: lena.id, leni: leni.id }
}

describe('two records of one person', () => {
  it('are shown beforehand as they would be: who stays, what is united, what is stricter', async () => {
    const { world, lena, leni } = await lenaTwice()
    const version = (await read(world, leni)).version
    const more = { approach: 'ask' as const, sensitive: true, languages: ['it'], version }
    await world.owner.call(people.changePerson, { params: { personId: leni }, body: more })
    await world.owner.call(door.recordConsent, {
      params: { personId: leni },
      body: { switch: 'offers', channel: 'email', on: false, wording: 'No offers, please.', how: 'spoken' },
    })
    await world.owner.call(door.recordConsent, {
      params: { personId: lena },
      body: { switch: 'offers', channel: 'email', on: true, wording: 'Gladly.', how: 'spoken' },
    })
    const preview = await world.owner.call(contract.previewMerge, {
      params: { personId: lena },
      query: { merged: leni },
    })
    expect(preview).toMatchObject({
      survivor: { id: lena, name: 'Lena Huber' },
      merged: { id: leni, name: 'L. Huber' },
      after: {
        ...{ name: 'Lena Huber', approach: 'ask', sensitive: true, languages: ['it'] },
        handles: ['lena@huber.example', 'lena.huber@work.example', '0171 5550142'],
        withdrawn: [{ switch: 'offers', channel: 'email' }],
        pagesShown: false,
      },
    })
  })

  it('become one under any of their ids: handles, promises, conversations, timeline, search and customer’s page [S1-02] [S3-21]', async () => {
    const { world, desk, lena, leni } = await lenaTwice()
    const { conversationId } = await desk.post(letter({ from: 'L. Huber <lena.huber@work.example>' }))
    await world.owner.call(promises.makePromise, {
      body: { text: 'call back', due: FRIDAY, toPersonId: leni, conversationId: conversationId! },
    })
    const golf = { kind: 'vehicle', name: 'White Golf', vin: null, plate: null, note: null } as const
    await world.owner.call(people.addThing, { params: { personId: lena }, body: golf })
    const link = await world.owner.call(contact.makePageLink, { params: { personId: lena } })
    const whole = await merge(world, lena, leni)
    expect(whole).toMatchObject({
      ...{ id: lena, name: 'Lena Huber' },
      handles: [
        { value: 'lena@huber.example' },
        { value: 'lena.huber@work.example' },
        { value: '+491715550142' },
      ],
      merges: [{ merged: { id: leni, name: 'L. Huber' }, into: { id: lena }, by: 'Olga Brandt' }],
    })
    expect(await read(world, leni)).toEqual(whole)
    for (const personId of [lena, leni]) {
      const { items } = await world.owner.call(talks.listConversations, { query: { view: 'all', personId } })
      expect(items).toMatchObject([{ id: conversationId, person: { name: 'Lena Huber' } }])
      const owed = await world.owner.call(promises.listPromises, {
        query: { of: 'all', state: 'open', personId },
      })
      expect(owed.items).toMatchObject([{ text: 'call back', to: { name: 'Lena Huber' } }])
      const told = await world.owner.call(talks.readTimeline, { params: { personId } })
      const kinds = told.items.map((h) => h.kind)
      expect(kinds).toEqual(expect.arrayContaining(['person.merged', 'message.received', 'promise.made']))
      expect(told.items.find((h) => h.kind === 'person.merged')).toMatchObject({ other: 'L. Huber' })
    }
    for (const q of ['lena.huber@work', '0171 5550142', 'golf 1715550142'])
      expect((await world.owner.call(people.listPeople, { query: { q } })).items, q).toMatchObject([
        { id: lena, name: 'Lena Huber' },
      ])
    expect((await world.owner.call(people.listPeople, {})).items).toHaveLength(1)
    for (const q of ['from:"Lena Huber" clatters', 'clatters'])
      expect((await world.owner.call(search, { query: { q } })).items, q).toMatchObject([
        { conversation: { id: conversationId, person: { name: 'Lena Huber' } } },
      ])
    // With a slip in both words.
    const slip = await world.owner.call(search, { query: { q: 'Lenna Hubber' } })
    expect(slip.people.map((p) => p.id)).toEqual([lena])
    const page = { params: { token: link.url.split('/').at(-1)! } }
    expect((await world.anybody(contact.readCustomerPage, page)).promises).toHaveLength(1)
  })

  it('are again what they were when it is undone, and what came in between stands with whom it came from [S3-21]', async () => {
    const { world, desk, lena, leni } = await lenaTwice()
    const before = [await read(world, lena), await read(world, leni)].map(without)
    const { merges } = await merge(world, lena, leni)
    const fromWork = await desk.post(letter({ from: 'L. Huber <lena.huber@work.example>' }))
    const fromHome = await desk.post(letter({ from: 'Lena Huber <lena@huber.example>' }))
    // Shown, and handed on, under the one that stays.
    await world.owner.call(promises.makePromise, {
      body: {
        text: 'call the work',
        due: FRIDAY,
        toPersonId: lena,
        conversationId: fromWork.conversationId!,
      },
    })
    await world.owner.call(promises.makePromise, { body: { text: 'a card', due: FRIDAY, toPersonId: leni } })
    await world.owner.call(contact.setNextContact, {
      params: { personId: lena },
      body: { what: 'Tyres', due: FRIDAY, told: false, conversationId: fromWork.conversationId! },
    })
    world.at('2028-03-01T09:00:00Z')
    await undo(world, merges[0]!.id)
    const seen = (p: { lastSeenAt: unknown }) => ({ ...p, lastSeenAt: null })
    const after = [await read(world, lena), await read(world, leni)].map(without)
    expect(after.map(seen)).toMatchObject(
      before.map((p) => ({ ...seen(p), handles: p.handles.map(({ trust: _, ...h }) => h) })),
    )
    for (const [id, conversation, text, next] of [
      [lena, fromHome.conversationId, 'a card', []],
      [leni, fromWork.conversationId, 'call the work', [{ what: 'Tyres' }]],
    ] as const) {
      const query = { view: 'all', personId: id } as const
      const { items } = await world.owner.call(talks.listConversations, { query })
      expect(items.map((c) => c.id)).toEqual([conversation])
      const owed = await world.owner.call(promises.listPromises, {
        query: { of: 'all', state: 'open', personId: id },
      })
      expect(owed.items.map((p) => p.text)).toEqual([text])
      const nexts = await world.owner.call(contact.listNextContacts, { params: { personId: id } })
      expect(nexts.items).toMatchObject(next)
      const { items: told } = await world.owner.call(talks.readTimeline, { params: { personId: id } })
      expect(told[0]).toMatchObject({ kind: 'person.unmerged' })
    }
  })

  it('may have conversations of both in one thread, which come apart before they are two again', async () => {
    const { world, desk, lena, leni } = await lenaTwice()
    const mail = async (from: string, text: string) =>
      (await desk.post(letter({ from, text }))).conversationId!
    const home = await mail('Lena Huber <lena@huber.example>', 'The key?')
    const work = await mail('L. Huber <lena.huber@work.example>', 'The bill?')
    const join = () =>
      world.owner.call(mergeConversations, { params: { conversationId: home }, body: { from: [work] } })
    await expect(join()).rejects.toMatchObject({ problem: { code: 'merge_two_people' } })
    const { merges } = await merge(world, lena, leni)
    const candidates = { params: { conversationId: home }, query: {} }
    const { items } = await world.owner.call(listMergeCandidates, candidates)
    expect(items).toMatchObject([{ id: work, person: { id: lena } }])
    await join()
    const texts = async (id: typeof home) => (await desk.messages(id)).map((m) => m.text.trim())
    expect(await texts(home)).toEqual(['The key?', 'The bill?'])
    await undo(world, merges[0]!.id)
    expect(await texts(home)).toEqual(['The key?'])
    expect(await texts(work)).toEqual(['The bill?'])
    for (const [id, talk] of [
      [lena, home],
      [leni, work],
    ] as const) {
      const list = await world.owner.call(talks.listConversations, { query: { view: 'all', personId: id } })
      expect(list.items).toMatchObject([{ id: talk, person: { id } }])
    }
  })

  it('go each its own way again with their own pages, and show all while they are one', async () => {
    const { world, desk, lena, leni } = await lenaTwice()
    await desk.post(letter({ from: 'L. Huber <lena.huber@work.example>' }))
    const pages = await Promise.all(
      [lena, leni].map((personId) => world.owner.call(contact.makePageLink, { params: { personId } })),
    )
    const shown = async (n: number) =>
      (await world.anybody(contact.readCustomerPage, { params: { token: pages[n]!.url.split('/').at(-1)! } }))
        .conversations.length
    expect([await shown(0), await shown(1)]).toEqual([0, 1])
    const { merges } = await merge(world, lena, leni)
    expect([await shown(0), await shown(1)]).toEqual([1, 1])
    await undo(world, merges[0]!.id)
    expect([await shown(0), await shown(1)]).toEqual([0, 1])
  })

  it('keep the strictest that either said: a "no", do not contact, and the caps count what both were sent', async () => {
    const { world, lena, leni } = await lenaTwice()
    const say = (personId: PersonId, on: boolean) =>
      world.owner.call(door.recordConsent, {
        params: { personId },
        body: { switch: 'promises', channel: 'email', on, wording: 'As I said.', how: 'spoken' },
      })
    await say(leni, false)
    world.at('2026-11-23T09:30:00Z')
    await say(lena, true)
    world.at('2026-11-23T09:40:00Z')
    const { merges } = await merge(world, lena, leni)
    const standing = async (personId: PersonId) => {
      const { switches, never } = await world.owner.call(door.readContact, { params: { personId } })
      return [switches.find((s) => s.name === 'promises' && s.channel === 'email')?.on, never]
    }
    expect(await standing(lena)).toEqual([false, null])
    world.at('2026-11-23T09:50:00Z')
    // They say yes again, now that they are one.
    await say(lena, true)
    expect(await standing(leni)).toEqual([true, null])
    await undo(world, merges[0]!.id)
    expect([await standing(lena), await standing(leni)]).toEqual([
      [true, null],
      [false, null],
    ])
    await world.owner.call(door.changeContact, {
      params: { personId: leni },
      body: { never: 'do_not_contact' },
    })
    await merge(world, lena, leni)
    expect((await standing(lena))[1]).toBe('do_not_contact')
  })

  it('may be merged in a chain, and only the chosen merge is undone, with what had come along', async () => {
    const { world, lena, leni } = await lenaTwice()
    const third = (await add(world, 'Lenchen', 'lenchen@huber.example')).id
    const first = (await merge(world, leni, third)).merges[0]!.id
    const whole = await merge(world, lena, leni)
    expect(whole.handles).toHaveLength(4)
    expect(whole.merges.map((m) => m.merged.name)).toEqual(['L. Huber', 'Lenchen'])
    await undo(world, first)
    expect((await read(world, third)).handles.map((h) => h.value)).toEqual(['lenchen@huber.example'])
    expect((await read(world, lena)).handles).toHaveLength(3)
    expect((await read(world, leni)).id).toBe(lena)
  })

  it('are refused where they are one already, in a circle, of an old version, and by who may only read', async () => {
    const { world, lena, leni } = await lenaTwice()
    const [a, b] = [await read(world, lena), await read(world, leni)]
    const ask = (personId: PersonId, mergedId: PersonId, more = {}) =>
      world.owner.call(contract.mergePerson, {
        params: { personId },
        body: { mergedId, version: a.version, mergedVersion: b.version, ...more },
      })
    await expect(ask(lena, lena)).rejects.toMatchObject({ problem: { code: 'same_person' } })
    await expect(ask(lena, leni, { version: 77 })).rejects.toMatchObject({
      problem: { code: 'changed_meanwhile' },
    })
    // Two at once, each the other way round: one of them is heard.
    const both = await Promise.allSettled([
      ask(lena, leni),
      world.owner.call(contract.mergePerson, {
        params: { personId: leni },
        body: { mergedId: lena, version: b.version, mergedVersion: a.version },
      }),
    ])
    expect(both.map((r) => r.status).toSorted()).toEqual(['fulfilled', 'rejected'])
    await expect(ask(lena, leni)).rejects.toMatchObject({ problem: { code: 'already_merged' } })
    await expect(ask(leni, lena)).rejects.toMatchObject({ problem: { code: 'already_merged' } })
    const { merges } = await read(world, lena)
    await undo(world, merges[0]!.id)
    await expect(undo(world, merges[0]!.id)).rejects.toMatchObject({ problem: { code: 'not_merged' } })
    const reader = await world.join('Rita', 'read_only')
    await expect(
      reader.call(contract.previewMerge, { params: { personId: lena }, query: { merged: leni } }),
    ).rejects.toMatchObject({ status: 403 })
  })

  it('are changed as one: how they wish to be met is said of both, what is good to know stays where it was noted', async () => {
    const { world, lena, leni } = await lenaTwice()
    const change = async (id: PersonId, fields: object) =>
      world.owner.call(people.changePerson, {
        params: { personId: id },
        body: { ...fields, version: (await read(world, id)).version },
      })
    await change(leni, { goodToKnow: 'Has a dog.', approach: 'ask' })
    const { merges } = await merge(world, lena, leni)
    expect(await change(leni, { goodToKnow: 'Tea.', approach: 'welcome' })).toMatchObject({
      ...{ id: lena, goodToKnow: 'Tea.', approach: 'welcome' },
      alsoKnown: [{ id: leni, goodToKnow: 'Has a dog.' }],
    })
    const { survivor, merged } = await undo(world, merges[0]!.id)
    expect([survivor.goodToKnow, merged.goodToKnow]).toEqual(['Tea.', 'Has a dog.'])
    expect(merged.approach).toBe('welcome')
  })
})

describe('what was noted with a record that was merged', () => {
  it('is changed where it stands, stays with its record, and comes back with it', async () => {
    const { world, lena, leni } = await lenaTwice()
    const of = async (id: PersonId) => await world.owner.call(people.readPerson, { params: { personId: id } })
    await world.owner.call(people.changePerson, {
      params: { personId: leni },
      body: { goodToKnow: 'Has a dog.', version: (await of(leni)).version },
    })
    await merge(world, lena, leni)
    const [noted] = (await of(lena)).alsoKnown
    const params = { personId: lena, recordId: leni }
    const said = { sayName: 'Leh-ni', goodToKnow: 'Has two dogs.', accessNeeds: null }
    const body = { ...said, version: noted!.version }
    const now = await world.owner.call(people.changeNoted, { params, body })
    expect(now.alsoKnown).toMatchObject([{ id: leni, ...said }])
    expect(now.goodToKnow).toBe('')
    // Somebody was quicker: nothing is overwritten.
    await expect(world.owner.call(people.changeNoted, { params, body })).rejects.toMatchObject({
      problem: { code: 'changed_meanwhile' },
    })
    await undo(world, now.merges[0]!.id)
    expect(await of(leni)).toMatchObject({ goodToKnow: 'Has two dogs.', sayName: 'Leh-ni' })
    expect(await of(lena)).toMatchObject({ goodToKnow: '', alsoKnown: [] })
    const alone = { params, body: { ...body, version: (await of(leni)).version } }
    await expect(world.owner.call(people.changeNoted, alone)).rejects.toMatchObject({ status: 404 })
  })
})
