import { describe, expect, it } from 'vitest'
import * as talks from '../../contract/conversations.ts'
import { offerHandover } from '../../contract/handovers.ts'
import { listEvents } from '../../contract/happenings.ts'
import * as merging from '../../contract/merging.ts'
import { writeNeed } from '../../contract/needs.ts'
import * as promises from '../../contract/promises.ts'
import { readToday } from '../../contract/today.ts'
import { letter } from '../world/mail-desk.ts'
import { twoOfMarta } from '../world/two-of-marta.ts'
import type { World } from '../world/world.ts'
import { unmergeConversations } from './actions-merge.ts'

/** All rows of what a merge touches, without the counters of versions. */
async function rowsOf(world: World) {
  const tables = [
    'conversations',
    'messages',
    'needs',
    'promises',
    'handovers',
    'nextContacts',
    'drafts',
  ] as const
  return await world.services.db.read(world.workspaceId, async (db) => {
    const all: Record<string, unknown> = {}
    for (const table of tables) {
      const rows = (await db.selectFrom(table).selectAll().execute()) as Record<string, unknown>[]
      all[table] = rows
        .map(({ version: _, ...row }) => row)
        .sort((x, y) => (JSON.stringify(x) < JSON.stringify(y) ? -1 : 1))
    }
    return all
  })
}

