import { describe, expect, it } from 'vitest'
import { addSite, addTeam, changeMember, readSession } from '../../contract/accounts.ts'
import { logCall } from '../../contract/channels.ts'
import { addPerson } from '../../contract/people.ts'
import { keepPromise, makePromise, updatePromise } from '../../contract/promises.ts'
import { measurePromises } from '../../contract/reports.ts'
import { instant } from '../../domain/shared/time.ts'
import { type Caller, CallRefused, makeWorld } from '../world/world.ts'

const november = { from: instant('2026-11-01T00:00:00Z'), to: instant('2026-12-01T00:00:00Z') }

async function promise(by: Caller, due: string, more: object = {}) {
  const person = await by.call(addPerson, { body: { name: 'Marta Klein' } })
  return await by.call(makePromise, {
    body: { text: 'Somebody calls', due: instant(due), toPersonId: person.id, ...more },
  })
}
const keep = (by: Caller, p: { id: string; version: number }) =>
  by.call(keepPromise, { params: { promiseId: p.id as never }, body: { version: p.version } })

describe('how promises were kept', () => {
  it('counts by the original date, with the words on the way, and says what each figure rests on [S3-22]', async () => {
    const world = await makeWorld()
    const { owner } = world
    const kept = await promise(owner, '2026-11-23T12:00:00Z')
    const late = await promise(owner, '2026-11-23T10:00:00Z', {
      nextUpdateDue: instant('2026-11-23T09:40:00Z'),
    })
    await promise(owner, '2026-11-24T12:00:00Z')
    world.at('2026-11-23T09:30:00Z')
    await owner.call(updatePromise, {
      params: { promiseId: late.id },
      body: {
        ...{ kind: 'no_progress', text: '', reason: 'the part is not here', version: late.version },
        ...{ nextUpdateDue: instant('2026-11-23T11:00:00Z'), toldBy: 'phone' },
      },
    })
    world.at('2026-11-23T11:30:00Z')
    await keep(owner, kept)
    await keep(owner, { ...late, version: late.version + 1 })
    world.at('2026-11-23T12:30:00Z')
    const { figures, weeks } = await owner.call(measurePromises, { query: november })
    expect(figures).toMatchObject({
      kept: { k: 1, n: 2 },
      earlyWarning: { k: 1, n: 1 },
      lateness: { n: 1, median: 90 },
      updateOnTime: { k: 1, n: 2 },
    })
    expect(weeks.map((w) => w.kept && [w.kept.k, w.kept.n])).toEqual([null, null, null, [1, 2], null])
  })

  it('shows nothing of a team that is a handful of people, nor what it would tell of the others [S4-25]', async () => {
    const world = await makeWorld()
    const all = [world.owner]
    for (const name of ['Ana', 'Ben', 'Cem', 'Dora', 'Emil']) all.push(await world.join(name))
    for (const by of all) await keep(by, await promise(by, '2026-11-23T10:00:00Z'))
    world.at('2026-11-23T11:00:00Z')
    const team = async (name: string, members: Caller[]) =>
      (await world.owner.call(addTeam, { body: { name, memberIds: members.map((m) => m.memberId) } })).id
    const of = async (teamId: never) =>
      (await world.owner.call(measurePromises, { query: { ...november, teamId } })).figures?.kept?.n ?? null
    expect(await of((await team('Two', all.slice(0, 2))) as never)).toBeNull()
    expect(await of((await team('Three', all.slice(0, 3))) as never)).toBe(3)
    expect(await of((await team('Five', all.slice(0, 5))) as never)).toBeNull()
    expect((await world.owner.call(measurePromises, { query: november })).figures?.kept?.n).toBe(6)
  })

  it('is counted where the conversation is, else where its owner works [S4-25]', async () => {
    const world = await makeWorld()
    const { owner } = world
    const { current } = await owner.call(readSession)
    const { id: _, version: __, ...like } = current!.sites[0]!
    const south = await owner.call(addSite, { body: { ...like, name: 'South', holidays: [] } })
    const [ana, ben, cem, dora, emil] = await Promise.all(
      ['Ana', 'Ben', 'Cem', 'Dora', 'Emil'].map((name) => world.join(name)),
    )
    for (const { memberId } of [cem!, dora!, emil!])
      await owner.call(changeMember, { params: { memberId }, body: { siteId: south.id, version: 1 } })
    const { id: conversationId } = await ana!.call(logCall, {
      body: { direction: 'in', summary: 'Any news of the gearbox?' },
    })
    for (const by of [owner, ana!, ben!, cem!, dora!])
      await keep(by, await promise(by, '2026-11-23T10:00:00Z'))
    // Emil of the South promises something in a conversation here.
    await promise(emil!, '2026-11-23T10:00:00Z', { conversationId })
    await promise(emil!, '2026-11-23T10:30:00Z')
    world.at('2026-11-23T11:00:00Z')
    const of = async (siteId: typeof south.id) =>
      (await owner.call(measurePromises, { query: { ...november, siteId } })).figures?.kept
    expect(await of(world.siteId)).toMatchObject({ k: 3, n: 4 })
    expect(await of(south.id)).toMatchObject({ k: 2, n: 3 })
  })

  it('tells of nobody by a week, by one figure less another, or by the few whose promises were late [S4-25]', async () => {
    const world = await makeWorld()
    const all = [world.owner]
    for (const name of ['Ana', 'Ben', 'Cem', 'Dora', 'Emil', 'Fay']) all.push(await world.join(name))
    for (const by of all.slice(1)) await keep(by, await promise(by, '2026-11-23T10:00:00Z'))
    await promise(world.owner, '2026-11-23T10:00:00Z')
    for (const by of [world.owner, all.at(-1)!]) await promise(by, '2026-11-30T10:00:00Z')
    world.at('2026-11-30T11:00:00Z')
    const teamId = async (name: string, members: Caller[]) =>
      (await world.owner.call(addTeam, { body: { name, memberIds: members.map((m) => m.memberId) } })).id
    const of = async (id: never) =>
      await world.owner.call(measurePromises, { query: { ...november, teamId: id } })
    const four = (await teamId('Four', all.slice(0, 4))) as never
    const { figures, few, weeks } = await of(four)
    expect(figures).toMatchObject({ kept: { k: 3, n: 5 }, earlyWarning: null, lateness: null })
    expect(few).toEqual(['earlyWarning', 'lateness', 'updateOnTime'])
    expect(weeks.map((w) => w.few)).toEqual([false, false, false, true, true])
    expect(weeks.map((w) => w.kept?.n ?? null)).toEqual([null, null, null, null, null])
    expect((await of((await teamId('Three', all.slice(1, 4))) as never)).figures).toBeNull()
    const both = { ...november, teamId: four, siteId: world.siteId }
    await expect(world.owner.call(measurePromises, { query: both })).rejects.toMatchObject({
      problem: { code: 'invalid_input', field: 'teamId' },
    })
  })

  it('keeps promises between colleagues apart [S3-24]', async () => {
    const world = await makeWorld()
    const tom = await world.join('Tom')
    const p = await tom.call(makePromise, {
      body: {
        text: 'Tom looks at the lift',
        due: instant('2026-11-23T10:00:00Z'),
        toMemberId: world.owner.memberId,
      },
    })
    await keep(tom, p)
    world.at('2026-11-23T11:00:00Z')
    expect((await tom.call(measurePromises, { query: november })).figures?.kept).toBeNull()
    const between = await tom.call(measurePromises, { query: { ...november, madeTo: 'colleagues' } })
    expect(between.figures?.kept).toMatchObject({ k: 1, n: 1 })
  })

  it('refuses a period that ends before it begins, and names the field', async () => {
    const world = await makeWorld()
    const asked = world.owner.call(measurePromises, { query: { from: november.to, to: november.from } })
    await expect(asked).rejects.toMatchObject({
      status: 400,
      problem: { code: 'invalid_input', field: 'to' },
    })
    await expect(asked).rejects.toBeInstanceOf(CallRefused)
  })
})
