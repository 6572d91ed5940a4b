import { sql } from 'kysely'
import { addTeam, changeTeam } from '../../contract/accounts.ts'
import { listEvents } from '../../contract/happenings.ts'
import * as people from '../../contract/people.ts'
import { mergePerson } from '../../contract/people-merge.ts'
import * as contract from '../../contract/put-away.ts'
import * as replies from '../../contract/saved-replies.ts'
import * as tags from '../../contract/tags.ts'
import * as views from '../../contract/views.ts'
import { plus } from '../../domain/shared/time.ts'
import { type Caller, makeWorld } from '../world/world.ts'
import { erasePutAway } from './jobs.ts'

const away = async (as: Caller) =>
  (await as.call(contract.listPutAway)).items.map(({ what, name, person }) =>
    person ? `${what} ${name} of ${person.name}` : `${what} ${name}`,
  )
const fetchAll = async (as: Caller) => {
  for (const { id } of (await as.call(contract.listPutAway)).items)
    await as.call(contract.fetchBack, { params: { eventId: id } })
}
const view = { name: 'Calls', base: 'all' as const, narrowed: 'channel:phone' }

/** Puts one of each kind away. */
async function putAllAway(owner: Caller) {
  const jonas = await owner.call(people.addPerson, {
    body: { name: 'Jonas Lind', handles: [{ kind: 'email', value: 'jonas@lind.example', label: 'home' }] },
  })
  const params = { personId: jonas.id }
  const thing = { kind: 'vehicle' as const, name: 'Fabia', vin: null, plate: 'B-AB 12', note: null }
  const { things } = await owner.call(people.addThing, { params, body: thing })
  await owner.call(people.changeThing, {
    params: { ...params, thingId: things[0]!.id },
    body: { released: true, version: 1 },
  })
  await owner.call(people.removeHandle, { params: { ...params, handleId: jonas.handles[0]!.id } })
  const { id: viewId } = await owner.call(views.addView, { body: view })
  await owner.call(views.deleteView, { params: { viewId } })
  const words = { name: 'Parking', texts: { en: 'In the yard.' }, of: 'all' as const, fileIds: [] }
  const { id: replyId } = await owner.call(replies.addSavedReply, { body: words })
  await owner.call(replies.deleteSavedReply, { params: { replyId } })
  const tag = await owner.call(tags.addTag, { body: { name: 'warranty' } })
  const put = { name: tag.name, colour: tag.colour, retired: true, version: tag.version }
  await owner.call(tags.changeTag, { params: { tagId: tag.id }, body: put })
  const desk = { name: 'Desk', memberIds: [owner.memberId] }
  const team = await owner.call(addTeam, { body: desk })
  const dissolved = { ...desk, archived: true, version: team.version }
  await owner.call(changeTeam, { params: { teamId: team.id }, body: dissolved })
  return { personId: jonas.id, texts: words.texts }
}

