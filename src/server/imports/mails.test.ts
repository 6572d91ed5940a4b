import { sql } from 'kysely'
import * as talks from '../../contract/conversations.ts'
import * as contract from '../../contract/imports.ts'
import { mergeConversations, unmergeConversation } from '../../contract/merging.ts'
import * as peopleContract from '../../contract/people.ts'
import { readToday } from '../../contract/today.ts'
import { read, start, undo, upload } from '../world/bring.ts'
import { hearAll } from '../world/hear.ts'
import { letter, makeDesk } from '../world/mail-desk.ts'
import { makeWorld, type World } from '../world/world.ts'

const OURS = 'Nordlicht Service <desk@nordlicht.example>'

/** Letters as an mbox holds them. */
function mbox(letters: readonly string[]): string {
  return letters
    .map(
      (l) =>
        `From MAILER-DAEMON Mon Mar  4 10:00:00 2024\n${l.replaceAll('\r\n', '\n').replace(/^(>*From )/gm, (m, at) => (at === 0 || !/^From \S/.test(m) ? `>${m}` : m))}\n`,
    )
    .join('')
}

const ASKED = letter({
  id: '<a@posteo.example>',
  date: 'Mon, 04 Mar 2024 10:00:00 +0100',
  subject: 'The noise in front',
  text: 'It clatters.\n\nFrom the left side, I think.',
})
const ANSWER = letter({
  from: OURS,
  to: 'marta@posteo.example',
  id: '<b@nordlicht.example>',
  inReplyTo: '<a@posteo.example>',
  date: 'Mon, 04 Mar 2024 12:00:00 +0100',
  subject: 'Re: The noise in front',
  text: 'We will look at it on Friday.',
})
const THANKS = letter({
  id: '<c@posteo.example>',
  inReplyTo: '<b@nordlicht.example>',
  references: '<a@posteo.example> <b@nordlicht.example>',
  date: 'Fri, 08 Mar 2024 17:00:00 +0100',
  subject: 'Re: The noise in front',
  text: 'Thank you!',
})
const OTHER = letter({
  from: 'Jonas Huber <jonas@huber.example>',
  id: '<d@huber.example>',
  date: 'Tue, 05 Mar 2024 09:00:00 +0100',
  subject: 'Winter tyres',
  text: 'Do you store tyres?',
})
const ALL = [ASKED, ANSWER, OTHER, THANKS]

async function bring(world: World, letters: readonly string[], body = {}) {
  const id = await upload(world, 'mbox', mbox(letters))
  return await start(world, id, body)
}

async function allTalks(world: World) {
  return (await world.owner.call(talks.listConversations, { query: { view: 'all' } })).items
}

async function count(world: World, table: string): Promise<number> {
  return await world.services.db.read(world.workspaceId, async (db) => {
    const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(db)
    return rows[0]!.n
  })
}

