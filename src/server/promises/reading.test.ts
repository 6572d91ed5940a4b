import { logCall } from '../../contract/channels.ts'
import * as talks from '../../contract/conversations.ts'
import { mergeConversations } from '../../contract/merging.ts'
import { addPerson } from '../../contract/people.ts'
import * as contract from '../../contract/promises.ts'
import { pressesBefore } from '../../domain/promises/overdue.ts'
import type { ConversationId } from '../../domain/shared/ids.ts'
import { endOfDay, type Instant, localParts, plus, type TimeZone } from '../../domain/shared/time.ts'
import { type Caller, makeWorld } from '../world/world.ts'

/** Luis helps in a sensitive conversation in which Mia wrote no more than a note. */
async function secretTalk(luis: Caller) {
  const jonas = await luis.call(addPerson, { body: { name: 'Jonas Lind' } })
  const talk = await luis.call(logCall, {
    body: { personId: jonas.id, direction: 'in', summary: 'A secret.' },
  })
  const params = { conversationId: talk.id }
  await luis.call(talks.assignConversation, { params, body: { memberId: luis.memberId } })
  return { talk, params, jonas }
}

const hide = (luis: Caller, params: { conversationId: ConversationId }) =>
  luis.call(talks.nameConversation, { params, body: { sensitive: true } })

describe('a list of promises', () => {
  it('has whole pages of what one may read, and its keys name nothing else', async () => {
    const world = await makeWorld()
    const [luis, mia] = [await world.join('Luis Ortega'), await world.join('Mia Meier')]
    const { talk, params, jonas } = await secretTalk(luis)
    await hide(luis, params)
    const made = []
    for (let n = 0; n < 9; n++) {
      const hidden = n % 3 !== 0
      made.push(
        await luis.call(contract.makePromise, {
          body: {
            ...{ text: `Luis does ${n}`, due: plus(world.now(), { hours: n + 1 }), toPersonId: jonas.id },
            ...(hidden ? { conversationId: talk.id } : {}),
          },
        }),
      )
    }
    const readable = made.filter((_, n) => n % 3 === 0).map((p) => p.id)
    const seen: string[] = []
    const keys: string[] = []
    for (let after: string | undefined; ; ) {
      const query = { of: 'all' as const, limit: 2, after }
      const { items, next } = await mia.call(contract.listPromises, { query })
      seen.push(...items.map((p) => p.id))
      if (!next) break
      expect(items).toHaveLength(2)
      keys.push(Buffer.from(next, 'base64url').toString())
      after = next
    }
    expect(seen).toEqual(readable)
    expect(keys.every((key) => readable.some((id) => key.includes(id)))).toBe(true)
  })

  it('has what each may read of it one by one, whoever asks, also of what was merged [S4-12]', async () => {
    const world = await makeWorld()
    const [luis, mia, ben] = [
      await world.join('Luis Ortega'),
      await world.join('Mia Meier'),
      await world.join('Ben Roth', 'manager'),
    ]
    const { talk, params, jonas } = await secretTalk(luis)
    const other = await luis.call(logCall, {
      body: { personId: jonas.id, direction: 'in', summary: 'More of it.' },
    })
    const open = await mia.call(logCall, {
      body: { personId: jonas.id, direction: 'in', summary: 'The weather.' },
    })
    const make = (by: Caller, more: object) =>
      by.call(contract.makePromise, {
        body: { text: 'We look at it', due: plus(world.now(), { hours: 5 }), ...more } as never,
      })
    const made = [
      await make(luis, { conversationId: talk.id }),
      await make(luis, { conversationId: talk.id, ownerId: mia.memberId }),
      await make(luis, { conversationId: other.id }),
      await make(luis, { conversationId: talk.id, toMemberId: ben.memberId }),
      await make(mia, { conversationId: open.id }),
      await make(mia, { toPersonId: jonas.id }),
    ]
    await luis.call(mergeConversations, { params, body: { from: [other.id] } as never })
    await hide(luis, params)
    for (const who of [luis, mia, ben, world.owner]) {
      const { items } = await who.call(contract.listPromises, { query: { of: 'all' } })
      const readable = await Promise.all(
        made.map(({ id }) =>
          who.call(contract.readPromise, { params: { promiseId: id } }).then(
            () => [id],
            () => [],
          ),
        ),
      )
      expect(items.map((p) => p.id).sort(), String(who.memberId)).toEqual(readable.flat().sort())
    }
    const ofMia = await mia.call(contract.listPromises, { query: { of: 'all' } })
    expect(ofMia.items).toHaveLength(3)
  })
})

