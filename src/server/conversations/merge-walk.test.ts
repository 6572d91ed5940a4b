import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import type { ConversationId, MessageId, PersonId, PromiseId } from '../../domain/shared/ids.ts'
import { plus } from '../../domain/shared/time.ts'
import { logCall } from '../channels/actions-calls.ts'
import { splitConversation } from '../channels/actions-refile.ts'
import { writeFromPage } from '../contact/actions.ts'
import { Refused } from '../db/refused.ts'
import type { Asked } from '../http/route.ts'
import { addPerson } from '../people/actions.ts'
import { makePromise } from '../promises/actions.ts'
import { makeWorld, type World } from '../world/world.ts'
import { closeConversation, writeNote } from './actions.ts'
import { mergeConversations, unmergeConversation, unmergeConversations } from './actions-merge.ts'
import { listMessageIds } from './store-split.ts'

let world: World

beforeAll(async () => {
  world = await makeWorld()
})

/** So many walk beside each other, each with people of their own: neither we nor the database wait for the other's turn. */
const LANES = 4

const anyStep = fc.record({
  act: fc.constantFrom(
    ...(['merge', 'merge', 'unmerge', 'message', 'note', 'promise', 'close', 'split'] as const),
    ...(['there and back', 'at once', 'at once'] as const),
  ),
  which: fc.nat({ max: 5 }),
  other: fc.nat({ max: 5 }),
})
type Step = typeof anyStep extends fc.Arbitrary<infer T> ? T : never

/** What the walk was told is done, so that it has to stand. */
type Book = { talks: ConversationId[]; messages: Set<MessageId>; promises: Set<PromiseId> }

it('200 walks through the database, colleagues merging the same at once, keep every word and promise once, with its person [S3-21]', async () => {
  let at = world.now()
  const lane = async () => {
    const marta = await addPerson(world.act(), { name: 'Marta Klein' })
    const ben = await addPerson(world.act(), { name: 'Ben Otto' })
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 2, maxLength: 6 }), async (steps) => {
        const book: Book = { talks: [], messages: new Set(), promises: new Set() }
        for (const personId of [marta, marta, marta, ben]) {
          const call = { personId, direction: 'in' as const, summary: 'The brakes squeal.' }
          book.talks.push(await logCall(world.act(), call))
        }
        for (const m of (await rowsOf(book)).messages) book.messages.add(m.id as MessageId)
        for (const step of steps) {
          at = plus(at, { minutes: 1 })
          world.at(at)
          await walk(book, step)
          await check(book)
        }
        // Taken apart to the last, each holds what is its own.
        await unmergeConversations(world.act(), book.talks)
        await check(book)
        const { talks, messages, promises } = await rowsOf(book)
        expect(talks.filter((c) => c.mergedInto ?? c.rootId ?? c.alone)).toEqual([])
        expect([...messages, ...promises].filter((r) => r.originConversationId)).toEqual([])
      }),
      { numRuns: 200 / LANES },
    )
  }
  await Promise.all(Array.from({ length: LANES }, lane))
}, 120_000)

/** Somebody was quicker, or it may not be: nothing happened then. */
async function may<T>(doing: Promise<T>): Promise<T | null> {
  return await doing.catch((e) => {
    if (e instanceof Refused) return null
    throw e
  })
}

async function walk(book: Book, s: Step): Promise<void> {
  const as = world.act()
  const [a, b] = [book.talks[s.which % book.talks.length]!, book.talks[s.other % book.talks.length]!]
  switch (s.act) {
    case 'merge':
      await may(mergeConversations(as, a, [b]))
      return
    case 'unmerge':
      await may(unmergeConversation(as, a))
      return
    case 'message':
      await message(book, a)
      return
    case 'note':
      await note(book, as, a)
      return
    case 'promise':
      await promise(book, as, a)
      return
    case 'close':
      await may(closeConversation(as, a, { promisesStayOpen: true }))
      return
    case 'split': {
      const ids = await world.services.db.read(world.workspaceId, (db) => listMessageIds(db, a))
      const split = await may(splitConversation(as, a, { messageIds: ids.slice(0, 1) }))
      if (split) book.talks.push(split)
      return
    }
    case 'there and back': {
      const before = await rowsOf(book)
      if ((await standing(a, b)) && (await may(mergeConversations(as, a, [b]).then(() => true)))) {
        await unmergeConversation(as, b)
        expect(plain(await rowsOf(book))).toEqual(plain(before))
      }
      return
    }
    case 'at once': {
      const c = book.talks[(s.which + 1) % book.talks.length]!
      await Promise.all([
        may(mergeConversations(as, a, [b])),
        may(mergeConversations(as, c, [b])),
        may(mergeConversations(as, b, [a])),
        note(book, as, b),
        promise(book, as, b),
        may(unmergeConversation(as, c)),
      ])
    }
  }
}