describe('mail history by mbox', () => {
  it('threads it by the rules of mail that comes now, at its true times, over when the last word was said', async () => {
    const world = await makeWorld()
    await makeDesk(world)
    const done = await bring(world, ALL)
    expect(done).toMatchObject({
      state: 'done',
      counts: { found: 4, made: 4, same: 0, leftOut: 0, failed: 0, waiting: 0 },
    })
    const all = await allTalks(world)
    expect(all.map((c) => [c.subject, c.person?.name, c.lastActivityAt])).toEqual([
      ['The noise in front', 'Marta Okafor', '2024-03-08T16:00:00.000Z'],
      ['Winter tyres', 'Jonas Huber', '2024-03-05T08:00:00.000Z'],
    ])
    const noise = await world.owner.call(talks.readConversation, { params: { conversationId: all[0]!.id } })
    expect(noise).toMatchObject({
      arrivedAt: '2024-03-04T09:00:00.000Z',
      closedAt: '2024-03-08T16:00:00.000Z',
    })
    const { items } = await world.owner.call(talks.listMessages, { params: { conversationId: all[0]!.id } })
    expect(items.map((m) => [m.direction, m.at]).sort()).toEqual([
      ['in', '2024-03-04T09:00:00.000Z'],
      ['in', '2024-03-08T16:00:00.000Z'],
      ['out', '2024-03-04T11:00:00.000Z'],
    ])
    expect(items.map((m) => m.segments.map((s) => s.text).join(''))).toContainEqual(
      expect.stringContaining('From the left side'),
    )
  })

  it('makes a person of whoever wrote, and of nobody who only stood on a copy', async () => {
    const world = await makeWorld()
    await makeDesk(world)
    const named = await bring(world, [
      letter({ date: 'Mon, 04 Mar 2024 10:00:00 +0100', cc: 'Ben <ben@posteo.example>' }),
      OTHER,
    ])
    expect(named.counts).toMatchObject({ made: 2 })
    const { items } = await world.owner.call(peopleContract.listPeople, { query: {} })
    expect(items.map((p) => p.name).sort()).toEqual(['Jonas Huber', 'Marta Okafor'])
  })

  it('keeps quiet: nobody waits on Today, no notice, no letter, no answer by itself', async () => {
    const world = await makeWorld()
    await makeDesk(world)
    const today = await world.owner.call(readToday)
    await bring(world, ALL)
    await hearAll(world)
    // An empty house was led to its history; it has one now.
    const nextSteps = today.nextSteps.filter((step) => step !== 'history')
    expect(await world.owner.call(readToday)).toEqual({ ...today, nextSteps })
    expect([await count(world, 'notices'), await count(world, 'outbox')]).toEqual([0, 0])
    expect((await world.owner.call(talks.listConversations, { query: { view: 'waiting' } })).items).toEqual(
      [],
    )
  })

  it('brings nothing twice: neither the file again, nor what live mail brought before or brings after', async () => {
    const world = await makeWorld()
    const desk = await makeDesk(world)
    await desk.post(OTHER)
    const unnamed = letter({
      id: null,
      date: 'Wed, 06 Mar 2024 09:00:00 +0100',
      text: 'No number on this one.',
    })
    expect((await bring(world, [...ALL, unnamed])).counts).toMatchObject({ made: 4, same: 1 })
    expect((await bring(world, [...ALL, unnamed])).counts).toMatchObject({ made: 0, same: 5 })
    expect(await desk.post(THANKS)).toMatchObject({ state: 'doubled' })
    expect(await count(world, 'messages')).toBe(5)
    expect(await count(world, 'persons')).toBe(2)
  })

  it('lets a new word on a conversation of before begin one that carries it on', async () => {
    const world = await makeWorld()
    const desk = await makeDesk(world)
    await bring(world, ALL)
    const [noise] = await allTalks(world)
    const receipt = await desk.post(
      letter({ inReplyTo: '<c@posteo.example>', subject: 'Re: The noise in front', text: 'It is back.' }),
    )
    expect(receipt).toMatchObject({ state: 'filed', whyHere: { code: 'reopened' } })
    const next = await desk.read(receipt.conversationId)
    expect(next).toMatchObject({ person: { name: 'Marta Okafor' }, closedAt: null })
    expect(next.id).not.toBe(noise!.id)
  })

  it('stands on the timeline of a person at its true time', async () => {
    const world = await makeWorld()
    await makeDesk(world)
    await bring(world, ALL)
    const [marta] = (await world.owner.call(peopleContract.listPeople, { query: { q: 'marta' } })).items
    const { items } = await world.owner.call(talks.readTimeline, { params: { personId: marta!.id } })
    expect(items.filter((e) => e.message).map((e) => e.at)).toEqual([
      '2024-03-08T16:00:00.000Z',
      '2024-03-04T11:00:00.000Z',
      '2024-03-04T09:00:00.000Z',
    ])
  })

  it('leaves out the bin and newsletters, and names what cannot be taken', async () => {
    const world = await makeWorld()
    await makeDesk(world)
    const letters = [
      letter({ more: ['X-Gmail-Labels: Trash,Opened'] }),
      letter({ from: 'news@shop.example', more: ['List-Unsubscribe: <mailto:off@shop.example>'] }),
      letter({ from: '' }),
      ASKED,
    ]
    const done = await bring(world, letters)
    expect(done.counts).toEqual({ found: 4, made: 1, same: 0, leftOut: 2, failed: 1, waiting: 0 })
    const { items } = await world.owner.call(contract.listImportLines, {
      params: { importId: done.id },
      query: { kind: 'failed' },
    })
    expect(items.map((l) => [l.line, l.reason])).toEqual([[3, 'no_sender']])
  })

  it('is taken back as a whole: what it made goes, a conversation somebody went on with stays', async () => {
    const world = await makeWorld()
    await makeDesk(world)
    const { id } = await bring(world, ALL)
    const [noise] = await allTalks(world)
    await world.owner.call(talks.writeNote, {
      params: { conversationId: noise!.id },
      body: { text: 'She called about this.' },
    })
    const undone = await undo(world, id)
    expect(undone.state).toBe('undone')
    expect((await allTalks(world)).map((c) => c.subject)).toEqual(['The noise in front'])
    expect(
      (await world.owner.call(peopleContract.listPeople, { query: {} })).items.map((p) => p.name),
    ).toEqual(['Marta Okafor'])
    const { items } = await world.owner.call(contract.listStayed, { params: { importId: id } })
    expect(new Set(items.map((i) => i.why))).toEqual(new Set(['touched']))
    expect(items.find((i) => i.kind === 'conversation')?.conversation?.subject).toBe('The noise in front')
  })

  it('takes conversations along that were merged and parted since, and leaves those that stand merged', async () => {
    const world = await makeWorld()
    await makeDesk(world)
    const from = (who: string, id: string, subject: string) =>
      letter({
        from: `${who} <${who}@x.example>`,
        id: `<${id}@x.example>`,
        date: 'Tue, 05 Mar 2024 09:00:00 +0100',
        subject,
      })
    const { id } = await bring(world, [
      from('mia', 'a', 'Tyres'),
      from('mia', 'b', 'Oil'),
      from('olaf', 'c', 'Brakes'),
      from('olaf', 'd', 'Lamps'),
    ])
    const all = await allTalks(world)
    const of = (subject: string) => all.find((c) => c.subject === subject)!.id
    const into = (conversationId: (typeof all)[number]['id'], from: (typeof all)[number]['id']) =>
      world.owner.call(mergeConversations, { params: { conversationId }, body: { from: [from] } })
    await into(of('Tyres'), of('Oil'))
    await world.owner.call(unmergeConversation, { params: { conversationId: of('Oil') } })
    await into(of('Brakes'), of('Lamps'))
    expect(await undo(world, id)).toMatchObject({ state: 'undone' })
    const left = await allTalks(world)
    expect(left.map((c) => c.subject)).toEqual(['Brakes'])
    const params = { conversationId: left[0]!.id }
    expect((await world.owner.call(talks.listMessages, { params })).items).toHaveLength(2)
    const people = (await world.owner.call(peopleContract.listPeople, { query: {} })).items
    expect(people.map((p) => p.name)).toEqual(['olaf'])
  })

  it('leaves nothing behind when nobody touched it, not even a word added to what was there', async () => {
    const world = await makeWorld()
    const desk = await makeDesk(world)
    await desk.post(ASKED)
    const tables = ['persons', 'handles', 'person_keys', 'conversations', 'messages', 'attachments']
    const counts = async () => await Promise.all(tables.map((t) => count(world, t)))
    const before = [await counts(), await allTalks(world)]
    const { id } = await bring(world, ALL)
    expect((await allTalks(world)).find((c) => c.subject === 'The noise in front')).toMatchObject({
      state: 'waiting',
    })
    await undo(world, id)
    expect([await counts(), await allTalks(world)]).toEqual(before)
  })

  it('refuses what is no mbox, in words', async () => {
    const world = await makeWorld()
    const id = await upload(world, 'mbox', 'Dear all,\n\nthis is a letter.\n')
    expect(await start(world, id)).toMatchObject({ state: 'failed', problem: { code: 'not_mbox' } })
    expect((await read(world, id)).acts).toEqual(['drop'])
  })
})
