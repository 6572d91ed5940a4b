import { utimes } from 'node:fs/promises'
import * as bulk from '../../contract/bulk.ts'
import { sendReply } from '../../contract/channels.ts'
import * as talks from '../../contract/conversations.ts'
import * as junk from '../../contract/junk.ts'
import { addPerson, listPeople } from '../../contract/people.ts'
import { listDuplicates } from '../../contract/people-merge.ts'
import * as promises from '../../contract/promises.ts'
import { search } from '../../contract/search.ts'
import { readToday } from '../../contract/today.ts'
import type { ConversationId } from '../../domain/shared/ids.ts'
import { hearAll } from '../world/hear.ts'
import { letter, makeDesk } from '../world/mail-desk.ts'
import { CallRefused, makeWorld } from '../world/world.ts'
import { eraseOldJunked } from './actions-junk.ts'

async function refusalOf(act: Promise<unknown>): Promise<string | null> {
  const no = await act.then(
    () => null,
    (e: unknown) => e,
  )
  return no instanceof CallRefused ? no.problem.code : null
}

async function scene() {
  const world = await makeWorld()
  const desk = await makeDesk(world)
  const begin = async (subject: string, from?: string) =>
    (await desk.post(letter({ subject, ...(from && { from }) }))).conversationId as ConversationId
  const lists = async () => {
    const views = ['waiting', 'mine', 'unassigned', 'snoozed', 'closed', 'all', 'held'] as const
    const found = await Promise.all(
      views.map(async (view) => (await world.owner.call(talks.listConversations, { query: { view } })).items),
    )
    return [...new Set(found.flat().map((c) => c.subject))].toSorted()
  }
  const mark = (conversationId: ConversationId, anyway = false) =>
    world.owner.call(junk.markJunk, { params: { conversationId }, body: { anyway } })
  const back = (conversationId: ConversationId) =>
    world.owner.call(junk.notJunk, { params: { conversationId } })
  const inJunk = async () => (await world.owner.call(junk.listJunked, { query: {} })).items
  return { world, desk, begin, lists, mark, back, inJunk }
}

