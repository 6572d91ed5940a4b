import type { Client } from 'pg'
import { listTables, loosenKeys, quoted } from '../backup/tables.ts'
import { type Clone, connected, insertWorkspace, ownClone } from './testing/clone.ts'
import { ANY_VALUE, columnsOf, insertion } from './testing/rows.ts'
import { wallFaults } from './wall.ts'

let clone: Clone
let app: Client
let ours: string
let theirs: string
let tables: string[]

beforeAll(async () => {
  clone = await ownClone('wall')
  app = await connected(clone.appUrl)
  tables = (await listTables(clone.owner)).map((t) => t.name).filter((name) => name.startsWith('public.'))
  ours = (await insertWorkspace(clone.owner)).workspaceId
  theirs = (await insertWorkspace(clone.owner)).workspaceId
  await loosenKeys(clone.owner)
  await dropChecks(clone.owner)
  // A row in every table of both, whatever tables there will be.
  for (const workspace of [ours, theirs])
    for (const table of tables)
      if (!/\.(workspaces|sites|members)$/.test(table)) await clone.owner.query(await rowOf(table, workspace))
})

afterAll(async () => {
  await app.end()
  await clone.drop()
})

/** The insertion of a row with a value in every column. */
async function rowOf(table: string, workspace: string): Promise<string> {
  const columns = (await columnsOf(clone.owner, table)).filter((c) => c.name !== 'tx')
  const values = Object.fromEntries(columns.map((c) => [c.name, ANY_VALUE[c.type]!]))
  return await insertion(clone.owner, table, { ...values, workspace_id: `'${workspace}'` })
}

async function dropChecks(owner: Client): Promise<void> {
  const { rows } = await owner.query<{ drop: string }>(
    `select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop from pg_constraint
     where contype = 'c' and connamespace = 'public'::regnamespace and conparentid = 0`,
  )
  for (const { drop } of rows) await owner.query(drop)
}

/** Runs statements as the serving role in a workspace, or in none, and takes them back; gives the last result. */
async function asApp(
  workspace: string | null,
  statement: string,
): Promise<{ rowCount: number; code: string | null }> {
  await app.query('begin')
  if (workspace) await app.query(`set local app.workspace = '${workspace}'`)
  try {
    return { rowCount: (await app.query(statement)).rowCount ?? 0, code: null }
  } catch (e) {
    return { rowCount: 0, code: (e as { code: string }).code }
  } finally {
    await app.query('rollback')
  }
}

const DENIED = '42501'

describe('the wall between workspaces', () => {
  it('stands around every table of schema public, and the serving role has no way over it', async () => {
    expect(tables.length).toBeGreaterThan(20)
    expect(await wallFaults(clone.owner)).toEqual([])
    const { rows } = await app.query(
      'select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user',
    )
    expect(rows).toEqual([{ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false }])
    expect((await asApp(ours, 'create table mine (id int)')).code).toBe(DENIED)
    expect((await asApp(ours, 'alter table persons disable row level security')).code).toBe(DENIED)
    expect((await asApp(ours, 'set local session_replication_role = replica')).code).toBe(DENIED)
  })

  it('would be seen to be down', async () => {
    await clone.owner.query(
      'begin; create table extra (workspace_id uuid); alter table persons disable row level security',
    )
    await clone.owner.query('create policy second on sites using (true)')
    const faults = await wallFaults(clone.owner)
    await clone.owner.query('rollback')
    expect(faults.sort()).toEqual([
      expect.stringContaining('The table extra has no wall'),
      expect.stringContaining('The table persons has no wall'),
      expect.stringContaining('The table sites has more than one policy'),
    ])
  })

  it('outside a workspace every table reads empty, and nothing can be written', async () => {
    for (const table of tables) {
      expect(await asApp(null, `select from ${quoted(table)}`), table).toEqual({ rowCount: 0, code: null })
      expect((await asApp(null, await rowOf(table, ours))).code, table).toBe(DENIED)
      expect(
        (await asApp(null, `update ${quoted(table)} set workspace_id = workspace_id`)).rowCount,
        table,
      ).toBe(0)
    }
  })

  it('in a workspace no row of another can be read, changed, taken away or put in, in any table', async () => {
    for (const table of tables) {
      const name = quoted(table)
      const here = await asApp(ours, `select from ${name}`)
      expect(here, table).toEqual({ rowCount: 1, code: null })
      expect((await asApp(ours, `select from ${name} where workspace_id <> '${ours}'`)).rowCount, table).toBe(
        0,
      )
      expect(
        (await asApp(ours, `update ${name} set workspace_id = '${ours}' where workspace_id = '${theirs}'`))
          .rowCount,
        table,
      ).toBe(0)
      expect(
        (await asApp(ours, `delete from ${name} where workspace_id = '${theirs}'`)).rowCount,
        table,
      ).toBe(0)
      expect((await asApp(ours, await rowOf(table, theirs))).code, table).toBe(DENIED)
      expect((await asApp(ours, `update ${name} set workspace_id = '${theirs}'`)).code, table).toBe(DENIED)
    }
  })

  it('lets events be neither changed nor taken away, promises not taken away, progress not changed', async () => {
    for (const statement of [
      "update events set kind = 'other'",
      'delete from events',
      'truncate events',
      'delete from promises',
      'truncate promises',
      "update progress_updates set text = 'other'",
      'delete from progress_updates',
    ])
      expect((await asApp(ours, statement)).code, statement).toBe(DENIED)
  })

  it('lets every function that looks over it say where it looks', async () => {
    const { rows } = await clone.owner.query(
      `select p.oid::regprocedure::text as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
       where n.nspname in ('public', 'app', 'auth', 'jobs') and p.prosecdef
         and not exists (select from unnest(p.proconfig) setting where setting like 'search_path=%pg_temp')`,
    )
    expect(rows).toEqual([])
  })

  it('has no sequence, which a backup would not carry', async () => {
    const { rows } = await clone.owner.query(
      "select relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where relkind = 'S' and n.nspname in ('public', 'auth', 'jobs')",
    )
    expect(rows).toEqual([])
  })
})