describe('the figure beside Promises in the menu', () => {
  it('is what stands under Overdue and Today on the list, whatever is told and named', async () => {
    const world = await makeWorld()
    const [luis, mia] = [await world.join('Luis Ortega'), await world.join('Mia Meier')]
    const jonas = await luis.call(addPerson, { body: { name: 'Jonas Lind' } })
    const make = (due: string, more: object = {}) =>
      luis.call(contract.makePromise, {
        body: { text: 'Luis calls you', due: due as Instant, toPersonId: jonas.id, ...more },
      })
    const today = await make('2026-11-23T15:00:00.000Z')
    await make('2026-11-23T22:59:00.000Z')
    await make('2026-11-23T23:00:00.000Z')
    await make('2026-11-25T11:00:00.000Z', { nextUpdateDue: '2026-11-23T16:00:00.000Z' })
    const told = await make('2026-11-23T10:00:00.000Z')
    await make('2026-11-24T11:00:00.000Z', { toPersonId: undefined, toMemberId: mia.memberId })
    await make('2026-11-23T11:00:00.000Z', { toPersonId: undefined, toMemberId: mia.memberId })
    const counted = async () => (await luis.call(talks.countConversations)).promisesDue
    const listed = async () => {
      const query = { of: 'mine' as const, madeTo: 'customers' as const }
      const { items } = await luis.call(contract.listPromises, { query })
      const zone = 'Europe/Berlin' as TimeZone
      const tonight = endOfDay(localParts(world.now(), zone).date, zone)
      return items.filter((p) => pressesBefore({ ...p, movedAt: null }, tonight, world.now())).length
    }
    expect([await counted(), await listed()]).toEqual([4, 4])
    // Told that the word comes tomorrow: nothing of it is awaited today any more.
    await luis.call(contract.updatePromise, {
      params: { promiseId: told.id },
      body: {
        ...{ kind: 'no_progress', text: '', reason: 'The part is late', toldBy: 'phone' },
        ...{ nextUpdateDue: '2026-11-24T10:00:00.000Z' as Instant, version: told.version },
      },
    })
    expect([await counted(), await listed()]).toEqual([3, 3])
    // Its date is over now, and a word told does not hide that (P5).
    world.at('2026-11-23T16:30:00Z')
    expect([await counted(), await listed()]).toEqual([4, 4])
    world.at('2026-11-25T12:00:00Z')
    expect([await counted(), await listed()]).toEqual([5, 5])
    await luis.call(contract.keepPromise, {
      params: { promiseId: today.id },
      body: { version: today.version },
    })
    expect([await counted(), await listed()]).toEqual([4, 4])
  })
})

describe('splitting a sensitive conversation in which one only helped', () => {
  it('says what stays where what went off is for others now', async () => {
    const world = await makeWorld()
    const [luis, mia] = [await world.join('Luis Ortega'), await world.join('Mia Meier')]
    const { params } = await secretTalk(luis)
    world.at('2026-11-23T09:20:00Z')
    await mia.call(talks.writeNote, { params, body: { text: 'The other matter.' } })
    await hide(luis, params)
    const { items } = await mia.call(talks.listMessages, { params, query: {} })
    const body = { newId: world.services.newId<'conversation'>(), messageIds: [items[0]!.id] }
    for (let twice = 0; twice < 2; twice++)
      expect(await mia.call(talks.splitConversation, { params, body })).toMatchObject({
        id: params.conversationId,
      })
    const off = { conversationId: body.newId }
    expect((await luis.call(talks.readConversation, { params: off })).sensitive).toBe(true)
    await expect(mia.call(talks.readConversation, { params: off })).rejects.toMatchObject({ status: 404 })
  })
})
