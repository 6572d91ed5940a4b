import { randomUUID } from 'node:crypto'
import { changePreferences } from '../../contract/accounts.ts'
import { logCall } from '../../contract/channels.ts'
import * as contract from '../../contract/conversations.ts'
import { beHere } from '../../contract/here.ts'
import { addPerson } from '../../contract/people.ts'
import { plus } from '../../domain/shared/time.ts'
import * as accounts from '../accounts/store.ts'
import { type Caller, makeWorld, type World } from '../world/world.ts'
import { showHere } from './views-here.ts'

async function atWork() {
  const world = await makeWorld()
  const ana = await world.join('Ana Ruiz')
  const ben = await world.join('Ben Okafor')
  const jonas = await world.owner.call(addPerson, { body: { name: 'Jonas Lind' } })
  const { id } = await world.owner.call(logCall, {
    body: { personId: jonas.id, direction: 'in', summary: 'Asks about the gearbox.' },
  })
  return { world, ana, ben, id, tab: randomUUID() }
}

/** What the live line of somebody would tell now. */
async function seenBy(world: World, who: Caller) {
  return await world.services.db.read(world.workspaceId, async (db) => {
    const viewer = (await accounts.listMembers(db)).find((m) => m.id === who.memberId)!
    return await showHere(db, viewer, world.now())
  })
}

describe('who is in a conversation', () => {
  it('is seen by colleagues with whether they write, in each conversation once, and not by oneself', async () => {
    const { world, ana, ben, id, tab } = await atWork()
    await ana.call(beHere, { body: { tab, conversationId: id, writing: false } })
    await ana.call(beHere, { body: { tab: randomUUID(), conversationId: id, writing: true } })
    expect((await seenBy(world, ben)).present).toEqual([
      { conversationId: id, memberId: ana.memberId, writing: true },
    ])
    expect((await seenBy(world, ana)).present).toEqual([])
  })

  it('ends when they go, and by itself when their browser is heard of no more', async () => {
    const { world, ana, ben, id, tab } = await atWork()
    await ana.call(beHere, { body: { tab, conversationId: id, writing: false } })
    await ana.call(beHere, { body: { tab, conversationId: null, writing: false } })
    expect((await seenBy(world, ben)).present).toEqual([])
    await ana.call(beHere, { body: { tab, conversationId: id, writing: true } })
    world.at(plus(world.now(), { seconds: 46 }))
    expect((await seenBy(world, ben)).present).toEqual([])
  })

  it('leaves nothing behind: no event, and no row once somebody else is heard of', async () => {
    const { world, ana, ben, id, tab } = await atWork()
    const events = () => world.owner.call(contract.readConversation, { params: { conversationId: id } })
    const before = await events()
    await ana.call(beHere, { body: { tab, conversationId: id, writing: true } })
    expect(await events()).toEqual(before)
    world.at(plus(world.now(), { minutes: 2 }))
    await ben.call(beHere, { body: { tab: randomUUID(), conversationId: id, writing: false } })
    const rows = await world.services.db.read(world.workspaceId, (db) =>
      db.selectFrom('presences').select('memberId').execute(),
    )
    expect(rows).toEqual([{ memberId: ben.memberId }])
  })

  it('is not shown of those who do not want it, and not written down either', async () => {
    const { world, ana, ben, id, tab } = await atWork()
    await ana.call(beHere, { body: { tab, conversationId: id, writing: false } })
    await ana.call(changePreferences, { body: { showWhere: false } })
    await ana.call(beHere, { body: { tab, conversationId: id, writing: false } })
    expect((await seenBy(world, ben)).present).toEqual([])
  })

  it('is not shown of them in any window from that moment on, also one that is heard of no more', async () => {
    const { world, ana, ben, id, tab } = await atWork()
    await ana.call(beHere, { body: { tab, conversationId: id, writing: true } })
    await ana.call(changePreferences, { body: { showWhere: false } })
    expect((await seenBy(world, ben)).present).toEqual([])
  })

  it('says nothing of a conversation to those who may not read it', async () => {
    const { world, ana, ben, id, tab } = await atWork()
    const params = { conversationId: id }
    await world.owner.call(contract.assignConversation, { params, body: { memberId: ana.memberId } })
    await ana.call(contract.nameConversation, { params, body: { sensitive: true } })
    await ana.call(beHere, { body: { tab, conversationId: id, writing: true } })
    await ana.call(contract.saveDraft, { params, body: { kind: 'reply', text: 'Dear Jonas' } })
    expect(await seenBy(world, ben)).toEqual({ present: [], drafts: [] })
    await expect(
      ben.call(beHere, { body: { tab: randomUUID(), conversationId: id, writing: false } }),
    ).rejects.toMatchObject({ status: 404 })
  })

  it('lets colleagues who are there see a draft as it grows', async () => {
    const { world, ana, ben, id, tab } = await atWork()
    const params = { conversationId: id }
    await ben.call(beHere, { body: { tab, conversationId: id, writing: false } })
    const marks = []
    for (const text of ['Dear', 'Dear Jonas', '']) {
      await ana.call(contract.saveDraft, { params, body: { kind: 'reply', text } })
      marks.push((await seenBy(world, ben)).drafts.map((d) => d.mark))
    }
    expect(marks[0]).toHaveLength(1)
    expect(marks[1]).not.toEqual(marks[0])
    expect(marks[2]).toEqual([])
  })
})