async function message(book: Book, conversationId: ConversationId): Promise<void> {
  const id = world.services.newId<'message'>()
  const personId = await whose(conversationId)
  const act = { ...world.act(), actor: { kind: 'person', id: personId } as const }
  const begun = await may(
    writeFromPage(act, personId, { id, text: 'And now?', conversationId }).then(() => id),
  )
  if (!begun) return
  book.messages.add(id)
  const row = await world.services.db.read(world.workspaceId, (db) =>
    db.selectFrom('messages').select('conversationId').where('id', '=', id).executeTakeFirstOrThrow(),
  )
  if (!book.talks.includes(row.conversationId)) book.talks.push(row.conversationId)
}

async function note(book: Book, as: Asked, id: ConversationId): Promise<void> {
  const said = await may(writeNote(as, id, { text: 'Rang.' }))
  if (said) book.messages.add(said)
}

async function promise(book: Book, as: Asked, conversationId: ConversationId): Promise<void> {
  const due = plus(as.now, { hours: 3 })
  const made = await may(makePromise(as, { text: 'We call', due, conversationId }))
  if (made) book.promises.add(made)
}

async function whose(id: ConversationId): Promise<PersonId> {
  const { talks } = await rowsOf({ talks: [id] })
  return talks[0]!.personId as PersonId
}

async function standing(...ids: ConversationId[]): Promise<boolean> {
  const { talks } = await rowsOf({ talks: ids })
  return talks.every((c) => c.mergedInto === null)
}

async function rowsOf({ talks }: Pick<Book, 'talks'>) {
  return await world.services.db.read(world.workspaceId, async (db) => ({
    talks: await db.selectFrom('conversations').selectAll().where('id', 'in', talks).orderBy('id').execute(),
    messages: await db
      .selectFrom('messages')
      .selectAll()
      .where('conversationId', 'in', talks)
      .orderBy('id')
      .execute(),
    promises: await db
      .selectFrom('promises')
      .selectAll()
      .where('conversationId', 'in', talks)
      .orderBy('id')
      .execute(),
    merges: await db
      .selectFrom('conversationMerges')
      .select(['survivorId', 'mergedId'])
      .where('mergedId', 'in', talks)
      .where('undoneAt', 'is', null)
      .execute(),
  }))
}

function plain(rows: Awaited<ReturnType<typeof rowsOf>>) {
  const bare = (all: readonly object[]) => all.map((row) => ({ ...row, version: 0 }))
  return { ...rows, talks: bare(rows.talks), promises: bare(rows.promises) }
}

async function check(book: Book): Promise<void> {
  const { talks, messages, promises, merges } = await rowsOf(book)
  const by = new Map(talks.map((c) => [c.id, c]))
  const rootOf = (id: ConversationId): ConversationId => {
    const into = by.get(id)!.mergedInto
    return into ? rootOf(into) : id
  }
  for (const c of talks) {
    expect(c.rootId).toBe(c.mergedInto ? rootOf(c.id) : null)
    expect(merges.filter((m) => m.mergedId === c.id).map((m) => m.survivorId)).toEqual(
      c.mergedInto ? [c.mergedInto] : [],
    )
  }
  expect(new Set(messages.map((m) => m.id))).toEqual(book.messages)
  expect(new Set(promises.map((p) => p.id))).toEqual(book.promises)
  for (const r of [...messages, ...promises]) {
    expect(r.conversationId).toBe(rootOf(r.originConversationId ?? r.conversationId!))
    const to = 'toPersonId' in r ? r.toPersonId : r.personId
    if (to) expect(by.get(r.conversationId!)!.personId).toBe(to)
  }
}
