import fc from 'fast-check'
import type { Client } from 'pg'
import { vi } from 'vitest'
import { instant } from '../../domain/shared/time.ts'
import { type Database, openDatabase } from '../db/database.ts'
import { type Clone, connected, insertWorkspace, ownClone } from '../db/testing/clone.ts'
import { SOON } from '../world/soon.ts'
import { eventsAfter, newestPosition, type Position, readPosition, savePosition } from './log.ts'

const WRITERS = 4
const now = instant('2026-11-23T09:12:00Z')

let clone: Clone
let db: Database
let writers: Client[]
let workspaceId: string

beforeAll(async () => {
  clone = await ownClone('log')
  db = openDatabase(clone.appUrl, 2)
  writers = await Promise.all(Array.from({ length: WRITERS }, () => connected(clone.appUrl)))
  workspaceId = (await insertWorkspace(clone.owner)).workspaceId
})

afterAll(async () => {
  await Promise.all(writers.map((w) => w.end()))
  await db.close()
  await clone.drop()
})

/** Writes one event in the writer's transaction, which it opens if none is open; gives the event's id. */
async function write(writer: Client, open: boolean): Promise<string> {
  if (!open) await writer.query(`begin; set local app.workspace = '${workspaceId}'`)
  const { rows } = await writer.query<{ id: string }>(
    `insert into events (workspace_id, id, kind, version, subjects, actor_kind, at, data)
     values ($1, gen_random_uuid(), 'member.changed', 1, '{}', 'system', $2, '{}') returning id`,
    [workspaceId, now],
  )
  return rows[0]!.id
}

/** A reader that goes on from where it stands, a few events at a time. */
function readerFrom(start: Position, limit: number) {
  let position = start
  const seen: string[] = []
  const read = async () => {
    for (;;) {
      const events = await eventsAfter(db, position, limit)
      for (const e of events) seen.push(e.id)
      const last = events.at(-1)
      if (!last) return
      position = { tx: last.tx, id: last.id }
    }
  }
  return { seen, read, position: () => position }
}

/** Reads until nothing older is running any more: other tests write into the same cluster. */
async function readUntil(reader: ReturnType<typeof readerFrom>, ids: readonly string[]): Promise<void> {
  await vi.waitFor(async () => {
    await reader.read()
    if (!ids.every((id) => reader.seen.includes(id))) throw new Error('not all of them yet')
  }, SOON)
}

