import * as channels from '../../contract/channels.ts'
import * as talks from '../../contract/conversations.ts'
import { mergeConversations, unmergeConversation } from '../../contract/merging.ts'
import * as people from '../../contract/people.ts'
import { mergePerson, undoMerge } from '../../contract/people-merge.ts'
import type { ConversationId, PersonId } from '../../domain/shared/ids.ts'
import { type Caller, makeWorld, type World } from '../world/world.ts'

const ROUNDS = 3

async function pair(world: World) {
  const [olga, mia] = [world.owner, await world.join('Mia Meier')]
  const add = async (name: string) => (await olga.call(people.addPerson, { body: { name } })).id
  const call = async (personId: PersonId, summary: string) =>
    (await olga.call(channels.logCall, { body: { personId, direction: 'in', summary } })).id
  return { olga, mia, add, call }
}
const own = async (as: Caller, conversationId: ConversationId) => {
  const params = { conversationId }
  const { version, ...talk } = await as.call(talks.readConversation, { params })
  const { items } = await as.call(talks.listMessages, { params })
  return { talk, said: items.map((m) => m.id).sort() }
}

describe('two colleagues at once', () => {
  it('who merge two conversations crosswise leave one merge, and who part it together leave both as they were [S3-21]', async () => {
    const world = await makeWorld()
    const { olga, mia, add, call } = await pair(world)
    const jonas = await add('Jonas Lind')
    for (let round = 1; round <= ROUNDS; round++) {
      const [a, b] = [await call(jonas, `Tyres ${round}`), await call(jonas, `Oil ${round}`)]
      const before = [await own(olga, a), await own(olga, b)]
      const into = (as: Caller, conversationId: ConversationId, from: ConversationId) =>
        as.call(mergeConversations, { params: { conversationId }, body: { from: [from] } })
      await Promise.allSettled([into(olga, a, b), into(mia, b, a)])
      const [one, two] = [await own(olga, a), await own(mia, b)]
      expect(one).toEqual(two)
      expect(one.said).toEqual([...before[0]!.said, ...before[1]!.said].sort())
      const merged = one.talk.id === a ? b : a
      const part = (as: Caller) => as.call(unmergeConversation, { params: { conversationId: merged } })
      const parted = await Promise.allSettled([part(olga), part(mia)])
      expect(parted.some((p) => p.status === 'fulfilled')).toBe(true)
      expect([await own(olga, a), await own(olga, b)]).toEqual(before)
    }
  })

  it('who merge two people crosswise leave one merge, and who undo it together leave both as they were [S3-21]', async () => {
    const world = await makeWorld()
    const { olga, mia, add, call } = await pair(world)
    for (let round = 1; round <= ROUNDS; round++) {
      const [a, b] = [await add(`Jonas ${round}`), await add(`Jon ${round}`)]
      const [x, y] = [await call(a, 'Tyres'), await call(b, 'Oil')]
      const of = async (personId: PersonId) => {
        const { version, ...person } = await olga.call(people.readPerson, { params: { personId } })
        return person
      }
      const before = [await of(a), await of(b)]
      const version = async (personId: PersonId) =>
        (await olga.call(people.readPerson, { params: { personId } })).version
      const [va, vb] = [await version(a), await version(b)]
      await Promise.allSettled([
        olga.call(mergePerson, {
          params: { personId: a },
          body: { mergedId: b, version: va, mergedVersion: vb },
        }),
        mia.call(mergePerson, {
          params: { personId: b },
          body: { mergedId: a, version: vb, mergedVersion: va },
        }),
      ])
      const one = await of(a)
      expect(await of(b)).toEqual(one)
      expect(one.merges).toHaveLength(1)
      const params = { mergeId: one.merges[0]!.id }
      const undone = await Promise.allSettled([
        olga.call(undoMerge, { params }),
        mia.call(undoMerge, { params }),
        // Meanwhile a colleague makes one matter of what both had.
        mia.call(mergeConversations, { params: { conversationId: x }, body: { from: [y] } }),
      ])
      expect(undone.slice(0, 2).some((u) => u.status === 'fulfilled')).toBe(true)
      expect([await of(a), await of(b)]).toEqual(before)
      const whose = async (id: ConversationId) => {
        const { talk } = await own(olga, id)
        return [talk.id, talk.person?.id]
      }
      expect([await whose(x), await whose(y)]).toEqual([
        [x, a],
        [y, b],
      ])
    }
  })
})
