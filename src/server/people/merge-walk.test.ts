import fc from 'fast-check'
import { merge, rootOf, unmerge } from '../../domain/people/merge.ts'
import type { ConversationId, PersonId } from '../../domain/shared/ids.ts'
import { isRefusal } from '../../domain/shared/refusal.ts'
import { plus } from '../../domain/shared/time.ts'
import { logCall } from '../channels/actions-calls.ts'
import { closeConversation } from '../conversations/actions.ts'
import { mergeConversations, undoPersonMerge } from '../conversations/actions-merge.ts'
import { listConversations } from '../conversations/store-views.ts'
import { Refused } from '../db/refused.ts'
import { makePromise } from '../promises/actions.ts'
import { listPromisesTo } from '../promises/store.ts'
import { makeWorld, type World } from '../world/world.ts'
import { addPerson, planSender } from './actions.ts'
import * as actions from './actions-merge.ts'
import { findGroups, listStandingMerges } from './store-merge.ts'

const STEPS = ['merge', 'merge', 'unmerge', 'message', 'message', 'join', 'join', 'promise', 'close'] as const
const anyStep = fc.record({
  act: fc.constantFrom(...STEPS),
  one: fc.nat({ max: 3 }),
  other: fc.nat({ max: 3 }),
})
type Step = typeof anyStep extends fc.Arbitrary<infer T> ? T : never

/** What was done, told in the simplest words: whose each thing is by itself, and who was merged into whom. */
type Book = {
  ids: PersonId[]
  into: Map<PersonId, PersonId>
  talks: { id: ConversationId; with: PersonId; messages: number }[]
  joined: Map<ConversationId, ConversationId>
  promises: { id: string; to: PersonId }[]
}

let world: World
beforeAll(async () => {
  world = await makeWorld()
})

it('200 walks of merging people and their conversations, unmerging, calling, promising and closing through the database keep every message and promise with its person [S3-21]', async () => {
  let walks = 0
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { minLength: 3, maxLength: 8 }), async (steps) => {
      const walk = ++walks
      const handle = (n: number) => ({ kind: 'phone' as const, value: `+4917${100_000_00 + walk * 10 + n}` })
      const ids = await Promise.all(
        [0, 1, 2, 3].map((n) =>
          addPerson(world.act(), { name: `Walker ${walk} ${n}`, handles: [handle(n)] }),
        ),
      )
      const book: Book = { ids, into: new Map(), talks: [], joined: new Map(), promises: [] }
      for (const s of steps) await step(book, s, handle(s.one).value)
      await holds(book)
      // And all of it undone: each has again what was theirs.
      for (const id of ids) if (book.into.has(id)) await takeBack(book, id)
      await holds(book)
    }),
    { numRuns: 200 },
  )
}, 120_000)

const recordsOf = (book: Book) =>
  book.ids.map((id) => ({ id, mergedInto: book.into.get(id) ?? null, mergedAt: null }))
type Told = Book['talks'][number]
const samePerson = (book: Book, a: Told, b: Told) =>
  rootOf(recordsOf(book), a.with) === rootOf(recordsOf(book), b.with)
function standsIn(book: Book, talk: Told): Told {
  const into = book.joined.get(talk.id)
  return into ? standsIn(book, book.talks.find((t) => t.id === into)!) : talk
}
const versionOf = async (id: PersonId) =>
  (await world.services.db.read(world.workspaceId, (db) => findGroups(db, [id])))
    .get(id)!
    .find((r) => r.id === id)!.version