describe('merging two conversations of one person', () => {
  it('brings their words, needs and promises into one thread; the other leads there and stands in no list', async () => {
    const { world, a, b, of, merge, texts } = await twoOfMarta()
    const { owner } = world
    await owner.call(writeNeed, { ...of(b), body: { words: 'An offer for the brakes' } })
    const promise = await owner.call(promises.makePromise, {
      body: { text: 'Olga sends the offer', due: '2026-11-23T15:00:00Z', conversationId: b },
    })
    const united = await merge(a, b)
    expect(united).toMatchObject({
      ...{ id: a, subject: 'The brakes squeal', state: 'waiting' },
      merged: [{ id: b, by: { id: owner.memberId } }],
      needs: [{ words: 'An offer for the brakes' }],
    })
    expect(await texts(a)).toEqual([expect.stringContaining('clatters'), 'The offer?'])
    expect((await owner.call(talks.readConversation, of(b))).id).toBe(a)
    expect(await texts(b)).toEqual(await texts(a))
    const list = await owner.call(talks.listConversations, { query: { view: 'all' } })
    expect(list.items.map((c) => c.id)).toEqual([a])
    expect(await owner.call(talks.countConversations)).toMatchObject({ waiting: 1, unassigned: 1 })
    const today = JSON.stringify(await owner.call(readToday))
    expect(today).toContain(a)
    expect(today).not.toContain(b)
    const owed = await owner.call(promises.listPromises, { query: { of: 'all' } })
    expect(owed.items).toMatchObject([{ id: promise.id, conversation: { id: a } }])
  })

  it('is shown beforehand: whose it becomes, whether it opens, and what comes along', async () => {
    const { world, a, b, of } = await twoOfMarta()
    const { owner } = world
    await owner.call(talks.closeConversation, { ...of(a), body: {} })
    const mia = await world.join('Mia Meier')
    await owner.call(talks.assignConversation, { ...of(b), body: { memberId: mia.memberId } })
    await mia.call(talks.saveDraft, { ...of(b), body: { kind: 'reply', text: 'Dear Marta' } })
    await owner.call(talks.nameConversation, { ...of(b), body: { sensitive: true } }).catch(() => null)
    await mia.call(promises.makePromise, {
      body: { text: 'The offer', due: '2026-11-23T15:00:00Z', conversationId: b },
    })
    const preview = await mia.call(merging.previewConversationMerge, { ...of(a), body: { from: [b] } })
    expect(preview).toMatchObject({
      ...{ survivor: { id: a, state: 'closed' }, merged: [{ id: b }], opens: true, becomesSensitive: true },
      after: { state: 'waiting', assignee: { id: mia.memberId }, sensitive: true },
      ...{ messages: 1, promises: 1, needs: 0, drafts: 1, leaving: 0 },
    })
    // Nothing happened by looking.
    expect((await mia.call(talks.readConversation, of(b))).id).toBe(b)
  })

  it('merge and unmerge leave everything as it was, whatever they hold', async () => {
    const { world, a, b, of, merge, unmerge } = await twoOfMarta()
    const { owner } = world
    const mia = await world.join('Mia Meier')
    await owner.call(writeNeed, { ...of(b), body: { words: 'An offer' } })
    await owner.call(writeNeed, { ...of(a), body: { words: 'Quiet brakes' } })
    for (const conversationId of [a, b])
      await owner.call(promises.makePromise, {
        body: { text: 'We call', due: '2026-11-23T15:00:00Z', conversationId },
      })
    await owner.call(talks.snoozeConversation, { ...of(a), body: { until: '2026-11-24T08:00:00Z' } })
    await owner.call(offerHandover, { ...of(b), body: { toMemberId: mia.memberId, told: 'Please' } })
    await owner.call(talks.saveDraft, { ...of(a), body: { kind: 'reply', text: 'Dear' } })
    await owner.call(talks.saveDraft, { ...of(b), body: { kind: 'reply', text: 'Hello' } })
    const before = await rowsOf(world)
    world.at('2026-11-23T10:30:00Z')
    const united = await merge(a, b)
    expect(united.drafts).toMatchObject([{ text: 'Dear\n\nHello' }])
    expect(united).toMatchObject({ state: 'waiting', snoozedUntil: null })
    world.at('2026-11-23T10:40:00Z')
    expect((await unmerge(b)).id).toBe(b)
    expect(await rowsOf(world)).toEqual(before)
  })

  it('keeps apart what is of two people, and what is held back or merged already', async () => {
    const { world, desk, a, b, of, merge, unmerge } = await twoOfMarta()
    const ben = (await desk.post(letter({ from: 'Ben <ben@posteo.example>' }))).conversationId!
    const no = (promise: Promise<unknown>, code: string) =>
      expect(promise).rejects.toMatchObject({ problem: { code } })
    await no(merge(a, ben), 'merge_two_people')
    await no(merge(a, a), 'merge_same')
    await no(unmerge(b), 'not_merged')
    await no(merge(a, world.services.newId<'conversation'>()), 'not_found')
    await merge(a, b)
    // The same twice is the same; elsewhere it would take along what nobody chose.
    await merge(a, b)
    await no(merge(b, ben), 'changed_meanwhile')
    expect((await world.owner.call(talks.readConversation, of(a))).merged).toHaveLength(1)
  })

  it('needs the right to read both, and what comes out is for few eyes if either was', async () => {
    const { world, a, b, of, merge } = await twoOfMarta()
    const [luis, mia] = [await world.join('Luis Ortega'), await world.join('Mia Meier')]
    await luis.call(talks.assignConversation, { ...of(b), body: { memberId: luis.memberId } })
    await luis.call(talks.nameConversation, { ...of(b), body: { sensitive: true } })
    const body = { from: [b] }
    await expect(mia.call(merging.mergeConversations, { ...of(a), body })).rejects.toMatchObject({
      status: 404,
    })
    await expect(mia.call(merging.previewConversationMerge, { ...of(a), body })).rejects.toMatchObject({
      status: 404,
    })
    expect((await mia.call(merging.listMergeCandidates, { ...of(a), query: {} })).items).toEqual([])
    const united = await luis.call(merging.mergeConversations, { ...of(a), body })
    expect(united.sensitive).toBe(true)
    for (const id of [a, b])
      await expect(mia.call(talks.readConversation, of(id))).rejects.toMatchObject({ status: 404 })
    // What was said in either is told to nobody else, under neither of the two.
    const timeline = await mia.call(talks.readTimeline, {
      params: { personId: united.person!.id },
      query: {},
    })
    expect(timeline.items.filter((e) => e.conversation)).toEqual([])
    await expect(mia.call(merging.unmergeConversation, of(b))).rejects.toMatchObject({ status: 404 })
    await luis.call(merging.unmergeConversation, of(b))
    expect((await mia.call(talks.readConversation, of(a))).sensitive).toBe(false)
    await expect(mia.call(talks.readConversation, of(b))).rejects.toMatchObject({ status: 404 })
    await expect(merge(a, b)).rejects.toMatchObject({ status: 404 })
  })

  it('is told in the trail of both, and nobody’s words stand there', async () => {
    const { world, a, b, of, merge, unmerge } = await twoOfMarta()
    await merge(a, b)
    const trail = await world.owner.call(listEvents, { query: { conversationId: a } })
    const kinds = trail.items.map((e) => [e.kind, e.subjects.conversationId])
    expect(kinds).toContainEqual(['conversation.merged', a])
    expect(kinds).toContainEqual(['message.received', b])
    await unmerge(b)
    const after = await world.owner.call(listEvents, { query: { conversationId: b } })
    expect(after.items.map((e) => e.kind).slice(0, 2)).toEqual([
      'conversation.unmerged',
      'conversation.merged',
    ])
    expect((await world.owner.call(talks.readConversation, of(a))).merged).toEqual([])
  })
})

describe('chains of merges', () => {
  it('come apart in any order', async () => {
    const { world, desk, a, b, of, merge, unmerge, texts } = await twoOfMarta()
    const c = (await desk.post(letter({ text: 'The tyres?', subject: 'Tyres' }))).conversationId!
    const before = await rowsOf(world)
    world.at('2026-11-23T10:30:00Z')
    await merge(b, c)
    await merge(a, b)
    expect(await texts(a)).toHaveLength(3)
    expect((await world.owner.call(talks.readConversation, of(c))).id).toBe(a)
    await unmerge(c)
    expect(await texts(c)).toEqual(['The tyres?'])
    await unmerge(b)
    expect(await rowsOf(world)).toEqual(before)
    await merge(b, c)
    await merge(a, b)
    await unmerge(b)
    expect(await texts(b)).toEqual(['The offer?', 'The tyres?'])
    await unmerge(c)
    expect(await rowsOf(world)).toEqual(before)
    await merge(a, b, c)
    await unmergeConversations(world.act(), [b, c, b])
    expect(await rowsOf(world)).toEqual(before)
  })
})
