import type { DomainEvent } from '../../domain/shared/events.ts'
import type { HouseholdId, MemberId, WorkspaceId } from '../../domain/shared/ids.ts'
import { instant } from '../../domain/shared/time.ts'
import { compiler, type Database, openDatabase } from './database.ts'
import { type Act, flush, type Write } from './flush.ts'
import { idMaker } from './ids.ts'
import { Refused } from './refused.ts'
import { type Clone, connected, insertWorkspace, ownClone } from './testing/clone.ts'
import { layWire, type Wire } from './testing/wire.ts'

let clone: Clone
let wire: Wire
let db: Database
let act: Act
const newId = idMaker(Date.now)
const now = instant('2026-11-23T09:12:00Z')

beforeAll(async () => {
  clone = await ownClone('flush')
  wire = await layWire(clone.appUrl)
  // One connection, so that each test finds what the one before left on it.
  db = openDatabase(wire.url, 1)
  const { workspaceId, memberId } = await insertWorkspace(clone.owner)
  const actor = { kind: 'member', id: memberId as MemberId } as const
  act = { db, workspaceId: workspaceId as WorkspaceId, actor, now, newId }
})

afterEach(async () => {
  wire.answering(null)
  wire.cutOn(null)
  const { rows } = await db.pool.query<{ workspace: string | null; inside: boolean }>(
    `select nullif(current_setting('app.workspace', true), '') as workspace,
       statement_timestamp() <> transaction_timestamp() as inside`,
  )
  expect(rows[0]).toEqual({ workspace: null, inside: false })
})

it('writes nothing where there is nothing to write', async () => {
  await expect(flush(act, { writes: [], events: [] })).resolves.toBeUndefined()
})

afterAll(async () => {
  await db.close()
  await wire.close()
  await clone.drop()
})

function makeHousehold(id: HouseholdId, name: string): Write {
  return {
    query: compiler
      .insertInto('households')
      .values({ workspaceId: act.workspaceId, id, name, createdAt: now, version: 1 }),
  }
}