describe('what was put away', () => {
  it('stands in one list with when and by whom, and is fetched back as it was', async () => {
    const world = await makeWorld()
    const { owner } = world
    const { personId, texts } = await putAllAway(owner)
    const params = { personId }
    expect((await away(owner)).toSorted()).toEqual([
      'handle jonas@lind.example of Jonas Lind',
      'saved_reply Parking',
      'tag warranty',
      'team Desk',
      'thing Fabia of Jonas Lind',
      'view Calls',
    ])
    const { items } = await owner.call(contract.listPutAway)
    expect(items[0]).toMatchObject({ at: world.now(), by: { id: owner.memberId } })
    await fetchAll(owner)
    expect(await away(owner)).toEqual([])
    const back = await owner.call(people.readPerson, { params })
    expect(back.handles).toMatchObject([{ shown: 'jonas@lind.example', label: 'home', trust: 'typed' }])
    expect(back.things).toMatchObject([{ name: 'Fabia', plate: 'B-AB 12' }])
    for (const q of ['jonas@lind', 'B-AB 12'])
      expect((await owner.call(people.listPeople, { query: { q } })).items, q).toHaveLength(1)
    expect((await owner.call(views.listViews)).items).toMatchObject([{ name: 'Calls' }])
    expect((await owner.call(replies.listSavedReplies)).items).toMatchObject([{ name: 'Parking', texts }])
    expect((await owner.call(tags.listTags)).items).toMatchObject([{ name: 'warranty', retired: false }])
  })

  it('is for those who may fetch it: one’s own views for oneself, the house’s for those who lead', async () => {
    const world = await makeWorld()
    const mia = await world.join('Mia Meier')
    for (const [as, name, of] of [
      [mia, 'Mine', 'me'],
      [world.owner, 'Everybody’s', 'all'],
    ] as const) {
      const { id: viewId } = await as.call(views.addView, { body: { ...view, name, of } })
      await as.call(views.deleteView, { params: { viewId } })
    }
    expect(await away(mia)).toEqual(['view Mine'])
    expect(await away(world.owner)).toEqual(['view Everybody’s'])
    const [everybodys] = (await world.owner.call(contract.listPutAway)).items
    const params = { eventId: everybodys!.id }
    await expect(mia.call(contract.fetchBack, { params })).rejects.toMatchObject({ status: 404 })
    const other = await makeWorld()
    await expect(other.owner.call(contract.fetchBack, { params })).rejects.toMatchObject({ status: 404 })
  })

  it('stands there once, page by page, for thirty days', async () => {
    const world = await makeWorld()
    const { owner } = world
    for (const name of ['One', 'Two', 'Three']) {
      const { id: viewId } = await owner.call(views.addView, { body: { ...view, name } })
      await owner.call(views.deleteView, { params: { viewId } })
      await owner.call(views.restoreView, { params: { viewId } })
      await owner.call(views.deleteView, { params: { viewId } })
    }
    expect((await away(owner)).toSorted()).toEqual(['view One', 'view Three', 'view Two'])
    const seen: string[] = []
    let after: string | null = ''
    while (after !== null) {
      const query = { limit: 2, ...(after && { after }) }
      const page: Awaited<ReturnType<typeof read>> = await read(query)
      seen.push(...page.items.map((item) => item.name))
      after = page.next
    }
    expect(new Set(seen)).toEqual(new Set(['One', 'Two', 'Three']))
    const [first] = (await owner.call(contract.listPutAway)).items
    world.at(plus(world.now(), { days: 31 }))
    expect(await away(owner)).toEqual([])
    await expect(owner.call(contract.fetchBack, { params: { eventId: first!.id } })).rejects.toMatchObject({
      status: 404,
    })
    async function read(query: { limit: number; after?: string }) {
      return await owner.call(contract.listPutAway, { query })
    }
  })

  it('comes back with what somebody was to it, to the record it was noted with', async () => {
    const world = await makeWorld()
    const { owner } = world
    const jonas = await owner.call(people.addPerson, { body: { name: 'Jonas Lind' } })
    const twin = await owner.call(people.addPerson, { body: { name: 'J. Lind' } })
    const thing = { kind: 'vehicle' as const, name: 'Fabia', vin: null, plate: 'B-AB 12', note: null }
    const { things } = await owner.call(people.addThing, {
      params: { personId: twin.id },
      body: { ...thing, role: 'drives it' },
    })
    await owner.call(mergePerson, {
      params: { personId: jonas.id },
      body: { mergedId: twin.id, version: jonas.version, mergedVersion: twin.version },
    })
    await owner.call(people.changeThing, {
      params: { personId: jonas.id, thingId: things[0]!.id },
      body: { released: true, version: 1 },
    })
    await fetchAll(owner)
    const back = await owner.call(people.readPerson, { params: { personId: jonas.id } })
    expect(back.things).toMatchObject([{ name: 'Fabia', role: 'drives it' }])
    const { rows } = await world.services.db.read(world.workspaceId, (db) =>
      sql<{ personId: string }>`select person_id from thing_holders`.execute(db),
    )
    expect(rows.map((row) => row.personId)).toContain(twin.id)
  })

  it('is erased once it cannot be fetched back, and the audit trail says so; tags and teams stay', async () => {
    const world = await makeWorld()
    const { owner } = world
    await putAllAway(owner)
    const left = async () => {
      const { rows } = await world.services.db.read(world.workspaceId, (db) =>
        sql<{
          what: string
        }>`select 'view' as what from inbox_views union all select 'reply' from saved_replies
          union all select 'handle' from handles union all select 'thing' from things
          union all select 'tag' from tags union all select 'team' from teams order by 1`.execute(db),
      )
      return rows.map((row) => row.what)
    }
    const everything = ['handle', 'reply', 'tag', 'team', 'thing', 'view']
    const due = async () =>
      (await erasePutAway.due(world.services.db, world.now())).some(
        (w) => w.workspaceId === world.workspaceId,
      )
    const erases = async () => await erasePutAway.run(world.act(), world.services)
    world.at(plus(world.now(), { days: 30 }))
    expect(await due()).toBe(false)
    await erases()
    expect(await left()).toEqual(everything)
    expect(await away(owner)).toHaveLength(6)
    world.at(plus(world.now(), { minutes: 1 }))
    expect(await due()).toBe(true)
    await erases()
    expect(await left()).toEqual(['tag', 'team'])
    expect(await due()).toBe(false)
    const { items } = await owner.call(listEvents, { query: { limit: 100 } })
    expect(items.filter((e) => e.kind === 'workspace.erased')).toHaveLength(1)
    await erases()
    expect((await owner.call(listEvents, { query: { limit: 100 } })).items).toHaveLength(items.length)
  })

  it('is not erased where it was fetched back in time', async () => {
    const world = await makeWorld()
    const { personId } = await putAllAway(world.owner)
    await fetchAll(world.owner)
    world.at(plus(world.now(), { days: 90 }))
    await erasePutAway.run(world.act(), world.services)
    const person = await world.owner.call(people.readPerson, { params: { personId } })
    expect([person.handles.length, person.things.length]).toEqual([1, 1])
    expect((await world.owner.call(views.listViews)).items).toHaveLength(1)
  })
})
