import { sql } from 'kysely'
import type { WorkspaceId } from '../../domain/shared/ids.ts'
import { type Database, openDatabase, type Reader } from './database.ts'
import { type Clone, insertWorkspace, ownClone } from './testing/clone.ts'
import { PATIENCE } from './trouble.ts'

let clone: Clone
let db: Database
let pooled: Database
let ours: WorkspaceId
let theirs: WorkspaceId

beforeAll(async () => {
  clone = await ownClone('database')
  db = openDatabase(clone.appUrl, 1)
  pooled = openDatabase(clone.appUrl, 1, PATIENCE, false)
  ours = (await insertWorkspace(clone.owner)).workspaceId as WorkspaceId
  theirs = (await insertWorkspace(clone.owner)).workspaceId as WorkspaceId
})

afterAll(async () => {
  await db.close()
  await pooled.close()
  await clone.drop()
})

const sites = async (reader: Reader) => await reader.selectFrom('sites').selectAll().execute()

const kept = async (reader: Reader) => {
  const { rows } = await sql<{ statement: string; asked: number }>`
    select statement, generic_plans + custom_plans as asked from pg_prepared_statements`.execute(reader)
  return rows.filter((r) => r.statement.includes('"sites"'))
}

describe('a question asked often', () => {
  it('is planned once, and still sees only the workspace that asks', async () => {
    for (let n = 0; n < 8; n++)
      for (const workspaceId of [ours, theirs]) {
        const found = await db.readOften(workspaceId, sites)
        expect(found.map((s) => s.workspaceId)).toEqual([workspaceId])
      }
    expect(await db.read(ours, kept)).toEqual([expect.objectContaining({ asked: 16 })])
  })

  it('is answered while a migration gives its table another column', async () => {
    await db.readOften(ours, sites)
    await clone.owner.query("alter table sites add column greeting text not null default 'Hello'")
    const [site] = await db.readOften(ours, sites)
    expect(site).toMatchObject({ workspaceId: ours, greeting: 'Hello' })
    expect(await db.readOften(ours, sites)).toEqual([site])
  })

  it('leaves nothing on a connection that a pooler hands on', async () => {
    for (let n = 0; n < 2; n++) await pooled.readOften(ours, sites)
    expect(await pooled.read(ours, kept)).toEqual([])
  })

  it('keeps no plan where a list is written out, which is of another length each time', async () => {
    const ids = Array.from({ length: 13 }, () => ours)
    await db.readOften(ours, (reader) =>
      reader.selectFrom('sites').select('name').where('workspaceId', 'in', ids).execute(),
    )
    const plans = await db.read(ours, kept)
    expect(plans.every((p) => !p.statement.includes(' in ('))).toBe(true)
    expect(plans).toHaveLength(1)
  })
})
