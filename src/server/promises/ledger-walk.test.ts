import fc from 'fast-check'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { LEAVES_MINUTES, successorOf } from '../../domain/promises/succession.ts'
import type { ConversationId, MemberId, MessageId, PersonId, PromiseId } from '../../domain/shared/ids.ts'
import { type Instant, plus } from '../../domain/shared/time.ts'
import { logCall } from '../channels/actions-calls.ts'
import { splitConversation } from '../channels/actions-refile.ts'
import { closeConversation, writeNote } from '../conversations/actions.ts'
import { listMessageIds } from '../conversations/store-split.ts'
import { compiler, type Database, openDatabase } from '../db/database.ts'
import { flush } from '../db/flush.ts'
import { Refused } from '../db/refused.ts'
import type { Asked } from '../http/route.ts'
import { addPerson } from '../people/actions.ts'
import { makeWorld, type World } from '../world/world.ts'
import * as actions from './actions.ts'
import { giveOverOfLeavers } from './actions-leavers.ts'
import type { StoredPromise } from './store.ts'
import { listColleagues } from './store-leavers.ts'

let world: World
let killer: Client
let db: Database
let marta: PersonId
let members: MemberId[]

beforeAll(async () => {
  world = await makeWorld()
  killer = new Client({ connectionString: world.services.appUrl })
  await killer.connect()
  db = openDatabase(walkUrl(), 2)
  members = [world.owner.memberId, (await world.join('Tom')).memberId, (await world.join('Mia')).memberId]
  marta = await addPerson(world.act(), { name: 'Marta Klein' })
})
afterAll(async () => {
  await db?.close()
  await killer?.end()
})

const anyStep = fc.record({
  act: fc.constantFrom(
    'make',
    'make',
    'move',
    'split',
    'close',
    'reassign',
    'release',
    'keep',
    'restart',
    'note',
    'leave',
  ),
  which: fc.nat({ max: 5 }),
  who: fc.nat({ max: 2 }),
  minutes: fc.integer({ min: 1, max: 240 }),
  told: fc.boolean(),
  /** The server dies while this step is under way. */
  dies: fc.boolean(),
})
type Step = typeof anyStep extends fc.Arbitrary<infer T> ? T : never

/** What the walk was told is done, so that it has to stand. */
type Book = { talks: ConversationId[]; known: Map<PromiseId, Partial<StoredPromise>> }

it('200 walks through the database, the server dying on the way, lose nothing that was acknowledged (P1–P8) [S3-21]', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { minLength: 2, maxLength: 6 }), async (steps) => {
      const call = await logCall(asked(0), {
        personId: marta,
        direction: 'in',
        summary: 'The brakes squeal.',
      })
      const book: Book = { talks: [call], known: new Map() }
      for (const step of [...steps, { ...steps[0]!, act: 'restart' as const }]) await walk(book, step)
      // What the next walk's leavers give over is of that walk.
      for (const p of (await promisesOf(book)).filter((p) => !settled(p)))
        await actions.keepPromise(asked(members.indexOf(p.ownerId)), p.id, p.version)
    }),
    { numRuns: 200 },
  )
}, 300_000)

function asked(who: number): Asked {
  return { ...world.act(members[who]!), db }
}

async function walk(book: Book, step: Step): Promise<void> {
  const before = await promisesOf(book)
  const p = before[step.which % Math.max(1, before.length)]
  const talk = book.talks[step.which % book.talks.length]!
  const dies = step.dies || step.act === 'restart'
  const doing = act(step, p, talk).catch((e: unknown) => {
    if (!dies && !(e instanceof Refused)) throw e
    return null
  })
  if (dies) await die(step.minutes)
  const told = await doing
  if (step.act === 'leave') await comeBackAfterLeaving(book, step)
  if (told?.talk) book.talks.push(told.talk)
  if (told?.promise) book.known.set(told.promise, told.facts ?? {})
  // What nobody was told of may have happened or not, but never by half.
  await findSplits(book)
  const after = await promisesOf(book)
  const found = new Map(after.map((x) => [x.id, x]))
  for (const old of before) {
    const { text, originalDue, due, toPersonId, messageId } = old
    expect(found.get(old.id)).toMatchObject({ text, originalDue, due, toPersonId, messageId })
    if (settled(old)) expect(settled(found.get(old.id)!)).toBe(true)
  }
  for (const [id, facts] of book.known) expect(found.get(id)).toMatchObject(facts)
  for (const x of after) {
    expect(members).toContain(x.ownerId)
    const successors = after.filter((y) => y.successorOf === x.id)
    if (x.movedAt) expect(successors.map((s) => s.originalDue)).toEqual([x.originalDue])
    if (successors.length > 0) expect(settled(x)).toBe(true)
  }
}

type Told = { promise?: PromiseId; facts?: Partial<StoredPromise>; talk?: ConversationId } | null