describe('a conversation marked as junk', () => {
  it('leaves every list, stands in junk with who put it there, and comes back whole', async () => {
    const { world, desk, begin, lists, mark, back, inJunk } = await scene()
    const id = await begin('Cheap tyres', 'win@prize.example')
    const params = { conversationId: id }
    await world.owner.call(talks.assignConversation, { params, body: { memberId: world.owner.memberId } })
    await world.owner.call(talks.snoozeConversation, { params, body: { until: '2026-11-30T09:00:00Z' } })
    const before = await desk.read(id)
    const marked = await mark(id)
    expect(marked).toMatchObject({
      state: 'held',
      junk: { by: { id: world.owner.memberId }, sender: 'win@prize.example' },
    })
    expect(await lists()).toEqual([])
    expect((await world.owner.call(search, { query: { q: 'tyres' } })).items).toEqual([])
    expect(JSON.stringify(await world.owner.call(readToday))).not.toContain('tyres')
    expect(await inJunk()).toMatchObject([
      { id, subject: 'Cheap tyres', junk: { erasedAt: '2026-12-23T09:12:00.000Z' } },
    ])
    const timeline = async () => {
      const of = { personId: before.person!.id }
      const { items } = await world.owner.call(talks.readTimeline, { params: of, query: {} })
      return items.map((e) => e.kind)
    }
    expect(await timeline()).toEqual(['person.created'])
    expect(await mark(id)).toMatchObject({ version: marked.version })
    const after = await back(id)
    expect({ ...after, version: 0 }).toEqual({ ...before, version: 0 })
    expect(await inJunk()).toEqual([])
    expect(await lists()).toEqual(['Cheap tyres'])
    expect(await timeline()).toContain('message.received')
  })

  it('comes back to where it stood, also a closed one', async () => {
    const { world, begin, lists, mark, back, inJunk } = await scene()
    const id = await begin('Cheap tyres')
    await world.owner.call(talks.closeConversation, { params: { conversationId: id }, body: {} })
    await mark(id)
    expect(await lists()).toEqual([])
    expect(await inJunk()).toHaveLength(1)
    expect(await back(id)).toMatchObject({ state: 'closed', junk: null })
  })

  it('is held by an open promise or need in it, and asks once more where something is promised elsewhere [S3-21]', async () => {
    const { world, begin, mark } = await scene()
    const [first, second] = [await begin('Brakes'), await begin('Fake bill')]
    const due = '2026-11-24T10:00:00Z'
    await world.owner.call(promises.makePromise, { body: { text: 'Olga calls', due, conversationId: first } })
    expect(await refusalOf(mark(first, true))).toBe('promise_open')
    expect(await refusalOf(mark(second))).toBe('junk_promised')
    expect(await mark(second, true)).toMatchObject({ state: 'held' })
    const { items } = await world.owner.call(promises.listPromises, { query: {} })
    expect(items).toMatchObject([{ state: 'open' }])
  })

  it('is answered by nobody, and what they write later is looked at for itself', async () => {
    const { world, desk, mark, lists } = await scene()
    const { conversationId } = await desk.post(letter({ subject: 'Offer', id: '<offer@posteo.example>' }))
    await mark(conversationId!)
    const params = { conversationId: conversationId! }
    expect(await refusalOf(world.owner.call(sendReply, { params, body: { text: 'No.' } }))).toBe(
      'conversation_junk',
    )
    const next = await desk.post(letter({ subject: 'Re: Offer', inReplyTo: '<offer@posteo.example>' }))
    expect(next.conversationId).not.toBe(conversationId)
    expect(await lists()).toEqual(['Offer'])
  })

  it('is one of many at once, taken back together; what is held stays and says why', async () => {
    const { world, begin, lists, inJunk } = await scene()
    const ids = [
      await begin('One', 'a@x.example'),
      await begin('Two', 'b@x.example'),
      await begin('Three', 'c@x.example'),
    ]
    const due = '2026-11-24T10:00:00Z'
    await world.owner.call(promises.makePromise, {
      body: { text: 'Olga calls', due, conversationId: ids[2]! },
    })
    const done = await world.owner.call(bulk.beginBulk, {
      body: { act: { kind: 'junk' }, conversationIds: ids },
    })
    expect(done).toMatchObject({ kind: 'junk', state: 'done', done: 3, stayed: 1 })
    expect(await lists()).toEqual(['Three'])
    const params = { bulkId: done.id }
    expect((await world.owner.call(bulk.listBulkStayed, { params, query: {} })).items).toMatchObject([
      { why: 'promise_open' },
    ])
    await world.owner.call(bulk.undoBulk, { params })
    expect(await lists()).toEqual(['One', 'Three', 'Two'])
    expect(await inJunk()).toEqual([])
  })

  it('shows nothing of what is for few eyes to those who may not read it, in junk neither', async () => {
    const { world, begin, mark } = await scene()
    const id = await begin('Private')
    const params = { conversationId: id }
    await world.owner.call(talks.nameConversation, { params, body: { sensitive: true } })
    await world.owner.call(talks.assignConversation, { params, body: { memberId: world.owner.memberId } })
    await mark(id)
    const ben = await world.join('Ben Adeyemi')
    expect((await ben.call(junk.listJunked, { query: {} })).items).toEqual([])
    expect(await refusalOf(ben.call(junk.notJunk, { params }))).toBe('not_found')
  })

  it('loses its words after as many days as junk is kept, its files too; that it was, and what was promised, stays', async () => {
    const { world, desk, mark, inJunk } = await scene()
    const receipt = await desk.post(
      letter({ subject: 'Cheap tyres', text: 'Buy now', from: 'win@prize.example' }),
    )
    const id = receipt.conversationId!
    const due = '2026-11-24T10:00:00Z'
    const { id: promiseId, version } = await world.owner.call(promises.makePromise, {
      body: { text: 'Olga calls', due, conversationId: id },
    })
    const params = { promiseId }
    await world.owner.call(promises.keepPromise, { params, body: { version } })
    await mark(id)
    const long = new Date(Date.now() - 7_200_000)
    const { sha256 } = receipt
    await utimes(
      `${world.services.config.dataDir}/blobs/${sha256.slice(0, 2)}/${sha256.slice(2)}`,
      long,
      long,
    )
    const erase = () =>
      eraseOldJunked({ ...world.act(), actor: { kind: 'system', id: null } }, world.services)
    world.at('2026-12-22T09:00:00Z')
    await erase()
    expect(await desk.messages(id)).toMatchObject([{ text: expect.stringContaining('Buy now') }])
    world.at('2026-12-24T09:00:00Z')
    await erase()
    expect(await inJunk()).toEqual([])
    const left = await desk.read(id)
    expect(left).toMatchObject({ subject: '', lastLine: '', junk: { sender: null } })
    expect((await desk.messages(id)).map((m) => [m.text, m.hasRaw, m.recipients.from])).toEqual([
      ['', false, []],
    ])
    expect(await world.services.blobs.has(sha256)).toBe(false)
    expect((await world.owner.call(promises.readPromise, { params })).state).toBe('kept')
  })
})