async function step(book: Book, s: Step, telephone: string): Promise<void> {
  const as = world.act()
  const [one, other] = [book.ids[s.one]!, book.ids[s.other]!]
  const root = rootOf(recordsOf(book), one)
  switch (s.act) {
    case 'merge': {
      const versions = { version: await versionOf(root), mergedVersion: await versionOf(other) }
      const told = await actions
        .mergePerson(as, root, { mergedId: other, ...versions })
        .catch((e: unknown) => e)
      const no = merge(recordsOf(book), root, other)
      if (isRefusal(no)) expect(told).toMatchObject({ refusal: { refused: no.refused } })
      else {
        expect(told).toBeUndefined()
        book.into.set(other, root)
      }
      break
    }
    case 'unmerge':
      if (!isRefusal(unmerge(recordsOf(book), one))) await takeBack(book, one)
      break
    case 'message': {
      const sender = await planSender(as, { name: '', handles: [{ kind: 'phone', value: telephone }] })
      expect(sender.personId).toBe(one)
      const id = await logCall(as, { telephone, direction: 'in', summary: 'It squeals.' })
      book.talks.push({ id, with: one, messages: 1 })
      break
    }
    case 'promise': {
      // Made to whoever is shown: the one that stays.
      const talk = book.talks.find((t) => rootOf(recordsOf(book), t.with) === root)
      const made = { text: 'call', due: plus(as.now, { hours: 3 }), toPersonId: root }
      const id = await makePromise(as, talk ? { ...made, conversationId: talk.id } : made)
      book.promises.push({ id, to: talk ? standsIn(book, talk).with : root })
      break
    }
    case 'join': {
      const apart = book.talks.filter((t) => !book.joined.has(t.id))
      const [a, b] = [apart[s.one], apart[s.other]]
      if (!a || !b || a === b) break
      const told = await mergeConversations(as, a.id, [b.id]).catch((e: unknown) => e)
      if (samePerson(book, a, b)) {
        expect(told).toBeUndefined()
        book.joined.set(b.id, a.id)
      } else expect(told).toMatchObject({ refusal: { refused: 'merge_two_people' } })
      break
    }
    case 'close': {
      const talk = book.talks[s.one % Math.max(1, book.talks.length)]
      if (talk)
        await closeConversation(as, talk.id, { promisesStayOpen: true }).catch((e: unknown) => {
          if (!(e instanceof Refused)) throw e
        })
    }
  }
}

async function takeBack(book: Book, id: PersonId): Promise<void> {
  const [done] = await world.services.db.read(world.workspaceId, (db) => listStandingMerges(db, [id]))
  await undoPersonMerge(world.act(), done!.id)
  book.into.delete(id)
  // Nobody's words stay with another.
  for (const t of book.talks) {
    const into = book.talks.find((x) => x.id === book.joined.get(t.id))
    if (into && !samePerson(book, t, into)) book.joined.delete(t.id)
  }
}

/** Everything stands with whose it is: under each of the ids that mean them, and under nobody else's. */
async function holds(book: Book): Promise<void> {
  const { member, now } = world.act()
  await world.services.db.read(world.workspaceId, async (db) => {
    for (const id of book.ids) {
      const same = (x: PersonId) => rootOf(recordsOf(book), x) === rootOf(recordsOf(book), id)
      expect(
        (await findGroups(db, [id]))
          .get(id)!
          .map((r) => r.id)
          .toSorted(),
      ).toEqual(book.ids.filter(same).toSorted())
      const filter = { view: 'all' as const, viewer: member, now, narrowed: { person: [id] } }
      const talksOf = await listConversations(db, filter, null, 50)
      const wanted = book.talks.filter((t) => same(t.with) && !book.joined.has(t.id))
      expect(talksOf.map((t) => t.id).toSorted()).toEqual(wanted.map((t) => t.id).toSorted())
      const owed = await listPromisesTo(db, id, 50)
      expect(owed.map((p) => p.id as string).toSorted()).toEqual(
        book.promises
          .filter((p) => same(p.to))
          .map((p) => p.id)
          .toSorted(),
      )
    }
    const messages = await db
      .selectFrom('messages')
      .select('conversationId')
      .where('conversationId', 'in', book.talks.length > 0 ? book.talks.map((t) => t.id) : [null as never])
      .execute()
    expect(messages.map((m) => m.conversationId as string).toSorted()).toEqual(
      book.talks.flatMap((t) => Array(t.messages).fill(standsIn(book, t).id)).toSorted(),
    )
  })
}