describe('a reader of events', () => {
  it('waits for an older transaction that commits late, and skips none of its events', async () => {
    const reader = readerFrom(await newestPosition(db), 100)
    const [slow, quick] = writers as [Client, Client]
    const late = await write(slow, false)
    const early = await write(quick, false)
    await quick.query('commit')
    await reader.read()
    expect(reader.seen).toEqual([])
    await slow.query('commit')
    await readUntil(reader, [early, late])
    expect(reader.seen).toEqual([late, early])
  })

  it('passes what was rolled back, and what never ended because its connection died', async () => {
    const reader = readerFrom(await newestPosition(db), 100)
    const dying = await connected(clone.appUrl)
    await write(dying, false)
    await write(writers[0]!, false)
    const kept = await write(writers[1]!, false)
    await writers[1]!.query('commit')
    await writers[0]!.query('rollback')
    await dying.end()
    await readUntil(reader, [kept])
    expect(reader.seen).toEqual([kept])
  })

  it('sees every event once and in one order, however transactions interleave', async () => {
    const step = fc.record({
      writer: fc.nat(WRITERS - 1),
      does: fc.constantFrom('write', 'write', 'commit', 'rollback', 'read'),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 25 }),
        fc.integer({ min: 1, max: 4 }),
        async (steps, limit) => {
          const start = await newestPosition(db)
          const reader = readerFrom(start, limit)
          const open = new Map<number, string[]>()
          const committed: string[] = []
          const end = async (writer: number, how: 'commit' | 'rollback') => {
            await writers[writer]!.query(how)
            if (how === 'commit') committed.push(...(open.get(writer) ?? []))
            open.delete(writer)
          }
          for (const { writer, does } of steps) {
            if (does === 'read') await reader.read()
            else if (does === 'write') {
              const id = await write(writers[writer]!, open.has(writer))
              open.set(writer, [...(open.get(writer) ?? []), id])
            } else if (open.has(writer)) await end(writer, does as 'commit' | 'rollback')
          }
          for (const writer of [...open.keys()]) await end(writer, 'commit')
          await readUntil(reader, committed)
          expect(reader.seen.toSorted()).toEqual(committed.toSorted())
          // Whoever reads it all afterwards reads it in the same order.
          const again = readerFrom(start, 100)
          await again.read()
          expect(again.seen).toEqual(reader.seen)
        },
      ),
      { numRuns: 40 },
    )
  })

  it('waits for nobody who writes in another database of the same server', async () => {
    const elsewhere = await ownClone('elsewhere')
    try {
      const long = await connected(elsewhere.ownerUrl)
      await long.query('begin; create table a_long_upgrade ()')
      const start = await newestPosition(db)
      const id = await write(writers[0]!, false)
      await writers[0]!.query('commit')
      expect((await eventsAfter(db, start)).map((e) => e.id)).toEqual([id])
      expect((await newestPosition(db)).tx).toBeGreaterThan(start.tx)
      // One of ours is still waited for beside it.
      const early = await write(writers[1]!, false)
      const late = await write(writers[0]!, false)
      await writers[0]!.query('commit')
      expect((await eventsAfter(db, start)).map((e) => e.id)).toEqual([id])
      await writers[1]!.query('commit')
      expect((await eventsAfter(db, start)).map((e) => e.id)).toEqual([id, early, late])
      await long.end()
    } finally {
      await elsewhere.drop()
    }
  })

  it('goes on where it stood, by its name', async () => {
    const reader = readerFrom(await newestPosition(db), 100)
    const id = await write(writers[0]!, false)
    await writers[0]!.query('commit')
    await readUntil(reader, [id])
    await savePosition(db, 'a reader', reader.position(), now)
    expect(await readPosition(db, 'a reader')).toEqual(reader.position())
    expect(await eventsAfter(db, await readPosition(db, 'a reader'))).toEqual([])
  })
})

describe('events carried into another cluster', () => {
  it('are read on by each reader without skipping or repeating, and come before all that is written there', async () => {
    const start = await newestPosition(db)
    const ids: string[] = []
    for (let i = 0; i < 6; i++) {
      ids.push(await write(writers[0]!, false))
      await writers[0]!.query('commit')
    }
    await readUntil(readerFrom(start, 100), ids)
    const three = (await eventsAfter(db, start, 3)).at(-1)!
    await savePosition(db, 'half', { tx: three.tx, id: three.id }, now)
    await savePosition(db, 'between', { tx: three.tx + 1, id: '00000000-0000-0000-0000-000000000000' }, now)
    await savePosition(db, 'none', { tx: -9_000_000, id: '00000000-0000-0000-0000-000000000000' }, now)
    // The same numbers mean nothing there: it is another cluster for the program.
    await clone.owner.query('call app.renumber_events()')
    expect((await eventsAfter(db, await readPosition(db, 'half'))).map((e) => e.id)).toEqual(ids.slice(3))
    expect((await eventsAfter(db, await readPosition(db, 'between'))).map((e) => e.id)).toEqual(ids.slice(3))
    expect((await eventsAfter(db, await readPosition(db, 'none'))).slice(-6).map((e) => e.id)).toEqual(ids)
    const next = await write(writers[0]!, false)
    await writers[0]!.query('commit')
    const on = readerFrom(await readPosition(db, 'half'), 2)
    await readUntil(on, [next])
    expect(on.seen).toEqual([...ids.slice(3), next])
  })
})