function rename(id: HouseholdId, name: string, version: number): Write {
  const query = compiler
    .updateTable('households')
    .set({ name, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
  return { query, must: 'changed_meanwhile' }
}

const told: DomainEvent = { kind: 'workspace.changed', subjects: {}, data: {} } as never

async function count(table: string): Promise<number> {
  return (await clone.owner.query<{ n: number }>(`select count(*)::int as n from ${table}`)).rows[0]!.n
}

async function refusalOf(work: Promise<unknown>) {
  const e = await work.then(
    () => null,
    (error: unknown) => error,
  )
  return e instanceof Refused ? e.refusal.refused : e
}

describe('a flush', () => {
  it('writes all with its events, in one transaction', async () => {
    const [a, b] = [newId<'household'>(), newId<'household'>()] as HouseholdId[]
    await flush(act, { writes: [makeHousehold(a!, 'A'), makeHousehold(b!, 'B')], events: [told] })
    const { rows } = await clone.owner.query(
      'select distinct xmin::text from households union select xmin::text from events',
    )
    expect(rows).toHaveLength(1)
  })

  it('writes nothing, and tells of nothing, if one of its conditions does not hold', async () => {
    const id = newId<'household'>() as HouseholdId
    await flush(act, { writes: [makeHousehold(id, 'Achterberg')], events: [] })
    await flush(act, { writes: [rename(id, 'Achterberg family', 1)], events: [] })
    const [households, events] = [await count('households'), await count('events')]
    const late = flush(act, {
      writes: [makeHousehold(newId() as HouseholdId, 'New'), rename(id, 'Late', 1)],
      events: [told],
    })
    expect(await refusalOf(late)).toBe('changed_meanwhile')
    expect([await count('households'), await count('events')]).toEqual([households, events])
  })

  it('takes what somebody else made first as changed meanwhile', async () => {
    const id = newId<'household'>() as HouseholdId
    await flush(act, { writes: [makeHousehold(id, 'First')], events: [] })
    expect(await refusalOf(flush(act, { writes: [makeHousehold(id, 'Second')], events: [] }))).toBe(
      'changed_meanwhile',
    )
  })

  it('of two that change the same at once lets one succeed', async () => {
    const id = newId<'household'>() as HouseholdId
    await flush(act, { writes: [makeHousehold(id, 'Achterberg')], events: [] })
    const other = openDatabase(clone.appUrl, 4)
    const both = [1, 2, 3, 4].map((n) =>
      flush({ ...act, db: other }, { writes: [rename(id, `Name ${n}`, 1)], events: [told] }),
    )
    const how = await Promise.all(both.map(refusalOf))
    await other.close()
    expect(how.filter((h) => h === null)).toHaveLength(1)
    expect(how.filter((h) => h === 'changed_meanwhile')).toHaveLength(3)
  })

  it('is no success when COMMIT answers ROLLBACK', async () => {
    wire.answering((bytes) => {
      const at = bytes.indexOf('C\0\0\0\x0bCOMMIT\0')
      if (at < 0) return bytes
      return Buffer.concat([
        bytes.subarray(0, at),
        Buffer.from('C\0\0\0\x0dROLLBACK\0'),
        bytes.subarray(at + 12),
      ])
    })
    const lost = flush(act, { writes: [makeHousehold(newId() as HouseholdId, 'Lost')], events: [] })
    await expect(lost).rejects.toThrow('the database answered ROLLBACK to COMMIT')
  })

  it('is no success when the line breaks before COMMIT arrives, and nothing of it stays', async () => {
    const before = await count('households')
    wire.cutOn((bytes) => bytes.includes('commit'))
    await expect(
      flush(act, { writes: [makeHousehold(newId() as HouseholdId, 'Lost')], events: [] }),
    ).rejects.toThrow()
    wire.cutOn(null)
    expect(await count('households')).toBe(before)
  })

  it('is no success when the answer to COMMIT is lost, even if it was one', async () => {
    wire.answering((bytes) => {
      if (!bytes.includes('COMMIT')) return bytes
      wire.cut()
      return Buffer.alloc(0)
    })
    await expect(
      flush(act, { writes: [makeHousehold(newId() as HouseholdId, 'Unknown')], events: [] }),
    ).rejects.toThrow()
    wire.mend()
  })

  it('is no success when the line breaks while it waits for a lock', async () => {
    const id = newId<'household'>() as HouseholdId
    await flush(act, { writes: [makeHousehold(id, 'Held')], events: [] })
    const holder = await connected(clone.ownerUrl)
    await holder.query(`begin; update households set name = 'Holder' where id = '${id}'`)
    const waiting = refusalOf(flush(act, { writes: [rename(id, 'Waiting', 1)], events: [told] }))
    while ((await clone.owner.query('select from pg_locks where not granted')).rowCount === 0);
    wire.cut()
    expect(await waiting).toBeInstanceOf(Error)
    wire.mend()
    await holder.query('rollback')
    await holder.end()
  })

  it('refuses a workspace that is not an id, before anything is said', async () => {
    const wrong = { ...act, workspaceId: "x'; drop table events; --" as WorkspaceId }
    await expect(flush(wrong, { writes: [], events: [told] })).rejects.toThrow('not a workspace id')
  })

  it('cannot write into another workspace than its own', async () => {
    const { workspaceId } = await insertWorkspace(clone.owner)
    const foreign: Write = {
      query: compiler.insertInto('households').values({
        workspaceId: workspaceId as WorkspaceId,
        id: newId() as HouseholdId,
        name: 'X',
        createdAt: now,
        version: 1,
      }),
    }
    await expect(flush(act, { writes: [foreign], events: [] })).rejects.toThrow(/row-level security/)
  })

  it('reads leave their connection clean too, after an error in the middle', async () => {
    await expect(
      db.read(act.workspaceId, async (reader) => {
        await reader.selectFrom('households').selectAll().execute()
        throw new Error('thought better of it')
      }),
    ).rejects.toThrow('thought better of it')
    await expect(
      db.read(act.workspaceId, (reader) => reader.deleteFrom('households').execute()),
    ).rejects.toThrow(/read-only transaction/)
  })
})
