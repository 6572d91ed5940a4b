import * as conversations from '../../contract/conversations.ts'
import { someoneIsHere } from '../../contract/counter.ts'
import { listParkedEvents, retryParkedEvent } from '../../contract/happenings.ts'
import * as people from '../../contract/people.ts'
import { plus } from '../../domain/shared/time.ts'
import { workspacesToWake } from '../jobs/due.ts'
import { tickAll } from '../jobs/worker.ts'
import { newest } from '../world/hear.ts'
import { MONDAY, makeWorld, type World } from '../world/world.ts'
import { type LoggedEvent, readPosition } from './log.ts'
import { type Reaction, runReactions } from './reactions.ts'

let names = 0

/** A reaction to people of one workspace, which throws as long as it is told to. */
function reacting(world: World) {
  const told: string[] = []
  let broken: (event: LoggedEvent) => boolean = () => false
  const reaction: Reaction = {
    name: `a test ${++names}`,
    kinds: ['person.created'],
    react: async (_, event) => {
      if (event.workspaceId !== world.workspaceId) return
      if (broken(event)) throw new TypeError('cannot read what is not there')
      told.push(event.personId!)
    },
  }
  return {
    told,
    breakFor: (test: typeof broken) => {
      broken = test
    },
    // Again until it has heard all: a reader stops before the oldest transaction still running, and other tests write too.
    run: async () => {
      for (;;) {
        const last = await newest(world)
        await runReactions(world.services, [reaction])
        const at = await readPosition(world.services.db, reaction.name)
        if (last === null || at.tx > last.tx || (at.tx === last.tx && at.id >= last.id)) return
      }
    },
  }
}

async function add(world: World, name: string): Promise<string> {
  return (await world.owner.call(people.addPerson, { body: { name } })).id
}

describe('a reaction that cannot deal with an event', () => {
  it('goes on with the others, and deals with it when its trouble is over', async () => {
    const world = await makeWorld()
    const r = reacting(world)
    await r.run()
    const [odd, even] = [await add(world, 'Odd'), await add(world, 'Even')]
    r.breakFor((e) => e.personId === odd)
    await r.run()
    expect(r.told).toEqual([even])
    const { items } = await world.owner.call(listParkedEvents)
    expect(items).toMatchObject([
      { kind: 'person.created', tries: 1, problem: 'TypeError: cannot read what is not there' },
    ])
    r.breakFor(() => false)
    await r.run()
    expect(r.told).toEqual([even])
    world.at(items[0]!.nextTryAt!)
    await r.run()
    expect(r.told).toEqual([even, odd])
    expect((await world.owner.call(listParkedEvents)).items).toEqual([])
  })

  it('waits longer after each try, then waits for somebody who has it tried again', async () => {
    const world = await makeWorld()
    const r = reacting(world)
    await r.run()
    const odd = await add(world, 'Odd')
    r.breakFor(() => true)
    await r.run()
    const parked = async () => (await world.owner.call(listParkedEvents)).items[0]!
    const waits: number[] = []
    for (let p = await parked(); p.nextTryAt; p = await parked()) {
      waits.push(Date.parse(p.nextTryAt) - world.services.clock())
      world.at(p.nextTryAt)
      await r.run()
    }
    expect(waits.toSorted((a, b) => a - b)).toEqual(waits)
    expect((await parked()).tries).toBe(waits.length + 1)
    r.breakFor(() => false)
    world.at(plus(MONDAY, { days: 3 }))
    await r.run()
    expect(r.told).toEqual([])
    const params = { parkedEventId: (await parked()).id }
    const mia = await world.join('Mia Member')
    await expect(mia.call(retryParkedEvent, { params })).rejects.toMatchObject({ status: 403 })
    const elsewhere = await makeWorld()
    world.at(plus(MONDAY, { days: 3 }))
    await expect(elsewhere.owner.call(retryParkedEvent, { params })).rejects.toMatchObject({
      status: 404,
    })
    await world.owner.call(retryParkedEvent, { params })
    await r.run()
    expect(r.told).toEqual([odd])
  })

  it('is told by one process at a time', async () => {
    const world = await makeWorld()
    const r = reacting(world)
    await r.run()
    const person = await add(world, 'Once')
    await Promise.all([r.run(), r.run(), r.run()])
    expect(r.told).toEqual([person])
  })
})

describe('the worker', () => {
  it('asks once which workspaces have something due, and visits no other', async () => {
    const [busy, quiet] = [await makeWorld(), await makeWorld()]
    const { conversationId: id } = await busy.owner.call(someoneIsHere, { body: { note: 'Brakes' } })
    const params = { conversationId: id }
    const until = plus(MONDAY, { hours: 2 })
    await busy.owner.call(conversations.snoozeConversation, { params, body: { until } })
    const due = async (at = until) => (await workspacesToWake(busy.services.db, at)).map((w) => w.workspaceId)
    expect(await due(plus(MONDAY, { hours: 1 }))).not.toContain(busy.workspaceId)
    expect(await due()).toContain(busy.workspaceId)
    expect(await due()).not.toContain(quiet.workspaceId)
    busy.at(until)
    await tickAll(busy.services)
    expect((await busy.owner.call(conversations.readConversation, { params })).snoozedUntil).toBeNull()
    expect(await due()).not.toContain(busy.workspaceId)
  })
})