describe('somebody who is only there because of junk', () => {
  const names = (list: readonly { name: string }[]) => list.map((p) => p.name).toSorted()
  const spammer = 'Win Okafor <marta.okafor@prize.example>'

  it('stands in no list, no search and no proposal, is known to no filter, and is back with what they wrote', async () => {
    const { world, desk, begin, mark, back } = await scene()
    await begin('Noise', 'Marta Okafor <marta@prize.example>')
    const id = await begin('Cheap tyres', 'Marta Okafor <win@prize.example>')
    const people = async (q?: string) =>
      names((await world.owner.call(listPeople, { query: q ? { q } : {} })).items)
    const proposed = async () => {
      await hearAll(world)
      return (await world.owner.call(listDuplicates, { query: {} })).items.length
    }
    expect([await people(), await proposed()]).toEqual([['Marta Okafor', 'Marta Okafor'], 1])
    await mark(id)
    expect([await people(), await people('win@prize'), await proposed()]).toEqual([['Marta Okafor'], [], 0])
    const spam = (n: number) =>
      letter({ from: 'Marta Okafor <win@prize.example>', subject: `No. ${n}`, more: ['X-Spam-Flag: YES'] })
    expect((await desk.post(spam(1))).state).toBe('junk')
    await back(id)
    expect([await people(), await people('win@prize'), await proposed()]).toEqual([
      ['Marta Okafor', 'Marta Okafor'],
      ['Marta Okafor'],
      1,
    ])
    expect((await desk.post(spam(2))).state).toBe('filed')
  })

  it('is somebody as soon as anything else is known of them', async () => {
    const { world, desk, begin, mark } = await scene()
    const people = async () => names((await world.owner.call(listPeople, { query: {} })).items)
    const id = await begin('Cheap tyres', spammer)
    const { person } = await desk.read(id)
    await mark(id)
    expect(await people()).toEqual([])
    const due = '2026-11-25T10:00:00Z' as never
    await world.owner.call(promises.makePromise, {
      body: { text: 'Call him', toPersonId: person!.id as never, due },
    })
    expect(await people()).toEqual(['Win Okafor'])

    const typed = { name: 'Ada', handles: [{ kind: 'email' as const, value: 'ada@posteo.example' }] }
    await world.owner.call(addPerson, { body: typed })
    world.at('2026-11-23T10:00:00Z')
    await mark(await begin('An offer', 'Ada <ada@posteo.example>'))
    expect(await people()).toEqual(['Ada', 'Win Okafor'])

    await mark(await begin('More offers', 'Tom <tom@other.example>'))
    expect(await people()).toEqual(['Ada', 'Win Okafor'])
    await begin('A true question', 'Tom <tom@other.example>')
    expect(await people()).toEqual(['Ada', 'Tom', 'Win Okafor'])
  })
})