async function act(step: Step, p: StoredPromise | undefined, talk: ConversationId): Promise<Told> {
  const as = asked(step.who)
  const due = plus(as.now, { minutes: step.minutes })
  const input = { version: p?.version ?? 0 }
  switch (step.act) {
    case 'make': {
      const text = `call by ${step.minutes}`
      // Now and then between colleagues.
      const to = step.told ? { toPersonId: marta } : { toMemberId: members[(step.who + 1) % 3]! }
      const id = await actions.makePromise(as, { text, due, ...to, conversationId: talk })
      return { promise: id, facts: { text, due, originalDue: due, ownerId: as.member.id } }
    }
    case 'move': {
      if (!p || settled(p)) return null
      const moving = { ...input, due, reason: 'late', toldCustomer: step.told, toldBy: 'phone' as const }
      await actions.movePromise(as, p.id, moving)
      return { promise: p.id, facts: step.told ? { movedAt: as.now } : { brokenAt: as.now } }
    }
    case 'reassign': {
      if (!p || settled(p)) return null
      await actions.reassignPromise(as, p.id, { ...input, ownerId: members[step.who]! })
      return { promise: p.id, facts: { ownerId: members[step.who]! } }
    }
    case 'release':
      if (!p || settled(p)) return null
      await actions.releasePromise(as, p.id, { ...input, theirWords: 'no need any more' })
      return { promise: p.id, facts: { releasedAt: as.now } }
    case 'keep':
      if (!p || settled(p)) return null
      await actions.keepPromise(as, p.id, input.version)
      return { promise: p.id, facts: { keptAt: as.now } }
    case 'split': {
      const ids = await db.read(world.workspaceId, (r) => listMessageIds(r, talk))
      const chosen = ids.filter((_, i) => (i + step.which) % 2 === 0) as MessageId[]
      if (chosen.length === 0 || chosen.length === ids.length) return null
      return { talk: await splitConversation(as, talk, { messageIds: chosen }) }
    }
    case 'note':
      await writeNote(as, talk, { text: 'They said: ok, thanks.' })
      return null
    case 'close':
      await closeConversation(as, talk, { promisesStayOpen: step.told })
      return null
    case 'leave':
      await setEnd(as, leaverOf(step), plus(as.now, { minutes: LEAVES_MINUTES }), backupOf(step))
      await giveOverOfLeavers({ ...world.act(), db, actor: { kind: 'system', id: null } })
      return null
    case 'restart':
      return null
  }
}

const leaverOf = (step: Step) => members[1 + (step.which % 2)]!
/** Who stands in for the leaver: nobody, or one of the others. */
const backupOf = (step: Step) => [null, ...members.filter((id) => id !== leaverOf(step))][step.who]!

async function setEnd(as: Asked, id: MemberId, endsAt: Instant | null, backupId: MemberId | null) {
  await flush(as, {
    writes: [{ query: compiler.updateTable('members').set({ endsAt, backupId }).where('id', '=', id) }],
    events: [],
  })
}

/**
 * The worker looks again, as it does every second: then nothing open is with the leaver, whatever died on the way, and each
 * promise is with whom the rule names. Then they are there again, for the next step.
 */
async function comeBackAfterLeaving(book: Book, step: Step): Promise<void> {
  const as = asked(0)
  const leaver = leaverOf(step)
  await setEnd(as, leaver, plus(as.now, { minutes: LEAVES_MINUTES }), backupOf(step))
  const everybody = await db.read(world.workspaceId, listColleagues)
  const open = (await promisesOf(book)).filter((p) => !settled(p))
  const owed = open.filter((p) => p.ownerId === leaver)
  const promised = open.filter((p) => p.toMemberId === leaver)
  await giveOverOfLeavers({ ...world.act(), db, actor: { kind: 'system', id: null } })
  const after = new Map((await promisesOf(book)).map((p) => [p.id, p]))
  const gone = everybody.find((m) => m.id === leaver)!
  for (const p of promised)
    expect(after.get(p.id)!.toMemberId).toBe(successorOf(gone, everybody, p.ownerId, as.now))
  for (const p of owed)
    expect(after.get(p.id)!.ownerId).toBe(successorOf(gone, everybody, p.toMemberId, as.now))
  const left = [...after.values()].filter((p) => !settled(p))
  expect(left.flatMap((p) => [p.ownerId, p.toMemberId])).not.toContain(leaver)
  // Who has what is for the leaving to say.
  for (const [id, { ownerId: _, ...facts }] of book.known) book.known.set(id, facts)
  await setEnd(as, leaver, null, null)
}

function settled(p: StoredPromise): boolean {
  return (p.keptAt ?? p.brokenAt ?? p.releasedAt ?? p.movedAt) !== null
}

/** Every connection of the server is cut at once, as by a kill; a new server begins with new ones. */
async function die(after: number): Promise<void> {
  const old = db
  // Sooner or later in what is under way: before it is read, while it is written, after it is told.
  for (let turn = 0; turn < after; turn++) await new Promise(setImmediate)
  await killer.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and application_name = $2',
    [new URL(world.services.appUrl).pathname.slice(1), 'walk'],
  )
  db = openDatabase(walkUrl(), 2)
  await old.close()
}

function walkUrl(): string {
  const url = new URL(world.services.appUrl)
  url.searchParams.set('application_name', 'walk')
  return url.href
}

async function promisesOf(book: Book): Promise<StoredPromise[]> {
  const rows = await db.read(world.workspaceId, (r) =>
    r.selectFrom('promises').selectAll().where('conversationId', 'in', book.talks).orderBy('id').execute(),
  )
  return rows as unknown as StoredPromise[]
}

/** A split nobody was told of: its conversation is told by the event of the one it came from. */
async function findSplits(book: Book): Promise<void> {
  const rows = await db.read(world.workspaceId, (r) =>
    r
      .selectFrom('events')
      .select('data')
      .where('kind', '=', 'conversation.split')
      .where('conversationId', 'in', book.talks)
      .execute(),
  )
  for (const { data } of rows as unknown as { data: { to?: ConversationId } }[])
    if (data.to && !book.talks.includes(data.to)) book.talks.push(data.to)
}
