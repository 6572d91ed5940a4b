import { readSession } from '../../contract/accounts.ts'
import { chooseBackup, startBreak } from '../../contract/notices.ts'
import * as people from '../../contract/people.ts'
import { readAhead, readToday } from '../../contract/today.ts'
import { startConversation } from '../../domain/conversations/conversation.ts'
import type { PersonId, PromiseId, SiteId } from '../../domain/shared/ids.ts'
import { type Instant, plus } from '../../domain/shared/time.ts'
import { saveConversation } from '../conversations/actions.ts'
import { flush } from '../db/flush.ts'
import { insertPromises } from '../db/testing/promises.ts'
import { type Caller, makeWorld, type World } from '../world/world.ts'
import { LATE, MOST } from './views-told.ts'

/** Far more than stand on Today. */
const MANY = 210

async function owed(
  world: World,
  by: Caller,
  dues: readonly Instant[],
  nextUpdateDue: Instant | null = null,
) {
  const marta = await world.owner.call(people.addPerson, { body: { name: 'Marta Okafor' } })
  const promises = dues.map((due) => ({
    id: world.services.newId<'promise'>() as PromiseId,
    due,
    nextUpdateDue,
  }))
  const { workspaceId } = world
  const toPersonId = marta.id as PersonId
  await insertPromises({ workspaceId, ownerId: by.memberId, toPersonId }, promises)
  return promises.map((p) => p.id)
}
const many = (from: Instant) => Array.from({ length: MANY }, (_, n) => plus(from, { minutes: -n }))

/** People who wrote just now and wait for an answer, the first of them the longest. */
async function waiting(world: World, count: number) {
  const { sites } = (await world.owner.call(readSession)).current!
  const act = world.act()
  const all = Array.from({ length: count }, (_, n) => {
    const at = plus(act.now, { minutes: n - count })
    const reference = `A${String(n).padStart(6, '0')}`
    const began = startConversation({
      ...{ id: act.newId<'conversation'>(), reference, siteId: sites[0]!.id as SiteId, channel: 'email' },
      ...{ arrivedAt: at, subject: `The ${n}th` },
    })
    return {
      ...{ ...began, lastInAt: at, lastActivityAt: at, lastLine: '', version: 0 },
      ...{ mergedInto: null, rootId: null, alone: null, mailboxId: null, heldBecause: null },
      ...{ junkedAt: null, junkedBy: null, heldBefore: null, junkErasedAt: null },
    }
  })
  const changes = all.map((c) => saveConversation(act, c))
  await flush(act, { writes: changes.flatMap((c) => c.writes), events: [] })
}

describe('with far more who wait than can stand there', () => {
  it('Today says that more wait, and the longest of them stand there [S1-31] [S2-26]', async () => {
    const world = await makeWorld()
    await waiting(world, MOST + 23)
    const { groups, more } = await world.owner.call(readToday)
    expect(groups.now).toHaveLength(MOST)
    expect(groups.now[0]).toMatchObject({ kind: 'conversation', what: 'The 0th' })
    expect(more).toEqual([{ group: 'now', of: 'waiting', count: null }])
  })

  it('nothing is said where all of them stand there', async () => {
    const world = await makeWorld()
    await waiting(world, MOST)
    const { groups, more } = await world.owner.call(readToday)
    expect([groups.now.length, more]).toEqual([MOST, []])
  })
})

describe('with far more late than can stand there', () => {
  it('Today and the days ahead show what falls due now and next, and how many more are late [S1-19] [S1-31] [S2-26]', async () => {
    const world = await makeWorld()
    const now = world.now()
    await owed(world, world.owner, many(plus(now, { days: -1 })))
    const [soon, tonight, tomorrow, later] = await owed(world, world.owner, [
      plus(now, { minutes: 5 }),
      plus(now, { hours: 6 }),
      plus(now, { hours: 30 }),
      plus(now, { days: 3 }),
    ])
    const { groups, more } = await world.owner.call(readToday)
    expect(groups.now.filter((l) => l.care === 'late')).toHaveLength(LATE)
    expect(groups.now.at(-1)?.promiseId).toBe(soon)
    expect(groups.next.map((l) => l.promiseId)).toEqual([tonight])
    expect(groups.moment.map((l) => l.promiseId)).toEqual([tomorrow, later])
    expect(more).toEqual([{ group: 'now', of: 'late', count: MANY - LATE }])
    const { days } = await world.owner.call(readAhead)
    expect(days.flatMap((d) => d.lines.map((l) => l.promiseId))).toEqual([tomorrow, later])
    expect(days.flatMap((d) => d.more)).toEqual([])
  })

  it('those told of a later word take no place of what falls due now, and stand by that word [S3-22]', async () => {
    const world = await makeWorld()
    const now = world.now()
    await owed(world, world.owner, many(plus(now, { days: -1 })), plus(now, { days: 9 }))
    const [tonight] = await owed(world, world.owner, [plus(now, { hours: 6 })])
    const { groups, more } = await world.owner.call(readToday)
    expect([...groups.now, ...groups.next, ...groups.moment].map((l) => l.promiseId)).toEqual([tonight])
    expect(more).toEqual([])
  })

  it('a full day ahead says how many more fall on it, and hides none of another [S1-19]', async () => {
    const world = await makeWorld()
    const now = world.now()
    await owed(world, world.owner, many(plus(now, { hours: 30 })))
    const [later] = await owed(world, world.owner, [plus(now, { days: 3 })])
    const { days } = await world.owner.call(readAhead)
    expect(days[2]!.lines.map((l) => l.promiseId)).toEqual([later])
    const all = days[0]!.lines.length + (days[0]!.more[0]?.count ?? 0)
    expect(all).toBe(MANY)
    expect(days.flatMap((d) => d.more)).toMatchObject([{ of: 'soon' }])
  })

  it('what one stands in for is bounded apart too, and so is what nobody stands in for [S2-25] [S2-26]', async () => {
    const world = await makeWorld()
    const [ana, ben] = [await world.join('Ana Lima'), await world.join('Ben Adeyemi')]
    const now = world.now()
    await owed(world, ana, many(plus(now, { days: -1 })))
    const [tonight, tomorrow] = await owed(world, ana, [plus(now, { hours: 6 }), plus(now, { hours: 30 })])
    await ana.call(startBreak)
    const alone = await world.owner.call(readToday)
    expect(alone.groups.next.map((l) => l.promiseId)).toEqual([tonight])
    expect(alone.more).toEqual([{ group: 'now', of: 'loose', count: null }])
    await ana.call(chooseBackup, { body: { memberId: ben.memberId } })
    const covered = await ben.call(readToday)
    expect(covered.groups.now).toHaveLength(LATE)
    expect(covered.groups.next.map((l) => l.promiseId)).toEqual([tonight])
    expect(covered.more).toEqual([{ group: 'now', of: 'stands_in', count: null }])
    const { days } = await ben.call(readAhead)
    expect(days.flatMap((d) => d.lines.map((l) => l.promiseId))).toEqual([tomorrow])
  })
})
